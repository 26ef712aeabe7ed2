"""The room casework."""

from minping.apps.foundation.room import Room


class Casework(Room):
    """Place of the room casework in the application."""

    name = "minping.apps.casework"
    label = "casework"
