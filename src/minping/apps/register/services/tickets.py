"""A signed ticket for a code. No time, no order, no audit entry, no line in any log: only the state of the row.

Unknown, used and locked codes and closed rounds are answered alike.
"""

import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from django.db import transaction
from django.db.models import F

from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.foundation.clock import now
from minping.apps.foundation.keys import key
from minping.apps.register.models import NO_DIGEST, Invitation
from minping.core.secrecy.codes import TYPED, TypedCode, UnreadableCodeError, code_hash, long_code, typed_code
from minping.core.secrecy.tickets import issue_digest, ticket_bytes, ticket_mac

log = structlog.get_logger()
STATE = Invitation.State
MOST_FAILURES = 10
"""Wrong secrets after which a typed code is locked."""
FAILURES_A_SECOND = 5
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id for the secrets of typed codes."""


class Outcome(StrEnum):
    """What a browser is told; only ``issued`` carries anything more."""

    ISSUED = "issued"
    CONFIRMED = "confirmed"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    OTHER_TICKET = "other_ticket"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Issue:
    """The answer to a request for a ticket."""

    outcome: Outcome
    round: str = ""
    class_code: str = ""
    mac: str = ""
    manifest: str = ""


class Failures:
    """Wrong codes of the last second, of everybody together, in memory only."""

    def __init__(self, limit: int = FAILURES_A_SECOND) -> None:
        self._limit, self._seen, self._told = limit, deque[float](maxlen=limit), -3600.0

    def too_many(self) -> bool:
        """Whether as many wrong codes came within a second as are borne."""
        return len(self._seen) == self._limit and time.monotonic() - self._seen[0] < 1

    def add(self) -> None:
        """One more. The operator hears of a flood once in an hour at most."""
        at = time.monotonic()
        self._seen.append(at)
        if self.too_many() and at - self._told > 3600:
            self._told = at
            log.warning("codes_are_being_guessed")

    def forget(self) -> None:
        """Begin anew."""
        self._seen.clear()


failures = Failures()


def ticket_issue(*, code: str, ticket: str) -> Issue:
    """Sign ``ticket`` for the invitation that ``code`` belongs to. The same ticket again: the same answer.

    While wrong codes pour in, only a right long code, which nobody can guess, still goes through.
    """
    flooded = failures.too_many()
    try:
        drawn = ticket_bytes(ticket)
        typed = _read(code)
    except (UnreadableCodeError, ValueError):
        return Issue(Outcome.UNREADABLE)
    if flooded and isinstance(typed, TypedCode):
        return Issue(Outcome.TOO_MANY)
    found = _right_typed(typed) if isinstance(typed, TypedCode) else _of_long(typed)
    round_facts = round_of(found.round) if found else None
    if found is None or round_facts is None or not _takes_part(found, round_facts):
        failures.add()
        return Issue(Outcome.TOO_MANY if flooded else Outcome.REFUSED)
    return _issued(found, round_facts, drawn)


def _read(code: str) -> TypedCode | str:
    plain = sum(character.isalnum() for character in code)
    return typed_code(code) if plain == TYPED else long_code(code)


def _of_long(code: str) -> Invitation | None:
    return Invitation.objects.filter(code_hash=code_hash(code, key("pepper"))).first()


@cache
def _dummy() -> str:
    return HASHER.hash("0" * 8)


def _right_typed(code: TypedCode) -> Invitation | None:
    """The row of a typed code with the right secret. A wrong secret is counted at its row; an unknown
    locator takes as long as a known one."""
    found = Invitation.objects.filter(locator=code.locator).first()
    try:
        HASHER.verify(found.secret_hash if found else _dummy(), code.secret)
    except VerificationError:
        if found is not None:
            _count_failure(found)
        return None
    return found


def _count_failure(found: Invitation) -> None:
    same = Invitation.objects.filter(id=found.id, state=STATE.INVITED, locked=False)
    same.update(failures=F("failures") + 1)
    same.filter(failures__gte=MOST_FAILURES).update(locked=True)


def _takes_part(found: Invitation, facts: RoundFacts) -> bool:
    open_now = facts.state == "open" and now() < facts.closes and bool(facts.manifest)
    return open_now and not found.locked and found.state in {STATE.INVITED, STATE.ISSUING}


@transaction.atomic
def _issued(found: Invitation, facts: RoundFacts, ticket: bytes) -> Issue:
    """The channel lock: one conditional update, by which exactly one request moves the row."""
    digest = issue_digest(ticket)
    mine = Invitation.objects.filter(id=found.id, state=STATE.INVITED, locked=False)
    if not mine.update(state=STATE.ISSUING, digest=digest):
        again = Invitation.objects.filter(id=found.id, state=STATE.ISSUING).first()
        if again is None:
            return Issue(Outcome.REFUSED)
        if again.digest != digest:
            return Issue(Outcome.OTHER_TICKET)
    mac = ticket_mac(key("ticket"), str(facts.id), found.class_code, ticket)
    return Issue(Outcome.ISSUED, str(facts.id), found.class_code, mac, facts.manifest)


def ticket_confirm(*, code: str, ticket: str) -> Outcome:
    """The browser holds its ticket: what tied it to the row is erased. Told alike whether or not there was
    anything to confirm, so that the answer says nothing about a code."""
    try:
        digest = issue_digest(ticket_bytes(ticket))
        typed = _read(code)
    except (UnreadableCodeError, ValueError):
        return Outcome.UNREADABLE
    if isinstance(typed, TypedCode):
        rows = Invitation.objects.filter(locator=typed.locator)
    else:
        rows = Invitation.objects.filter(code_hash=code_hash(typed, key("pepper")))
    rows.filter(state=STATE.ISSUING, digest=digest).update(state=STATE.WEB_ISSUED, digest=NO_DIGEST)
    return Outcome.CONFIRMED
