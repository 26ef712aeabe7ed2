"""What is odd about a list: lists that units supply are taken as adversarial input (F096, F144, F163)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_low
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from minping.apps.campaigns.selectors import round_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.phones import is_mobile
from minping.apps.people.identities import CHUNK
from minping.apps.people.models import Roster, RosterRow, RosterWarning, StaffNumber
from minping.core.findings import Text
from minping.core.sampling.draw import SMALL, WANTED_RATIO

RUN, STEP = 6, 2
"""So many numbers, each at most two above the one before, look invented or bought in one block."""

SHARED_PEOPLE, SHARED_PERMILLE = 3, 100
"""Two lists that share three people and a tenth of the smaller one are looked at."""

DAY_PEOPLE, DAY_TIMES = 20, 5
"""A day with twenty people and five times the usual number is looked at."""


@dataclass(frozen=True)
class Odd:
    """One thing that is odd. ``key`` tells apart those of one kind."""

    code: str
    key: str = ""
    facts: tuple[tuple[str, Any], ...] = ()


@transaction.atomic
def roster_screen(*, actor: Actor, roster: UUID) -> int:
    """Look through a list; the warnings that are open afterwards. What was accepted stays so while it is
    unchanged; what has been mended is marked as gone."""
    require(actor, "people.view")
    found = Roster.objects.select_for_update().get(id=roster)
    if found.state != Roster.State.OPEN:
        raise Refused(Text("名册已锁定。", "The list is locked."))
    seen = {(odd.code, odd.key): odd for odd in _everything_odd(found)}
    old = {(w.code, w.key): w for w in RosterWarning.objects.filter(roster=found)}
    for place, odd in seen.items():
        facts = dict(odd.facts)
        if place not in old:
            RosterWarning.objects.create(roster=found, code=odd.code, key=odd.key, facts=facts)
        elif old[place].facts != facts or old[place].state == RosterWarning.State.GONE:
            RosterWarning.objects.filter(id=old[place].id).update(
                facts=facts, state=RosterWarning.State.OPEN, reason="", settled_by="", settled_at=None
            )
    gone = [w.id for place, w in old.items() if place not in seen]
    RosterWarning.objects.filter(id__in=gone).update(state=RosterWarning.State.GONE)
    Roster.objects.filter(id=found.id).update(screened_at=now())
    waiting = RosterWarning.objects.filter(roster=found, state=RosterWarning.State.OPEN).count()
    record(actor, "people.roster.screened", found.id, warnings=len(seen), waiting=waiting)
    return waiting


@transaction.atomic
def warning_accept(*, actor: Actor, warning: UUID, reason: str) -> None:
    """Settle a warning by a reason that is kept with it."""
    found = _open_warning(actor, warning)
    if len(reason.strip()) < 4:
        raise Refused(Text("请写明理由。", "Say why."))
    _settle(found, actor, reason)
    record(actor, "people.warning.accepted", found.roster_id, code=found.code)


@transaction.atomic
def warning_exclude(*, actor: Actor, warning: UUID) -> int:
    """Leave the rows concerned out of the draw: staff's own numbers, blocks of numbers; how many."""
    found = _open_warning(actor, warning)
    if found.code == "staff":
        rows, why = staff_rows(found.roster), RosterRow.Excluded.STAFF
    elif found.code == "block":
        suspects = [row for run in _runs(found.roster) for row in run]
        rows, why = RosterRow.objects.filter(id__in=suspects), RosterRow.Excluded.SUSPECT
    else:
        raise Refused(Text("这类提醒请说明理由。", "A warning of this kind is settled by a reason."))
    changed: int = rows.update(excluded=why)
    RosterWarning.objects.filter(id=found.id).update(state=RosterWarning.State.GONE)
    record(actor, "people.warning.rows_excluded", found.roster_id, code=found.code, rows=changed)
    return changed


def _open_warning(actor: Actor, warning: UUID) -> RosterWarning:
    require(actor, "people.edit")
    found = RosterWarning.objects.select_for_update().filter(id=warning).first()
    if found is None or found.state != RosterWarning.State.OPEN:
        raise Refused(Text("这条提醒已经处理。", "This warning is settled already."))
    if found.roster.state != Roster.State.OPEN:
        raise Refused(Text("名册已锁定。", "The list is locked."))
    return found


def _settle(warning: RosterWarning, actor: Actor, reason: str) -> None:
    warning.state, warning.reason = RosterWarning.State.ACCEPTED, reason.strip()
    warning.settled_by, warning.settled_at = actor.name, now()
    warning.save()


def _everything_odd(roster: Roster) -> Iterator[Odd]:
    rows = RosterRow.objects.filter(roster=roster, excluded="")
    total = rows.count()
    yield from _of_size(roster, total)
    if roster.doubles:
        yield Odd("doubles", "", (("people", roster.doubles),))
    if differing := rows.filter(name_differs=True).count():
        yield Odd("names", "", (("people", differing),))
    if roster.provenance != Roster.Provenance.POOL and roster.unit_id:
        if not StaffNumber.objects.filter(unit=roster.unit_id).exists():
            yield Odd("no_staff_list")
        elif staff := staff_rows(roster).count():
            yield Odd("staff", "", (("people", staff), ("of", total)))
    yield from _shared(roster, total)
    if runs := _runs(roster):
        yield Odd("block", "", (("runs", len(runs)), ("people", sum(map(len, runs)))))
    if unreachable := _unreachable(roster):
        yield Odd("unreachable", "", (("people", unreachable), ("of", total)))
    yield from _days(roster)


def _of_size(roster: Roster, total: int) -> Iterator[Odd]:
    if total < SMALL:
        yield Odd("small", "", (("people", total), ("least", SMALL)))
    facts = round_of(roster.round_id) if roster.round_id else None
    drawn_from = roster.provenance != Roster.Provenance.POOL and roster.unit_id is not None
    if drawn_from and facts and facts.minimum and total < WANTED_RATIO * facts.minimum:
        wanted = WANTED_RATIO * facts.minimum
        yield Odd("narrow", "", (("people", total), ("sample", facts.minimum), ("wanted", wanted)))


def staff_rows(roster: Roster) -> Any:
    """Rows of the list whose number is one of the unit's own staff."""
    numbers = StaffNumber.objects.filter(unit=roster.unit_id).values("phone_index")
    return RosterRow.objects.filter(roster=roster, excluded="", person__phone_index__in=numbers)


def overlaps(roster: Roster) -> list[tuple[UUID, int, int]]:
    """(other list of the round, people on both, people on the other), most shared first."""
    others = RosterRow.objects.filter(roster__round=roster.round_id, excluded="").exclude(roster=roster)
    shared = (
        others.filter(person__rows__roster=roster, person__rows__excluded="")
        .values("roster")
        .annotate(n=Count("id"))
        .order_by()
    )
    sizes = {r["roster"]: r["n"] for r in others.values("roster").annotate(n=Count("id")).order_by()}
    found = [(row["roster"], row["n"], sizes[row["roster"]]) for row in shared]
    return sorted(found, key=lambda one: (-one[1], str(one[0])))


def _shared(roster: Roster, total: int) -> Iterator[Odd]:
    if not roster.round_id:
        return
    for other, both, size in overlaps(roster):
        if both >= SHARED_PEOPLE and both * 1000 >= min(total, size) * SHARED_PERMILLE:
            facts = (("people", both), ("union", total + size - both), ("other", size), ("of", total))
            yield Odd("shared", str(other), facts)


def _numbers(roster: Roster) -> Iterator[tuple[str, UUID]]:
    """Number and row, opened for the length of this look only."""
    rows = RosterRow.objects.filter(roster=roster, excluded="")
    for row, sealed in rows.values_list("id", "person__sealed_phone").iterator(CHUNK):
        yield unseal(sealed, "phone"), row


def _runs(roster: Roster) -> list[list[UUID]]:
    """Rows whose mobile numbers follow each other."""
    numbered = sorted((int(number[1:]), row) for number, row in _numbers(roster) if is_mobile(number))
    runs: list[list[UUID]] = []
    run: list[UUID] = []
    before = None
    for number, row in numbered:
        if before is None or number - before > STEP:
            runs.append(run := [])
        run.append(row)
        before = number
    return [run for run in runs if len(run) >= RUN]


def _unreachable(roster: Roster) -> int:
    if roster.provenance == Roster.Provenance.POOL:
        return 0
    return sum(1 for number, _ in _numbers(roster) if not is_mobile(number))


def _days(roster: Roster) -> Iterator[Odd]:
    rows = RosterRow.objects.filter(roster=roster, excluded="", handled_on__isnull=False)
    counted = Counter(dict(rows.values_list("handled_on").annotate(n=Count("id")).order_by()))
    if len(counted) < 3:
        return
    usual = median_low(counted.values())
    for day, people in sorted(counted.items()):
        if people >= DAY_PEOPLE and people >= DAY_TIMES * usual:
            yield Odd("day", day.isoformat(), (("people", people), ("usual", usual)))
