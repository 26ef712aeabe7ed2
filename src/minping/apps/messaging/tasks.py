"""What the room does by itself: lose track, expire, forget."""

from minping.apps.foundation.jobs import sweep
from minping.apps.messaging.reports import expire, forget_numbers, lose_track
from minping.apps.messaging.standing import shipped_texts


@sweep("messaging.tidy")
def tidy() -> None:
    """Shipped texts; messages that nobody reported on, that came too late, that are old."""
    shipped_texts()
    lose_track()
    expire()
    forget_numbers()
