"""What no row names is erased."""

from minping.apps.foundation.clock import now
from minping.apps.foundation.evidence.services import SHELF
from minping.apps.foundation.jobs import sweep
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.shelf import STRAY_SECONDS


@sweep("foundation.evidence")
def forget_strays() -> None:
    """Erase the files left by requests that failed after they were written."""
    named = set(Evidence.objects.values_list("stored", flat=True))
    SHELF.erase_strays(named, now().timestamp() - STRAY_SECONDS)
