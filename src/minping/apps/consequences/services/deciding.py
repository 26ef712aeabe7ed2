"""The right body approves, waives, or takes a milder measure; always with a reason (F029, F031)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Measure
from minping.apps.consequences.services.acting import GONE, REASON, as_json, begun, certain, held, measure_act
from minping.apps.consequences.sources import FOLLOWING, Doubt, doubt_of
from minping.apps.consequences.terms import (
    APPROVED_BY,
    KINDS,
    OPEN_BEFORE,
    Kind,
    alternatives,
    body_of,
    milder,
    state_words,
    waivable,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.units.selectors import history_line
from minping.core.findings import Text

Advice = Measure.Advice


@transaction.atomic
def measure_decide(*, actor: Actor, measure: UUID, decision: str, reason: str) -> None:
    """Decide what was put forward. ``decision``: as the rule says, talk first, next band, waive."""
    row = held(measure)
    require(actor, body_of(row.kind))
    words = said(reason, REASON, 2000)
    if decision not in alternatives(row.kind):
        raise Refused(GONE)
    _to_decide(row)
    _another(actor, row)
    certain(row)
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


@transaction.atomic
def measure_reconsider(*, actor: Actor, measure: UUID, uphold: bool, reason: str) -> UUID:
    """Decide anew what a newer sound run bears out no more: uphold it on the facts of now, or take it back (F147).
    What was waived and is to be taken after all is proposed again. The measure that goes on from here."""
    row = held(measure)
    require(actor, body_of(row.kind))
    words = said(reason, REASON, 2000)
    doubt = doubt_of(row)
    if doubt is None:
        raise Refused(
            Text("最近一次计分与作出决定时一致，不需要重新审定。", "The newest run agrees with it.")
        )
    _another(actor, row)
    facts = {"reason_given", "second_person"}
    if row.state == "waived" and not uphold:
        return _again(actor, row, doubt, words)
    if uphold:
        row.run = doubt.run
        if doubt.facts is not None and not _out(row):
            row.facts = as_json(doubt.facts)
        measure_act(actor=actor, measure=row, act="uphold", facts=facts, note=words)
    else:
        act = "waive" if waivable(row) else "withdraw"
        measure_act(actor=actor, measure=row, act=act, facts=facts, note=words)
    return row.id


def _out(row: Measure) -> bool:
    """Whether a paper about it has gone out, which keeps the facts that it was written with."""
    card = row.kind == Kind.YELLOW_CARD and row.state == "issued"
    return row.state not in {"approved", "waived"} and not card


def _again(actor: Actor, row: Measure, doubt: Doubt, reason: str) -> UUID:
    """A new proposal in place of the waived one, with the facts of now."""
    if doubt.facts is None or row.source in FOLLOWING:
        raise Refused(Text("最近一次计分不再列入，不能重新提出。", "The newest run does not list it."))
    row.run = doubt.run
    measure_act(actor=actor, measure=row, act="again", facts={"reason_given", "second_person"}, note=reason)
    made = begun(
        campaign=row.campaign_id,
        unit=row.unit_id,
        kind=row.kind,
        source=row.source,
        facts=doubt.facts,
        run=doubt.run,
        rule=(row.rule, row.rule_name, row.clause, row.pool),
    )
    return made.id


def _to_decide(row: Measure) -> None:
    if row.state == "triggered":
        raise Refused(Text("评议办还没有提请审定。", "The office has not put it forward yet."))
    if row.state != "proposed":
        raise Refused(
            Text(
                f"这一项已经决定（{state_words(row.kind, row.state).zh}），不能再决定一次。",
                f"It was decided already ({state_words(row.kind, row.state).en}) and cannot be decided twice.",
            )
        )


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
