"""The room partners."""

from minping.apps.foundation.room import Room


class Partners(Room):
    """Place of the room partners in the application."""

    name = "minping.apps.partners"
    label = "partners"
