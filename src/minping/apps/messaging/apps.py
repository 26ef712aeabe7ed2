"""The room messaging."""

from minping.apps.foundation.room import Room


class Messaging(Room):
    """Place of the room messaging in the application."""

    name = "minping.apps.messaging"
    label = "messaging"
