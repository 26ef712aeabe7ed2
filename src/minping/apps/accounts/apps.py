"""The room accounts."""

from minping.apps.foundation.room import Room


class Accounts(Room):
    """Place of the room accounts in the application."""

    name = "minping.apps.accounts"
    label = "accounts"
