"""The pages as office, deciding person and unit use them."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.apps.assessments.conftest import CUT_OFF, County, line, shown
from tests.apps.assessments.objects import late_problem

from minping.apps.assessments import services
from minping.apps.assessments.models import Entry, Event, SelfAssessment
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.roles import Role

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
HOME = "/office/assessments/"
Browser = Callable[..., Client]


def picture() -> SimpleUploadedFile:

    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    return SimpleUploadedFile("现场照片.png", raw.getvalue())


def filled(county: County, **changes: object) -> dict[str, object]:
    return {
        "unit": str(county.water),
        "item": "投诉属实",
        "day": "2026-03-05",
        "count": "1",
        "points": "",
        "reason": f"停水未通知 {SCRIPT}",
        "source": "12345热线",
        "evidence": "",
        "proof": picture(),
    } | changes


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_from_the_record_to_the_decision(
    book: County, clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    office, unit, decider = browser_of(clerk), browser_of(book.liaison), browser_of(lead)
    page = said(office.post(f"{HOME}entries/new/", filled(book), follow=True))
    assert "核对无误后告知单位" in page
    assert SCRIPT not in page
    entry = Entry.objects.get()
    assert [file.name for file in files_of(entry.id)] == ["现场照片.png"]
    assert unit.get(f"{HOME}entries/{entry.id}/").status_code == 404
    assert "县水务局" in said(office.get(HOME))
    office.post(f"{HOME}show/", {"entry": [str(entry.id), "无此号"]})
    page = said(unit.get(f"{HOME}entries/{entry.id}/"))
    assert "提出异议" in page
    assert "陈干事" not in page, "the unit does not learn who recorded it"
    (file,) = files_of(entry.id)
    assert unit.get(f"{HOME}entries/{entry.id}/files/{file.id}/").status_code == 200
    assert "errorlist" in said(unit.post(f"{HOME}entries/{entry.id}/object/", {"reason": ""}))
    answer = {"reason": "已提前通知", "proof": picture()}
    assert "异议已提交" in said(unit.post(f"{HOME}entries/{entry.id}/object/", answer, follow=True))
    assert "您是记录人" in said(office.get(f"{HOME}entries/{entry.id}/"))
    page = said(decider.get(f"{HOME}entries/{entry.id}/"))
    assert "已提前通知" in page
    assert "裁定异议" in page
    decider.post(f"{HOME}entries/{entry.id}/strike/", {"decide-reason": "通知属实"})
    assert Entry.objects.get().state == "struck"
    assert "通知属实" in said(unit.get(f"{HOME}entries/{entry.id}/"))


def test_nothing_typed_is_lost_when_something_is_wrong(
    book: County, clerk: Actor, browser_of: Browser
) -> None:
    office = browser_of(clerk)
    page = said(office.post(f"{HOME}entries/new/", filled(book, day="2025-09-30", points="两分")))
    assert "不是数字" in page
    page = said(office.post(f"{HOME}entries/new/", filled(book, day="2025-09-30")))
    assert "不在考评年度" in page
    assert "停水未通知" in page
    assert not Entry.objects.exists()


def test_points_are_kept_exactly_as_written(book: County, clerk: Actor, browser_of: Browser) -> None:
    office = browser_of(clerk)
    office.post(f"{HOME}entries/new/", filled(book, points="－1/3"))
    entry = Entry.objects.get()
    assert entry.points == "-1/3"
    page = said(office.get(f"{HOME}entries/{entry.id}/edit/"))
    assert 'value="-1/3"' in page
    office.post(f"{HOME}entries/{entry.id}/edit/", filled(book, points="-0.25", evidence="交办单2号"))
    assert Entry.objects.get().points == "-1/4"


def test_another_unit_finds_nothing(book: County, clerk: Actor, browser_of: Browser) -> None:
    entry = shown(clerk, book, book.water)
    stranger = browser_of(book.other)
    assert stranger.get(f"{HOME}entries/{entry}/").status_code == 404
    assert stranger.post(f"{HOME}entries/{entry}/object/", {"reason": "x"}).status_code == 404
    assert "县水务局" not in said(stranger.get(HOME))
    assert "县水务局" not in said(stranger.get(f"{HOME}preview/"))
    for path in ("entries/new/", "proposals/", "setup/", "freeze/", "events/new/"):
        assert stranger.get(HOME + path).status_code == 403
    assert stranger.get(f"{HOME}selves/{book.water}/").status_code == 404


def test_totals_are_what_core_computes_of_what_was_told(
    book: County, clerk: Actor, browser_of: Browser
) -> None:
    shown(clerk, book, book.water, count=9)
    shown(clerk, book, book.water, item="整改好评", reason="群众送锦旗")
    services.entry_record(actor=clerk, campaign=book.campaign, line=line(book.water, item="媒体曝光"))
    page = said(browser_of(book.liaison).get(f"{HOME}preview/"))
    assert "<b>22</b> / 30" in page, "25 - 4 (capped) + 1"
    assert "按上限计-4分" in page
    office = said(browser_of(clerk).get(f"{HOME}preview/"))
    assert "另有1条" in office


def test_opening_setting_and_freezing(county: County, lead: Actor, browser_of: Browser) -> None:
    office = browser_of(lead)
    assert "还没有开账" in said(office.get(HOME))
    page = said(office.get(f"{HOME}setup/"))
    assert "考评年度与自然年不同" in page
    assert "每季度累计不超过1分" in page
    office.post(f"{HOME}setup/", {"cut_off": "2026-09-30", "objection_days": "5"})
    office.post(f"{HOME}setup/", {"late": "逾期办理"})
    problem = late_problem(county.campaign, county.water)
    assert "有1件事实提请记录" in said(office.get(HOME))
    assert "整改逾期" in said(office.get(f"{HOME}proposals/"))
    form = said(office.get(f"{HOME}proposals/late/{problem.id}/"))
    assert "停水不通知" in form
    given = filled(county, item="逾期办理", day="2026-03-10", reason="整改逾期")
    office.post(f"{HOME}proposals/late/{problem.id}/", given)
    assert Entry.objects.get().fact_source == problem.id
    assert office.get(f"{HOME}proposals/late/{problem.id}/").status_code == 404
    services.entry_withdraw(actor=lead, entry=Entry.objects.get().id, reason="已批准延期")
    with as_of(CUT_OFF):
        assert "提请冻结" in said(office.get(HOME))
        assert "须由另一位" in said(office.get(f"{HOME}freeze/"))
        assert "已提请冻结" in said(office.post(f"{HOME}freeze/", {"confirmed": "yes"}, follow=True))


def test_everything_that_waits_is_told_after_being_asked_once_more(
    book: County, clerk: Actor, browser_of: Browser
) -> None:
    for unit, reason in ((book.water, "第一件"), (book.water, "第二件"), (book.power, "第三件")):
        services.entry_record(actor=clerk, campaign=book.campaign, line=line(unit, reason=reason))
    office, address = browser_of(clerk), f"{HOME}show/?campaign={book.campaign}&all=1"
    assert "把待告知的3条全部告知单位" in said(office.get(HOME))
    assert "2个单位，3条记录" in said(office.get(address))
    assert Entry.objects.filter(state="proposed").count() == 3
    office.post(address, {"confirmed": "yes"})
    assert Entry.objects.filter(state="visible_to_unit").count() == 3


def test_a_fact_may_be_left(book: County, clerk: Actor, browser_of: Browser) -> None:
    services.fact_rules_set(actor=clerk, campaign=book.campaign, rules={"late": "逾期办理"})
    problem, office = late_problem(book.campaign, book.water), browser_of(clerk)
    office.post(f"{HOME}proposals/late/{problem.id}/leave/", {"reason": "客观原因"})
    page = said(office.get(f"{HOME}proposals/"))
    assert "不记录：客观原因" in page


def test_an_event_by_two(county: County, clerk: Actor, lead: Actor, browser_of: Browser) -> None:
    first, second = browser_of(clerk), browser_of(lead)
    given = {
        "unit": str(county.water),
        "event": "纪委通报",
        "day": "2026-03-05",
        "count": "1",
        "document": "青纪通〔2026〕3号",
        "signed_by": "县纪委",
        "note": SCRIPT,
        "proof": picture(),
    }
    page = said(first.post(f"{HOME}events/new/", given, follow=True))
    assert "您是登记人" in page
    assert SCRIPT not in page
    event = Event.objects.get()
    unit = browser_of(county.liaison)
    assert unit.get(f"{HOME}events/{event.id}/").status_code == 404
    second.post(f"{HOME}events/{event.id}/confirm/")
    assert "每次从「服务对象满意率」减去2%" in said(unit.get(f"{HOME}events/{event.id}/"))
    (file,) = files_of(event.id)
    assert unit.get(f"{HOME}events/{event.id}/files/{file.id}/").status_code == 200
    second.post(f"{HOME}events/{event.id}/strike/", {"reason": "通报撤销"})
    assert "通报撤销" in said(unit.get(f"{HOME}events/{event.id}/"))
    assert second.post(f"{HOME}events/{event.id}/burn/").status_code == 404


def test_a_self_assessment_and_who_may_read_it(
    county: County, lead: Actor, browser_of: Browser, someone: Callable[..., Actor]
) -> None:
    office, unit = browser_of(lead), browser_of(county.liaison)
    page = f"{HOME}selves/{county.water}/"
    assert unit.get(page).status_code == 404
    due = date(2026, 3, 10) + timedelta(days=9)
    office.post(f"{HOME}selves/", {"due": due.isoformat(), "note": "如实自评"})
    assert "县水务局" in said(unit.get(f"{HOME}selves/"))
    unit.post(page, {"total": "92.5", "aspect_0": "", "text": "好", "proof": picture()})
    assert "92.5" not in said(office.get(f"{HOME}selves/")), "a draft is the unit's own"
    assert "没有报送" in said(office.get(page))
    unit.post(page, {"total": "92.5", "aspect_0": "1/3", "text": "好", "submit": "1"})
    assert SelfAssessment.objects.get().state == "submitted"
    assert "92.5" in said(office.get(f"{HOME}selves/"))
    assert "0.333333…" in said(browser_of(someone(Role.AUDITOR)).get(page))
    wrong = browser_of(county.other).post(f"{HOME}selves/{county.power}/", {"total": "90%"})
    assert "请填分值" in said(wrong)


def test_every_page_speaks_english_too(book: County, clerk: Actor, lead: Actor, browser_of: Browser) -> None:
    shown(clerk, book, book.water)
    office = browser_of(lead)
    for path in ("", "preview/", "proposals/", "events/", "selves/", "setup/", "entries/new/"):
        page = said(office.get(HOME + path, headers={"accept-language": "en"}))
        assert "Daily assessment" in page, path


def test_the_list_is_filtered(book: County, clerk: Actor, browser_of: Browser) -> None:
    shown(clerk, book, book.water)
    office = browser_of(clerk)
    assert "停水" in said(
        office.get(HOME, {"unit": str(book.water), "item": "投诉属实", "state": "visible_to_unit"})
    )
    for asked in ({"unit": "x"}, {"state": "frozen"}, {"item": "媒体曝光"}, {"text": "停电"}):
        assert "没有符合条件" in said(office.get(HOME, asked))


def test_a_long_list_costs_the_same_as_a_short_one(
    book: County, clerk: Actor, browser_of: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for n in range(30):
        shown(clerk, book, book.water, reason=f"第{n}件")
    office = browser_of(clerk)
    for path in ("", "preview/"):
        with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
            office.get(HOME + path)


def test_an_event_after_the_score_says_what_is_still_to_be_done(
    book: County, clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    Campaign.objects.update(state="scored")
    office, second = browser_of(clerk), browser_of(lead)
    told = "须重新计分"
    address = f"{HOME}events/new/?campaign={book.campaign}"
    assert told in said(office.get(address))
    event = {
        "unit": str(book.water),
        "event": "纪委通报",
        "day": "2026-03-05",
        "count": "1",
        "document": "青纪通〔2026〕1号",
        "signed_by": "县纪委",
    }
    office.post(address, event)
    path = f"{HOME}events/{Event.objects.get().id}/"
    assert told in said(second.get(path))
    second.post(f"{path}confirm/")
    assert "已经确认或撤销过" in said(second.post(f"{path}confirm/", follow=True))


def test_what_was_shown_has_no_form_to_change_it(book: County, clerk: Actor, browser_of: Browser) -> None:
    entry = shown(clerk, book, book.water)
    answer = browser_of(clerk).get(f"{HOME}entries/{entry}/edit/")
    assert answer.headers["Location"] == f"{HOME}entries/{entry}/"


def test_a_fact_of_a_unit_outside_the_campaign_is_named_and_can_be_left(
    book: County, clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    services.fact_rules_set(actor=lead, campaign=book.campaign, rules={"late": "逾期办理"})
    problem = late_problem(book.campaign, book.away)
    office = browser_of(clerk)
    assert "县档案馆" in said(office.get(f"{HOME}proposals/?campaign={book.campaign}"))
    path = f"{HOME}proposals/late/{problem.id}/leave/?campaign={book.campaign}"
    assert "未参加本次评议" in said(office.post(path, {"reason": "未参加本次评议"}, follow=True))
