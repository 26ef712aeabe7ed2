"""The guided year: what is offered, what lacks, what is refused, and to whom."""

import pytest

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.campaigns.services import campaign_create, categories_from_scheme, participations_set
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.units.services import unit_create
from minping.apps.year.services import campaign_act
from minping.apps.year.standing import standing_of
from minping.apps.year.steps import acts_of, steps_of
from minping.core.scheme.presets import load_preset

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(lead):
    return campaign_create(actor=lead, form="full", title="2026年民主评议", year=2026)


def frozen(campaign):
    """The campaign as if two persons had frozen its scheme; the freeze itself is tried in its own room."""
    from minping.apps.campaigns.services import campaign_move

    campaign_move(
        actor=SYSTEM, campaign=campaign, act="freeze_scheme", facts={"no_open_values", "scheme_checked"}
    )


def unit_in(campaign, lead):
    scheme = load_preset("seed-002")
    categories_from_scheme(actor=lead, campaign=campaign, scheme=scheme)
    unit = unit_create(actor=lead, name="财政局")
    category = next(iter(scheme.categories))
    participations_set(actor=lead, campaign=campaign, units=[unit], category=category)
    return unit


def test_a_new_campaign_begins_with_its_units(campaign):
    steps = steps_of(standing_of(campaign))
    assert [step.state for step in steps].count("now") == 1
    assert steps[0].state == "now"
    assert all(step.state == "later" for step in steps[1:] if step.title.en != "Units and categories")


def test_launch_waits_for_units(campaign, lead):
    frozen(campaign)
    offered = {act.name: act for act in acts_of(standing_of(campaign))}
    assert not offered["launch"].ready
    assert "参评单位" in offered["launch"].lacking[0].zh
    with pytest.raises(Refused, match="参评单位"):
        campaign_act(actor=lead, campaign=campaign, act="launch")
    unit_in(campaign, lead)
    campaign_act(actor=lead, campaign=campaign, act="launch")
    assert campaign_of(campaign).state == "launched"


def test_stages_open_and_overlap(campaign, lead):
    unit_in(campaign, lead)
    frozen(campaign)
    for act in ("launch", "open_self_check", "open_rating"):
        campaign_act(actor=lead, campaign=campaign, act=act)
    assert set(campaign_of(campaign).open_stages) == {"self_check", "rating"}
    names = {act.name for act in acts_of(standing_of(campaign))}
    assert "open_rating" not in names
    assert "close_self_check" in names


def test_an_act_done_twice_is_told(campaign, lead):
    unit_in(campaign, lead)
    frozen(campaign)
    campaign_act(actor=lead, campaign=campaign, act="launch")
    with pytest.raises(Refused, match="刚刚已经办过"):
        campaign_act(actor=lead, campaign=campaign, act="launch")


def test_acts_of_other_rooms_are_not_done_here(campaign, lead):
    with pytest.raises(Refused):
        campaign_act(actor=lead, campaign=campaign, act="freeze_scheme")


@pytest.mark.parametrize("role", [Role.CLERK, Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP])
def test_only_the_lead_moves_the_year(campaign, someone, role):
    frozen(campaign)
    with pytest.raises(NotAllowed):
        campaign_act(actor=someone(role), campaign=campaign, act="launch")


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page(campaign, someone, browser_of, role):
    answer = browser_of(someone(role)).get("/office/")
    assert answer.status_code == 200


def test_the_year_is_shown_and_an_act_is_asked_about_first(campaign, lead, browser_of):
    unit_in(campaign, lead)
    frozen(campaign)
    browser = browser_of(lead)
    page = browser.get(f"/office/year/{campaign}/").content.decode()
    assert "定方案并冻结" in page
    assert "启动" in page
    asked = browser.get(f"/office/year/{campaign}/launch/").content.decode()
    assert "不能退回" in asked
    assert campaign_of(campaign).state == "scheme_frozen"
    browser.post(f"/office/year/{campaign}/launch/", {"confirmed": "yes"})
    assert campaign_of(campaign).state == "launched"
