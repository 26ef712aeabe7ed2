"""Codes leave the application once, in a file or on paper; the application keeps hashes only."""

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.permissions import require
from minping.apps.register.models import Invitation
from minping.apps.register.services.invitations import round_facts
from minping.apps.register.services.tickets import HASHER
from minping.core.findings import Text
from minping.core.secrecy.codes import TypedCode, code_hash, new_long_code, new_typed_code

STATE = Invitation.State
LIVE = {"drawn", "invited", "open"}
WRITTEN = ("code_hash", "locator", "secret_hash", "failures", "locked")
CHUNK = 500
MOST_TYPED = 600
"""Typed codes made at a time: each takes some hundredths of a second, on purpose."""


@dataclass(frozen=True)
class NewCode:
    """A code on its way out of the application, and nowhere else. ``typed`` empty: only the long one."""

    person: UUID
    class_code: str
    long: str
    typed: str = ""


@transaction.atomic
def codes_make(
    *,
    actor: Actor,
    round: UUID,
    typed: bool = False,
    class_code: str = "",
    only: Collection[UUID] | None = None,
) -> Sequence[NewCode]:
    """Codes for the invitations that have none yet, of one class if given. ``only``: these persons."""
    rows = Invitation.objects.filter(round=round, state=STATE.INVITED, code_hash__isnull=True)
    rows = (rows.filter(class_code=class_code) if class_code else rows).select_for_update().order_by("id")
    wanted = [one for one in rows if only is None or one.person in only]
    return _made(actor, round, wanted, typed, "made", keep=_first_codes)


def codes_renew(
    *, actor: Actor, round: UUID, persons: Iterable[UUID], typed: bool = False
) -> Sequence[NewCode]:
    """New codes for persons who have not fetched a ticket yet; the codes sent before are void from now on."""
    rows = Invitation.objects.filter(round=round, state=STATE.INVITED, person__in=list(persons))
    return _made(actor, round, list(rows.order_by("id")), typed, "renewed", keep=_other_codes)


@transaction.atomic
def _made(
    actor: Actor,
    round: UUID,
    rows: Sequence[Invitation],
    typed: bool,
    word: str,
    keep: Callable[[Sequence[Invitation]], None],
) -> Sequence[NewCode]:
    require(actor, "register.codes")
    if round_facts(round).state not in LIVE:
        raise Refused(Text("本轮已截止，不能再发码。", "The round has closed; no more codes are given out."))
    found = rows[:MOST_TYPED] if typed else rows
    if not found:
        raise Refused(
            Text(
                "没有需要发码的邀请：都已发过码，或已经领票。",
                "No invitation needs a code: all have one, or hold a ticket already.",
            )
        )
    pairs = _typed_codes(len(found)) if typed else []
    made = []
    for at, one in enumerate(found):
        long = new_long_code(secrets.token_bytes)
        one.code_hash = code_hash(long, key("pepper"))
        one.locator, one.secret_hash, one.failures, one.locked = None, "", 0, False
        if typed:
            one.locator, one.secret_hash = pairs[at][0].locator, pairs[at][1]
        made.append(NewCode(one.person, one.class_code, long, pairs[at][0].text if typed else ""))
    keep(found)
    record(actor, f"register.codes.{word}", round, number=len(made), typed=typed)
    return made


def _first_codes(rows: Sequence[Invitation]) -> None:
    """Without a code nobody can have fetched a ticket: the rows are laid down anew, which is quick."""
    for at in range(0, len(rows), CHUNK):
        Invitation.objects.filter(id__in=[one.id for one in rows[at : at + CHUNK]]).delete()
    Invitation.objects.bulk_create(rows, batch_size=CHUNK)


def _other_codes(rows: Sequence[Invitation]) -> None:
    """Somebody may fetch a ticket with the earlier code at this very moment."""
    for one in rows:
        still = Invitation.objects.filter(id=one.id, state=STATE.INVITED)
        if not still.update(**{name: getattr(one, name) for name in WRITTEN}):
            raise Refused(
                Text("有人刚刚领了票，请重新导出。", "Somebody has just fetched a ticket; export again.")
            )


def _typed_codes(number: int) -> list[tuple[TypedCode, str]]:
    """Typed codes whose locators are free, with the hashes of their secrets."""
    codes: dict[str, TypedCode] = {}
    while len(codes) < number:
        drawn = [new_typed_code(secrets.token_bytes) for _ in range(number - len(codes))]
        there = Invitation.objects.filter(locator__in=[code.locator for code in drawn])
        taken = set(there.values_list("locator", flat=True))
        codes |= {code.locator: code for code in drawn if code.locator not in taken}
    with ThreadPoolExecutor(2) as pool:
        hashes = pool.map(HASHER.hash, [code.secret for code in codes.values()])
        return list(zip(codes.values(), hashes, strict=True))


@transaction.atomic
def reminder_list(*, actor: Actor, round: UUID) -> Sequence[UUID]:
    """The persons who may be reminded: everybody invited who has not fetched a ticket.

    Whoever is not on it has fetched one; whether that person voted is known to nobody.
    """
    require(actor, "register.codes")
    if round_facts(round).state != "open":
        raise Refused(Text("只有投票期间才提醒。", "Reminders are sent while the round is open."))
    found = Invitation.objects.filter(round=round, state=STATE.INVITED).order_by("id")
    persons = list(found.values_list("person", flat=True))
    record(actor, "register.reminders.listed", round)
    return persons
