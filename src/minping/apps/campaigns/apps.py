"""The room campaigns."""

from minping.apps.foundation.room import Room


class Campaigns(Room):
    """Place of the room campaigns in the application."""

    name = "minping.apps.campaigns"
    label = "campaigns"
