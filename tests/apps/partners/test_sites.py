"""Sessions at sites: counts with the site as cluster, papers out and back, absence with a reason."""

import pytest
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, looked, make_unit, taken, told

from minping.apps.campaigns.models import Campaign
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

HEAD = ["单位", "满意", "基本满意", "不满意", "不了解", "废票"]
TABLE = [HEAD, ["县水务局", 30, 10, 5, 3, 2], ["县供电公司", 40, 5, "—", 5, 0]]


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
