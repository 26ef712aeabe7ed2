"""What the room does by itself: erase what is due."""

from minping.apps.foundation.jobs import sweep
from minping.apps.people.rosters.erasure import erase_due


@sweep("people.erase")
def erase() -> None:
    """Contact data 90 days after the dispute period of their round."""
    erase_due()
