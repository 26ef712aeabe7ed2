"""A draw step by step: committed and published → dice entered by one, by another → drawn."""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.campaigns.services import round_move
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.people.identities import CHUNK
from minping.apps.people.models import Draw, DrawFrame, DrawMember, Roster, RosterRow
from minping.apps.units.selectors import units_of
from minping.core.findings import RefusedInput, Text
from minping.core.sampling.dice import read_dice
from minping.core.sampling.draw import Plan, check_plan, commitment_bytes, draw
from minping.core.sampling.drawn_file import drawn_csv
from minping.core.sampling.frames import (
    Entry,
    Frame,
    entry_id,
    frame_bytes,
    frame_of,
    read_frame,
    single_line,
)
from minping.core.sampling.quotas import Allocation


@transaction.atomic
def draw_commit(*, actor: Actor, round_id: UUID, plan: Plan) -> UUID:
    """Fix frames and plan and publish their hashes: from now on nobody can change who may be drawn."""
    require(actor, "people.draw")
    facts = _locked_round(round_id)
    frames = _frames(facts, plan)
    committed = commitment_bytes(list(frames.values()), plan)
    made = Draw(
        round_id=round_id,
        method=Draw.Method.DICE,
        state=Draw.State.COMMITTED,
        size=plan.size,
        reserve=plan.reserve,
        allocation=plan.allocation.value,
        pooled=plan.pooled,
        commitment=hashlib.sha256(committed).hexdigest(),
        committed=committed,
        committed_at=now(),
        committed_by=actor.name,
    )
    _save_once(made)
    _publish(made, frames)
    round_move(actor=actor, round=round_id, act="commit_seed", facts={"seed_published"})
    record(
        actor,
        "people.draw.committed",
        round_id,
        commitment=made.commitment,
        frames={frame.name: frame.digest for frame in frames.values()},
        size=plan.size,
        reserve=plan.reserve,
    )
    return made.id


def _frames(facts: RoundFacts, plan: Plan) -> dict[UUID, Frame]:
    """The frame of each list that has rows, if they can be drawn from by the plan."""
    rosters = list(Roster.objects.filter(round=facts.id))
    try:
        frames = {roster.id: _frame(roster, name) for roster, name in _named(facts, rosters)}
    except RefusedInput as refused:
        raise Refused(_unfit(), refused.findings) from refused
    findings = check_plan(list(frames.values()), plan)
    if errors := [f for f in findings if f.severity == "error"]:
        raise Refused(_unfit(), errors)
    return frames


def _publish(made: Draw, frames: Mapping[UUID, Frame]) -> None:
    DrawFrame.objects.bulk_create(
        DrawFrame(
            draw=made,
            roster_id=roster,
            name=frame.name,
            digest=frame.digest,
            entries=len(frame.entries),
            data=frame_bytes(frame),
        )
        for roster, frame in frames.items()
    )


class Entered(StrEnum):
    """What an entry of dice led to."""

    WAITING = "waiting"
    DIFFER = "differ"
    DRAWN = "drawn"


@transaction.atomic
def dice_enter(*, actor: Actor, draw_id: UUID, dice: str, place: str = "", observers: str = "") -> Entered:
    """Enter the dice as read aloud. The first person's entry waits, unseen; when another person enters the
    same, the draw is made; when they differ, both entries are dropped and both enter anew.
    """
    require(actor, "people.draw")
    try:
        pips = read_dice(dice)
    except RefusedInput as refused:
        raise Refused(refused.findings[0].text, refused.findings) from refused
    found = Draw.objects.select_for_update().filter(id=draw_id).first()
    if found is None or found.method != Draw.Method.DICE or found.state != Draw.State.COMMITTED:
        raise Refused(Text("这次抽样已经完成。", "This draw has been made already."))
    if found.first_by is None:
        found.first_dice, found.first_by, found.first_name = pips, actor.id, actor.name
        found.place, found.observers = place.strip()[:100], observers.strip()[:200]
        found.save()
        record(actor, "people.draw.dice_entered", found.round_id)
        return Entered.WAITING
    if found.first_by == actor.id:
        raise Refused(Text("须由另一人再录一遍。", "Another person must enter them once more."))
    if found.first_dice != pips:
        found.first_dice, found.first_by, found.first_name = "", None, ""
        found.save()
        record(actor, "people.draw.dice_differ", found.round_id)
        return Entered.DIFFER
    found.second_by, found.second_name = actor.id, actor.name
    _make(actor, found, pips)
    return Entered.DRAWN


def _make(actor: Actor, found: Draw, pips: str) -> None:
    frames = [read_frame(bytes(frame.data), frame.name) for frame in found.frames.all()]
    plan = Plan(found.size, found.reserve, Allocation(found.allocation), found.pooled)
    made = draw(frames, plan, pips)
    if made.commitment != found.commitment:
        raise Refused(
            Text(
                "名单与公布的承诺不符，不能抽样。请停止并查明原因。",
                "The lists do not match the published commitment. Stop and find out why.",
            )
        )
    rows = _rows_by_entry(found.round_id)
    members = [
        DrawMember(draw=found, row_id=rows.get(entry), entry=entry, reserve=reserve, order=order)
        for cell in made.cells
        for reserve, entries in ((False, cell.members), (True, cell.reserves))
        for order, entry in enumerate(entries, 1)
    ]
    DrawMember.objects.bulk_create(members, batch_size=CHUNK)
    found.dice, found.seed, found.drawn_at = pips, made.seed, now()
    found.listed, found.state = drawn_csv(made), Draw.State.DRAWN
    found.save()
    round_move(actor=actor, round=found.round_id, act="draw", facts={"drawn_from_seed"})
    record(
        actor,
        "people.draw.drawn",
        found.round_id,
        dice=pips,
        seed=made.seed,
        drawn=len(made.members),
        listed=hashlib.sha256(bytes(found.listed)).hexdigest(),
    )


@transaction.atomic
def take_all(*, actor: Actor, round_id: UUID) -> UUID:
    """Everybody on the locked lists is asked: for panels of appraisers (F091)."""
    require(actor, "people.draw")
    _locked_round(round_id)
    people = RosterRow.objects.filter(roster__round=round_id, excluded="").count()
    if not people:
        raise Refused(_unfit())
    made = Draw(
        round_id=round_id,
        method=Draw.Method.ALL,
        state=Draw.State.DRAWN,
        size=people,
        committed_at=now(),
        committed_by=actor.name,
        drawn_at=now(),
    )
    _save_once(made)
    round_move(actor=actor, round=round_id, act="take_all", facts={"whole_roster"})
    record(actor, "people.draw.all_taken", round_id, people=people)
    return made.id


def _save_once(made: Draw) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(Text("这一轮已经抽样。", "This round has been drawn already.")) from fault


def _locked_round(round_id: UUID) -> RoundFacts:
    facts = round_of(round_id)
    if facts is None or facts.state != "roster_locked":
        raise Refused(
            Text("须先锁定名册，且只能抽一次。", "Lock the lists first; and a round is drawn only once.")
        )
    return facts


def _named(facts: RoundFacts, rosters: Sequence[Roster]) -> list[tuple[Roster, str]]:
    """Lists with rows and the names they are published under: the unit's, or the round's."""
    names = {u.id: u.name for u in units_of([r.unit_id for r in rosters if r.unit_id])}
    filled = set(
        RosterRow.objects.filter(roster__in=rosters, excluded="")
        .values_list("roster_id", flat=True)
        .distinct()
    )
    chosen = [(r, names.get(r.unit_id, facts.title) if r.unit_id else facts.title) for r in rosters]
    counted = [name for _, name in chosen]
    return [
        (roster, name if counted.count(name) == 1 else f"{name} {str(roster.id)[:8]}")
        for roster, name in chosen
        if roster.id in filled
    ]


def _frame(roster: Roster, name: str) -> Frame:
    rows = RosterRow.objects.filter(roster=roster, excluded="").values_list("token", "stratum")
    return frame_of(
        name, (Entry(entry_id(bytes(token)), single_line(stratum)) for token, stratum in rows.iterator(CHUNK))
    )


def _rows_by_entry(round_id: UUID) -> dict[str, UUID]:
    rows = RosterRow.objects.filter(roster__round=round_id, excluded="").values_list("id", "token")
    return {entry_id(bytes(token)): row for row, token in rows.iterator(CHUNK)}


def _unfit() -> Text:
    return Text(
        "名单或抽样数不合要求，没有抽样。", "The lists or the numbers are not fit; nothing was drawn."
    )
