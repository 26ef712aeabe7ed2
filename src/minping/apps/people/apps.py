"""The room people."""

from minping.apps.foundation.room import Room


class People(Room):
    """Place of the room people in the application."""

    name = "minping.apps.people"
    label = "people"
