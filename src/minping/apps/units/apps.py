"""The room units."""

from minping.apps.foundation.room import Room


class Units(Room):
    """Place of the room units in the application."""

    name = "minping.apps.units"
    label = "units"
