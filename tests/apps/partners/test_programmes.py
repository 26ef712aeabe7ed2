"""The broadcaster's schedule: planned ahead, recorded afterwards, made into the table that is signed."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import as_csv, assign, figures, make_unit, taken

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.imports import services as imports
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import mapped_from
from minping.apps.foundation.roles import Role
from minping.apps.partners.importers import PROGRAMMES
from minping.apps.partners.models import Airing, Component
from minping.apps.partners.programmes.record import record_of
from minping.apps.partners.selectors import report_rows
from minping.apps.partners.services import (
    Attendance,
    ComponentPlan,
    Plan,
    absence_sign,
    airing_call_off,
    airing_plan,
    airing_record,
    component_make,
    component_reopen,
    record_take,
    submission_sign,
    year_pool,
)

HOTLINE, FACES = "阳光政务热线", "作风面对面"
BEFORE, AFTER = date(2026, 3, 1), date(2026, 6, 1)
FEEDS = {"主要领导上线率": "head", "按时办结率": "closed"}


@pytest.fixture
def radio(county: County, lead: Actor) -> uuid.UUID:
    return assign(lead, county.campaign, county.hotline, "broadcast", FEEDS, "广播")


def planned(actor: Actor, radio, unit, on: date, programme: str = HOTLINE, guest: str = "") -> uuid.UUID:
    return airing_plan(actor=actor, component=radio, plan=Plan(on, programme, unit, guest))


def three(county: County, radio) -> list[uuid.UUID]:
    """Two turns of the water bureau and one of the power company."""
    with as_of(BEFORE):
        return [
            planned(county.one, radio, county.water, date(2026, 4, 7), guest="张某 局长"),
            planned(county.one, radio, county.water, date(2026, 5, 12), FACES),
            planned(county.one, radio, county.power, date(2026, 5, 12), FACES),
        ]


def recorded(county: County, turns: list[uuid.UUID]) -> None:
    for airing, said in zip(
        turns,
        (
            Attendance("head", "张某", "局长", 6, 5, 6, 5),
            Attendance("substitute", "李某", "副局长", 2, 1, 2, 2),
            Attendance("absent", note="未请假"),
        ),
        strict=True,
    ):
        airing_record(actor=county.one, airing=airing, said=said)


def test_the_table_is_computed_from_the_record_and_signed(county: County, radio) -> None:
    turns = three(county, radio)
    with as_of(AFTER):
        assert len(record_of(Component.objects.get()).lacking) == 3
        with pytest.raises(Refused, match="有3场没有登记上线情况：2026-04-07 阳光政务热线"):
            record_take(actor=county.one, component=radio)
        recorded(county, turns)
        record_take(actor=county.one, component=radio)
        assert figures(radio) == {
            ("A01", "主要领导上线率"): ("1/2", "1", "2", True),
            ("A01", "按时办结率"): ("3/4", "6", "8", True),
            ("A02", "主要领导上线率"): ("0", "0", "1", True),
            ("A02", "按时办结率"): ("", "", "", False),
        }
        submission_sign(actor=county.one, component=radio, signer="台长")
        assert len(report_rows(county.campaign)) == 4
        with pytest.raises(Refused, match="已经签字"):
            airing_record(actor=county.one, airing=turns[2], said=Attendance("head", "王某"))
        with pytest.raises(Refused, match="已经签字"):
            planned(county.one, radio, county.power, date(2026, 7, 1))


def test_a_record_that_moved_on_is_made_into_the_table_again(county: County, radio, lead: Actor) -> None:
    turns = three(county, radio)
    with as_of(AFTER):
        recorded(county, turns)
        record_take(actor=county.one, component=radio)
        airing_record(actor=county.one, airing=turns[0], said=Attendance("head", "张某", "局长", 6, 6, 6, 5))
        with pytest.raises(Refused, match="重新生成"):
            submission_sign(actor=county.one, component=radio, signer="台长")
        record_take(actor=county.one, component=radio)
        submission_sign(actor=county.one, component=radio, signer="台长")
        component_reopen(actor=lead, component=radio, reason="供电公司确有请假")
        airing_record(actor=county.one, airing=turns[2], said=Attendance("substitute", "赵某", "副总经理"))
        record_take(actor=county.one, component=radio)
        submission_sign(actor=county.one, component=radio, signer="台长")
        assert figures(radio)["A01", "按时办结率"][0] == "7/8"


def test_what_was_called_off_counts_for_nobody(county: County, radio) -> None:
    turns = three(county, radio)
    with as_of(AFTER):
        with pytest.raises(Refused, match="停播的原因"):
            airing_call_off(actor=county.one, airing=turns[2], reason=" ")
        airing_call_off(actor=county.one, airing=turns[2], reason="设备检修")
        with pytest.raises(Refused, match="停播"):
            airing_record(actor=county.one, airing=turns[2], said=Attendance("head", "王某"))
        recorded(county, [*turns[:2], planned(county.one, radio, county.power, date(2026, 5, 12), FACES)])
        with pytest.raises(Refused, match="不能改为停播"):
            airing_call_off(actor=county.one, airing=turns[0], reason="不想计")
        record_take(actor=county.one, component=radio)
        assert figures(radio)["A02", "主要领导上线率"][2] == "1"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Attendance("substitute", "李某"), "代替人的职务"),
        (Attendance("head"), "上线人员姓名"),
        (Attendance("nobody"), "谁上线"),
        (Attendance("head", "张某", closed=3), "也请填提出问题"),
        (Attendance("head", "张某", raised=2, closed=3), "办结问题 3 大于提出问题 2"),
        (Attendance("head", "张某", rated=2, satisfied=3), "满意人数 3 大于评价人数 2"),
        (Attendance("head", "张" * 61), "最多60字"),
    ],
)
def test_a_record_that_cannot_be_is_refused(county: County, radio, said: Attendance, why: str) -> None:
    first = three(county, radio)[0]
    with as_of(AFTER), pytest.raises(Refused, match=why):
        airing_record(actor=county.one, airing=first, said=said)


def test_a_plan_that_cannot_be_is_refused(county: County, radio, lead: Actor) -> None:
    first = three(county, radio)[0]
    with as_of(BEFORE):
        with pytest.raises(Refused, match="已经安排了这个单位"):
            planned(county.one, radio, county.water, date(2026, 4, 7))
        with pytest.raises(Refused, match="参评单位"):
            planned(county.one, radio, make_unit("Z9", "县气象局"), date(2026, 4, 7))
        with pytest.raises(Refused, match="年度内"):
            planned(county.one, radio, county.water, date(2062, 4, 7))
        with pytest.raises(Refused, match="还没有播出"):
            airing_record(actor=county.one, airing=first, said=Attendance("head", "张某"))
        with pytest.raises(NotAllowed):
            planned(county.two, radio, county.water, date(2026, 9, 7))
        with pytest.raises(NotAllowed):
            airing_record(actor=county.two, airing=first, said=Attendance("absent"))
    other = assign(lead, county.campaign, county.hotline, "hotline", {"回访满意率": "satisfied"}, "热线")
    with pytest.raises(Refused):
        planned(county.one, other, county.water, date(2026, 9, 7))


def test_with_a_schedule_the_table_has_no_second_source(county: County, radio) -> None:
    three(county, radio)
    table: list[list[object]] = [
        ["单位", "栏目和日期", "上线人员", "提出问题", "办结问题"],
        ["县水务局", "热线", "主要领导", 1, 1],
    ]
    with pytest.raises(Refused) as refused:
        taken(county.one, radio, table)
    assert "由节目排期的登记生成" in refused.value.findings[0].text.zh


HEAD: list[object] = [
    "日期",
    "栏目",
    "单位",
    "拟上线人员",
    "上线情况",
    "上线人员",
    "职务",
    "提出问题",
    "办结问题",
]


def put(actor: Actor, radio, rows: list[list[object]]) -> ImportRun:
    target = {"component": str(radio)}
    raw = as_csv([HEAD, *rows])
    made = imports.run_upload(actor=actor, kind=PROGRAMMES, target=target, name="排期.csv", raw=raw)
    mapped = mapped_from(ImportRun.objects.get(id=made).mapping)
    run = imports.run_match(actor=actor, run_id=made, mapped=mapped)
    return imports.run_apply(actor=actor, run_id=run.id, digest=run.digest, good_only=False)


DATES: list[list[object]] = [
    ["2026-04-07", HOTLINE, "县水务局", "张某 局长", "", "", "", "", ""],
    ["2026年5月12日", FACES, "A02", "", "", "", "", "", ""],
]


def test_the_same_table_takes_the_dates_first_and_the_record_afterwards(county: County, radio) -> None:
    with as_of(BEFORE):
        put(county.one, radio, DATES)
    with as_of(AFTER):
        first = [*DATES[0][:4], "主要领导", "张某", "局长", 6, 5]
        run = put(county.one, radio, [first, DATES[1]])
        assert run.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
        one = Airing.objects.get(programme=HOTLINE)
        assert (one.attended, one.who, one.raised, one.recorded_name) == ("head", "张某", 6, "热线孙科长")
        with pytest.raises(Refused, match="没有需要写入"):
            put(county.one, radio, DATES)
        assert Airing.objects.get(programme=HOTLINE).attended == "head"
        imports.run_undo(actor=county.one, run_id=run.id)
        assert not Airing.objects.get(programme=HOTLINE).attended


def test_an_import_is_not_undone_over_later_changes(county: County, radio) -> None:
    with as_of(BEFORE):
        run = put(county.one, radio, DATES)
    with as_of(AFTER):
        one = Airing.objects.get(programme=HOTLINE)
        airing_record(actor=county.one, airing=one.id, said=Attendance("head", "张某"))
        with pytest.raises(Refused, match="又改过"):
            imports.run_undo(actor=county.one, run_id=run.id)


def test_bad_rows_of_a_schedule_are_told_one_by_one(county: County, radio) -> None:
    rows: list[list[object]] = [
        ["2026-13-07", HOTLINE, "县水务局", "", "", "", "", "", ""],
        ["2026-04-07", HOTLINE, "县气象局", "", "", "", "", "", ""],
        ["2026-04-07", HOTLINE, "县水务局", "", "替代", "李某", "", "", ""],
        ["2026-04-08", HOTLINE, "县水务局", "", "也许", "", "", "", ""],
        ["2026-04-09", HOTLINE, "县水务局", "", "", "", "", 3, 2],
        ["2026-12-09", HOTLINE, "县水务局", "", "缺席", "", "", "", ""],
        ["2026-04-10", HOTLINE, "县水务局", "", "主要领导", "张某", "局长", 2, 3],
        ["2026-04-11", HOTLINE, "县水务局", "", "", "", "", "", ""],
        ["2026-04-11", HOTLINE, "县水务局", "", "", "", "", "", ""],
    ]
    with as_of(AFTER), pytest.raises(Refused, match="有8行不能导入"):
        put(county.one, radio, rows)
    run = ImportRun.objects.get()
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 8}
    assert not Airing.objects.exists()


def test_the_pages_from_the_plan_to_the_signature(county: County, radio, lead: Actor, browser_of) -> None:
    station = browser_of(county.one)
    home = f"/office/partners/{radio}/programmes/"
    assert "还没有排期" in station.get(home).content.decode()
    sent = {"on": "2026-04-07", "programme": HOTLINE, "unit": county.water, "guest": "张某 局长"}
    with as_of(BEFORE):
        station.post(f"{home}new/", sent)
    one = Airing.objects.get()
    with as_of(AFTER):
        page = station.get(home).content.decode()
        assert "有1场已播出、没有登记" in page
        assert "未登记" in page
        assert "有1场已播出、没有登记" in station.get(f"/office/partners/{radio}/").content.decode()
        station.post(f"/office/partners/programmes/{one.id}/", {"attended": "head", "who": "张某"})
        station.post(f"{home}take/")
        page = station.get(f"/office/partners/{radio}/").content.decode()
        assert "100.00%（1/1）" in page
        assert "按登记重新生成" in page
        assert "导入表格" not in page
    assert browser_of(county.two).get(home).status_code == 404
    assert browser_of(county.two).get(f"/office/partners/programmes/{one.id}/").status_code == 404


def test_a_unit_sees_its_own_dates_and_no_others(county: County, radio, someone, browser_of) -> None:
    three(county, radio)
    liaison = browser_of(someone(Role.LIAISON, unit=county.power))
    with as_of(BEFORE):
        page = liaison.get("/office/partners/dates/").content.decode()
    assert FACES in page
    assert HOTLINE not in page
    assert "张某" not in page
    assert liaison.get(f"/office/partners/{radio}/programmes/").status_code == 403


def test_a_dates_import_is_refused_for_other_tables(county: County, lead: Actor, browser_of) -> None:
    other = assign(lead, county.campaign, county.hotline, "hotline", {"回访满意率": "satisfied"}, "热线")
    office = browser_of(lead)
    assert office.get(f"/office/imports/new/partners.programmes/?component={other}").status_code == 404
    assert office.get(f"/office/partners/{other}/programmes/").status_code == 404
    raw = SimpleUploadedFile("a.csv", as_csv([HEAD, *DATES]))
    answer = office.post(f"/office/imports/new/partners.programmes/?component={other}", {"file": raw})
    assert answer.status_code == 404


def test_a_schedule_for_the_year_is_handed_in_by_periods(county: County, lead: Actor) -> None:
    plan = ComponentPlan(
        "广播",
        "broadcast",
        county.hotline,
        date(2026, 7, 20),
        since=date(2026, 4, 1),
        until=date(2026, 6, 30),
        feeds=FEEDS,
        every="month",
    )
    year = component_make(actor=lead, campaign=county.campaign, plan=plan)
    turns = three(county, year)
    april, may, june = Component.objects.filter(parent=year).order_by("since")
    with as_of(date(2026, 7, 2)):
        recorded(county, turns)
        with pytest.raises(Refused, match="在各期生成"):
            record_take(actor=county.one, component=year)
        with pytest.raises(Refused, match="没有安排节目"):
            record_take(actor=county.one, component=june.id)
        for period in (april, may):
            record_take(actor=county.one, component=period.id)
            submission_sign(actor=county.one, component=period.id, signer="台长")
        with pytest.raises(Refused, match="已经签字"):
            airing_record(actor=county.one, airing=turns[0], said=Attendance("absent"))
        absence_sign(actor=lead, component=june.id, reason="六月停播检修")
        year_pool(actor=county.one, component=year)
        submission_sign(actor=county.one, component=year, signer="台长")
    assert figures(year)["A01", "主要领导上线率"] == ("1/2", "1", "2", True)
    assert figures(year)["A01", "按时办结率"] == ("3/4", "6", "8", True)


def test_the_first_page_tells_what_is_not_recorded_and_what_is_coming(
    county: County, radio, lead: Actor, someone, browser_of
) -> None:
    three(county, radio)
    said = "已播出节目待登记上线情况"
    liaison = someone(Role.LIAISON, unit=county.power)
    with as_of(date(2026, 5, 5)):
        for person in (county.one, lead):
            assert said in browser_of(person).get("/office/").content.decode()
        assert said not in browser_of(county.two).get("/office/").content.decode()
        assert "本单位两周内上线的节目" in browser_of(liaison).get("/office/").content.decode()
    with as_of(BEFORE):
        assert said not in browser_of(county.one).get("/office/").content.decode()
        assert "本单位两周内上线的节目" not in browser_of(liaison).get("/office/").content.decode()
