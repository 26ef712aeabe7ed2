"""The room foundation."""

from minping.apps.foundation.room import Room


class Foundation(Room):
    """Place of the room foundation in the application."""

    name = "minping.apps.foundation"
    label = "foundation"
