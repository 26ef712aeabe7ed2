"""Every page opens in both languages, shows what it should, and refuses who may not."""

import re

import pytest
from django.urls import reverse

from minping.apps.campaigns.models import Campaign, ContentHead, Round, Stage, Task
from minping.apps.campaigns.services import campaign_edit, head_save, member_add, task_create
from minping.apps.foundation.roles import Role

PAGES = (
    "overview",
    "print",
    "units",
    "stages",
    "tasks",
    "deliverables",
    "content",
    "rounds",
    "scheme",
    "scheme-questions",
    "scheme-history",
    "scheme-compare",
)
FORMS = ("edit", "stage-new", "task-new", "member-new", "head-new", "round-new", "scheme-begin")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES + FORMS)
def test_every_page_opens_in_both_languages(browser_of, lead, full, units, name, language):
    client = browser_of(lead)
    client.cookies["language"] = language
    answer = client.get(reverse(f"campaigns:{name}", args=[full]))
    assert answer.status_code == 200
    assert ('<html lang="en">' in answer.text) == (language == "en")


def test_the_pages_of_a_campaign_are_told_apart_by_their_titles(browser_of, lead, full):
    client = browser_of(lead)
    tabs = ("overview", "units", "stages", "tasks", "content", "scheme", "rounds")
    pages = [client.get(reverse(f"campaigns:{name}", args=[full])).text for name in tabs]
    part = client.get(reverse("campaigns:scheme-part", args=[full]) + "?at=publication").text
    titles = [re.search("<title>(.*?)</title>", page, re.S)[1].strip() for page in (*pages, part)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("role", [Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP])
def test_readers_read_and_change_nothing(browser_of, someone, full, units, role):
    client = browser_of(someone(role))
    for name in PAGES:
        answer = client.get(reverse(f"campaigns:{name}", args=[full]))
        assert answer.status_code == 200
        assert 'class="button primary"' not in answer.text or name == "scheme"
    for name in FORMS:
        assert client.get(reverse(f"campaigns:{name}", args=[full])).status_code == 403
    at = reverse("campaigns:scheme-part", args=[full]) + "?at=scheme"
    assert '<fieldset class="plain" disabled>' in client.get(at).text
    before = Campaign.objects.get(id=full).schemes.get().digest
    client.post(at, {"title": "改"})
    assert client.post(reverse("campaigns:scheme-act", args=[full]), {"act": "undo"}).status_code == 403
    assert Campaign.objects.get(id=full).schemes.get().digest == before


@pytest.mark.parametrize("role", [Role.LIAISON, Role.PARTNER, Role.APPRAISER])
def test_others_do_not_see_the_set_up(browser_of, someone, full, role):
    client = browser_of(someone(role))
    for name in (*PAGES, *FORMS):
        assert client.get(reverse(f"campaigns:{name}", args=[full])).status_code == 403


def test_names_are_escaped(browser_of, lead, full, units):
    evil = "<script>alert(1)</script>"
    campaign_edit(actor=lead, campaign=full, title=evil, requirement=evil)
    head_save(actor=lead, campaign=full, name=evil, do=[evil], dont=[evil])
    member_add(actor=lead, campaign=full, part="head", name=evil, post=evil, duty=evil)
    task_create(actor=lead, campaign=full, title=evil, due=Stage.objects.first().closes, owner_name=evil)
    client = browser_of(lead)
    client.post(
        reverse("campaigns:scheme-shape", args=[full]), {"at": "groups", "what": "entry", "name": evil}
    )
    for name in PAGES:
        text = client.get(reverse(f"campaigns:{name}", args=[full])).text
        assert "<script>alert" not in text


def test_ids_of_another_campaign_are_not_found(browser_of, lead, full):
    from minping.apps.campaigns.services import campaign_create

    other = campaign_create(actor=lead, form="district", title="另一个", year=2026)
    client = browser_of(lead)
    rows = {
        "stage": Stage.objects.filter(campaign=other).first(),
        "task": Task.objects.filter(campaign=other).first(),
        "head": ContentHead.objects.filter(campaign=other).first(),
        "round": Round.objects.filter(campaign=other).first(),
    }
    for name, row in rows.items():
        assert client.get(reverse(f"campaigns:{name}", args=[other, row.id])).status_code == 200
        assert client.get(reverse(f"campaigns:{name}", args=[full, row.id])).status_code == 404


def test_a_campaign_is_set_up_from_the_library(browser_of, clerk):
    client = browser_of(clerk)
    assert "万名群众评服务" in client.get(reverse("campaigns:choose")).text
    address = reverse("campaigns:create", args=["public_services"])
    answer = client.post(address, {"title": "万名群众评服务", "year": "2027", "title_en": ""})
    made = Campaign.objects.get()
    assert answer.headers["Location"] == reverse("campaigns:overview", args=[made.id])
    assert made.stages.first().opens.year == 2027
    again = client.post(address, {"title": "万名群众评服务", "year": "2027", "title_en": ""})
    assert "同名" in again.text
    assert 'value="万名群众评服务"' in again.text


def test_units_are_placed_by_filter_and_by_hand(browser_of, lead, full, units):
    client = browser_of(lead)
    place = reverse("campaigns:units-place", args=[full])
    data = {"all": "1", "filter-q": "第", "category": "参评单位", "status": "appraised", "reason": ""}
    client.post(place, data)
    parts = Campaign.objects.get(id=full).participations
    assert parts.filter(status="appraised").count() == 3
    client.post(place, {"unit": str(units[0].id), "status": "exempt", "category": "", "reason": ""})
    assert parts.filter(status="exempt").count() == 0
    data = {"unit": str(units[0].id), "status": "exempt", "category": "", "reason": "上年第1名"}
    client.post(place, data)
    assert parts.get(unit=units[0].id).reason == "上年第1名"
    client.post(place, {"unit": [str(units[1].id), "no-id"], "remove": "1"})
    assert parts.count() == 2


def test_what_is_filled_in_stays_after_an_error(browser_of, lead, full):
    client = browser_of(lead)
    data = {
        "name": "第六阶段",
        "kind": "other",
        "opens": "2026-06-01",
        "closes": "2026-05-01",
        "work": "内容",
    }
    answer = client.post(reverse("campaigns:stage-new", args=[full]), data)
    assert "结束日期早于开始日期" in answer.text
    assert "第六阶段" in answer.text
    assert "内容" in answer.text


def test_a_liaison_reports_what_is_his_own_and_nothing_else(browser_of, someone, lead, full, units):
    due = Stage.objects.first().closes
    mine = task_create(actor=lead, campaign=full, title="报送名单", due=due, unit=units[0].id)
    theirs = task_create(actor=lead, campaign=full, title="别人的任务", due=due, unit=units[1].id)
    liaison = someone(Role.LIAISON, unit=units[0].id)
    client = browser_of(liaison)
    page = client.get(reverse("campaigns:own")).text
    assert "报送名单" in page
    assert "别人的任务" not in page
    client.post(reverse("campaigns:own"), {"task": str(mine), "note": "已报"})
    assert Task.objects.get(id=mine).state == "reported"
    assert client.post(reverse("campaigns:own"), {"task": str(theirs)}).status_code == 403
    data = {"campaign": str(full), "unit": str(units[0].id), "kind": "commitment", "note": "网址"}
    client.post(reverse("campaigns:own"), data)
    assert "已报，待核" in client.get(reverse("campaigns:own")).text
    assert client.post(reverse("campaigns:own"), data | {"unit": str(units[1].id)}).status_code == 403
    assert client.post(reverse("campaigns:own"), {"task": "x"}).status_code == 404


def test_strange_input_is_no_fault_of_the_server(browser_of, lead, full, units):
    client = browser_of(lead)
    odd = ["\x00", "\u202e反\x07", "a" * 5000, "../..", "%00", "'; drop table", "{{7*7}}", "１２"]
    for text in odd:
        for name, data in {
            "scheme-shape": {"at": "groups", "what": "entry", "name": text},
            "scheme-act": {"act": "restore", "edit": text},
            "category": {"name": text},
            "content-words": {"group": text, "names": text},
            "units-copy": {"source": text},
            "units-place": {"unit": text, "status": text, "category": text, "reason": text},
        }.items():
            answer = client.post(reverse(f"campaigns:{name}", args=[full]), data)
            assert answer.status_code in {302, 404}, (name, text)
        for name in ("scheme", "scheme-part", "scheme-compare", "units", "tasks"):
            query = {"version": text, "at": text, "with": f"version:{text}", "q": text, "show": text}
            answer = client.get(reverse(f"campaigns:{name}", args=[full]), query)
            assert answer.status_code in {200, 302, 404}, (name, text)
