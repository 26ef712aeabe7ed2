"""Entries, events, history: dated facts about units."""

from fractions import Fraction
from pathlib import Path

import pytest

from minping.core.scoring.inputs import EntryRow, EntryState

from .county import codes, only, read, refusals

ENTRIES = "单位,考评项,日期,分值,次数,依据,来源,状态\n"
EVENTS = "单位,事件,日期,次数,备注,签字人\n"
HISTORY = "单位,年度,类别,名次,总数,得分,等次,末位,免评\n"


def test_an_entry_with_every_column(tmp_path: Path) -> None:
    rows = (
        ENTRIES
        + "公安局,材料迟报,2024年3月5日,-1,2次,县委办通报,县委办,维持\n人社局,表扬,45356,,,省报,宣传部,\n"
    )
    first, second = read(tmp_path, entries=rows).data.entries
    assert first == EntryRow(
        "101", "迟报", "2024-03-05", Fraction(-1), 2, "县委办通报", "县委办", EntryState.UPHELD
    )
    assert (second.points, second.count, second.state, second.date) == (
        None,
        1,
        EntryState.FROZEN,
        "2024-03-05",
    )


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("公安局,迟到,2024-3-5,,,据,源,", "table.unknown_item", "考评项"),
        ("公安局,迟报,,,,据,源,", "table.empty_cell", "日期"),
        ("公安局,迟报,3月5日,,,据,源,", "cell.not_a_date", "日期"),
        ("公安局,迟报,2024-3-5,,,,源,", "table.empty_cell", "依据"),
        ("公安局,迟报,2024-3-5,,,据,无,", "table.empty_cell", "来源"),
        ("公安局,迟报,2024-3-5,,0,据,源,", "cell.too_small", "次数"),
        ("公安局,迟报,2024-3-5,扣一分,,据,源,", "cell.not_a_number", "分值"),
        ("公安局,迟报,2024-3-5,,,据,源,待定", "table.unknown_word", "状态"),
        (",迟报,2024-3-5,,,据,源,", "table.empty_cell", "单位"),
    ],
)
def test_entries_that_are_refused(tmp_path: Path, row: str, code: str, column: str) -> None:
    finding = only(refusals(tmp_path, entries=ENTRIES + row + "\n"), code)
    assert (finding.place.row, finding.place.column) == (2, column)


def test_an_entry_outside_every_window_is_told(tmp_path: Path) -> None:
    bundle = read(tmp_path, entries=ENTRIES + "公安局,迟报,2023-12-31,,,据,源,\n")
    assert only(bundle.findings, "entries.outside_window").place.row == 2
    assert len(bundle.data.entries) == 1


def test_events_are_spelled_as_in_the_scheme(tmp_path: Path) -> None:
    rows = EVENTS + "公安局,班子成员 受处分,2024.5.1,,,\n,未达标说明,2024/12/1,,样本不足,李主任\n"
    first, second = read(tmp_path, events=rows).data.events
    assert (first.event, first.unit, first.count) == ("班子成员受处分", "101", 1)
    assert (second.unit, second.signed_by, second.note) == ("", "李主任", "样本不足")


def test_an_event_that_the_scheme_does_not_use_is_warned_of_with_the_nearest(tmp_path: Path) -> None:
    bundle = read(tmp_path, events=EVENTS + "公安局,班子成员受处罚,2024-5-1,,,\n")
    assert "班子成员受处分" in only(bundle.findings, "events.not_in_scheme").remedy.zh
    assert bundle.data.events[0].event == "班子成员受处罚"


def test_a_reason_without_a_signature_is_warned_of(tmp_path: Path) -> None:
    bundle = read(tmp_path, events=EVENTS + ",未达标说明,2024-12-1,,样本不足,\n")
    assert only(bundle.findings, "events.unsigned_reason").place.column == "签字人"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",班子成员受处分,2024-5-1,,,", "table.empty_cell"),
        ("公安局,班子成员受处分,,,,", "table.empty_cell"),
        ("公安局,,2024-5-1,,,", "table.empty_cell"),
    ],
)
def test_events_that_are_refused(tmp_path: Path, row: str, code: str) -> None:
    assert codes(refusals(tmp_path, events=EVENTS + row + "\n")) == [code]


def test_history_under_names_of_then_and_now(tmp_path: Path) -> None:
    units = "单位名称,代码,类别,曾用名\n人社局,201,服务类,人事局;劳动局\n"
    rows = HISTORY + "人社局,2023年,公共服务单位,2.5,12,93.20,良好,否,\n人 事 局,2022,,12,12,,,是,否\n"
    bundle = read(tmp_path, units=units, history=rows)
    now, then = bundle.data.history
    assert (now.unit, now.year, now.category, now.rank, now.of) == ("201", 2023, "服务类", Fraction(5, 2), 12)
    assert (now.score, now.bottom, now.exempt) == (Fraction(932, 10), False, False)
    assert (then.unit, then.bottom) == ("人事局", True)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("公安局,2024,,,,,,,", "history.not_past", "年度"),
        ("公安局,去年,,,,,,,", "cell.not_a_number", "年度"),
        ("公安局,,,,,,,,", "table.empty_cell", "年度"),
        ("公安局,2023,,13,12,,,,", "history.rank_out_of_range", "名次"),
        ("公安局,2023,,0,12,,,,", "history.rank_out_of_range", "名次"),
        ("公安局,2023,,1,12,,,也许,", "cell.not_yes_or_no", "末位"),
    ],
)
def test_history_that_is_refused(tmp_path: Path, row: str, code: str, column: str) -> None:
    finding = only(refusals(tmp_path, history=HISTORY + row + "\n"), code)
    assert (finding.place.row, finding.place.column) == (2, column)


def test_a_year_stands_once_per_unit(tmp_path: Path) -> None:
    rows = HISTORY + "公安局,2023,,1,12,,,,\n101,2023,,2,12,,,,\n"
    assert "第2行" in only(refusals(tmp_path, history=rows), "history.duplicate").text.zh


def test_history_of_a_unit_that_nobody_is_or_was_is_warned_of(tmp_path: Path) -> None:
    bundle = read(tmp_path, history=HISTORY + "老干部局,2023,,1,12,,,,\n")
    assert "曾用名" in only(bundle.findings, "history.unknown_unit").remedy.zh
