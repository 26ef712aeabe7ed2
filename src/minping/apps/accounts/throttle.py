"""How often a sign-in may fail, for one account and from one address (SEC C3).

Counted in the database, so that every process of the server counts together. Names and addresses are
kept as keyed digests only.
"""

from datetime import timedelta

from minping.apps.accounts.models import FailedSignIn
from minping.apps.foundation.clock import now
from minping.apps.foundation.sealing import blind_index

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 30
"""An office behind one address shares it."""


def _subjects(username: str, address: str) -> dict[str, int]:
    account = blind_index(username.strip().casefold(), "sign-in-account")
    return {account: PER_ACCOUNT, blind_index(address, "sign-in-address"): PER_ADDRESS}


def too_often(username: str, address: str) -> bool:
    """Whether this account, or this address, has to wait."""
    since = now() - WINDOW
    return any(
        FailedSignIn.objects.filter(subject=subject, at__gt=since).count() >= limit
        for subject, limit in _subjects(username, address).items()
    )


def failed(username: str, address: str) -> None:
    """Count a failure for both."""
    at = now()
    FailedSignIn.objects.bulk_create(
        FailedSignIn(subject=subject, at=at) for subject in _subjects(username, address)
    )


def forgive(username: str) -> int:
    """Forget the failures of an account, not those of any address; how many there were."""
    account = next(iter(_subjects(username, "")))
    removed, _ = FailedSignIn.objects.filter(subject=account).delete()
    return removed


def sweep() -> int:
    """Forget what no longer counts."""
    removed, _ = FailedSignIn.objects.filter(at__lt=now() - WINDOW).delete()
    return removed
