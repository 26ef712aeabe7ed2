"""The room desk."""

from minping.apps.foundation.room import Room


class Desk(Room):
    """Place of the room desk in the application."""

    name = "minping.apps.desk"
    label = "desk"
