"""The room commitments."""

from minping.apps.foundation.room import Room


class Commitments(Room):
    """Place of the room commitments in the application."""

    name = "minping.apps.commitments"
    label = "commitments"
