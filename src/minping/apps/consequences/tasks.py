"""Sweeps of this room."""

from minping.apps.consequences.services import exemptions_follow
from minping.apps.foundation.jobs import sweep


@sweep("consequences.exemptions")
def exemptions() -> None:
    """Exemptions begin and end with their campaigns."""
    exemptions_follow()
