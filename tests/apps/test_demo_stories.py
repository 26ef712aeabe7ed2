"""The demo's stories of complaints: each one stands where it says it does."""

import uuid
from collections.abc import Callable

import pytest

from minping.apps.campaigns.models import Campaign, Participation
from minping.apps.casework.selectors import problems_of
from minping.apps.desk.inbox import inbox
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.opinions.selectors import counts
from minping.apps.units.models import Unit, UnitName
from minping.apps.year.beside import beside_of
from minping.site.demo.casework import complain
from minping.site.demo.office import Office
from minping.site.demo.oversight import SAID, supervise
from minping.site.demo.stories import STORIES, WAITING

STANDS = {
    "watch": "watch",
    "plan_returned": "plan_returned",
    "in_progress": "in_progress",
    "reopened": "reopened",
    "recurred": "registered",
    "overdue": "in_progress",
    "asked": "citizen_checked",
    "reported": "reported_done",
    "long_term": "long_term",
    "extension": "in_progress",
    "registered": "registered",
}


@pytest.fixture
def told(someone: Callable[..., Actor]) -> uuid.UUID:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="running")
    units = {}
    for code in sorted({story.unit for story in STORIES} | {unit for unit, *_ in WAITING if unit}):
        made = Unit.objects.create(code=code)
        UnitName.objects.create(unit=made, name=f"单位{code}")
        Participation.objects.create(campaign=campaign, unit=made)
        units[code] = made.id
    office = Office(
        lead=someone(Role.LEAD),
        second=someone(Role.LEAD),
        clerk=someone(Role.CLERK),
        appraiser=someone(Role.APPRAISER),
        liaison=someone(Role.LIAISON),
        group=someone(Role.LEADING_GROUP),
        discipline=someone(Role.DISCIPLINE),
        ordered=uuid.uuid4(),
        partners={},
        units=units,
    )
    complain(office, campaign.id)
    supervise(office, campaign.id)
    return campaign.id


def test_each_story_ends_where_it_says(told: uuid.UUID) -> None:
    latest = {one.title: one for one in sorted(problems_of(campaign=told), key=lambda one: one.generation)}
    ends = {story.title: latest[story.title].state for story in STORIES}
    assert ends == {story.title: STANDS[story.end] for story in STORIES}


def test_the_first_page_gathers_what_waits_in_every_room(
    told: uuid.UUID, someone: Callable[..., Actor]
) -> None:
    office = {item.words.zh: item for item in inbox(someone(Role.CLERK))}
    assert office["整改报告待核实"].number == 1
    assert office["延期申请待批"].number == 1
    assert office["问题待交办"].number == 4, "with a finding"
    assert office["2026年民主评议：意见待办理"].number == len(WAITING) - 1 + len(SAID)
    assert "线索待处理" not in office, "a clerk does not even learn that there is one"
    unit = Unit.objects.get(code="U107").id
    own = {item.words.zh: item.number for item in inbox(someone(Role.LIAISON, unit=unit))}
    asked = {"督查报告待查看": 1, "会议邀请待答复": 1, "会议提问待回答": 1}
    assert own == {"本单位待整改问题": 2, **asked}
    assert inbox(someone(Role.AUDITOR)) == []


def test_what_came_in_lately_waits_but_the_lead_is_apart(told: uuid.UUID) -> None:
    behind = sum(len(story.says) for story in STORIES) + 1
    assert counts(told).total == behind + len(WAITING) - 1 + len(SAID)


def test_the_page_of_the_year_tells_what_runs_beside_its_steps(
    told: uuid.UUID, someone: Callable[..., Actor]
) -> None:
    said = {one.title.zh: (one.says.zh, one.late) for one in beside_of(told, someone(Role.LEAD))}
    assert said["问题整改"] == ("在办13个，已销号2个，长期挂账1个", 0)
    assert said["听证承诺"] == ("2项，已落实0项", 0)
    assert beside_of(told, someone(Role.PARTNER)) == []
