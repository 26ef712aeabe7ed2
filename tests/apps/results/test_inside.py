"""A campaign inside a bureau, from its form to the county's score; who sees what of it."""

import re
from fractions import Fraction as F
from pathlib import Path

import pytest
from tests.apps.partners.delivering import DUE, make_campaign, picture
from tests.apps.results.modes import People, begun, session, told, totalled, unit

from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.services import commentary_write
from minping.apps.foundation import evidence
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.partners.models import Submission
from minping.apps.partners.services import ComponentPlan, component_make, component_reopen, submission_sign
from minping.apps.results.gate import gate_of
from minping.apps.results.loaded import load_run
from minping.apps.results.models import InsideTaken, Publication, ScoreRun, Standing
from minping.apps.results.outcomes import year_rows
from minping.apps.results.past import past_rows
from minping.apps.results.services import inside_take, review_give, run_compute
from minping.apps.units.models import Unit

pytestmark = pytest.mark.django_db
COUNTY = Path(__file__).with_name("county_of_insides.yaml")


@pytest.fixture
def people(lead, clerk, someone) -> People:
    return People(lead, clerk, someone(Role.LEAD, name="李副主任"), someone)


@pytest.fixture
def bureau() -> dict[str, Unit]:
    """A bureau with two sections and a window."""
    host = unit("J", "县经贸局")
    return {
        "局": host,
        "企业股": unit("J1", "企业股", kind="section", parent=host),
        "市场股": unit("J2", "市场股", kind="section", parent=host),
        "窗口": unit("J3", "政务窗口", kind="window", parent=host),
    }


@pytest.fixture
def inside(people, bureau):
    """Sessions of both groups are reported: 企业股 88, 市场股 50, the window 100."""
    places = {"科室": [bureau["企业股"], bureau["市场股"]], "窗口": [bureau["窗口"]]}
    campaign = begun(people, "inside", "经贸局内部评议", places, inside=bureau["局"].id)
    hall = unit("O", "局行评办")
    session(
        people, campaign, hall, "代表", {"企业股": (12, 8, 0), "市场股": (10, 0, 10), "政务窗口": (20, 0, 0)}
    )
    session(
        people,
        campaign,
        hall,
        "服务对象",
        {"企业股": (12, 8, 0), "市场股": (10, 0, 10), "政务窗口": (20, 0, 0)},
    )
    return campaign


@pytest.fixture
def county(people, bureau):
    """The county's campaign: a component of twenty points that a survey inside each bureau fills."""
    made = make_campaign(COUNTY, ("部门", "县直部门"), {"M": "县民政局"})
    Campaign.objects.filter(id=made).update(state="running", open_stages=["rating"], year=2026)
    category = Campaign.objects.get(id=made).categories.get()
    Campaign.objects.get(id=made).participations.create(unit=bureau["局"], category=category)
    return made


def test_sections_are_ranked_among_their_own_kind_and_only_they_and_the_host_see_it(
    people, bureau, inside, browser_of
):
    head = browser_of(people.someone(Role.LIAISON, unit=bureau["局"].id))
    own = browser_of(people.someone(Role.LIAISON, unit=bureau["市场股"].id))
    before = head.get("/office/results/own/below/").content.decode()
    assert "结果还没有通报" in before
    assert "代表评议" in before
    commentary_write(actor=people.clerk, campaign=inside, unit=bureau["市场股"].id, text="办事拖拉，须整改")
    row = told(people, inside)
    run = load_run(row).run
    assert {u.unit: (u.score, u.placing.rank, u.placing.of) for u in run.units if u.placing} == {
        "J1": (F(88), 1, 2),
        "J2": (F(50), 2, 2),
        "J3": (F(100), 1, 1),
    }
    page = head.get("/office/results/own/below/").content.decode()
    assert re.search(r"市场股.*办事拖拉", page, re.DOTALL)
    assert head.get(f"/office/results/own/below/{row.id}/{bureau['市场股'].id}/").status_code == 200
    mine = own.get(f"/office/results/own/{row.id}/{bureau['市场股'].id}/").content.decode()
    assert "办事拖拉" in mine
    for address in (
        f"/office/results/own/below/{row.id}/{bureau['企业股'].id}/",
        f"/office/results/own/{row.id}/{bureau['企业股'].id}/",
        f"/office/campaigns/{inside}/commentary/",
    ):
        assert own.get(address).status_code == 404
    stranger = browser_of(people.someone(Role.LIAISON, unit=unit("K", "县教育局").id))
    assert stranger.get(f"/office/results/own/below/{row.id}/{bureau['市场股'].id}/").status_code == 404
    assert "经贸局" not in stranger.get("/office/results/own/below/").content.decode()


def test_the_host_writes_its_summary_and_comments_on_each_section(people, bureau, inside, browser_of):
    liaison = people.someone(Role.LIAISON, unit=bureau["局"].id)
    browser = browser_of(liaison)
    address = f"/office/campaigns/{inside}/commentary/"
    assert "年终总结" in browser.get(address).content.decode()
    asked = {"unit": str(bureau["局"].id), "text": "全年开展两轮测评"}
    assert browser.post(address, asked, follow=True).status_code == 200
    assert "全年开展两轮测评" in browser_of(people.clerk).get(address).content.decode()
    other = people.someone(Role.LIAISON, unit=bureau["企业股"].id)
    for who, where, text, fault in (
        (other, "市场股", "不好", NotAllowed),
        (liaison, "企业股", "长" * 4001, Refused),
    ):
        with pytest.raises(fault):
            commentary_write(actor=who, campaign=inside, unit=bureau[where].id, text=text)
    with pytest.raises(Refused, match="没有参加"):
        commentary_write(actor=liaison, campaign=inside, unit=unit("Q", "别的局").id, text="好")


def test_it_is_no_year_of_the_county_s_history_but_one_among_its_own_sections(people, bureau, inside):
    row = told(people, inside)
    asked, agreed = people.lead, people.clerk
    publication = Publication.objects.create(
        run=row,
        campaign_id=inside,
        number=1,
        fields=["rank"],
        at=row.at,
        asked_by=asked.id,
        asked_name=asked.name,
        agreed_by=agreed.id,
        agreed_name=agreed.name,
    )
    Standing.objects.create(
        publication=publication, unit=bureau["市场股"], year=2026, category="科室", rank="2", of=2
    )
    assert not [one for one in year_rows() if one.unit == "J2"]
    assert past_rows(2027) == []
    assert [(one.unit, one.rank) for one in past_rows(2027, bureau["局"].id)] == [("J2", 2)]


def test_its_result_becomes_the_host_s_value_in_a_component_of_the_county(
    people, bureau, inside, county, browser_of
):
    """20 of 100: (88 + 50 + 100) ÷ 3 × 20 ÷ 100; down to the sections' counts; a recount is noticed."""
    plan = ComponentPlan("内部评议", "table", unit("D", "县直工委").id, DUE, feeds={"内部评议": ""})
    component = component_make(actor=people.lead, campaign=county, plan=plan)
    with pytest.raises(Refused, match="还没有复核"):
        inside_take(actor=people.clerk, campaign=county, component=component)
    row = told(people, inside)
    office = browser_of(people.clerk)
    assert office.post(f"/office/results/{county}/inside/", {"component": str(component)}).status_code == 302
    assert "县经贸局" in office.get(f"/office/results/{county}/inside/").content.decode()
    taken = InsideTaken.objects.get()
    assert (F(taken.value), taken.record) == (F(238, 15), row.record)
    delivery = Submission.objects.get(component=component, state="draft")
    assert row.record in delivery.figures.get().note
    evidence.of_bytes(
        actor=people.clerk, name="签字件.png", raw=picture(), subject=delivery.id, room="partners"
    )
    submission_sign(actor=people.clerk, component=component, signer="工委书记")
    assert not [lack for lack in gate_of(county).open if lack.item.startswith("inside:")]
    run = totalled(people, county)
    assert load_run(run).run.unit("J").score == F(238, 15) + 80
    page = office.get(f"/office/results/runs/{run.id}/units/{bureau['局'].id}/").content.decode()
    assert f"/office/results/runs/{row.id}/units/{bureau['市场股'].id}/" in page
    deeper = office.get(f"/office/results/runs/{row.id}/units/{bureau['市场股'].id}/").content.decode()
    assert "不满意" in deeper
    review_give(actor=people.second, run=row.id, sound=False, note="一个箱数错了")
    again = run_compute(actor=people.clerk, campaign=inside, reason="重新核对票数")
    assert isinstance(again, ScoreRun)
    (lack,) = [one for one in gate_of(county).open if one.item.startswith("inside:")]
    assert "第2次计分" in lack.text.zh
    assert "来源已重新计分" in office.get(f"/office/results/{county}/inside/").content.decode()
    review_give(actor=people.lead, run=again.id, sound=True, note="无误")
    with pytest.raises(Refused):
        inside_take(actor=people.clerk, campaign=county, component=component)
    component_reopen(actor=people.lead, component=component, reason="来源重新计分", appeal=bureau["局"].id)
    inside_take(actor=people.clerk, campaign=county, component=component)
    assert not [one for one in gate_of(county).open if one.item.startswith("inside:")]
