"""Taking up what the rules propose, and putting it before the body that decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Measure
from minping.apps.consequences.services.acting import GONE, REASON, as_json, begun, held, measure_act
from minping.apps.consequences.sources import outlook_of, told_of
from minping.apps.consequences.terms import Kind, alternatives
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.results.outcomes import picks_of, windows_of
from minping.core.findings import Text

WINDOW_RULE = "window"


@dataclass(frozen=True)
class Taken:
    """How many proposals were taken up, brought up to date, and dropped because nothing proposes them now."""

    fresh: int
    changed: int
    lapsed: int


@transaction.atomic
def measures_take(*, actor: Actor, campaign: UUID) -> Taken:
    """Take up what the newest sound run and the problems propose; nothing is decided by it."""
    require(actor, "consequences.edit")
    outlook = outlook_of(campaign)
    for draft in outlook.fresh:
        begun(
            campaign=campaign,
            unit=draft.unit,
            kind=draft.kind,
            source=draft.source,
            facts=draft.facts,
            source_id=draft.source_id,
            run=draft.run,
            rule=draft.rule,
        )
    for change in outlook.changed:
        row = held(change.row.id)
        row.facts, row.run = as_json(change.facts), change.run
        measure_act(actor=actor, measure=row, act="update", facts={"rule_and_facts"})
    for row in outlook.gone:
        measure_act(actor=actor, measure=held(row.id), act="lapse", facts={"no_longer_listed"})
    taken = Taken(len(outlook.fresh), len(outlook.changed), len(outlook.gone))
    record(actor, "consequences.measures.taken", campaign, fresh=taken.fresh, lapsed=taken.lapsed)
    return taken


@transaction.atomic
def windows_praise(*, actor: Actor, campaign: UUID, units: Iterable[UUID], opinion: str) -> int:
    """Propose windows for praise, each chosen by a person from the list by satisfaction (F072); how many."""
    require(actor, "consequences.edit")
    reason = said(opinion, REASON, 1000)
    picks = picks_of(campaign)
    known = {one.unit: one for one in windows_of(campaign)}
    chosen = [known[unit] for unit in dict.fromkeys(units) if unit in known]
    if not chosen:
        raise Refused(Text("没有选中窗口或站所。", "No window or station was chosen."))
    there = Measure.objects.filter(campaign=campaign, rule=WINDOW_RULE).exclude(state="lapsed")
    taken = set(there.values_list("unit", flat=True))
    rule = (WINDOW_RULE, "窗口满意度", "", "")
    for one in chosen:
        if one.unit not in taken:
            made = begun(
                campaign=campaign,
                unit=one.unit,
                kind=Kind.PRAISE,
                source=Measure.Source.WINDOW,
                facts=[told_of(one)],
                run=picks.run if picks is not None else None,
                rule=rule,
            )
            _put(actor, made, Measure.Advice.AS_RULED, reason)
    return len({one.unit for one in chosen} - taken)


@transaction.atomic
def measures_put(*, actor: Actor, measures: Iterable[UUID], advice: str, opinion: str) -> int:
    """Put proposals before the body that decides, with the office's advice and why; how many."""
    require(actor, "consequences.edit")
    reason = said(opinion, Text("评议办意见", "the office's opinion"), 2000)
    rows = [held(one) for one in dict.fromkeys(measures)]
    if not rows:
        raise Refused(Text("没有选中建议。", "No proposal was chosen."))
    for row in rows:
        if advice not in alternatives(row.kind):
            raise Refused(GONE)
        _put(actor, row, advice, reason)
    return len(rows)


def _put(actor: Actor, row: Measure, advice: str, opinion: str) -> None:
    row.advice, row.opinion = advice, opinion
    row.put_by, row.put_name, row.put_at = actor.id, actor.name, now()
    facts = {"rule_and_facts"} if row.facts else set()
    measure_act(actor=actor, measure=row, act="propose", facts=facts, note=opinion)
