"""From the plan to the report: what a unit learns, and when."""

from datetime import timedelta

import pytest
from tests.apps.oversight import made
from tests.apps.oversight.made import FINDING, deadline, supervisor, visited

from minping.apps.casework.selectors import problem_facts
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.leads.models import Lead
from minping.apps.oversight.field.services import text_of
from minping.apps.oversight.inspections.selectors import reported, reports_for, visitors_told
from minping.apps.oversight.inspections.services import (
    Plan,
    Ruling,
    finding_decide,
    inspection_change,
    inspection_end,
    report_issue,
    report_prepare,
    report_seen,
    report_write,
)
from minping.apps.oversight.models import Inspection, InspectionReport, VisitFinding

pytestmark = pytest.mark.django_db


def decided(lead, visit, **ruling):
    said = {"state": "demanded", "wording": "窗口无人值守。", "deadline": deadline(), **ruling}
    for finding in visit.findings.all():
        finding_decide(actor=lead, finding=finding.id, ruling=Ruling(**said))


def test_the_unit_sees_the_report_from_the_issue_on_and_never_before(
    lead, wang, county, inspection, liaison, stranger
):
    visit = visited(wang, county, inspection)
    decided(lead, visit)
    report = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    assert not reports_for(liaison)
    report_issue(actor=lead, report=report)
    assert [one.id for one in reports_for(liaison)] == [report]
    assert not reports_for(stranger)


def test_each_demand_becomes_a_problem_that_its_finder_rechecks(lead, wang, county, inspection):
    visit = visited(wang, county, inspection, findings=["第一条。", "第二条。", "第三条。"])
    first, second, third = visit.findings.all()
    ruling = Ruling("demanded", "窗口无人值守。其余从略。", deadline(15))
    finding_decide(actor=lead, finding=first.id, ruling=ruling)
    finding_decide(actor=lead, finding=second.id, ruling=Ruling("noted", "指示牌陈旧"))
    finding_decide(actor=lead, finding=third.id, ruling=Ruling("dropped", reason="证据不足"))
    report = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    assert report_issue(actor=lead, report=report) == 1
    first.refresh_from_db()
    facts = problem_facts([first.problem])[first.problem]
    assert (facts.unit, facts.source, facts.source_id) == (county.police, "inspection", first.id)
    assert (facts.title, facts.deadline) == ("窗口无人值守", deadline(15))
    assert facts.state == "registered"
    third.refresh_from_db()
    assert third.report is None


def test_nobody_learns_who_came_covertly_unless_the_office_says_so(lead, wang, county, inspection):
    decided(lead, visited(wang, county, inspection))
    report = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    found = InspectionReport.objects.get(id=report)
    assert visitors_told(found) == []
    report_write(actor=lead, report=report, opening="", demand="", named=True)
    found.refresh_from_db()
    assert visitors_told(found) == ["王监督"]


def test_who_came_openly_is_named(lead, wang, county, inspection):
    decided(lead, visited(wang, county, inspection, manner="open"))
    report = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    (line,) = reported(InspectionReport.objects.get(id=report))
    assert line.visitor == "王监督"


def test_an_issued_report_stands(lead, wang, county, inspection):
    visit = visited(wang, county, inspection)
    report = made.issued(lead, county, inspection, visit)
    with pytest.raises(Refused, match="已印发"):
        report_issue(actor=lead, report=report)
    with pytest.raises(Refused, match="已印发"):
        report_write(actor=lead, report=report, opening="x", demand="", named=True)
    finding = VisitFinding.objects.get()
    with pytest.raises(Refused, match="已印发"):
        finding_decide(actor=lead, finding=finding.id, ruling=Ruling("dropped", reason="算了"))


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling("demanded", "有表述", None),
        Ruling("demanded", "有表述", today() - timedelta(days=1)),
        Ruling("demanded", " ", deadline()),
        Ruling("noted", ""),
        Ruling("dropped", reason=" "),
        Ruling("forgotten", "x"),
    ],
    ids=str,
)
def test_rulings_are_complete(lead, wang, county, inspection, ruling):
    visit = visited(wang, county, inspection)
    with pytest.raises(Refused):
        finding_decide(actor=lead, finding=visit.findings.get().id, ruling=ruling)


def test_a_deadline_that_passed_while_the_draft_lay_stops_the_issue(lead, wang, county, inspection, settings):
    decided(lead, visited(wang, county, inspection), deadline=deadline(2))
    report = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    settings.AS_OF = deadline(5).isoformat()
    with pytest.raises(Refused, match="期限已过"):
        report_issue(actor=lead, report=report)
    assert InspectionReport.objects.get().issued_at is None


def test_what_is_decided_later_goes_into_a_second_report(lead, wang, county, inspection):
    made.issued(lead, county, inspection, visited(wang, county, inspection))
    with pytest.raises(Refused, match="没有列入报告"):
        report_prepare(actor=lead, inspection=inspection, unit=county.police)
    decided(lead, visited(wang, county, inspection))
    second = report_prepare(actor=lead, inspection=inspection, unit=county.police)
    assert InspectionReport.objects.get(id=second).number == 2


def test_the_first_reading_by_the_unit_is_noted(lead, wang, county, inspection, liaison, stranger):
    report = made.issued(lead, county, inspection, visited(wang, county, inspection))
    report_seen(actor=stranger, report=report)
    assert InspectionReport.objects.get().seen_at is None
    report_seen(actor=liaison, report=report)
    assert InspectionReport.objects.get().seen_at is not None


def test_who_goes_must_hold_the_right_and_be_no_interested_party(someone, lead, wang, county, liaison):
    helpless, interested = someone(Role.APPRAISER), someone(Role.APPRAISER)
    supervisor(county.campaign, helpless, phone="+8613812345678", rights=("vote",))
    supervisor(county.campaign, interested, phone="+8613712345678", conflicts=(county.police,))
    for actor in (helpless, interested, liaison, someone(Role.APPRAISER)):
        with pytest.raises(Refused):
            made.inspection(lead, county, actor)
    with pytest.raises(NotAllowed):
        made.inspection(wang, county, wang)
    assert not Inspection.objects.exists()


def test_a_unit_that_was_visited_stays_in_the_plan(lead, clerk, wang, county, inspection):
    visited(wang, county, inspection)
    plan = Plan("改", "", today(), today(), {county.water: ""}, [clerk.person])
    with pytest.raises(Refused, match="已走访"):
        inspection_change(actor=lead, inspection=inspection, plan=plan)
    inspection_end(actor=lead, inspection=inspection)
    assert visited(wang, county, inspection).findings.get().text == FINDING


def test_a_finding_that_points_to_misconduct_leaves_this_room(lead, wang, county, inspection):
    visit = visited(wang, county, inspection, findings=["窗口人员收了红包才办。"])
    finding = visit.findings.get()
    finding_decide(actor=lead, finding=finding.id, ruling=Ruling("handed"))
    kept = Lead.objects.get()
    assert (kept.source, kept.unit) == ("inspection", county.police)
    finding.refresh_from_db()
    visit.source.refresh_from_db()
    assert "红包" not in finding.text + finding.wording + finding.reason + text_of(visit.source)
    assert not AuditEntry.objects.filter(act__contains="hand").exists()
    with pytest.raises(Refused):
        report_prepare(actor=lead, inspection=inspection, unit=county.police)
