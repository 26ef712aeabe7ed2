"""An appeal was found right: the fault is mended where it was made, never in the result."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.selectors import (
    EntryFacts,
    EventFacts,
    daily_stand,
    entries_of,
    entry_of,
    events_of,
)
from minping.apps.assessments.services import entry_add_on_appeal, entry_correct, event_strike
from minping.apps.assessments.services.entries import Uploads
from minping.apps.campaigns.services.participations import participation_correct
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.selectors import reports_stand, site_stand
from minping.apps.partners.services import component_reopen
from minping.apps.results.appeals.deciding import recomputed_by, waiting_for_run
from minping.apps.results.appeals.steps import MEND, computed_by, held, last_step, needed, state_of, step_add
from minping.apps.results.models import Appeal, ScoreRun
from minping.core.findings import Text

ENTRY, EVENT, COMPONENT, TABLE, CATEGORY = "entry", "event", "component", "table", "category"
AGAIN, DONE = "again", "done"
SOURCES: Mapping[str, Text] = {
    ENTRY: Text("日常考评记录", "an entry of the daily assessment"),
    EVENT: Text("登记的事件（通报、否决等）", "a registered event (circular, veto)"),
    COMPONENT: Text("配合单位或会场报送的数据", "a partner's report or the count of a session"),
    TABLE: Text("评议办上传的表格", "a table that the office uploaded"),
    CATEGORY: Text("参评类别", "the unit's category"),
    AGAIN: Text(
        "源头没有差错，或已随另一件申诉更正，重新计分即可",
        "nothing more: mended under another appeal, or only to be computed again",
    ),
    DONE: Text("已随另一件申诉更正，并已重新计分", "mended under another appeal and computed again already"),
}
"""Where a fault can be mended."""


def entries_for(appeal: Appeal) -> list[EntryFacts]:
    """Entries of the unit that count now."""
    return [entry for entry in entries_of(appeal.unit_id, appeal.campaign_id) if entry.in_force]


@transaction.atomic
def entry_mend(
    *, actor: Actor, appeal: UUID, entry: UUID, strike: bool, points: Fraction | None, reason: str
) -> None:
    """Strike one of the unit's frozen entries, or put other points in its place."""
    found = _correcting(actor, appeal)
    facts = entry_of(entry)
    if facts is None or entry not in {one.id for one in entries_for(found)}:
        raise Refused(Text("请选择该单位现行的一条记录。", "Choose an entry of that unit which counts."))
    entry_correct(actor=actor, entry=entry, appeal=appeal, strike=strike, points=points, reason=reason)
    detail = {"entry": str(entry), "item": facts.item, "strike": strike, "points": str(points or "")}
    _mended(found, actor, ENTRY, reason, detail)


def may_add(appeal: Appeal) -> bool:
    """Whether an entry that was never recorded can be added: the campaign's book is kept here and frozen."""
    stand = daily_stand(appeal.campaign_id)
    return stand is not None and stand.frozen


@transaction.atomic
def entry_add(*, actor: Actor, appeal: UUID, line: EntryLine, files: Uploads, reason: str) -> None:
    """Record of the unit what should have stood in the book; not by whoever decided the appeal."""
    found = _correcting(actor, appeal)
    if line.unit != found.unit_id:
        raise Refused(Text("只能给申诉单位补记。", "Only for the unit that appealed."))
    decided = last_step(found, "correct")
    entry = entry_add_on_appeal(
        actor=actor,
        campaign=found.campaign_id,
        line=line,
        appeal=appeal,
        decided_by=decided.by if decided is not None else None,
        reason=reason,
        files=files,
    )
    _mended(found, actor, ENTRY, reason, {"entry": str(entry), "item": line.item, "added": True})


def events_for(appeal: Appeal) -> list[EventFacts]:
    """Events of the unit that count now."""
    return list(events_of(appeal.unit_id, appeal.campaign_id))


@transaction.atomic
def event_mend(*, actor: Actor, appeal: UUID, event: UUID, reason: str) -> None:
    """Strike one of the unit's confirmed events."""
    found = _correcting(actor, appeal)
    facts = next((one for one in events_for(found) if one.id == event), None)
    if facts is None:
        raise Refused(Text("请选择该单位现行的一个事件。", "Choose an event of that unit which counts."))
    event_strike(actor=actor, event=event, reason=reason, appeal=appeal)
    _mended(found, actor, EVENT, reason, {"event": str(event), "name": facts.event})


@transaction.atomic
def component_mend(*, actor: Actor, appeal: UUID, component: UUID, reason: str) -> None:
    """Open a partner's component again: it reports and signs anew before the result is computed again."""
    found = _correcting(actor, appeal)
    if component not in components_for(found):
        raise Refused(Text("请选择一个已签字的部件。", "Choose a component that was signed."))
    component_reopen(actor=actor, component=component, reason=reason, appeal=appeal)
    _mended(found, actor, COMPONENT, reason, {"component": str(component)})


def components_for(appeal: Appeal) -> dict[UUID, str]:
    """What partners and sites have signed in the appeal's campaign, in words."""
    reports = {
        one.id: f"{one.component}（{one.partner_name}）"
        for one in reports_stand(appeal.campaign_id)
        if one.state == "signed"
    }
    sites = {
        one.id: f"{one.site}（{one.unit_name}）"
        for one in site_stand(appeal.campaign_id)
        if one.state == "signed"
    }
    return reports | sites


def newer_run(appeal: Appeal) -> ScoreRun | None:
    """The newest run, if one was computed since the one appealed against."""
    later = ScoreRun.objects.filter(campaign=appeal.campaign_id, number__gt=appeal.run.number)
    found: ScoreRun | None = later.order_by("-number").first()
    return found


@transaction.atomic
def category_mend(*, actor: Actor, appeal: UUID, category: str, reason: str) -> None:
    """Put the unit into the category that it belongs to."""
    found = _correcting(actor, appeal)
    before = participation_correct(
        actor=actor, campaign=found.campaign_id, unit=found.unit_id, category=category, reason=reason
    )
    _mended(found, actor, CATEGORY, reason, {"before": before, "category": category})


@transaction.atomic
def elsewhere_mend(*, actor: Actor, appeal: UUID, source: str, reason: str) -> None:
    """A table was handed in anew, the computation alone was at fault, or a later run has it right already: say
    which."""
    found = _correcting(actor, appeal)
    run = newer_run(found)
    if source not in {TABLE, AGAIN, DONE} or (source == DONE and run is None):
        raise Refused(Text("请选择在何处更正。", "Choose where it was mended."))
    _mended(found, actor, source, reason, {})
    if source == DONE and run is not None:
        recomputed_by(actor, found, run, found.run)


def _correcting(actor: Actor, appeal: UUID) -> Appeal:
    """A held appeal that is to be mended, by somebody who did not compute the run. Raises Refused."""
    require(actor, "results.edit")
    found = held(appeal)
    if state_of(found) != "correcting":
        raise Refused(
            Text(
                "只有决定更正、尚未重新计分的申诉才能更正源头。",
                "Only an appeal found right and not yet recomputed is mended.",
            )
        )
    if actor.id is None or actor.id in computed_by(found.run):
        raise Refused(
            Text("原计分人不能更正，须由另一人办理。", "Another person than who computed the run mends it.")
        )
    return found


def _mended(appeal: Appeal, actor: Actor, source: str, reason: str, detail: Mapping[str, Any]) -> None:
    said = needed(reason, "请写明在何处作了什么更正。", "Say where and what was mended.")
    facts = {"source_named", "other_than_first_counter"}
    step_add(appeal, actor, MEND, facts, note=said, detail={**detail, "source": source})


def unmended(campaign: UUID) -> list[Appeal]:
    """Appeals found right whose fault is still where it was."""
    return [found for found in waiting_for_run(campaign) if all(s.act != MEND for s in found.steps.all())]


def points_read(text: str) -> Fraction | None:
    """Points as a person writes them; None where nothing is written. Raises Refused."""
    if not text.strip():
        return None
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError) as fault:
        raise Refused(Text("分值请写成数字，如 -0.5。", "Points are a number such as -0.5.")) from fault
