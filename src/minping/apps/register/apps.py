"""The room register."""

from minping.apps.foundation.room import Room


class Register(Room):
    """Place of the room register in the application."""

    name = "minping.apps.register"
    label = "register"
