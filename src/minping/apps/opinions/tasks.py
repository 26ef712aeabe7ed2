"""Sweeps of the room opinions."""

from minping.apps.foundation.jobs import sweep
from minping.apps.opinions.services.comments import comments_release
from minping.apps.opinions.services.erasing import erase_due
from minping.apps.opinions.triage import tasks as triage

__all__ = ["comments", "erase", "triage"]


@sweep("opinions.comments")
def comments() -> None:
    """Comments beside the ballot come out when they are old enough and enough together."""
    comments_release()


@sweep("opinions.erase")
def erase() -> None:
    """Givers and raw texts go when the time to dispute is over."""
    erase_due()
