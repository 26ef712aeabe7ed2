"""Files that a failed request left behind; reminders."""

from minping.apps.foundation.clock import now
from minping.apps.foundation.jobs import sweep
from minping.apps.foundation.shelf import STRAY_SECONDS
from minping.apps.partners.models import Submission
from minping.apps.partners.signing import SHELF
from minping.apps.partners.telling import remind


@sweep("partners.strays")
def strays() -> None:
    """Remove files that no delivery names."""
    known = set(Submission.objects.exclude(stored="").values_list("stored", flat=True))
    SHELF.erase_strays(known, now().timestamp() - STRAY_SECONDS)


@sweep("partners.remind")
def reminders() -> None:
    """Remind partners and sites of what they still have to hand in."""
    remind()
