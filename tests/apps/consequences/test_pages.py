"""Pages of the office, of those who decide, of a unit's liaison."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People
from tests.apps.consequences.test_way import approve, order, put, serve, talk

from minping.apps.consequences.models import Measure
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today

pytestmark = pytest.mark.django_db
Browsers = Callable[[Actor], Client]
HOME = "/office/consequences/"


@pytest.fixture
def row() -> Measure:
    unit = made.unit_named("A1", "县水务局")
    return made.measure(made.campaign_of_year(2026), unit)


def of(row: Measure, tail: str = "") -> str:
    return f"{HOME}measures/{row.id}/{tail}"


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_an_empty_office_is_told_what_to_do(browser_of: Browsers, lead: Actor) -> None:
    browser = browser_of(lead)
    for tab in ("", "history/", "exemptions/", "praise/", "assessment/"):
        assert "还没有评议活动" in text(browser, HOME + tab)
    made.campaign_of_year(2026)
    assert "还没有复核通过" in text(browser, HOME)
    assert "没有免评单位" in text(browser, HOME + "exemptions/")
    assert "还没有往年结果" in text(browser, HOME + "history/")


def test_the_page_says_what_is_not_known_and_what_else_may_be_done(
    browser_of: Browsers, people: People, row: Measure
) -> None:
    page = text(browser_of(people.clerk), of(row))
    for word in ("尚未计算", "第十二条", "第3名，共3个", "先作提醒谈话", "不予采取", "纪检监察机关"):
        assert word in page
    assert "提请审定" in page
    assert "/act/" not in text(browser_of(people.discipline), of(row))


def test_several_are_put_forward_and_approved_at_once(
    browser_of: Browsers, people: People, row: Measure
) -> None:
    clerk, discipline = browser_of(people.clerk), browser_of(people.discipline)
    other = made.measure(row.campaign_id, made.unit_named("A2", "县供电公司"))
    stranger = made.measure(made.campaign_of_year(2027), made.unit_named("A3", "县气象局"))
    at = f"{HOME}campaigns/{row.campaign_id}/"
    chosen = [str(one.id) for one in (row, other, stranger)]
    assert "没有选中" in clerk.post(at + "put/", {"opinion": "属实"}, follow=True).content.decode()
    assert "请填写" in clerk.post(at + "put/", {"measure": chosen}, follow=True).content.decode()
    told = clerk.post(at + "put/", {"measure": [*chosen, "x"], "opinion": "属实"}, follow=True)
    assert "已提请审定2项" in told.content.decode()
    stranger.refresh_from_db()
    assert stranger.state == "triggered", "of another campaign"
    assert clerk.post(at + "approve/", {"measure": chosen, "reason": "同意"}).status_code == 403
    told = discipline.post(at + "approve/", {"measure": chosen, "reason": "同意"}, follow=True)
    assert "已批准2项" in told.content.decode()
    assert set(Measure.objects.exclude(id=stranger.id).values_list("state", flat=True)) == {"approved"}


def test_each_step_has_its_form_and_keeps_what_was_typed(
    browser_of: Browsers, people: People, row: Measure
) -> None:
    clerk, discipline = browser_of(people.clerk), browser_of(people.discipline)
    clerk.post(of(row, "act/put/"), {"advice": "as_ruled", "opinion": "属实"})
    wrong = discipline.post(of(row, "act/decide/"), {"decision": "pardon", "reason": "写了很多理由"})
    assert "写了很多理由" in wrong.content.decode()
    discipline.post(of(row, "act/decide/"), {"decision": "as_ruled", "reason": "同意"})
    assert clerk.get(of(row, "act/decide/")).status_code == 403
    assert clerk.get(of(row, "act/fly/")).status_code == 404
    assert "/act/serve/" not in text(clerk, of(row)), "nothing to serve before it is written"
    clerk.post(
        of(row, "act/notice/"),
        {"on": today().isoformat(), "place": "会议室", "asked": "局长", "time": "9:30"},
    )
    assert 'value="会议室"' in text(clerk, of(row, "act/notice/"))
    assert clerk.get(of(row, "papers/notice.pdf")).content[:4] == b"%PDF"
    assert clerk.get(of(row, "papers/notice.docx")).content[:2] == b"PK"
    assert clerk.get(of(row, "papers/letter.pdf")).status_code == 404
    assert clerk.get(of(row, "papers/notice.exe")).status_code == 404
    clerk.post(of(row, "act/serve/"), {"on": today().isoformat(), "to": "王某"})
    row.refresh_from_db()
    assert row.state == "notified"


def test_a_liaison_sees_what_was_served_and_answers_it(
    browser_of: Browsers, people: People, row: Measure, liaison_of: Callable[[UUID], Actor]
) -> None:
    own = browser_of(liaison_of(row.unit_id))
    other = browser_of(liaison_of(made.unit_named("B1", "县林业局")))
    at = f"{HOME}own/{row.id}/"
    put(people, row)
    approve(people.discipline, row)
    assert own.get(at).status_code == 404, "not before it is served"
    assert "没有送达" in text(own, HOME + "own/")
    serve(people, row)
    assert "约谈" in text(own, HOME + "own/")
    own.post(at + "receive/")
    talk(people, row)
    assert "窗口人手不足" not in text(own, at), "the record is kept by those who spoke"
    order(people, row)
    for address in (at, at + "papers/notice.pdf", f"{HOME}own/history/{row.unit_id}/"):
        assert other.get(address).status_code == 404, address
    assert other.post(at, {"text": "别家的回答"}).status_code == 404
    assert own.get(of(row)).status_code == 403
    assert own.get(at + "papers/talk.pdf").status_code == 404
    assert "errorlist" in own.post(at, {"text": " "}).content.decode()
    own.post(at, {"text": "已增设窗口"})
    assert "已增设窗口" in text(own, at)
    last = row.orders.last()
    assert last is not None
    recheck = f"{HOME}orders/{last.id}/recheck/"
    again = browser_of(people.discipline).post(recheck, {"rectified": "yes", "found": "好"})
    assert "另一人" in again.content.decode()
    browser_of(people.clerk).post(recheck, {"rectified": "yes", "found": "已到位"})
    assert "整改到位" in text(own, at)
    row.refresh_from_db()
    assert row.state == "closed"


def test_a_half_year_says_that_it_is_none(browser_of: Browsers, people: People) -> None:
    campaign = made.campaign_of_year(2026, half_year=True)
    assert "不作为全年名次" in text(browser_of(people.clerk), f"{HOME}?campaign={campaign}")


def test_ten_years_on_one_page_with_the_chart_and_the_table(
    browser_of: Browsers, people: People, liaison_of: Callable[[UUID], Actor]
) -> None:
    units = [made.unit_named(f"U{n}", f"县第{n}局") for n in range(3)]
    for year in range(2017, 2026):
        ranks = [(unit, "行政", str(1 + (n + year) % 3)) for n, unit in enumerate(units)]
        made.published_year(year, ranks)
    campaign = made.campaign_of_year(2026, "running")
    made.taking_part(campaign, units)
    page = text(browser_of(people.clerk), f"{HOME}history/?campaign={campaign}")
    assert page.count("县第0局") == 1
    assert '<th class="number">2016</th>' in page
    for browser, address in (
        (browser_of(people.clerk), f"{HOME}history/{units[0]}/"),
        (browser_of(liaison_of(units[0])), f"{HOME}own/history/{units[0]}/"),
    ):
        one = text(browser, address)
        assert one.count("<circle") == 9
        assert one.count("末位</span>") == 3


def test_an_order_past_its_day_is_shown_as_late(
    browser_of: Browsers, people: People, row: Measure, liaison_of: Callable[[UUID], Actor]
) -> None:
    put(people, row)
    approve(people.discipline, row)
    serve(people, row)
    talk(people, row)
    order(people, row)
    row.orders.update(deadline=today() - timedelta(days=1))
    assert "逾期" in text(browser_of(liaison_of(row.unit_id)), HOME + "own/")


def test_a_reviewed_run_is_taken_up_praised_and_exported(
    browser_of: Browsers, people: People, county: made.County
) -> None:
    clerk, at = browser_of(people.clerk), f"{HOME}campaigns/{county.campaign}/"
    assert "列入建议" in text(clerk, HOME)
    assert "尚未作出任何决定" in clerk.post(at + "take/", follow=True).content.decode()
    praise = [str(one) for one in Measure.objects.filter(kind="praise").values_list("id", flat=True)]
    clerk.post(at + "put/", {"measure": praise, "opinion": "属实"})
    browser_of(people.group).post(at + "approve/", {"measure": praise, "reason": "同意"})
    listed = text(clerk, HOME + "praise/")
    assert "登记印发" in listed
    assert clerk.get(f"{HOME}praise/{county.campaign}/draft.docx").content[:2] == b"PK"
    sent = {"measure": praise, "issued_on": today().isoformat(), "award": "on"}
    refused = clerk.post(f"{HOME}praise/{county.campaign}/issue/", sent, follow=True).content.decode()
    assert "批准文号" in refused
    assert Measure.objects.filter(state="issued").count() == 0
    clerk.post(f"{HOME}praise/{county.campaign}/issue/", sent | {"award": "", "number": "1号"})
    assert Measure.objects.filter(state="issued").count() == len(praise)
    clerk.post(HOME + "assessment/", {"ground": "praise", "points": "2", "clause": "三"})
    assert "已通报" in text(clerk, HOME + "assessment/")
    assert clerk.get(f"{HOME}assessment/{county.campaign}/sheet/").content[:2] == b"PK"
    assert "满意度" in text(clerk, HOME + "praise/windows/")
