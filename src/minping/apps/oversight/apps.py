"""The room oversight."""

from minping.apps.foundation.room import Room


class Oversight(Room):
    """Place of the room oversight in the application."""

    name = "minping.apps.oversight"
    label = "oversight"
