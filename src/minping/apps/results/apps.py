"""The room results."""

from minping.apps.foundation.room import Room


class Results(Room):
    """Place of the room results in the application."""

    name = "minping.apps.results"
    label = "results"
