"""Sweeps of the register."""

from minping.apps.foundation.jobs import sweep
from minping.apps.register.services import rounds_settle


@sweep("register.settle")
def settle() -> None:
    """Rounds that the box has closed on time are closed here too, and their unconfirmed tickets erased."""
    rounds_settle()
