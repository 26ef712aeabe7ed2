"""What the worker does for accounts."""

from minping.apps.accounts import throttle
from minping.apps.foundation.jobs import sweep


@sweep("accounts.failed_sign_ins")
def forget_failures() -> None:
    """Failed sign-ins are kept no longer than they count."""
    throttle.sweep()
