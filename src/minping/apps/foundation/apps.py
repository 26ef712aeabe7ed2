"""The room foundation."""

from minping.apps.foundation.logs import configure
from minping.apps.foundation.room import Room


class Foundation(Room):
    """Place of the room foundation in the application."""

    name = "minping.apps.foundation"
    label = "foundation"

    def ready(self) -> None:
        """As every room; and sets up the log."""
        super().ready()
        configure()
