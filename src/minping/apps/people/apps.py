"""The room people."""

from minping.apps.foundation.room import Room


class People(Room):
    """Place of the room people in the application."""

    name = "minping.apps.people"
    label = "people"

    def ready(self) -> None:
        """Lend the room of messages, which stands below, the address book."""
        super().ready()
        from minping.apps.messaging.recipients import lend  # noqa: PLC0415 - models are loaded by now
        from minping.apps.people.selectors import address_book  # noqa: PLC0415

        lend(address_book)
