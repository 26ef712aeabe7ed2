"""Signed reasons, the reconciled campaign, and score runs: computed, checked against themselves, kept."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.selectors import frozen_digest
from minping.apps.foundation import jobs
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.deciding import recompute_all, waiting_for_run
from minping.apps.results.appeals.mending import unmended
from minping.apps.results.composition import MINIMUM, compose
from minping.apps.results.gate import gate_of
from minping.apps.results.models import Explanation, ScoreRun
from minping.apps.results.services.moves import advance, known_campaign
from minping.apps.results.storing import keep, zipped
from minping.core.bundle.compute import compute, publish_folder
from minping.core.bundle.model import Bundle
from minping.core.bundle.verify import verify
from minping.core.findings import Finding, RefusedInput, Text
from minping.core.scoring.record import record_bytes
from minping.core.scoring.result import ScoreRun as Run

BEFORE_TOTALS = ("reconciled",)
LATER = ("reviewed", "internally_announced", "appeal_window", "published", "follow_up")
HELD = ("reviewed", "internally_announced", "appeal_window")
"""States of a result that changes only for a ground that is written down."""
SHORT_FORM = ("one_vote", "final")
CLOSING = ("close_rating", "close_collecting", "reconcile")
CLOSING_FACTS = ("rounds_ended", "reports_complete", "entries_frozen")


@transaction.atomic
def explanation_give(*, actor: Actor, campaign: UUID, item: str, reason: str) -> Explanation:
    """Sign why something is absent (F170) or short (F059)."""
    require(actor, "results.edit")
    known_campaign(campaign)
    if actor.id is None or not reason.strip():
        raise Refused(Text("请写明理由。", "Write the reason."))
    open_items = {lack.item for lack in gate_of(campaign).lacks if lack.explainable}
    if item != MINIMUM and item not in open_items:
        raise Refused(
            Text("这一项不缺，或不能以说明代替。", "This is not missing, or a reason cannot stand for it.")
        )
    given = Explanation(
        campaign_id=campaign, item=item, reason=reason.strip(), by=actor.id, by_name=actor.name, at=now()
    )
    given.save()
    record(actor, "results.explanation.given", campaign, item=item, reason=given.reason)
    return given


@transaction.atomic
def campaign_reconcile(*, actor: Actor, campaign: UUID) -> str:
    """End collecting and state that all has come in or its absence is signed; the campaign's new state."""
    require(actor, "results.edit")
    known_campaign(campaign)
    _check_gate(campaign)
    state = advance(actor, campaign, CLOSING, CLOSING_FACTS)
    if state not in BEFORE_TOTALS + SHORT_FORM:
        raise Refused(
            Text(
                "评议活动还没有进行到可以核对的阶段。",
                "The campaign has not come as far as being reconciled.",
            )
        )
    return state


def _check_gate(campaign: UUID) -> None:
    gate = gate_of(campaign)
    if not gate.clear:
        listed_zh = "；".join(lack.text.zh for lack in gate.open[:5])
        listed_en = "; ".join(lack.text.en for lack in gate.open[:5])
        raise Refused(Text(f"还不能计分：{listed_zh}", f"Not ready for totals: {listed_en}"), gate.faults)


def run_ask(*, actor: Actor, campaign: UUID, reason: str = "") -> UUID:
    """Start the job that computes the next run. Raises Refused while the gate is not clear."""
    require(actor, "results.edit")
    number = _next(campaign)
    _may_run(campaign, number, reason)
    payload = {"campaign": str(campaign), "number": number, "reason": reason.strip(), "actor": str(actor.id)}
    return jobs.start("results.score", f"results.score:{campaign}:{number}", payload, actor)


def _next(campaign: UUID) -> int:
    last = ScoreRun.objects.filter(campaign=campaign).aggregate(number=Max("number"))["number"]
    return (last or 0) + 1


def _may_run(campaign: UUID, number: int, reason: str) -> None:
    state = known_campaign(campaign).state
    _check_gate(campaign)
    if number == 1 and state not in BEFORE_TOTALS + SHORT_FORM:
        raise Refused(
            Text("请先停止采集并核对齐全，再计分。", "End collecting and reconcile first, then score.")
        )
    if number > 1 and state not in LATER + SHORT_FORM:
        raise Refused(
            Text(
                "重新计分须先由复核人写明差错。",
                "Before it is scored again, a reviewer says what the fault is.",
            )
        )
    if number > 1:
        _check_correction(campaign, state)
    if number > 1 and not reason.strip():
        raise Refused(Text("重新计分须写明理由。", "Say why it is scored again."))


def _check_correction(campaign: UUID, state: str) -> None:
    """A result found sound changes only where an appeal was found right and its fault is mended, or where the
    reviewer found a fault himself."""
    if names := "、".join(str(appeal.number) for appeal in unmended(campaign)):
        raise Refused(
            Text(
                f"第{names}号申诉决定更正，但差错还没有在源头更正，重新计分不会有变化。",
                f"Appeal no. {names} was found right, but its fault is not mended at its source yet.",
            )
        )
    if state in HELD and not waiting_for_run(campaign) and _found_sound(campaign):
        raise Refused(
            Text(
                "最近一次计分已复核通过；须有申诉决定更正，或由复核人写明差错，才能重新计分。",
                "The last run was found sound: it is scored again only after an appeal was found right, or a "
                "reviewer says what the fault is.",
            )
        )


def _found_sound(campaign: UUID) -> bool:
    last = ScoreRun.objects.filter(campaign=campaign).order_by("-number").first()
    review = last.reviews.order_by("-at").first() if last else None
    return review is not None and review.sound


@dataclass(frozen=True)
class Outcome:
    """One computation, with what will be kept of it."""

    bundle: Bundle
    run: Run
    units: Mapping[str, UUID]
    inputs: Mapping[str, str]
    public: bytes
    private: bytes


def run_compute(*, actor: Actor, campaign: UUID, reason: str = "", told: jobs.Told | None = None) -> ScoreRun:
    """Compute and keep the next run; the campaign goes to its next state. Raises Refused."""
    require(actor, "results.edit")
    _may_run(campaign, _next(campaign), reason)
    try:
        outcome = _computed(campaign, told)
    except RefusedInput as refused:
        text = Text("数据还有差错，没有计分。", "The data still hold faults; nothing was scored.")
        raise Refused(text, refused.findings) from refused
    return _stored(actor, campaign, reason, outcome)


def _computed(campaign: UUID, told: jobs.Told | None) -> Outcome:
    """Compose, compute, write the public folder and hold it against itself as any citizen may."""
    with tempfile.TemporaryDirectory() as made:
        private, public = Path(made) / "private", Path(made) / "public"
        composed = compose(campaign, private)
        total = 2 * len(composed.units) + 2

        def progress(stage: str, done: int) -> None:
            if told is not None and stage == "score" and done % 10 == 0:
                told(done, total)

        bundle, run = compute(private, progress=progress)
        publish_folder(bundle, public)
        again, recomputed = compute(public)
        checked = verify(public, again.scheme, recomputed)
        if checked.differences or list(_figures(recomputed)) != list(_figures(run)):
            raise Refused(
                Text(
                    "公开数据重算的结果与本次计分不一致，未留存。请把操作记录交给系统维护人员。",
                    "What the public data give differs from this run; nothing was kept. Tell the maintainers.",
                )
            )
        if told is not None:
            told(total, total)
        inputs = dict(composed.sources) | {f"private/{n}": h for n, h in run.input_hashes.items()}
        return Outcome(bundle, run, composed.units, inputs, zipped(public), zipped(private))


def _figures(run: Run) -> Iterator[tuple[object, ...]]:
    """Every number, place and grade of a run, without the words beside them (sources stay private)."""
    for unit in run.units:
        yield unit.unit, unit.score, unit.published, unit.placings, unit.grade, unit.vetoes
        below = [*([unit.tree] if unit.tree is not None else []), *unit.measures.values()]
        while below:
            node = below.pop()
            yield node.object, node.code, node.value, node.contribution, node.valid
            below += node.parts
    for selection in run.selections:
        yield selection.code, selection.pool, tuple(chosen.unit for chosen in selection.chosen)


@transaction.atomic
def _stored(actor: Actor, campaign: UUID, reason: str, outcome: Outcome) -> ScoreRun:
    number, run = _next(campaign), outcome.run
    inputs = dict(sorted(outcome.inputs.items()))
    made = ScoreRun(
        campaign_id=campaign,
        number=number,
        reason=reason.strip(),
        scheme_digest=run.scheme_hash,
        inputs=inputs,
        inputs_digest=hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest(),
        record=keep(record_bytes(run)),
        public=keep(outcome.public),
        private=keep(outcome.private),
        units={code: str(unit) for code, unit in outcome.units.items()},
        scored=sum(unit.score is not None for unit in run.units),
        blocked=[{"zh": text.zh, "en": text.en} for text in run.blocked],
        findings=_told((*outcome.bundle.findings, *run.findings)),
        by=actor.id,
        by_name=actor.name,
        at=now(),
    )
    if run.scheme_hash != frozen_digest(campaign):
        raise Refused(
            Text("方案在计分期间换了版本，请重新计分。", "The scheme changed meanwhile; score again.")
        )
    made.save()
    record(
        actor,
        "results.run.computed",
        campaign,
        run=made.id,
        number=number,
        record=made.record,
        scheme=made.scheme_digest,
        inputs=made.inputs_digest,
        reason=made.reason,
    )
    _followed(actor, made)
    return made


def _followed(actor: Actor, made: ScoreRun) -> None:
    """What a new run moves: the campaign, and the appeals that waited for it."""
    acts = ("score",) if made.number == 1 else ("score_again", "correct")
    facts = ("score_run", "new_score_run", "fault_found", "correction_decided")
    advance(actor, made.campaign_id, acts, facts)
    earlier = ScoreRun.objects.filter(campaign=made.campaign_id, number__lt=made.number)
    before = earlier.order_by("-number").first()
    if before is not None:
        recompute_all(actor=actor, run=made, before=before)


def _told(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [
        {"severity": f.severity.value, "zh": f.in_language("zh"), "en": f.in_language("en")} for f in findings
    ]
