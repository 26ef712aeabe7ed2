"""What the room does by itself: lose track, expire, forget."""

from minping.apps.foundation.jobs import sweep
from minping.apps.messaging.reports import expire, forget_numbers, lose_track


@sweep("messaging.tidy")
def tidy() -> None:
    """Messages that nobody reported on, that came too late, that are old."""
    lose_track()
    expire()
    forget_numbers()
