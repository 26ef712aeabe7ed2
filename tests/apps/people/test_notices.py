"""A notice to the people of a round: looked at first, queued once, the same for everybody."""

import re

import pytest

from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.messaging.models import Message
from minping.apps.messaging.services import template_put
from minping.apps.people.models import RosterRow
from minping.apps.people.notices import To, notice_queue, noticed
from minping.apps.people.rosters.services import roster_make, rows_add


@pytest.fixture
def listed(county, clerk, made_people):
    """Thirty-two service objects of 甲局, one of whom does not want to take part."""
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(actor=clerk, roster=roster, people=made_people(32))
    row = RosterRow.objects.filter(roster=roster)[0]
    RosterRow.objects.filter(id=row.id).update(excluded=RosterRow.Excluded.REFUSED)
    return county.service


@pytest.fixture
def text(clerk):
    return template_put(
        actor=clerk, name="开会通知", zh="{name}您好：{title}将于{day}在{place}开会。{office}"
    )


def page_of(round_):
    return f"/office/people/rounds/{round_.id}/notice/"


def test_it_is_looked_at_then_queued_once_for_everybody(browser_of, clerk, listed, text):
    client = browser_of(clerk)
    given = {"template": str(text), "to": "listed", "day": "12月3日", "place": "县政府二楼"}
    seen = client.post(page_of(listed), given | {"look": "1"}).text
    assert "（收信人姓名）您好：服务对象测评将于12月3日在县政府二楼开会。" in seen
    assert "共31人" in seen
    assert Message.objects.count() == 0
    mark = re.search(r'name="shown" value="([0-9a-f]{64})"', seen)
    assert mark is not None
    given |= {"shown": mark[1]}
    client.post(page_of(listed), given | {"queue": "1", "day": "12月4日"})
    assert Message.objects.count() == 0, "what was changed after the look is looked at again"
    for _ in range(2):  # a double click
        client.post(page_of(listed), given | {"queue": "1"})
    assert Message.objects.count() == 31
    assert {tuple(sorted(one.values)) for one in Message.objects.all()} == {
        ("day", "office", "place", "title")
    }
    assert "已经排过" in client.post(page_of(listed), given | {"queue": "1"}).text


def test_blanks_of_the_text_must_be_filled_and_no_link_to_vote_goes_out(browser_of, clerk, listed, text):
    client = browser_of(clerk)
    given = {"template": str(text), "to": "listed", "day": "12月3日"}
    assert "模板要用到「地点」" in client.post(page_of(listed), given).text
    link = "http://example.org/i/#ABCD"
    assert "不能放投票链接" in client.post(page_of(listed), given | {"place": "楼上", "link": link}).text
    strange = client.post(page_of(listed), given | {"template": "x", "to": "nobody"})
    assert strange.status_code == 200
    assert Message.objects.count() == 0


def test_who_is_asked_is_known_after_the_draw_only(clerk, listed, text):
    assert len(noticed(listed.id, To.LISTED)) == 31
    assert noticed(listed.id, To.ASKED) == []
    with pytest.raises(Refused, match="还没有抽样"):
        notice_queue(
            actor=clerk,
            round_id=listed.id,
            template=str(text),
            to=To.ASKED,
            values={"title": "甲", "day": "乙", "place": "丙", "office": "丁"},
        )


def test_no_notice_after_the_end_and_none_from_readers(browser_of, clerk, someone, listed, text):
    with pytest.raises(NotAllowed):
        notice_queue(
            actor=someone(Role.AUDITOR), round_id=listed.id, template=str(text), to=To.LISTED, values={}
        )
    assert "给本轮的人发通知" in browser_of(clerk).get(f"/office/people/rounds/{listed.id}/").text
    type(listed).objects.filter(id=listed.id).update(state="validated")
    with pytest.raises(Refused, match="已经截止"):
        notice_queue(actor=clerk, round_id=listed.id, template=str(text), to=To.LISTED, values={})
    assert "给本轮的人发通知" not in browser_of(clerk).get(f"/office/people/rounds/{listed.id}/").text
