"""The two checks of an accepted appeal, each by somebody who neither computed nor reviewed the run, nor wrote down
what is disputed."""

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.selectors import entries_of
from minping.apps.foundation import jobs
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.selectors import session_counters
from minping.apps.results.appeals.items import disputed_days
from minping.apps.results.appeals.recount import Recount, recounted
from minping.apps.results.appeals.steps import case_of, counted_first, held, last_step, needed, step_add
from minping.apps.results.models import Appeal, AppealStep
from minping.core.findings import RefusedInput, Text
from minping.core.lifecycle import APPEAL, IllegalMove, perform

RECOUNT, EVIDENCE = "recount", "check_evidence"


def check_other(actor: Actor, appeal: Appeal) -> None:
    """Raises Refused for whoever computed or reviewed the run, and for nobody."""
    if actor.id is None or actor.id in counted_first(appeal.run):
        raise Refused(
            Text(
                "原来计分、复核的人不能办理，须由另一人复核。",
                "Whoever computed or reviewed the run cannot examine it; another person must.",
            )
        )


def check_not_counter(actor: Actor, appeal: Appeal) -> None:
    """Raises Refused as ``check_other`` does, and for whoever took in or signed the count of a session."""
    check_other(actor, appeal)
    if actor.id in session_counters(appeal.campaign_id):
        raise Refused(
            Text(
                "代会场录入或签报票数的人不能重新计票，须由另一人办理。",
                "Whoever took in or signed the count of a session cannot count it again; another person must.",
            )
        )


def check_not_recorder(actor: Actor, appeal: Appeal) -> None:
    """Raises Refused as ``check_other`` does, and for whoever recorded an entry in dispute."""
    check_other(actor, appeal)
    days = disputed_days(appeal.run, appeal.unit_id, appeal.item, appeal.fact)
    entries = entries_of(appeal.unit_id, appeal.campaign_id) if days else ()
    if actor.id in {entry.recorder for entry in entries if entry.day.isoformat() in days}:
        raise Refused(
            Text(
                "记录人不能核查自己的记录，须由另一人核查。",
                "Whoever recorded the entry cannot check it; another person must.",
            )
        )


def facts_of(appeal: Appeal) -> set[str]:
    """What was said when the appeal was accepted, and what the last check of each kind found."""
    accepted = last_step(appeal, "accept")
    detail: Mapping[str, object] = accepted.detail if accepted is not None else {}
    names = {"counting": "about_counting", "evidence": "about_evidence"}
    facts = {fact for name, fact in names.items() if detail.get(name)}
    if any(step.detail.get("fault") for step in checks_of(appeal)):
        facts.add("fault_found")
    return facts


def checks_of(appeal: Appeal) -> list[AppealStep]:
    """The last check of each kind."""
    return [step for act in (RECOUNT, EVIDENCE) if (step := last_step(appeal, act)) is not None]


def recount_ask(*, actor: Actor, appeal: UUID) -> UUID:
    """Start the job that counts again. Raises Refused for the first counter and where it is not its turn."""
    require(actor, "results.review")
    found = Appeal.objects.filter(id=appeal).select_related("run").first()
    if found is None:
        raise Refused(Text("没有这件申诉。", "There is no such appeal."))
    check_not_counter(actor, found)
    try:
        perform(APPEAL, case_of(found), RECOUNT, {*facts_of(found), "other_than_first_counter"})
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    payload = {"appeal": str(appeal), "actor": str(actor.id)}
    return jobs.start("results.recount", f"results.recount:{appeal}:{found.steps.count()}", payload, actor)


def recount_make(*, actor: Actor, appeal: UUID) -> Recount:
    """Count the ballots and compute the scores again, and keep both comparisons."""
    require(actor, "results.review")
    found = Appeal.objects.select_related("run").get(id=appeal)
    check_not_counter(actor, found)
    codes = {UUID(unit): code for code, unit in found.run.units.items()}
    try:
        result = recounted(found.run, codes[found.unit_id], secrets.token_hex(32))
    except RefusedInput as refused:
        text = Text("留存的数据无法重新计算。", "The kept data cannot be computed again.")
        raise Refused(text, refused.findings) from refused
    with transaction.atomic():
        kept = held(appeal)
        facts = {*facts_of(kept), "other_than_first_counter"}
        step_add(kept, actor, RECOUNT, facts, detail={**result.detail(), "fault": not result.same})
    return result


@transaction.atomic
def evidence_check(*, actor: Actor, appeal: UUID, fault: bool, finding: str) -> None:
    """What the sources say: entries, reports, events, the unit's category. ``fault``: they say otherwise."""
    require(actor, "results.review")
    found = held(appeal)
    check_not_recorder(actor, found)
    said = needed(finding, "请写明核查了什么、查明什么。", "Say what was looked at and what was found.")
    facts = {*facts_of(found), "other_than_first_counter"}
    step_add(found, actor, EVIDENCE, facts, note=said, detail={"fault": fault})
