"""What a reviewed run and problems propose, taken up, praised, exported; exemptions from an earlier result."""

import io
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People
from tests.apps.results.steps import published
from tests.apps.results.year import year_of

from minping.apps.assessments.services import event_confirm, event_register
from minping.apps.campaigns.models import Campaign, Participation, SchemeVersion
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.casework.models import Problem
from minping.apps.consequences import services
from minping.apps.consequences.exemptible import earned
from minping.apps.consequences.models import Exemption, Measure
from minping.apps.consequences.paper.lists import assessed, assessment_sheet
from minping.apps.consequences.sources import outlook_of
from minping.apps.documents.content import Table
from minping.apps.documents.press import Press
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.outcomes import outcomes_of, picks_of, windows_of
from minping.apps.results.services import review_give
from minping.apps.units.models import Unit

pytestmark = pytest.mark.django_db


def test_the_run_proposes_and_nothing_is_decided(county: made.County, people: People) -> None:
    picks = picks_of(county.campaign)
    assert picks is not None
    taken = services.measures_take(actor=people.clerk, campaign=county.campaign)
    rows = Measure.objects.filter(campaign=county.campaign)
    assert taken.fresh == len(picks.picked) == rows.count() > 2
    assert set(rows.values_list("state", flat=True)) == {"triggered"}
    assert {row.kind for row in rows} >= {"praise", "interview"}
    assert all(row.facts and row.pool and row.run == county.run for row in rows)
    assert services.measures_take(actor=people.clerk, campaign=county.campaign).fresh == 0
    with pytest.raises(NotAllowed):
        services.measures_take(actor=people.discipline, campaign=county.campaign)


def test_a_half_year_leads_to_interviews_and_to_nothing_that_asks_for_years(people: People) -> None:
    county = made.county(people.clerk, people.lead, all_last=True)
    whole = outlook_of(county.campaign).fresh
    assert {draft.kind for draft in whole} >= {"interview", "replacement"}
    Campaign.objects.filter(id=county.campaign).update(half_year=True)
    half = outlook_of(county.campaign).fresh
    assert {draft.kind for draft in half} == {draft.kind for draft in whole} - {"replacement"}
    campaign = campaign_of(county.campaign)
    assert campaign is not None
    (table,) = (block for block in assessment_sheet(campaign, today()).blocks if isinstance(block, Table))
    assert "不作为全年名次" in table.notes[-1]


def test_what_a_newer_run_lists_no_more_lapses_or_is_doubted(county: made.County, people: People) -> None:
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    first, second = Measure.objects.filter(kind="praise").order_by("id")[:2]
    other = Unit.objects.exclude(id__in=Measure.objects.values("unit")).first()
    assert other is not None
    services.measures_put(actor=people.clerk, measures=[first.id], advice="as_ruled", opinion="属实")
    services.measures_approve(actor=people.group, measures=[first.id], reason="同意")
    Measure.objects.filter(id=first.id).update(unit=other, rule="表扬一", run=uuid4())
    Measure.objects.filter(id=second.id).update(unit=other)
    outlook = outlook_of(county.campaign)
    assert [row.id for row in outlook.gone] == [second.id]
    assert [one.row.id for one in outlook.doubts] == [first.id]
    assert len(outlook.fresh) == 2
    taken = services.measures_take(actor=people.clerk, campaign=county.campaign)
    assert (taken.fresh, taken.lapsed) == (2, 1)
    second.refresh_from_db()
    assert second.state == "lapsed"
    review_give(actor=people.lead, run=county.run, sound=False, note="有差错")
    assert picks_of(county.campaign) is None
    waiting = outlook_of(county.campaign)
    assert not waiting.gone, "while a run is in doubt nothing lapses"


def test_a_problem_under_orders_is_proposed_once(people: People) -> None:
    campaign, unit = made.campaign_of_year(2026, "running"), made.unit_named("P1", "县交通局")
    problem = Problem.objects.create(
        campaign_id=campaign,
        unit_id=unit,
        year=2026,
        number=1,
        origin="masses",
        source="office",
        title="公交站不修",
        text="公交站不修",
        state="in_progress",
        level=3,
        overdue=True,
        raised_on=today(),
        counters={"redo": 1, "exceptions": 0, "level": 3, "generation": 1},
    )
    services.measures_take(actor=people.clerk, campaign=campaign)
    row = Measure.objects.get()
    assert (row.kind, row.source_id, row.unit_id) == ("interview", problem.id, unit)
    assert [fact["zh"] for fact in row.facts][1] == "已到“责令限期整改”"
    assert services.measures_take(actor=people.clerk, campaign=campaign).fresh == 0
    Problem.objects.filter(id=problem.id).update(level=4)
    services.measures_take(actor=people.clerk, campaign=campaign)
    assert {one.kind: one.state for one in Measure.objects.all()} == {
        "interview": "lapsed",
        "admonition": "triggered",
    }


def test_praise_goes_out_in_a_circular_and_an_award_needs_its_approval(
    county: made.County, people: People
) -> None:
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    rows = list(Measure.objects.filter(kind="praise").values_list("id", flat=True))
    services.measures_put(actor=people.clerk, measures=rows, advice="as_ruled", opinion="属实")
    services.measures_approve(actor=people.group, measures=rows, reason="同意")
    with pytest.raises(Refused, match="批准文号"):
        services.circular_issue(
            actor=people.clerk, campaign=county.campaign, measures=rows, issued_on=today(), award=True
        )
    services.circular_issue(
        actor=people.clerk,
        campaign=county.campaign,
        measures=rows,
        issued_on=today(),
        award=True,
        approval="市评组批〔2026〕1号",
    )
    assert set(Measure.objects.filter(id__in=rows).values_list("state", flat=True)) == {"issued"}


def test_windows_are_chosen_by_a_person_from_their_satisfaction(county: made.County, people: People) -> None:
    found = windows_of(county.campaign)
    assert found
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)
    assert all(one.valid for one in found)
    chosen = found[0].unit
    asked = services.windows_praise(
        actor=people.clerk, campaign=county.campaign, units=[chosen], opinion="群众满意"
    )
    again = services.windows_praise(
        actor=people.clerk, campaign=county.campaign, units=[chosen], opinion="群众满意"
    )
    assert (asked, again) == (1, 0)
    row = Measure.objects.get()
    assert (row.unit_id, row.kind, row.state) == (chosen, "praise", "proposed")
    stranger = made.unit_named("Z9", "别处窗口")
    with pytest.raises(Refused):
        services.windows_praise(
            actor=people.clerk, campaign=county.campaign, units=[stranger], opinion="群众满意"
        )


def test_points_add_up_exactly_and_the_workbook_holds_no_formula(county: made.County, people: People) -> None:
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    row = Measure.objects.filter(kind="praise").first()
    assert row is not None
    services.measures_put(actor=people.clerk, measures=[row.id], advice="as_ruled", opinion="属实")
    services.measures_approve(actor=people.group, measures=[row.id], reason="同意")
    outcome = next(one for one in outcomes_of(county.campaign) if one.unit == row.unit_id)
    for ground, points in (("praise", "0.1"), (f"grade:{outcome.grade}", "0.2")):
        services.bonus_set(
            actor=people.clerk, campaign=county.campaign, ground=ground, points=points, clause="=1+1"
        )
    for wrong in ("", "一", "1e5", "=1", "1.23456", "NaN"):
        with pytest.raises(Refused):
            services.bonus_set(actor=people.clerk, campaign=county.campaign, ground="praise", points=wrong)
    line = next(one for one in assessed(county.campaign) if one.unit == row.unit_id)
    assert (line.points, [one.zh for one in line.praise]) == ("0.3", ["通报表扬（已批准）"])
    campaign = campaign_of(county.campaign)
    assert campaign is not None
    raw = Press().excel(assessment_sheet(campaign, today()), today())
    book = load_workbook(io.BytesIO(raw))
    cells = [cell for sheet in book for cells in sheet.iter_rows() for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == 0.3 for cell in cells)


@pytest.fixture
def next_year(people: People) -> tuple[UUID, UUID, UUID]:
    """A published year, the campaign after it, and the unit that was first in its list."""
    year = year_of()
    published(year, people.clerk, people.lead)
    basis = Campaign.objects.get(id=year.campaign)
    campaign = made.campaign_of_year(basis.year + 1, "scheme_frozen")
    made.taking_part(campaign, list(year.units.values()))
    best = next(one for one in earned(campaign, basis.id) if one.rank == "1")
    return campaign, basis.id, best.unit


def test_an_exemption_for_one_campaign_by_two(next_year: tuple[UUID, UUID, UUID], people: People) -> None:
    campaign, basis, best = next_year
    services.exemptions_ask(
        actor=people.clerk, campaign=campaign, basis=basis, units=[best], reason="上年第一名"
    )
    row = Exemption.objects.get()
    assert (row.state, row.unit_id) == ("proposed", best)
    with pytest.raises(Refused, match="已经提过"):
        services.exemptions_ask(
            actor=people.clerk, campaign=campaign, basis=basis, units=[best], reason="再提"
        )
    [asked] = approvals.waiting(act=services.EXEMPT)
    with pytest.raises(Refused):
        approvals.agree(actor=people.clerk, approval=asked.id)
    approvals.agree(actor=people.group, approval=asked.id)
    row.refresh_from_db()
    part = Participation.objects.get(campaign=campaign, unit=best)
    assert (row.state, part.status, part.category is not None) == ("approved", "exempt", True)
    assert services.exemptions_follow() == 0
    Campaign.objects.filter(id=campaign).update(state="running")
    assert services.exemptions_follow() == 1
    assert services.exemption_revoke(actor=people.lead, exemption=row.id, event="班子成员严重违纪")
    part.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, part.status) == ("revoked", "appraised")


def test_a_confirmed_veto_event_is_shown_beside_the_exemption(
    next_year: tuple[UUID, UUID, UUID], people: People, browser_of: Callable[[Actor], Client]
) -> None:
    campaign, basis, best = next_year
    scheme = SchemeVersion.objects.get(campaign=basis)
    SchemeVersion.objects.create(
        campaign_id=campaign, number=1, canonical=scheme.canonical, digest=scheme.digest, frozen=True
    )
    services.exemptions_ask(
        actor=people.clerk, campaign=campaign, basis=basis, units=[best], reason="上年第一名"
    )
    approvals.agree(actor=people.lead, approval=approvals.waiting(act=services.EXEMPT)[0].id)
    at = f"/office/consequences/exemptions/?campaign={campaign}"
    assert "应取消免评" not in browser_of(people.lead).get(at).content.decode()
    event = event_register(
        actor=people.clerk,
        campaign=campaign,
        unit=best,
        event="班子成员严重违纪违法",
        day=today(),
        note="通报",
        document="1号",
        signed_by="区纪委",
    )
    event_confirm(actor=people.lead, event=event)
    assert "应取消免评" in browser_of(people.lead).get(at).content.decode()


def test_an_exemption_ends_with_its_campaign(next_year: tuple[UUID, UUID, UUID], people: People) -> None:
    campaign, basis, best = next_year
    services.exemptions_ask(
        actor=people.clerk, campaign=campaign, basis=basis, units=[best], reason="上年第一名"
    )
    approvals.agree(actor=people.lead, approval=approvals.waiting(act=services.EXEMPT)[0].id)
    Campaign.objects.filter(id=campaign).update(state="archived")
    services.exemptions_follow()
    assert Exemption.objects.get().state == "expired"
    assert earned(campaign, made.campaign_of_year(1999)) == []
    with pytest.raises(Refused, match="没有选中"):
        services.exemptions_ask(
            actor=people.clerk, campaign=campaign, basis=campaign, units=[best], reason="同年"
        )
