"""Stages, tasks, members, content and rounds through their pages."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from minping.apps.campaigns import selectors
from minping.apps.campaigns.library import FORMS
from minping.apps.campaigns.library.content import EIGHT_HEADS, FIVE_HEADS
from minping.apps.campaigns.models import Deliverable, Member, Round, Stage, Tag, Task
from minping.apps.campaigns.services import (
    campaign_create,
    deliverable_settle,
    member_add,
    member_remove,
    round_create,
    stage_create,
    task_create,
)
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused


@pytest.fixture
def client(browser_of, lead):
    return browser_of(lead)


def post(client, name, args, data):
    return client.post(reverse(f"campaigns:{name}", args=args), data, follow=True)


def test_stages_overlap_and_doubts_are_settled(client, full):
    stages = selectors.stages_of(full)
    assert len(stages) == 5
    assert any(a.closes > b.opens for a, b in pairwise(stages))
    doubtful = Stage.objects.filter(campaign=full).exclude(doubt={}).first()
    page = client.get(reverse("campaigns:stage", args=[full, doubtful.id]))
    assert doubtful.doubt["zh"] in page.text
    data = {
        "name": doubtful.name,
        "kind": doubtful.kind,
        "opens": "2026-05-20",
        "closes": "2026-12-31",
        "work": "",
        "settled": "on",
    }
    post(client, "stage", [full, doubtful.id], data)
    doubtful.refresh_from_db()
    assert doubtful.doubt == {}
    assert doubtful.closes == date(2026, 12, 31)


def test_a_short_form_has_two_stages_and_its_own_machine(lead):
    made = campaign_create(actor=lead, form="short", title="简式", year=2026)
    found = selectors.campaign_of(made)
    assert found is not None
    assert found.short
    assert [stage.kind for stage in selectors.stages_of(made)] == ["commitment", "vote"]


def test_late_tasks_are_told_until_done(client, lead, full):
    Task.objects.filter(campaign=full).delete()
    made = task_create(actor=lead, campaign=full, title="报表", due=today() - timedelta(days=1))
    assert "有1项任务逾期" in client.get(reverse("campaigns:tasks", args=[full])).text
    assert "报表" in client.get(reverse("campaigns:overview", args=[full])).text
    post(client, "task-settle", [full, made], {"state": "done"})
    assert "项任务逾期" not in client.get(reverse("campaigns:tasks", args=[full])).text
    assert selectors.tasks_of(full)[0].done
    post(client, "task-settle", [full, made], {"state": "nonsense"})
    assert Task.objects.get(id=made).state == "done"


def test_a_member_who_goes_leaves_the_name_with_the_task(client, lead, full):
    member = member_add(actor=lead, campaign=full, part="partner", name="融媒体中心")
    task = task_create(actor=lead, campaign=full, title="宣传", due=today(), owner=member)
    member_remove(actor=lead, member=member)
    assert Task.objects.get(id=task).owner_name == "融媒体中心"
    member_add(actor=lead, campaign=full, part="head", name="王书记")
    with pytest.raises(Refused):
        member_add(actor=lead, campaign=full, part="head", name="李书记")
    post(
        client, "member-new", [full], {"part": "member", "name": "区纪委", "post": "", "duty": "", "unit": ""}
    )
    assert [m.part for m in selectors.leading_group_of(full)] == ["head", "member"]
    assert Member.objects.filter(campaign=full).count() == 2


def test_first_stage_work_is_accepted_or_returned_with_a_reason(client, lead, full, units):
    unit = units[0].id
    with pytest.raises(Refused):
        deliverable_settle(actor=lead, campaign=full, unit=unit, kind="plan", state="returned")
    data = {"kind": "plan", "state": "returned", "note": "没有盖章"}
    post(client, "deliverable", [full, unit], data)
    assert Deliverable.objects.get().note == "没有盖章"
    post(client, "deliverable", [full, unit], data | {"state": "accepted"})
    assert Deliverable.objects.get().state == "accepted"
    assert "（1/18）" in client.get(reverse("campaigns:deliverables", args=[full])).text


def test_content_tags_and_topics(client, full):
    heads = selectors.content_of(full)
    assert [head.name for head in heads] == [head.name for head in EIGHT_HEADS]
    data = {"name": "营商环境", "do": "一网通办\r\n\r\n一次办好", "dont": "乱检查", "categories": "参评单位"}
    post(client, "head-new", [full], data)
    made = selectors.content_of(full)[-1]
    assert (made.do, made.dont, made.categories) == (("一网通办", "一次办好"), ("乱检查",), ("参评单位",))
    assert "已有评议内容" in post(client, "head-new", [full], data).text
    post(client, "content-words", [full], {"group": "六病", "names": "懒\r\n散\r\n懒"})
    assert selectors.tags_of(full)["六病"] == ["懒", "散"]
    post(client, "content-words", [full], {"group": "六病", "names": ""})
    assert not Tag.objects.filter(campaign=full, group="六病").exists()
    post(client, "content-words", [full], {"topics": "1", "names": "涉企收费\r\n惠民资金"})
    assert list(selectors.focus_topics_of(full)) == ["涉企收费", "惠民资金"]


def test_content_goes_into_the_scheme_as_questions_or_print(client, full):
    post(client, "content-scheme", [full], {"how": "contents"})
    scheme = selectors.draft_scheme(full)
    assert scheme is not None
    assert [one.name for one in scheme.contents] == [head.name for head in EIGHT_HEADS]
    post(client, "content-scheme", [full], {"how": "aspects"})
    scheme = selectors.draft_scheme(full)
    assert scheme is not None
    assert set(scheme.aspects) >= {head.name for head in EIGHT_HEADS}


def test_every_check_point_of_the_seeds_is_there():
    points = {point for head in FIVE_HEADS for point in head.dont}
    assert {"乱收费", "乱罚款", "乱摊派", "慢作为", "不作为", "乱作为", "吃拿卡要报"} <= points
    assert {"门难进", "脸难看", "话难听", "事难办"} <= points
    assert sum("不公开" in point for point in points) == 6
    assert len(FIVE_HEADS) == 5
    assert len(EIGHT_HEADS) == 8
    assert len(FORMS) == 13


def test_rounds_are_planned_and_checked_against_the_scheme(client, lead, full):
    data = {
        "title": "补充轮次",
        "title_en": "",
        "group": "专家",
        "code": "专家11月",
        "channel": "web",
        "opens": "2026-11-01",
        "closes_day": "2026-11-20",
        "closes_time": "18:00",
        "minimum": "30",
    }
    post(client, "round-new", [full], data)
    made = Round.objects.get(title="补充轮次")
    assert made.closes.astimezone().utcoffset() is not None
    assert "早于开始日期" in post(client, "round", [full, made.id], data | {"closes_day": "2026-10-01"}).text
    assert post(client, "round-new", [full], data | {"group": "没有"}).status_code == 200
    assert Round.objects.filter(campaign=full).count() == 5
    round_create(
        actor=lead,
        campaign=full,
        group="不在方案里",
        title="错",
        opens=today(),
        closes=now() + timedelta(days=9),
    )
    assert "方案里没有" in client.get(reverse("campaigns:rounds", args=[full])).text
    assert "用到方案里没有的" in client.get(reverse("campaigns:scheme", args=[full])).text
    post(client, "round", [full, made.id], {"remove": "1"})
    assert not Round.objects.filter(id=made.id).exists()


def test_a_stage_cannot_end_before_it_begins(lead, full):
    with pytest.raises(Refused):
        stage_create(
            actor=lead,
            campaign=full,
            kind="other",
            name="甲",
            opens=date(2026, 2, 2),
            closes=date(2026, 2, 1),
        )
    with pytest.raises(Refused):
        stage_create(
            actor=lead,
            campaign=full,
            kind="nonsense",
            name="甲",
            opens=date(2026, 2, 1),
            closes=date(2026, 2, 2),
        )


def test_categories_are_added_renamed_and_kept_while_used(client, full, units):
    from minping.apps.campaigns.models import Category

    post(client, "category", [full], {"name": "服务行业", "code": ""})
    assert "已有代码" in post(client, "category", [full], {"name": "服务行业", "code": ""}).text
    made = Category.objects.get(campaign=full, code="服务行业")
    post(client, "category", [full], {"category": str(made.id), "name": "服务行业和企业"})
    made.refresh_from_db()
    assert made.name == "服务行业和企业"
    used = Category.objects.get(campaign=full, code="参评单位")
    assert "还有2个单位" in post(client, "category", [full], {"category": str(used.id), "remove": "1"}).text
    post(client, "category", [full], {"category": str(made.id), "remove": "1"})
    assert Category.objects.filter(campaign=full).count() == 1


def test_a_list_is_taken_over_without_exemptions(client, lead, full, units):
    made = campaign_create(actor=lead, form="full", title="下一年", year=2027)
    post(client, "units-copy", [made], {"source": str(full)})
    parts = selectors.participations_of(made)
    assert [(part.unit, part.status) for part in parts] == [(unit.id, "appraised") for unit in units[:2]]
    assert "没有可以沿用" in post(client, "units-copy", [made], {"source": str(full)}).text
    assert client.post(reverse("campaigns:units-copy", args=[made]), {"source": ""}).status_code == 404
