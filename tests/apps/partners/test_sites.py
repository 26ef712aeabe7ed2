"""Sessions at sites: counts with the site as cluster, papers out and back, absence with a reason."""

from pathlib import Path

import pytest
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, looked, make_campaign, make_unit, taken, told

from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.partners.selectors import reports_stand, site_counts, site_stand, uses_partners, uses_sites
from minping.apps.partners.services import (
    ComponentPlan,
    absence_sign,
    absence_withdraw,
    component_make,
    submission_sign,
)
from minping.core.scoring.inputs import ParticipationRow
from minping.core.tally.counts import Cell

HEAD: list[object] = ["单位", "满意", "基本满意", "不满意", "不了解", "废票"]
TABLE: list[list[object]] = [HEAD, ["县水务局", 30, 10, 5, 3, 2], ["县供电公司", 40, 5, "—", 5, 0]]


@pytest.fixture
def township(someone):
    return someone(Role.PARTNER, unit=make_unit("T01", "城关镇"), name="城关镇王书记")


def site(county: County, lead: Actor, unit, title: str = "城关镇"):
    plan = ComponentPlan(title, "site", unit, DUE, group="群众", round="现场")
    return component_make(actor=lead, campaign=county.campaign, plan=plan)


def test_a_signed_session_becomes_counts_and_papers(county: County, lead: Actor, township: Actor) -> None:
    made = site(county, lead, next(iter(township.units)))
    assert (uses_sites(county.campaign), uses_partners(county.campaign)) == (True, False)
    taken(township, made, TABLE)
    assert len(site_counts(county.campaign)[0]) == 0, "a draft counts for nothing"
    submission_sign(actor=township, component=made, signer="王书记", issued=55, returned=50)
    counts, papers = site_counts(county.campaign)
    water = counts[Cell("A01", "群众", "现场", "meeting", "", "城关镇")]
    (answers,) = water.answers.values()
    assert answers == {"A": 30, "B": 10, "C": 5, "U": 3, "#spoiled": 2}
    assert (water.valid, water.returned) == (45, 50)
    assert papers == (ParticipationRow("群众", "现场", "meeting", issued=55, returned=50),)
    (found,) = site_stand(county.campaign)
    assert (found.state, found.issued, found.returned, found.signed_by) == ("signed", 55, 50, "王书记")
    assert reports_stand(county.campaign) == []


def test_sites_are_added_up(county: County, lead: Actor, township: Actor) -> None:
    unit = next(iter(township.units))
    for title in ("城关镇", "河西镇"):
        made = site(county, lead, unit, title)
        taken(township, made, TABLE)
        submission_sign(actor=township, component=made, signer="王书记", issued=60, returned=50)
    counts, papers = site_counts(county.campaign)
    assert len(counts) == 4
    assert {cell.cluster for cell in counts} == {"城关镇", "河西镇"}
    assert [(row.issued, row.returned) for row in papers] == [(120, 100)]


@pytest.mark.parametrize(
    ("issued", "returned", "said"),
    [(None, None, "发出和收回"), (49, 50, "多于发出的49份"), (60, 49, "多于收回的49份")],
)
def test_papers_that_cannot_be(county: County, lead: Actor, township: Actor, issued, returned, said) -> None:
    made = site(county, lead, next(iter(township.units)))
    taken(township, made, TABLE)
    with pytest.raises(Refused, match=said):
        submission_sign(actor=township, component=made, signer="王书记", issued=issued, returned=returned)


def test_units_unknown_or_twice_are_refused(county: County, lead: Actor, township: Actor) -> None:
    made = site(county, lead, next(iter(township.units)))
    run = looked(township, made, [*TABLE, TABLE[1], ["县气象局", 1, 1, 1, 1, 1]])
    found = told(run)
    assert any(line.startswith("4 ") and "与第2行是同一个计数" in line for line in found)
    assert any("没有名为「县气象局」的单位" in line for line in found)
    with pytest.raises(Refused, match="不能导入"):
        taken(township, made, [*TABLE, ["县气象局", 1, 1, 1, 1, 1]], good_only=True)


def test_absence_is_signed_with_a_reason_and_withdrawn(county: County, lead: Actor, township: Actor) -> None:
    made = site(county, lead, next(iter(township.units)))
    with pytest.raises(Refused, match="理由"):
        absence_sign(actor=lead, component=made, reason="")
    absence_sign(actor=lead, component=made, reason="因洪灾未能召开")
    (found,) = site_stand(county.campaign)
    assert (found.state, found.reason, found.signed_by, found.late) == (
        "absent",
        "因洪灾未能召开",
        "刘主任",
        False,
    )
    with pytest.raises(Refused):
        looked(township, made, TABLE)
    absence_withdraw(actor=lead, component=made)
    assert site_stand(county.campaign)[0].state == "waiting"
    taken(township, made, TABLE)
    with pytest.raises(Refused, match="已经收到报送"):
        absence_sign(actor=lead, component=made, reason="因洪灾未能召开")
    made = site(county, lead, next(iter(township.units)), "河西镇")
    Campaign.objects.filter(id=county.campaign).update(state="scored")
    absence_sign(actor=lead, component=made, reason="因洪灾未能召开")
    with pytest.raises(Refused, match="已经计分"):
        absence_withdraw(actor=lead, component=made)


def test_a_site_needs_a_group_and_a_round_of_the_scheme(county: County, lead: Actor) -> None:
    unit = make_unit("T02", "河西镇")
    for group, round_code in (("专家", "现场"), ("群众", "夏季")):
        plan = ComponentPlan("河西镇", "site", unit, DUE, group=group, round=round_code)
        with pytest.raises(Refused):
            component_make(actor=lead, campaign=county.campaign, plan=plan)


PLAN = Path(__file__).parents[2] / "data" / "golden" / "plan_01" / "scheme.yaml"


def test_several_aspects_have_a_row_each_and_the_ballots_one_of_their_own(
    lead: Actor, township: Actor, settings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    campaign = make_campaign(PLAN, ("党群", "党群机关"), {"B01": "县委办"})
    unit = next(iter(township.units))
    leaders = ComponentPlan("县城", "site", unit, DUE, group="领导")
    with pytest.raises(Refused, match="打的是分数"):
        component_make(actor=lead, campaign=campaign, plan=leaders)
    other = make_campaign(PLAN, ("执法", "执法部门"), {"E01": "县公安局"})
    plan = ComponentPlan("城关镇", "site", unit, DUE, group="对象")
    made = component_make(actor=lead, campaign=other, plan=plan)
    scheme = frozen_scheme(other)
    assert scheme is not None
    scale = scheme.scale_for("对象", "F1")
    assert scale is not None
    names = [option.name for option in scale.options]
    head = ["单位", "测评项", *names, "有效票", "废票"]
    votes = [6, 3, *[0] * (len(names) - 2)]
    rows = [["县公安局", aspect, *votes, "", ""] for aspect in ("依法行政", "规范执法", "政务公开")]
    rows += [["县公安局", aspect, *votes, "", ""] for aspect in ("办事效率", "服务态度", "廉洁自律")]
    taken(township, made, [head, *rows, ["县公安局", "整张票", *["—"] * len(names), 9, 1]])
    submission_sign(actor=township, component=made, signer="王书记", issued=12, returned=10)
    counts, _ = site_counts(other)
    ((cell, held),) = counts.items()
    assert (cell.unit, cell.cluster, held.ballots) == ("E01", "城关镇", {"valid": 9, "spoiled": 1})
    assert sorted(held.answers) == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert sum(held.answers["F1"].values()) == 10
