"""How often one address may send. Counted in memory only: nothing is kept of who wrote or asked."""

import hashlib
import secrets
import time
from collections import deque

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

MOST_ADDRESSES = 10_000


class Often:
    """At most ``limit`` within ``seconds`` from one address, and ``together`` from all."""

    def __init__(self, limit: int, seconds: float, together: int) -> None:
        self._limit, self._seconds, self._together = limit, seconds, together
        self._salt = secrets.token_bytes(16)
        self._all: deque[float] = deque()
        self._seen: dict[bytes, deque[float]] = {}

    def too_often(self, request: HttpRequest, about: str = "") -> bool:
        """Whether this address, or everybody together, has to wait; ``about``: counted for each matter by itself."""
        since = time.monotonic() - self._seconds
        own = self._seen.get(self._of(request, about), deque())
        return _left(own, since) >= self._limit or _left(self._all, since) >= self._together

    def count(self, request: HttpRequest, about: str = "") -> None:
        """One more."""
        at = time.monotonic()
        if len(self._seen) >= MOST_ADDRESSES:
            self._clear(at - self._seconds)
        self._seen.setdefault(self._of(request, about), deque()).append(at)
        self._all.append(at)

    def forget(self) -> None:
        """Begin anew."""
        self._seen.clear()
        self._all.clear()

    def _of(self, request: HttpRequest, about: str) -> bytes:
        address = str(get_adapter().get_client_ip(request))
        return hashlib.blake2b(f"{address}\0{about}".encode(), key=self._salt, digest_size=16).digest()

    def _clear(self, since: float) -> None:
        self._seen = {who: times for who, times in self._seen.items() if _left(times, since)}


def _left(times: deque[float], since: float) -> int:
    while times and times[0] < since:
        times.popleft()
    return len(times)


sent = Often(limit=20, seconds=600, together=600)
"""Opinions; a hall where many write shares one address."""

wrong_codes = Often(limit=10, seconds=900, together=200)
"""Codes that nothing has."""

comments = Often(limit=200, seconds=600, together=3000)
"""Comments beside the ballot: one about each unit, several voters behind one address."""
EVERY = (sent, wrong_codes, comments)
