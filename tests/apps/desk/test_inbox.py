"""The inbox holds what the person may do, once, the most urgent first, and nothing that waits for somebody else."""

import itertools
import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from minping.apps.assessments.models import Event, SelfCall
from minping.apps.campaigns.models import Campaign, Category, Participation, Task
from minping.apps.desk.inbox import inbox
from minping.apps.desk.items import Item, by_urgency
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import ask
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.roles import Role
from minping.apps.offices.models import Item as Asked
from minping.apps.offices.models import Letter, Peer
from minping.apps.units.models import Unit, UnitName
from minping.core.findings import Text

someone_with = Callable[..., Actor]
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), DAYS)))
def test_late_then_nearest_then_the_order_of_the_work(rows: list[tuple[int, int, date | None]]) -> None:
    given_ones = [
        Item(Text(str(n), str(n)), number, "/", late, due) for n, (number, late, due) in enumerate(rows)
    ]
    found = by_urgency(given_ones)
    assert sorted(one.words.zh for one in found) == sorted(one.words.zh for one in given_ones if one.number)
    for before, after in itertools.pairwise(found):
        assert (not before.late) <= (not after.late)
        if bool(before.late) == bool(after.late) and after.due:
            assert before.due is not None
            assert before.due <= after.due
        same = (bool(before.late), before.due) == (bool(after.late), after.due)
        assert not same or int(before.words.zh) < int(after.words.zh)


@pytest.fixture
def unit(db: None) -> UUID:
    made = Unit.objects.create(code="A01")
    UnitName.objects.create(unit=made, name="县水务局")
    return made.id


@pytest.fixture
def campaign(unit: UUID) -> UUID:
    made = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
    category = Category.objects.create(campaign=made, code="all", name="全部")
    Participation.objects.create(campaign=made, unit_id=unit, category=category)
    return made.id


def told(actor: Actor) -> dict[str, int]:
    lines = inbox(actor)
    words = [one.words.zh for one in lines]
    assert len(set(words)) == len(words), "each kind once"
    return {one.words.zh: one.number for one in lines}


def test_an_event_waits_for_another_than_who_registered_it(
    campaign: UUID, unit: UUID, clerk: Actor, lead: Actor
) -> None:
    Event.objects.create(
        campaign_id=campaign,
        unit_id=unit,
        event="通报",
        day=today(),
        document="1号",
        signed_by="县委",
        registered_by=clerk.id,
        registered_name=clerk.name,
        registered_at=now(),
    )
    assert "否决、通报等事项待确认" not in told(clerk)
    assert told(lead)["否决、通报等事项待确认"] == 1


def test_a_liaison_finds_tasks_and_the_own_view_before_their_days(
    campaign: UUID, unit: UUID, someone: someone_with
) -> None:
    liaison = someone(Role.LIAISON, unit=unit)
    other = someone(Role.LIAISON, unit=Unit.objects.create(code="B01").id)
    day = today()
    SelfCall.objects.create(campaign_id=campaign, due=day + timedelta(days=3), at=now())
    for title, due in (("报送方案", day + timedelta(days=9)), ("报送总结", day + timedelta(days=1))):
        Task.objects.create(campaign_id=campaign, title=title, unit_id=unit, due=due)
    lines = [(one.words.zh, one.number, one.due) for one in inbox(liaison)]
    assert lines == [
        ("本单位任务待报送", 2, day + timedelta(days=1)),
        ("单位自评待报送", 1, day + timedelta(days=3)),
    ]
    assert told(other) == {}


def test_letters_wait_for_who_may_exchange_them(db: None, clerk: Actor, lead: Actor) -> None:
    peer = Peer.objects.create(
        name="局行评办", key="a" * 64, lock="b" * 64, side="lower", met_at=now(), trusted_at=now()
    )
    letter = Letter.objects.create(
        id=uuid4(),
        peer=peer,
        way="out",
        kind="instruction",
        number=1,
        title="通知",
        dated=today(),
        body={},
        at=now(),
    )
    for state, days in (("answered", 3), ("given", -2)):
        Asked.objects.create(
            id=uuid4(),
            peer=peer,
            way="out",
            letter=letter,
            kind="task",
            title="自查",
            due=today() + timedelta(days=days),
            state=state,
        )
    assert told(clerk) == {"下级逾期未回复，请催办": 1}
    assert list(told(lead)) == ["下级逾期未回复，请催办", "下级回复待审核"]


def test_what_needs_a_second_person_is_shown_to_those_who_may_agree(
    campaign: UUID, lead: Actor, someone: someone_with, browser_of: Callable[..., Client]
) -> None:
    title = Text("公布结果待确认", "publication")
    ask(actor=lead, act="results.publish", subject=campaign, title=title, payload={})
    ask(actor=lead, act="commitments.release", subject=campaign, title=Text("主题待发", "x"), payload={})
    group = browser_of(someone(Role.LEADING_GROUP)).get("/office/").content.decode()
    assert "公布结果待确认" in group
    assert "主题待发" not in group


def test_many_things_cost_no_more_questions_than_one(
    campaign: UUID, unit: UUID, lead: Actor, browser_of: Callable[..., Client]
) -> None:
    office = browser_of(lead)
    office.get("/office/")
    asked = []
    for number in (1, 300):
        late = today() - timedelta(days=3)
        Task.objects.bulk_create(
            Task(campaign_id=campaign, title=f"任务{n}", unit_id=unit, due=late) for n in range(number)
        )
        with CaptureQueriesContext(connection) as found:
            page = office.get("/office/").content.decode()
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert len(re.findall("任务\\d+", page)) == 20
    assert "另有281项" in page
