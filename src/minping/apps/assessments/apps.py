"""The room assessments."""

from minping.apps.foundation.room import Room


class Assessments(Room):
    """Place of the room assessments in the application."""

    name = "minping.apps.assessments"
    label = "assessments"
