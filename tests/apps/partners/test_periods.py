"""A component that is delivered in periods: each signed, the year pooled from parts, never from rates."""

import uuid
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, figures, picture, signed, taken

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.evidence import of_bytes
from minping.apps.partners.models import Component, Line, Submission
from minping.apps.partners.periods import periods_between
from minping.apps.partners.selectors import ComponentStand, awaited, report_rows, reports_stand
from minping.apps.partners.services import (
    ComponentPlan,
    absence_sign,
    absence_withdraw,
    component_change,
    component_make,
    component_remove,
    component_reopen,
    submission_sign,
    year_pool,
)

SINCE, UNTIL = date(2026, 1, 1), date(2026, 9, 30)
HEAD: list[object] = ["单位", "转办", "应办结", "按时办结"]
QUARTERS: list[list[list[object]]] = [
    [HEAD, ["县水务局", 100, 100, 50], ["县供电公司", 8, 8, 8]],
    [HEAD, ["县水务局", 10, 10, 10], ["县供电公司", "—", "—", "—"]],
    [HEAD, ["县水务局", 10, 10, 10]],
]


def plan(county: County, family: str = "hotline", **more) -> ComponentPlan:
    feeds = more.pop("feeds", {"按时办结率": "on_time"})
    told = {"every": "quarter", "since": SINCE, "until": UNTIL, "feeds": feeds} | more
    return ComponentPlan(told.pop("title", "热线"), family, county.hotline, DUE, **told)


@pytest.fixture
def year(county: County, lead: Actor) -> uuid.UUID:
    return component_make(actor=lead, campaign=county.campaign, plan=plan(county))


def periods(year: uuid.UUID) -> list[Component]:
    return list(Component.objects.filter(parent=year).order_by("since"))


def stand(county: County) -> ComponentStand:
    (found,) = reports_stand(county.campaign)
    return found


def all_signed(county: County, year: uuid.UUID) -> None:
    for period, table in zip(periods(year), QUARTERS, strict=True):
        signed(county.one, period.id, table)


def test_the_year_is_divided_anew_and_never_the_mean_of_rates(county: County, year) -> None:
    assert [one.title for one in periods(year)] == [
        "热线 2026年第1季度",
        "热线 2026年第2季度",
        "热线 2026年第3季度",
    ]
    assert [one.due.isoformat() for one in periods(year)] == ["2026-04-10", "2026-07-10", "2026-10-10"]
    all_signed(county, year)
    assert report_rows(county.campaign) == (), "the year is not signed yet"
    year_pool(actor=county.one, component=year)
    assert figures(year) == {
        ("A01", "按时办结率"): ("7/12", "70", "120", True),
        ("A02", "按时办结率"): ("1", "8", "8", True),
    }
    submission_sign(actor=county.one, component=year, signer="周主任")
    rows = {row.unit: row for row in report_rows(county.campaign)}
    assert (str(rows["A01"].numerator), str(rows["A01"].denominator)) == ("70", "120")
    assert rows["A01"].note == "3期，各期分子、分母分别相加"
    assert rows["A02"].note == "1期，各期分子、分母分别相加"
    assert (stand(county).state, stand(county).lacking) == ("signed", ())


def test_missing_periods_are_named_and_block_the_year(county: County, lead: Actor, year) -> None:
    first, second, third = periods(year)
    signed(county.one, first.id, QUARTERS[0])
    taken(county.one, second.id, QUARTERS[1])
    with pytest.raises(Refused, match="还有2期没有签字：2026年第2季度、2026年第3季度"):
        year_pool(actor=county.one, component=year)
    assert [one.component for one in stand(county).lacking] == ["热线 2026年第2季度", "热线 2026年第3季度"]
    assert stand(county).state == "draft"
    with pytest.raises(NotAllowed):
        absence_sign(actor=county.one, component=third.id, reason="没有业务")
    submission_sign(actor=county.one, component=second.id, signer="周主任")
    absence_sign(actor=lead, component=third.id, reason="系统切换，无数据")
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    assert stand(county).periods[2].reason == "系统切换，无数据"
    absence_withdraw(actor=lead, component=third.id)
    assert (stand(county).state, report_rows(county.campaign)) == ("reopened", ())


def test_the_year_itself_takes_no_table(county: County, year) -> None:
    with pytest.raises(Refused) as refused:
        taken(county.one, year, QUARTERS[0])
    assert "分期报送" in refused.value.findings[0].text.zh
    with pytest.raises(Refused, match="还没有导入"):
        submission_sign(actor=county.one, component=year, signer="周主任")


def test_a_period_that_is_reopened_opens_the_year(county: County, lead: Actor, year) -> None:
    all_signed(county, year)
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    second = periods(year)[1]
    component_reopen(actor=lead, component=second.id, reason="漏报2件")
    assert (stand(county).state, report_rows(county.campaign)) == ("reopened", ())
    with pytest.raises(Refused, match="2026年第2季度"):
        year_pool(actor=county.one, component=year)
    signed(county.one, second.id, [HEAD, ["县水务局", 30, 30, 30]])
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    assert str(report_rows(county.campaign)[0].denominator) == "140"


def test_a_draft_of_the_year_goes_when_a_period_changes(county: County, lead: Actor, year) -> None:
    all_signed(county, year)
    year_pool(actor=county.one, component=year)
    component_reopen(actor=lead, component=periods(year)[0].id, reason="核对")
    submission_sign(actor=county.one, component=periods(year)[0].id, signer="周主任")
    with pytest.raises(Refused, match="还没有导入"):
        submission_sign(actor=county.one, component=year, signer="周主任")


def test_once_scored_an_appeal_opens_the_year_and_then_its_period(county: County, lead: Actor, year) -> None:
    all_signed(county, year)
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    Campaign.objects.filter(id=county.campaign).update(state="appeal_window")
    second, appeal = periods(year)[1], uuid.uuid4()
    with pytest.raises(Refused, match="只有申诉复核"):
        component_reopen(actor=lead, component=second.id, reason="漏报")
    component_reopen(actor=lead, component=year, reason="申诉成立", appeal=appeal)
    component_reopen(actor=lead, component=second.id, reason="漏报2件")
    signed(county.one, second.id, [HEAD, ["县水务局", 30, 30, 30]])
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    assert str(report_rows(county.campaign)[0].numerator) == "90"


def test_a_period_changed_after_the_signature_shows_in_the_year(county: County, year) -> None:
    all_signed(county, year)
    year_pool(actor=county.one, component=year)
    submission_sign(actor=county.one, component=year, signer="周主任")
    assert not stand(county).changed_after_signing
    line = Line.objects.filter(submission__component=periods(year)[0]).earliest("id")
    line.cells = {**line.cells, "on_time": "100"}
    line.save()
    assert stand(county).changed_after_signing
    Submission.objects.filter(component=periods(year)[0]).update(digest="0" * 64)
    (of_year,) = [one for one in reports_stand(county.campaign) if one.id == year]
    assert of_year.changed_after_signing


def test_only_what_has_ended_is_awaited(county: County, year) -> None:
    with as_of(date(2026, 7, 20)):
        assert [one.component for one in awaited(county.campaign)] == [
            "热线 2026年第1季度",
            "热线 2026年第2季度",
        ]
        assert stand(county).late
    all_signed(county, year)
    with as_of(date(2026, 12, 1)):
        assert [one.component for one in awaited(county.campaign) if one.state != "signed"] == ["热线"]


def test_the_office_signs_the_year_with_the_paper(county: County, lead: Actor, year) -> None:
    all_signed(county, year)
    year_pool(actor=lead, component=year)
    with pytest.raises(Refused, match="签字盖章的原件"):
        submission_sign(actor=lead, component=year, signer="周主任")
    draft = Submission.objects.get(component=year)
    of_bytes(actor=lead, name="原件.png", raw=picture(), subject=draft.id, room="partners")
    submission_sign(actor=lead, component=year, signer="周主任")


WIDE_HEAD: list[object] = ["单位", "整改得分"]


@pytest.mark.parametrize(("pooling", "value"), [("mean", "8"), ("sum", "16"), ("last", "7")])
def test_values_without_parts_are_pooled_as_the_task_says(
    county: County, lead: Actor, pooling: str, value: str
) -> None:
    told = plan(
        county, "table", feeds={"整改得分": ""}, pooling=pooling, until=date(2026, 6, 30), title="整改"
    )
    year = component_make(actor=lead, campaign=county.campaign, plan=told)
    first, second = periods(year)
    signed(county.one, first.id, [WIDE_HEAD, ["县水务局", 9], ["县供电公司", "不适用"]])
    signed(county.one, second.id, [WIDE_HEAD, ["县水务局", 7], ["县供电公司", "不适用"]])
    year_pool(actor=county.one, component=year)
    assert figures(year)["A01", "整改得分"][0] == value
    assert figures(year)["A02", "整改得分"][3] is False


def test_a_list_is_pooled_by_its_parts_and_says_what_lacks_them(county: County, lead: Actor) -> None:
    head: list[object] = ["单位", "部件", "值", "分子", "分母"]
    told = plan(county, "list", feeds={"按时办结率": ""}, until=date(2026, 6, 30), title="清单")
    year = component_make(actor=lead, campaign=county.campaign, plan=told)
    first, second = periods(year)
    signed(county.one, first.id, [head, ["县水务局", "按时办结率", "", 1, 2]])
    signed(county.one, second.id, [head, ["县水务局", "按时办结率", "", 10, 10]])
    year_pool(actor=county.one, component=year)
    assert figures(year)["A01", "按时办结率"][:3] == ("11/12", "11", "12")
    component_reopen(actor=lead, component=second.id, reason="改报")
    signed(county.one, second.id, [head, ["县水务局", "按时办结率", "90%", "", ""]])
    with pytest.raises(Refused) as refused:
        year_pool(actor=county.one, component=year)
    assert "县水务局的「按时办结率」有的期没有分子分母" in refused.value.findings[0].text.zh


def test_a_mean_of_rates_needs_the_clause_of_the_plan(county: County, lead: Actor) -> None:
    with pytest.raises(Refused, match="写明依据的条款"):
        component_make(actor=lead, campaign=county.campaign, plan=plan(county, pooling="mean"))
    told = plan(county, pooling="mean", pooling_basis="方案四（二）")
    year = component_make(actor=lead, campaign=county.campaign, plan=told)
    all_signed(county, year)
    year_pool(actor=county.one, component=year)
    assert figures(year)["A01", "按时办结率"][:3] == ("5/6", "", "")
    row = Submission.objects.get(component=year).figures.get(unit__code="A01")
    assert row.note == "3期，各期平均（方案四（二））"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"since": None}, "起日和止日"),
        ({"until": date(2026, 2, 1)}, "须为2至24期"),
        ({"every": "month", "until": date(2029, 1, 1)}, "须为2至24期"),
        ({"pooling": "last"}, "各期件数相加"),
        ({"title": "热" * 61}, "压缩到60字"),
    ],
)
def test_periods_that_cannot_be_are_refused(county: County, lead: Actor, more, why: str) -> None:
    with pytest.raises(Refused, match=why):
        component_make(actor=lead, campaign=county.campaign, plan=plan(county, **more))


def test_rates_are_not_added_up(county: County, lead: Actor) -> None:
    told = plan(county, "table", feeds={"按时办结率": ""}, pooling="sum")
    with pytest.raises(Refused, match="是比率，不能各期相加"):
        component_make(actor=lead, campaign=county.campaign, plan=told)


def test_the_periods_change_only_while_nothing_was_handed_in(county: County, lead: Actor, year) -> None:
    component_change(actor=lead, component=year, plan=plan(county, every="month", due_days=5))
    assert len(periods(year)) == 9
    taken(county.one, periods(year)[0].id, QUARTERS[0])
    with pytest.raises(Refused, match="已经收到报送"):
        component_change(actor=lead, component=year, plan=plan(county))
    component_change(actor=lead, component=year, plan=plan(county, every="month", due_days=20))
    assert periods(year)[0].due == date(2026, 2, 20)
    with pytest.raises(Refused, match="不能删除"):
        component_remove(actor=lead, component=year)
    with pytest.raises(Refused):
        component_remove(actor=lead, component=periods(year)[3].id)


def test_the_pages_of_a_year_and_its_periods(county: County, lead: Actor, browser_of) -> None:
    office, partner = browser_of(lead), browser_of(county.one)
    sent = {
        "title": "热线",
        "partner": county.hotline,
        "due": "2026-12-10",
        "since": "2026-01-01",
        "until": "2026-09-30",
        "every": "quarter",
        "due_days": "10",
        "feed-0": "on_time",
    }
    address = f"/office/partners/new/?campaign={county.campaign}&family=hotline"
    page = office.post(address, sent, follow=True).content.decode()
    assert ">2026年第3季度</a>" in page
    year = Component.objects.get(parent=None).id
    page = partner.get(f"/office/partners/{year}/").content.decode()
    assert "还缺3期" in page
    assert "年度数：各期分子、分母分别相加。不取各期比率的平均。" in page
    assert "Text(" not in page
    assert "导入表格" not in page
    assert "3期中还缺3期" in partner.get("/office/partners/").content.decode()
    first = periods(year)[0]
    page = office.get(f"/office/partners/{first.id}/").content.decode()
    assert "签字说明不报" in page
    assert office.get(f"/office/partners/{first.id}/edit/").status_code == 404
    all_signed(county, year)
    partner.post(f"/office/partners/{year}/pool/")
    page = partner.get(f"/office/partners/{year}/").content.decode()
    assert "58.33%（70/120）" in page
    other = browser_of(county.two)
    assert other.get(f"/office/partners/{first.id}/").status_code == 404
    assert other.post(f"/office/partners/{year}/pool/").status_code == 404


@given(
    st.sampled_from(["month", "quarter", "half"]),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(0, 800),
)
@settings(max_examples=200)
def test_periods_cover_every_day_once(every: str, since: date, days: int) -> None:
    until = date.fromordinal(since.toordinal() + days)
    found = periods_between(every, since, until)
    assert (found[0].since, found[-1].until) == (since, until)
    for before, after in pairwise(found):
        assert after.since.toordinal() == before.until.toordinal() + 1
    assert len({one.name for one in found}) == len(found)
