"""The right body approves, waives, or takes a milder measure; always with a reason (F029, F031)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Measure
from minping.apps.consequences.services.acting import (
    GONE,
    REASON,
    begun,
    held,
    measure_act,
    said,
)
from minping.apps.consequences.terms import (
    APPROVED_BY,
    KINDS,
    OPEN_BEFORE,
    Kind,
    alternatives,
    body_of,
    milder,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.selectors import history_line
from minping.core.findings import Text

Advice = Measure.Advice


@transaction.atomic
def measure_decide(*, actor: Actor, measure: UUID, decision: str, reason: str) -> None:
    """Decide what was put forward. ``decision``: as the rule says, talk first, next band, waive."""
    row = held(measure)
    require(actor, body_of(row.kind))
    words = said(reason, REASON, 2000)
    if row.state != "proposed" or decision not in alternatives(row.kind):
        raise Refused(GONE)
    _another(actor, row)
    _signed(actor, row, words)
    if decision == Advice.AS_RULED:
        _approve(actor, row, words)
        return
    measure_act(actor=actor, measure=row, act="waive", facts={"reason_given", "second_person"}, note=words)
    if decision != Advice.WAIVE:
        _instead(actor, row, Kind.TALK if decision == Advice.TALK_FIRST else milder(row.kind), words)


@transaction.atomic
def measures_approve(*, actor: Actor, measures: Iterable[UUID], reason: str) -> int:
    """Approve several as the rule says, for one reason; how many."""
    chosen = list(dict.fromkeys(measures))
    if not chosen:
        raise Refused(Text("没有选中建议。", "No proposal was chosen."))
    for one in chosen:
        measure_decide(actor=actor, measure=one, decision=Advice.AS_RULED, reason=reason)
    return len(chosen)


@transaction.atomic
def measure_waive(*, actor: Actor, measure: UUID, reason: str) -> None:
    """Take back what was approved but not carried out yet, say after a correction of the result."""
    row = held(measure)
    require(actor, body_of(row.kind))
    words = said(reason, REASON, 2000)
    if row.state in OPEN_BEFORE:
        raise Refused(GONE)
    _another(actor, row)
    _signed(actor, row, words)
    measure_act(actor=actor, measure=row, act="waive", facts={"reason_given", "second_person"}, note=words)


def _another(actor: Actor, row: Measure) -> None:
    if actor.id is None or actor.id == row.put_by:
        raise Refused(Text("提出建议的人不能自己决定。", "Whoever put it forward cannot decide it."))


def _signed(actor: Actor, row: Measure, reason: str) -> None:
    row.reason, row.decided_by, row.decided_name = reason, actor.id, actor.name
    row.decided_at = now()


def _approve(actor: Actor, row: Measure, reason: str) -> None:
    facts = {APPROVED_BY[body_of(row.kind)]}
    measure_act(actor=actor, measure=row, act="approve", facts=facts, note=reason)
    if row.kind == Kind.YELLOW_CARD:
        _second_card(actor, row)


def _second_card(actor: Actor, row: Measure) -> None:
    """A card that is still open becomes a second one by the decision to give another (P22)."""
    before = Measure.objects.select_for_update().filter(
        kind=Kind.YELLOW_CARD, state="rectifying", unit__in=history_line(row.unit_id)
    )
    for card in before.exclude(id=row.id):
        note = f"{row.pool} {row.rule_name}".strip()
        measure_act(actor=actor, measure=card, act="second_card", facts={"second_trigger"}, note=note)


def _instead(actor: Actor, row: Measure, kind: str, reason: str) -> None:
    """The milder measure, decided by the same act where the same body decides on it."""
    from_kind = KINDS[row.kind]
    made = begun(
        campaign=row.campaign_id,
        unit=row.unit_id,
        kind=kind,
        source=Measure.Source.INSTEAD,
        facts=[Text(fact["zh"], fact["en"]) for fact in row.facts],
        source_id=row.id,
        run=row.run,
        rule=(row.rule, row.rule_name, row.clause, row.pool),
    )
    made.advice, made.opinion = Advice.AS_RULED, reason
    made.put_by, made.put_name, made.put_at = row.put_by, row.put_name, row.put_at
    note = f"由“{from_kind.zh}”改用"
    measure_act(actor=actor, measure=made, act="propose", facts={"rule_and_facts"}, note=note)
    if actor.may(body_of(kind)):
        _signed(actor, made, reason)
        _approve(actor, made, reason)
