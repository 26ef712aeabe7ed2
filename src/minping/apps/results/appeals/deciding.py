"""The decision, what a new run does to it, the answer to the unit."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.checking import facts_of
from minping.apps.results.appeals.steps import computed_by, held, needed, state_of, step_add
from minping.apps.results.models import Appeal, CorrectionNotice, ScoreRun
from minping.core.findings import Text


@transaction.atomic
def appeal_decide(*, actor: Actor, appeal: UUID, correct: bool, reason: str) -> None:
    """Uphold the result, or find for the unit; as the checks have found. Not by whoever computed the run."""
    require(actor, "results.decide")
    found = held(appeal)
    if actor.id is None or actor.id in computed_by(found.run):
        raise Refused(Text("计分的人不能决定对自己计分的申诉。", "Whoever computed the run cannot decide."))
    said = needed(reason, "请写明决定的理由。", "Give the reasons of the decision.")
    step_add(found, actor, "correct" if correct else "uphold", {*facts_of(found), "reason_given"}, note=said)


def recompute_all(*, actor: Actor, run: ScoreRun, before: ScoreRun) -> None:
    """The new run is there: every appeal that waited for it goes on. Inside the run's transaction."""
    for appeal in waiting_for_run(run.campaign_id):
        recomputed_by(actor, held(appeal.id), run, before)


def recomputed_by(actor: Actor, appeal: Appeal, run: ScoreRun, before: ScoreRun) -> None:
    """The appeal goes on: ``run`` computed what was mended."""
    facts = {"new_score_run", "affected_ranks_recomputed"}
    detail = {"run": str(run.id), "number": run.number, "before": str(before.id)}
    step_add(appeal, actor, "recompute", facts, detail=detail)


def waiting_for_run(campaign: UUID) -> list[Appeal]:
    """Appeals found right whose correction is not computed yet."""
    appeals = Appeal.objects.filter(campaign=campaign).prefetch_related("steps")
    return [appeal for appeal in appeals if state_of(appeal) == "correcting"]


@transaction.atomic
def appeal_answer(*, actor: Actor, appeal: UUID, text: str) -> None:
    """Answer the unit in writing and close the appeal; a corrected one only after the notice was issued."""
    require(actor, "results.edit")
    found = held(appeal)
    said = needed(text, "请写明答复内容。", "Write the answer.")
    if state_of(found) == "recomputed":
        facts = {"answer_sent"} | ({"correction_notice"} if noticed(found) else set())
        step_add(found, actor, "close_corrected", facts, note=said)
    else:
        step_add(found, actor, "close", {"answer_sent"}, note=said)


def new_run_of(appeal: Appeal) -> ScoreRun | None:
    """The run that the correction led to."""
    step = next((s for s in appeal.steps.all() if s.act == "recompute"), None)
    found: ScoreRun | None = ScoreRun.objects.filter(id=step.detail["run"]).first() if step else None
    return found


def noticed(appeal: Appeal) -> bool:
    """Whether a notice was issued for that run, or for a later one that stands in its place."""
    run = new_run_of(appeal)
    return (
        run is not None
        and CorrectionNotice.objects.filter(
            run__campaign=appeal.campaign_id, run__number__gte=run.number
        ).exists()
    )
