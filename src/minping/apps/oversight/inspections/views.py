"""The office's pages of inspections: plans, records that came in, findings, reports."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.accounts.selectors import holders
from minping.apps.campaigns.asked import campaign_asked, campaign_or_404, unit_choices, unit_names
from minping.apps.foundation import evidence
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, language, page, say
from minping.apps.foundation.roles import Role
from minping.apps.oversight.field.comparing import shown_of
from minping.apps.oversight.field.services import conflict_settle
from minping.apps.oversight.inspections import services
from minping.apps.oversight.inspections.document import report_document
from minping.apps.oversight.inspections.forms import PlanForm, ReportForm, RulingForm
from minping.apps.oversight.inspections.selectors import MANNERS, STATES, inspection_lines, reported
from minping.apps.oversight.models import (
    FieldRecord,
    Inspection,
    InspectionReport,
    Right,
    Visit,
    VisitFinding,
)
from minping.apps.oversight.papers import paper
from minping.apps.oversight.rights.selectors import supervisors_of
from minping.core.findings import Text


@require_GET
@page("oversight.view")
def home(request: HttpRequest) -> HttpResponse:
    """Inspections of a campaign, and records that contradict each other."""
    campaign = campaign_asked(request)
    context = {
        "campaign": campaign,
        "lines": inspection_lines(campaign.id) if campaign else [],
        "conflicts": FieldRecord.objects.filter(standing=False, settled="").count(),
        "day": today(),
    }
    return render(request, "oversight/inspections/list.html", context)


def _people(campaign: UUID) -> list[tuple[str, str]]:
    office = {one.id: one.name for role in (Role.LEAD, Role.CLERK) for one in holders(role)}
    able = {one.facts.user for one in supervisors_of(campaign) if Right.Kind.SUPERVISE in one.rights}
    for one in holders(Role.APPRAISER):
        if one.id in able:
            office[one.id] = one.name
    return [(str(user), name) for user, name in office.items()]


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Plan an inspection."""
    campaign = campaign_or_404(campaign_id)
    form = PlanForm(request.POST or None, units=unit_choices(campaign.id), people=_people(campaign.id))
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        if attempt(
            request,
            lambda: made.append(
                services.inspection_plan(actor=actor_of(request), campaign=campaign.id, plan=form.plan())
            ),
            Text(
                "已列入计划，督查人员打开「走访记录」即可看到。",
                "Planned; those who go find it on their page.",
            ),
        ):
            return redirect("oversight:inspection", made[0])
    return render(request, "oversight/inspections/form.html", {"form": form, "campaign": campaign})


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def change(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Change the plan."""
    found = get_object_or_404(Inspection, id=inspection_id)
    names = unit_names()
    targets = list(found.targets.all())
    initial = {
        "title": found.title,
        "purpose": found.purpose,
        "since": found.since,
        "until": found.until,
        "units": [str(target.unit_id) for target in targets],
        "windows": "\n".join(f"{names.get(t.unit_id, '')}：{t.windows}" for t in targets if t.windows),
        "inspectors": [str(one.user) for one in found.inspectors.all()],
    }
    form = PlanForm(
        request.POST or None,
        initial=initial,
        units=unit_choices(found.campaign_id),
        people=_people(found.campaign_id),
    )
    if request.method == "POST" and form.is_valid():
        actor = actor_of(request)
        if attempt(
            request,
            lambda: services.inspection_change(actor=actor, inspection=found.id, plan=form.plan()),
            Text("已保存。", "Saved."),
        ):
            return redirect("oversight:inspection", found.id)
    return render(request, "oversight/inspections/form.html", {"form": form, "inspection": found})


@require_GET
@page("oversight.view")
def inspection(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """One inspection: who, where, what came back, what was reported."""
    found = get_object_or_404(Inspection, id=inspection_id)
    names = unit_names()
    visits = found.visits.select_related("source").prefetch_related("findings")
    targets = [
        (
            target,
            names.get(target.unit_id, ""),
            sum(visit.unit_id == target.unit_id for visit in visits),
        )
        for target in found.targets.all()
    ]
    context = {
        "inspection": found,
        "campaign": campaign_or_404(found.campaign_id),
        "targets": targets,
        "inspectors": [one.name for one in found.inspectors.all()],
        "visits": [(v, names.get(v.unit_id, ""), MANNERS[Visit.Manner(v.manner)], _open(v)) for v in visits],
        "reports": [(report, names.get(report.unit_id, "")) for report in found.reports.all()],
    }
    return render(request, "oversight/inspections/inspection.html", context)


def _open(visit: Visit) -> int:
    return sum(finding.state == VisitFinding.State.OPEN for finding in visit.findings.all())


@require_POST
@page("oversight.edit")
def end(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """No more visits."""
    found = get_object_or_404(Inspection, id=inspection_id)
    attempt(
        request,
        lambda: services.inspection_end(actor=actor_of(request), inspection=found.id),
        Text(
            "已结束。手机上已完成的记录仍可上传。", "Ended. Records that are finished can still be uploaded."
        ),
    )
    return redirect("oversight:inspection", found.id)


@require_GET
@page("oversight.view")
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """A record: what was seen, the photos, each finding with its decision."""
    return _visit_page(request, visit_id, {})


def _visit_page(request: HttpRequest, visit: UUID, bound: Mapping[UUID, RulingForm]) -> HttpResponse:
    found = get_object_or_404(Visit.objects.select_related("source", "inspection"), id=visit)
    findings = [
        (
            one,
            STATES[VisitFinding.State(one.state)],
            None if one.report and one.report.issued_at else bound.get(one.id, _ruling_form(one)),
        )
        for one in found.findings.select_related("report")
    ]
    context = {
        "visit": found,
        "unit": unit_names([found.unit_id]).get(found.unit_id, ""),
        "manner": MANNERS[Visit.Manner(found.manner)],
        "findings": findings,
        "photos": evidence.files_of(found.source_id),
        "points": found.points,
    }
    return render(request, "oversight/inspections/visit.html", context)


def _ruling_form(finding: VisitFinding, data: Any = None) -> RulingForm:
    initial = {
        "state": finding.state if finding.state != VisitFinding.State.OPEN else "demanded",
        "wording": finding.wording or finding.text,
        "deadline": finding.deadline,
        "reason": finding.reason,
    }
    return RulingForm(data, initial=initial, prefix=f"f{finding.number}", auto_id=f"id_{finding.number}_%s")


@require_POST
@page("oversight.edit")
def decide(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Decide on a finding; what was typed stays where it cannot be."""
    found = get_object_or_404(VisitFinding, id=finding_id)
    form = _ruling_form(found, request.POST)
    if form.is_valid() and attempt(
        request,
        lambda: services.finding_decide(actor=actor_of(request), finding=found.id, ruling=form.ruling()),
        Text(f"第{found.number}条已核定。", f"Finding {found.number} is decided."),
    ):
        return redirect("oversight:visit", found.visit_id)
    return _visit_page(request, found.visit_id, {found.id: form})


@require_GET
@page("oversight.view")
def photo(request: HttpRequest, record_id: UUID, file_id: UUID) -> HttpResponse:
    """A photo of a record."""
    found = get_object_or_404(FieldRecord, id=record_id)
    return evidence.answer(file_id, "oversight", found.id, small="small" in request.GET)


@require_POST
@page("oversight.edit")
def prepare(request: HttpRequest, inspection_id: UUID, unit_id: UUID) -> HttpResponse:
    """Begin the report to a unit, or take what was decided since into its draft."""
    found = get_object_or_404(Inspection, id=inspection_id)
    if not found.targets.filter(unit=unit_id).exists():
        raise Http404
    made: list[UUID] = []
    actor = actor_of(request)
    if attempt(
        request,
        lambda: made.append(services.report_prepare(actor=actor, inspection=found.id, unit=unit_id)),
    ):
        return redirect("oversight:report", made[0])
    return redirect("oversight:inspection", found.id)


def _report(report: UUID) -> InspectionReport:
    return get_object_or_404(InspectionReport.objects.select_related("inspection"), id=report)


@require_http_methods(["GET", "POST"])
@page("oversight.view")
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report; a draft can be written on."""
    found, actor = _report(report_id), actor_of(request)
    initial = {"opening": found.opening, "demand": found.demand, "named": found.named}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(
            request,
            lambda: services.report_write(actor=actor, report=found.id, **said),
            Text("已保存。", "Saved."),
        ):
            return redirect("oversight:report", found.id)
    context = {
        "report": found,
        "unit": unit_names([found.unit_id]).get(found.unit_id, ""),
        "findings": reported(found),
        "form": None if found.issued_at else form,
    }
    return render(request, "oversight/inspections/report.html", context)


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def issue(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Issue the report to the unit."""
    found = _report(report_id)
    back = reverse("oversight:report", args=[found.id])
    if found.issued_at:
        return redirect(back)
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        attempt(
            request,
            lambda: services.report_issue(actor=actor_of(request), report=found.id),
            Text(
                "已印发，单位现在可以看到；要求整改的问题已挂号。",
                "Issued: the unit sees it, and the demands are problems now.",
            ),
        )
        return redirect(back)
    findings = reported(found)
    demanded = sum(one.demanded for one in findings)
    unit = unit_names([found.unit_id]).get(found.unit_id, "")
    return confirm(
        request,
        Question(
            title=Text("印发督查报告", "Issue the inspection report"),
            happens=[
                Text(f"{unit}可以查看、下载这份报告。", f"{unit} can read and save this report."),
                Text(
                    f"{demanded}个问题逐个挂号，交办整改。", f"{demanded} problems are entered in the ledger."
                ),
            ],
            number=Text(f"{len(findings)}条", f"{len(findings)} findings"),
            undo=Text("不能撤销；可以再发一份补充报告。", "No; another report can follow."),
            button=Text("印发", "Issue"),
            back=back,
        ),
    )


@require_GET
@page("oversight.view")
def report_file(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    """The report as Word or PDF."""
    found = _report(report_id)
    return paper(report_document(found, language()), say(Text("督查报告", "inspection-report")), form)


@require_GET
@page("oversight.edit")
def conflicts(request: HttpRequest) -> HttpResponse:
    """Records that came under the id of another one, side by side with it."""
    found = FieldRecord.objects.filter(standing=False).order_by("settled", "-received_at")
    first = {
        one.record: one
        for one in FieldRecord.objects.filter(standing=True, record__in=[row.record for row in found])
    }
    pairs = [(row, shown_of(first[row.record], row)) for row in found]
    return render(request, "oversight/inspections/conflicts.html", {"pairs": pairs})


@require_POST
@page("oversight.edit")
def settle(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Decide on one of them."""
    found = get_object_or_404(FieldRecord, id=record_id)
    take, reason = request.POST.get("take") == "yes", request.POST.get("reason", "")
    attempt(
        request,
        lambda: conflict_settle(actor=actor_of(request), kept=found.id, take=take, reason=reason),
        Text("已处理。", "Dealt with."),
    )
    return redirect("oversight:conflicts")
