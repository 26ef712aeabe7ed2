"""Where an appeal stands, and the one place that moves it: by the table of core.lifecycle, step after step."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.results.models import Appeal, AppealStep, ScoreRun
from minping.core.findings import Text
from minping.core.lifecycle import APPEAL, Case, IllegalMove, perform

FILED = APPEAL.states[0].name
CLOSED = "closed"
MEND = "mend"


def steps_of(appeal: Appeal) -> list[AppealStep]:
    """Every step, oldest first."""
    return sorted(appeal.steps.all(), key=lambda step: step.number)


def state_of(appeal: Appeal) -> str:
    """Its state: what the last step led to."""
    steps = steps_of(appeal)
    return steps[-1].after if steps else FILED


def case_of(appeal: Appeal) -> Case:
    """The appeal as the table of its lifecycle sees it."""
    mends = sum(step.act == MEND for step in steps_of(appeal))
    return Case(state_of(appeal), counters={"mends": mends})


def last_step(appeal: Appeal, *acts: str) -> AppealStep | None:
    """The newest step by one of these acts."""
    return next((step for step in reversed(steps_of(appeal)) if step.act in acts), None)


def held(appeal: UUID) -> Appeal:
    """The appeal, held until the transaction ends, so that nobody decides it twice. Raises Refused."""
    found: Appeal | None = Appeal.objects.select_for_update().filter(id=appeal).first()
    if found is None:
        raise Refused(Text("没有这件申诉。", "There is no such appeal."))
    return found


def step_add(
    appeal: Appeal,
    actor: Actor,
    act: str,
    facts: Collection[str],
    *,
    note: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AppealStep:
    """Carry out ``act`` on a held appeal. Raises Refused where the table forbids it."""
    case = case_of(appeal)
    try:
        after = perform(APPEAL, case, act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    step = AppealStep(
        appeal=appeal,
        number=AppealStep.objects.filter(appeal=appeal).count() + 1,
        act=act,
        before=case.state,
        after=after.state,
        note=note.strip(),
        detail=dict(detail or {}),
        by=actor.id,
        by_name=actor.name,
        at=now(),
    )
    step.save()
    told = {"unit": appeal.unit_id, "before": case.state, "after": after.state}
    record(actor, f"results.appeal.{act}", appeal.id, **told)
    return step


def appeals_of(campaign: UUID) -> list[Appeal]:
    """The appeals of a campaign by number, with their steps."""
    return list(Appeal.objects.filter(campaign=campaign).select_related("run").prefetch_related("steps"))


def in_state(appeals: Iterable[Appeal], *states: str) -> list[Appeal]:
    """Those that stand in one of these states."""
    return [appeal for appeal in appeals if state_of(appeal) in states]


def pending(campaign: UUID) -> list[Appeal]:
    """Appeals that are not closed: a result waits for them."""
    return [appeal for appeal in appeals_of(campaign) if state_of(appeal) != CLOSED]


def computed_by(run: ScoreRun) -> set[UUID]:
    """Whoever computed the run."""
    return {run.by} if run.by is not None else set()


def counted_first(run: ScoreRun) -> set[UUID]:
    """Whoever computed the run or reviewed it: they do not count it again."""
    return computed_by(run) | set(run.reviews.values_list("by", flat=True))


def needed(words: str, zh: str, en: str) -> str:
    """``words`` without blanks at the ends. Raises Refused with the given text when nothing is left."""
    said = words.strip()
    if not said:
        raise Refused(Text(zh, en))
    return said
