"""The room portal."""

from minping.apps.foundation.room import Room


class Portal(Room):
    """Place of the room portal in the application."""

    name = "minping.apps.portal"
    label = "portal"
