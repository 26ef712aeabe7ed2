"""The room offices."""

from minping.apps.foundation.room import Room


class Offices(Room):
    """Place of the room offices in the application."""

    name = "minping.apps.offices"
    label = "offices"
