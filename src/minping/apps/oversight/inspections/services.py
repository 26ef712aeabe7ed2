"""Plan visits, decide on what was found, report to the unit and demand rectification."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.accounts.selectors import user_facts
from minping.apps.casework.services import problem_raise
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.roles import OFFICE, Role
from minping.apps.leads.services import lead_spot
from minping.apps.oversight.field.services import forget_finding
from minping.apps.oversight.models import (
    Inspection,
    InspectionReport,
    Inspector,
    Right,
    Target,
    Visit,
    VisitFinding,
)
from minping.apps.oversight.rights.selectors import supervisor_of
from minping.apps.oversight.telling import report_tell
from minping.apps.units.selectors import below
from minping.core.findings import Text

HANDED, ELSEWHERE = "handed", "另行办理"
UNNAMED = "督查人员"
"""How somebody who visited covertly is called where a unit may read it."""


@dataclass(frozen=True)
class Plan:
    """What is planned. ``targets``: unit → windows in words; ``inspectors``: accounts."""

    title: str
    purpose: str
    since: date
    until: date
    targets: Mapping[UUID, str]
    inspectors: Sequence[UUID]


@transaction.atomic
def inspection_plan(*, actor: Actor, campaign: UUID, plan: Plan) -> UUID:
    """Begin an inspection. Whoever goes must hold the right and have no interest in the units."""
    require(actor, "oversight.edit")
    _check(plan)
    made = Inspection.objects.create(
        campaign_id=campaign,
        title=plan.title.strip(),
        purpose=plan.purpose,
        since=plan.since,
        until=plan.until,
        made_by=actor.name,
        made_at=now(),
    )
    _fill(made, plan)
    record(
        actor,
        "oversight.inspection.planned",
        made.id,
        units=len(plan.targets),
        inspectors=len(plan.inspectors),
    )
    return made.id


@transaction.atomic
def inspection_change(*, actor: Actor, inspection: UUID, plan: Plan) -> None:
    """Change the plan. A unit that was visited stays in it."""
    require(actor, "oversight.edit")
    found = _inspection(inspection)
    _check(plan)
    visited = set(found.visits.values_list("unit_id", flat=True))
    if not visited <= set(plan.targets):
        raise Refused(
            Text("已走访的单位不能从计划中去掉。", "A unit that was visited cannot be taken from the plan.")
        )
    found.title, found.purpose = plan.title.strip(), plan.purpose
    found.since, found.until = plan.since, plan.until
    found.save()
    found.targets.all().delete()
    found.inspectors.all().delete()
    _fill(found, plan)
    record(actor, "oversight.inspection.changed", found.id, units=len(plan.targets))


@transaction.atomic
def inspection_end(*, actor: Actor, inspection: UUID) -> None:
    """No more visits are planned; records that are still on the way are taken all the same."""
    require(actor, "oversight.edit")
    found = _inspection(inspection)
    found.ended = True
    found.save(update_fields=["ended"])
    record(actor, "oversight.inspection.ended", found.id)


def _check(plan: Plan) -> None:
    if not plan.title.strip():
        raise Refused(Text("请填写名称。", "Give it a name."))
    if plan.until < plan.since:
        raise Refused(Text("结束日期早于开始日期。", "It ends before it begins."))
    if not plan.targets or not plan.inspectors:
        raise Refused(
            Text("请至少选一个单位、一名督查人员。", "Choose at least one unit and somebody who goes.")
        )


def _fill(inspection: Inspection, plan: Plan) -> None:
    Target.objects.bulk_create(
        Target(inspection=inspection, unit_id=unit, windows=windows.strip()[:300])
        for unit, windows in plan.targets.items()
    )
    people = user_facts(plan.inspectors)
    for user in plan.inspectors:
        facts = people.get(user)
        if facts is None or not facts.active:
            raise Refused(Text("账号不存在或已停用。", "There is no such account, or it is closed."))
        own = below(grant.unit for grant in facts.grants if grant.unit and grant.role == Role.LIAISON)
        if own & set(plan.targets):
            raise Refused(
                Text(
                    f"{facts.name}是被查单位的联络员，不能参加。",
                    f"{facts.name} is a liaison of a unit to be visited.",
                )
            )
        if not facts.roles & OFFICE:
            _right_of(inspection.campaign_id, user, facts.name, plan.targets)
        Inspector.objects.create(inspection=inspection, user=user, name=facts.name)


def _right_of(campaign: UUID, user: UUID, name: str, units: Iterable[UUID]) -> None:
    found = supervisor_of(campaign, user)
    if found is None or Right.Kind.SUPERVISE not in found.rights:
        raise Refused(
            Text(
                f"{name}没有监督权，请先在「监督员权利」中授予。",
                f"{name} does not hold the right to supervise.",
            )
        )
    if found.facts.conflicts & set(units):
        raise Refused(
            Text(
                f"{name}与其中一个单位有利害关系，应当回避。",
                f"{name} has an interest in one of the units.",
            )
        )


def _inspection(inspection: UUID) -> Inspection:
    found = Inspection.objects.select_for_update().filter(id=inspection).first()
    if found is None:
        raise Refused(Text("没有这次督查。", "There is no such inspection."))
    return found


@dataclass(frozen=True)
class Ruling:
    """What the office makes of a finding. Demanded: ``wording`` and ``deadline``; noted: ``wording``;
    dropped: ``reason``; handed: it goes to the keepers of leads and its words leave this room."""

    state: str
    wording: str = ""
    deadline: date | None = None
    reason: str = ""


@transaction.atomic
def finding_decide(*, actor: Actor, finding: UUID, ruling: Ruling) -> None:
    """Decide on a finding, until its report is issued."""
    require(actor, "oversight.edit")
    found = _finding(finding)
    if found is None or ruling.state not in {"demanded", "noted", "dropped", HANDED}:
        raise Refused(Text("请选择处理意见。", "Choose what is to be done."))
    if found.report is not None and found.report.issued_at:
        raise Refused(Text("督查报告已印发，不能再改。", "The report was issued; nothing can be changed."))
    if ruling.state == HANDED:
        _hand_over(actor, found)
        return
    _check_ruling(ruling)
    found.state, found.wording, found.reason = ruling.state, ruling.wording.strip(), ruling.reason.strip()
    found.deadline = ruling.deadline if ruling.state == VisitFinding.State.DEMANDED else None
    if ruling.state == VisitFinding.State.DROPPED:
        found.report = None
    found.save()
    record(actor, f"oversight.finding.{ruling.state}", found.id, deadline=found.deadline)


def _finding(finding: UUID) -> VisitFinding | None:
    held = VisitFinding.objects.select_for_update(of=("self",)).select_related("report")
    return held.filter(id=finding).first()


def _hand_over(actor: Actor, finding: VisitFinding) -> None:
    """It points to misconduct: the keepers of leads get its words, and nothing tells of it here."""
    visit = Visit.objects.select_related("inspection", "source").get(id=finding.visit_id)
    lead_spot(
        actor=actor,
        text=finding.text,
        source="inspection",
        unit=visit.unit_id,
        campaign=visit.inspection.campaign_id,
        by_person=True,
    )
    forget_finding(visit.source, finding.text)
    finding.text = finding.reason = ELSEWHERE
    finding.state, finding.wording, finding.deadline, finding.report = "dropped", "", None, None
    finding.save()
    record(actor, "oversight.finding.dropped", finding.id, deadline=None)


def _check_ruling(ruling: Ruling) -> None:
    if ruling.state == VisitFinding.State.DROPPED:
        if not ruling.reason.strip():
            raise Refused(Text("不列入报告须写明理由。", "Say why it is left out."))
        return
    if not ruling.wording.strip():
        raise Refused(
            Text("请写明报告中的表述（单位将看到）。", "Write what the unit will read in the report.")
        )
    if ruling.state == VisitFinding.State.DEMANDED and (
        ruling.deadline is None or ruling.deadline <= today()
    ):
        raise Refused(Text("要求整改须定期限，且晚于今天。", "A demand needs a deadline, later than today."))


@transaction.atomic
def report_prepare(*, actor: Actor, inspection: UUID, unit: UUID) -> UUID:
    """Begin the report to a unit with everything that was decided and not yet reported."""
    require(actor, "oversight.edit")
    found = _inspection(inspection)
    draft = found.reports.filter(unit=unit, issued_at__isnull=True).first()
    if draft is None:
        number = found.reports.filter(unit=unit).count() + 1
        draft = InspectionReport(inspection=found, unit_id=unit, number=number)
    decided = VisitFinding.objects.filter(
        visit__inspection=found, visit__unit=unit, report__isnull=True, state__in=("demanded", "noted")
    )
    if draft._state.adding and not decided.exists():
        raise Refused(
            Text(
                "该单位还没有列入报告的事项，请先逐条核定。",
                "Nothing of this unit is decided yet; decide on the findings first.",
            )
        )
    draft.save()
    decided.update(report=draft)
    record(actor, "oversight.report.prepared", draft.id, unit=unit)
    return draft.id


@transaction.atomic
def report_write(*, actor: Actor, report: UUID, opening: str, demand: str, named: bool) -> None:
    """Write what stands around the findings; ``named``: whether the unit learns who came covertly."""
    require(actor, "oversight.edit")
    found = _draft(report)
    found.opening, found.demand, found.named = opening.strip(), demand.strip(), named
    found.save(update_fields=["opening", "demand", "named"])
    record(actor, "oversight.report.written", found.id, named=named)


def _draft(report: UUID) -> InspectionReport:
    found = InspectionReport.objects.select_for_update(of=("self",)).filter(id=report).first()
    if found is None or found.issued_at:
        raise Refused(Text("督查报告已印发，不能再改。", "The report was issued; nothing can be changed."))
    return found


@transaction.atomic
def report_issue(*, actor: Actor, report: UUID) -> int:
    """Issue the report: the unit sees it, and each demand becomes a problem that its finder rechecks.
    Returns how many problems were raised."""
    require(actor, "oversight.edit")
    found = _draft(report)
    findings = list(found.findings.select_related("visit__source", "visit__inspection"))
    if not findings:
        raise Refused(Text("报告中没有事项。", "The report holds no finding."))
    found.issued_at, found.issued_by = now(), actor.name
    found.save(update_fields=["issued_at", "issued_by"])
    demanded = [one for one in findings if one.state == VisitFinding.State.DEMANDED]
    for finding in demanded:
        finding.problem = _raise(actor, found, finding)
        finding.save(update_fields=["problem"])
    report_tell(found)
    record(actor, "oversight.report.issued", found.id, unit=found.unit_id, problems=len(demanded))
    return len(demanded)


def _raise(actor: Actor, report: InspectionReport, finding: VisitFinding) -> UUID:
    if finding.deadline is None or finding.deadline <= today():
        raise Refused(
            Text(
                f"第{finding.number}条的整改期限已过，请先改期。",
                f"The deadline of finding {finding.number} has passed; set another one.",
            )
        )
    visit = finding.visit
    hidden = visit.manner == Visit.Manner.COVERT and not report.named
    return problem_raise(
        actor=actor,
        campaign=report.inspection.campaign_id,
        unit=report.unit_id,
        origin="collective",
        source="inspection",
        source_id=finding.id,
        title=short(finding.wording),
        text=finding.wording,
        deadline=finding.deadline,
        inspector=visit.source.user,
        inspector_name=UNNAMED if hidden else visit.source.by_name,
    )


def short(text: str) -> str:
    """The first sentence, or as much of it as a title holds."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    for stop in "。；;":
        line = line.split(stop)[0]
    return line if len(line) <= 60 else line[:59] + "…"


@transaction.atomic
def report_seen(*, actor: Actor, report: UUID) -> None:
    """The unit has opened the report; the first time counts."""
    require(actor, "oversight.own")
    InspectionReport.objects.filter(
        id=report, unit__in=below(actor.units), issued_at__isnull=False, seen_at__isnull=True
    ).update(seen_at=now())
