"""The short form of a year (F136): promises in August, one vote at its end, from draft to archive."""

import pytest
from tests.apps.results.steps import published
from tests.apps.results.year import year_of

from minping.apps.campaigns.models import Campaign, Participation
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.campaigns.services.tasks import deliverable_settle
from minping.apps.foundation.errors import Refused
from minping.apps.year.services import campaign_act
from minping.apps.year.standing import standing_of
from minping.apps.year.steps import acts_of, steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    made = year_of()
    Campaign.objects.filter(id=made.campaign).update(form="short", state="scheme_frozen", open_stages=[])
    return made


def offered(campaign):
    return {act.name: act.ready for act in acts_of(standing_of(campaign))}


def test_a_year_of_two_stages_runs_to_its_archive(year, lead, clerk):
    campaign = year.campaign
    campaign_act(actor=lead, campaign=campaign, act="launch")
    campaign_act(actor=lead, campaign=campaign, act="open_commitment")
    assert offered(campaign) == {"open_vote": False}
    with pytest.raises(Refused, match="承诺"):
        campaign_act(actor=lead, campaign=campaign, act="open_vote")
    for part in Participation.objects.filter(campaign=campaign, status="appraised"):
        deliverable_settle(
            actor=clerk, campaign=campaign, unit=part.unit_id, kind="commitment", state="accepted"
        )
    campaign_act(actor=lead, campaign=campaign, act="open_vote")
    published(year, clerk, lead)
    assert campaign_of(campaign).state == "published"
    assert offered(campaign) == {"archive": True}
    campaign_act(actor=lead, campaign=campaign, act="archive")
    assert campaign_of(campaign).state == "archived"
    assert {step.state for step in steps_of(standing_of(campaign))} == {"done"}
