"""The room year."""

from minping.apps.foundation.room import Room


class Year(Room):
    """Place of the room year in the application."""

    name = "minping.apps.year"
    label = "year"
