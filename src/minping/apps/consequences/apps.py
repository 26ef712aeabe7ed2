"""The room consequences."""

from minping.apps.foundation.room import Room


class Consequences(Room):
    """Place of the room consequences in the application."""

    name = "minping.apps.consequences"
    label = "consequences"
