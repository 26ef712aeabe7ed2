"""Files that a failed request left behind."""

from minping.apps.foundation.clock import now
from minping.apps.foundation.jobs import sweep
from minping.apps.foundation.shelf import STRAY_SECONDS
from minping.apps.partners.models import Submission
from minping.apps.partners.signing import SHELF


@sweep("partners.strays")
def strays() -> None:
    """Remove files that no delivery names."""
    known = set(Submission.objects.exclude(stored="").values_list("stored", flat=True))
    SHELF.erase_strays(known, now().timestamp() - STRAY_SECONDS)
