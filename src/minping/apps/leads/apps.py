"""The room leads."""

from minping.apps.foundation.room import Room


class Leads(Room):
    """Place of the room leads in the application."""

    name = "minping.apps.leads"
    label = "leads"
