"""Sweeps of this room."""

from minping.apps.consequences.services import exemptions_follow
from minping.apps.consequences.telling import remind
from minping.apps.foundation.jobs import sweep


@sweep("consequences.exemptions")
def exemptions() -> None:
    """Exemptions begin and end with their campaigns."""
    exemptions_follow()


@sweep("consequences.remind")
def reminders() -> None:
    """Remind units of notices and orders."""
    remind()
