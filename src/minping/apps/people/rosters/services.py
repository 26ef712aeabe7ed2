"""Every change of a roster: made, filled, a row left out, locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.people.identities import CHUNK, Identity, keep, phone_index
from minping.apps.people.models import Roster, RosterRow, RosterWarning, StaffNumber
from minping.core.findings import Text

OPEN_STATES = frozenset({"planned", "roster_open"})
"""Rounds whose lists may still change."""


@dataclass(frozen=True)
class Listed:
    """One person as a list gives it; ``phone`` in E.164 or empty."""

    name: str
    phone: str = ""
    post: str = ""
    stratum: str = ""
    cluster: str = ""
    handled_on: date | None = None


@transaction.atomic
def roster_make(
    *,
    actor: Actor,
    round_id: UUID,
    unit: UUID | None = None,
    provenance: str = Roster.Provenance.OFFICE,
    source: str = "",
) -> UUID:
    """Begin the list of a round; of one unit's service objects, or (without unit) of people for all units."""
    require(actor, "people.supply", unit=unit)
    if unit is None:
        require(actor, "people.edit")
    facts = _open_round(round_id)
    if facts.state == "planned" and not (actor.of_office or actor.system):
        raise Refused(
            Text(
                "评议办还没有开始收这一轮的名册。", "The office has not begun to gather lists for this round."
            )
        )
    roster = Roster(
        campaign_id=facts.campaign,
        round_id=round_id,
        group=facts.group,
        unit_id=unit,
        provenance=provenance if actor.of_office or actor.system else Roster.Provenance.UNIT,
        source=source.strip(),
        made_at=now(),
        made_by=actor.name,
    )
    try:
        with transaction.atomic():
            roster.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(
            Text("这一轮已有这份名册，请打开它继续。", "This round has that list already; open it instead.")
        ) from fault
    record(actor, "people.roster.made", roster.id, round=round_id, unit=unit, provenance=roster.provenance)
    return roster.id


@transaction.atomic
def rosters_gather(*, actor: Actor, round_id: UUID) -> None:
    """Begin to gather lists: from now on liaisons see the round and may supply theirs."""
    from minping.apps.campaigns.services import round_move  # noqa: PLC0415 - the room loads later

    require(actor, "people.edit")
    round_move(actor=actor, round=round_id, act="open_roster", facts=())


@transaction.atomic
def roster_describe(*, actor: Actor, roster: UUID, source: str) -> None:
    """Say where the list comes from."""
    found = open_roster(actor, roster)
    found.source = source.strip()
    found.save(update_fields=["source"])
    record(actor, "people.roster.described", found.id)


@transaction.atomic
def rows_add(
    *, actor: Actor, roster: UUID, people: Sequence[Listed], told: Told | None = None
) -> tuple[UUID, int]:
    """Put people on the list; who stands there already is left as he is and counted as a double.

    Gives the batch, by which the rows can be taken back, and how many were new.
    """
    found = open_roster(actor, roster)
    batch, added, known = uuid4(), 0, _persons_on(found)
    for start in range(0, len(people), CHUNK):
        some = people[start : start + CHUNK]
        kept = keep([Identity(one.name, one.phone) for one in some])
        rows = []
        for one, where in zip(some, kept, strict=True):
            if where.person in known:
                continue
            known.add(where.person)
            rows.append(_row(found, one, where.person, batch, differs=where.name_differs))
        RosterRow.objects.bulk_create(rows)
        added += len(rows)
        if told:
            told(min(start + CHUNK, len(people)), len(people))
    doubles = len(people) - added
    Roster.objects.filter(id=found.id).update(doubles=F("doubles") + doubles, screened_at=None)
    record(actor, "people.roster.filled", found.id, batch=batch, added=added, doubles=doubles)
    return batch, added


def _row(roster: Roster, one: Listed, person: UUID, batch: UUID, *, differs: bool) -> RosterRow:
    return RosterRow(
        roster=roster,
        person_id=person,
        post=one.post,
        stratum=one.stratum,
        cluster=one.cluster,
        handled_on=one.handled_on,
        batch=batch,
        name_differs=differs,
    )


def _persons_on(roster: Roster) -> set[UUID]:
    return set(RosterRow.objects.filter(roster=roster).values_list("person_id", flat=True).iterator())


@transaction.atomic
def batch_take_back(*, actor: Actor, roster: UUID, batch: UUID, doubles: int = 0) -> int:
    """Remove the rows that one import brought, and people that stand nowhere else."""
    from minping.apps.people.rosters.erasure import delete_rows, forget_strays  # noqa: PLC0415 - each calls the other

    found = open_roster(actor, roster)
    rows = RosterRow.objects.filter(roster=found, batch=batch)
    people = list(rows.values_list("person_id", flat=True))
    removed = delete_rows(rows)
    forget_strays(people)
    found.doubles = max(found.doubles - doubles, 0)
    found.screened_at = None
    found.save(update_fields=["doubles", "screened_at"])
    record(actor, "people.roster.batch_taken_back", found.id, batch=batch, rows=removed)
    return removed


@transaction.atomic
def row_exclude(*, actor: Actor, roster: UUID, row: UUID, why: str) -> None:
    """Leave one row out of the draw, or (``why`` empty) take it in again."""
    require(actor, "people.edit")
    found = open_roster(actor, roster)
    if why not in RosterRow.Excluded.values:
        raise Refused(Text("请选择不列入的理由。", "Choose why the row is left out."))
    changed = RosterRow.objects.filter(roster=found, id=row).update(excluded=why)
    if not changed:
        raise Refused(Text("名册中没有这一行。", "The list has no such row."))
    record(actor, "people.roster.row_excluded" if why else "people.roster.row_included", found.id, why=why)


def rosters_lock(*, actor: Actor, round_id: UUID) -> None:
    """Lock every list of the round: nothing can be changed afterwards. Moves the round to roster_locked.

    What the last look finds stays on the lists even when it prevents the locking.
    """
    require(actor, "people.edit")
    waiting = _last_look(actor, round_id)
    if waiting:
        raise Refused(
            Text(
                f"还有{waiting}条提醒没有处理。请逐条处理或说明理由后再锁定。",
                f"{waiting} warnings are not settled. Mend or explain each of them, then lock.",
            )
        )
    _lock(actor, round_id)


@transaction.atomic
def _last_look(actor: Actor, round_id: UUID) -> int:
    from minping.apps.people.rosters.screening import roster_screen  # noqa: PLC0415 - each calls the other

    _open_round(round_id)
    rosters = list(Roster.objects.filter(round=round_id))
    if not rosters or not RosterRow.objects.filter(roster__round=round_id, excluded="").exists():
        raise Refused(Text("这一轮还没有名册，或名册是空的。", "The round has no list, or only empty ones."))
    return sum(roster_screen(actor=actor, roster=roster.id) for roster in rosters)


@transaction.atomic
def _lock(actor: Actor, round_id: UUID) -> None:
    from minping.apps.campaigns.services import round_move  # noqa: PLC0415 - the room loads later

    facts = _open_round(round_id)
    rosters = list(Roster.objects.select_for_update().filter(round=round_id))
    changed = any(roster.screened_at is None for roster in rosters)
    if (
        changed
        or RosterWarning.objects.filter(roster__round=round_id, state=RosterWarning.State.OPEN).exists()
    ):
        raise Refused(Text("名册刚刚有变动，请再试一次。", "The lists changed just now; try again."))
    if facts.state == "planned":
        round_move(actor=actor, round=round_id, act="open_roster", facts=())
    Roster.objects.filter(round=round_id).update(state=Roster.State.LOCKED, locked_at=now())
    round_move(actor=actor, round=round_id, act="lock_roster", facts={"rosters_received", "roster_checked"})
    rows = RosterRow.objects.filter(roster__round=round_id, excluded="").count()
    record(actor, "people.roster.locked", round_id, rosters=len(rosters), rows=rows)


@transaction.atomic
def staff_numbers_put(*, actor: Actor, unit: UUID, phones: Sequence[str]) -> tuple[UUID, int]:
    """Add numbers of the unit's own staff (E.164); only their blind index is kept."""
    require(actor, "people.supply", unit=unit)
    batch = uuid4()
    known = set(StaffNumber.objects.filter(unit=unit).values_list("phone_index", flat=True))
    fresh = {phone_index(phone) for phone in phones} - known
    StaffNumber.objects.bulk_create(
        [StaffNumber(unit_id=unit, phone_index=index, batch=batch) for index in sorted(fresh)],
        batch_size=CHUNK,
    )
    Roster.objects.filter(unit=unit, state=Roster.State.OPEN).update(screened_at=None)
    record(actor, "people.staff.put", unit, numbers=len(fresh))
    return batch, len(fresh)


@transaction.atomic
def staff_numbers_take_back(*, actor: Actor, unit: UUID, batch: UUID) -> None:
    """Remove the numbers that one import brought."""
    require(actor, "people.supply", unit=unit)
    removed, _ = StaffNumber.objects.filter(unit=unit, batch=batch).delete()
    Roster.objects.filter(unit=unit, state=Roster.State.OPEN).update(screened_at=None)
    record(actor, "people.staff.taken_back", unit, numbers=removed)


def open_roster(actor: Actor, roster: UUID) -> Roster:
    """The list, locked for this transaction, if the actor may change it and it is still open."""
    found = Roster.objects.select_for_update().filter(id=roster).first()
    if found is None:
        raise Refused(Text("没有这份名册。", "There is no such list."))
    require(actor, "people.supply", unit=found.unit_id)
    if found.unit_id is None or (found.provenance != Roster.Provenance.UNIT and not actor.of_office):
        require(actor, "people.edit")
    if found.state != Roster.State.OPEN:
        raise Refused(Text("名册已锁定，不能再改。", "The list is locked and cannot be changed any more."))
    return found


def _open_round(round_id: UUID) -> RoundFacts:
    facts = round_of(round_id)
    if facts is None:
        raise Refused(Text("没有这一轮。", "There is no such round."))
    if facts.state not in OPEN_STATES:
        raise Refused(
            Text(
                "这一轮的名册已经锁定，不能再增改。",
                "The lists of this round are locked; nothing can be added or changed.",
            )
        )
    return facts
