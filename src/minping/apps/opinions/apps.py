"""The room opinions."""

from minping.apps.foundation.room import Room


class Opinions(Room):
    """Place of the room opinions in the application."""

    name = "minping.apps.opinions"
    label = "opinions"
