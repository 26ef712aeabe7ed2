"""Units: codes, categories, parents, namesakes, status."""

from pathlib import Path

import pytest

from minping.core.scoring.inputs import Status

from .county import codes, only, read, refusals

HEADER = "单位名称,代码,类别,上级,区划,类型,状态,曾用名\n"


def test_a_unit_without_a_code_goes_by_its_name(tmp_path: Path) -> None:
    units = read(tmp_path).data.units
    assert units["交警大队"].code == "交警大队"
    assert units["交警大队"].parent == "101"
    assert units["203"].status is Status.EXEMPT
    assert units["204"].status is Status.OPINION_ONLY


def test_every_column(tmp_path: Path) -> None:
    rows = HEADER + "城区镇,z1,服务类,,,,,\n户籍窗口,k1,,城区镇,城 区 镇,窗口,参评,旧窗口；老窗口、办证处\n"
    unit = read(tmp_path, units=rows).data.units["k1"]
    assert (unit.parent, unit.district, unit.kind) == ("z1", "z1", "window")
    assert unit.former == ("旧窗口", "老窗口", "办证处")


def test_categories_are_found_by_name_and_unknown_ones_named(tmp_path: Path) -> None:
    rows = "单位名称,类别\n公安局,行政执法部门\n税务局,执法类\n"
    finding = only(refusals(tmp_path, units=rows), "table.unknown_category")
    assert (finding.place.row, finding.place.column) == (3, "类别")
    assert "执法" in finding.remedy.zh


def test_an_appraised_unit_needs_a_category_a_station_does_not(tmp_path: Path) -> None:
    rows = HEADER + "公安局,,执法,,,,,\n东所,,,公安局,,站所,,\n税务局,,,,,,,\n"
    finding = only(refusals(tmp_path, units=rows), "table.empty_cell")
    assert (finding.place.row, finding.place.column) == (4, "类别")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("公安局,,执法\n公 安 局,,执法\n", "units.duplicate"),
        ("公安局,,执法\n公安局,,服务类\n", "units.two_categories"),
        ("公安局,1,执法\n公安局,2,服务类\n", "units.two_categories"),
        ("公安局,1,执法\n税务局,1,服务类\n", "units.duplicate"),
        ("公安局,1,执法\n公安局,2,执法\n", "units.duplicate"),
    ],
)
def test_a_unit_stands_once(tmp_path: Path, rows: str, code: str) -> None:
    finding = only(refusals(tmp_path, units="单位名称,代码,类别\n" + rows), code)
    assert finding.place.row == 3
    assert "第2行" in finding.text.zh


def test_stations_of_one_name_in_different_places_are_told_apart_by_code(tmp_path: Path) -> None:
    rows = (
        HEADER
        + "公安局,1,执法,,,,,\n人社局,2,服务类,,,,,\n窗口,w1,,公安局,,窗口,,\n窗口,w2,,人社局,,窗口,,\n"
    )
    bundle = read(tmp_path, units=rows, events="单位代码,事件,日期\nw2,班子成员受处分,2024-1-1\n")
    assert bundle.data.units["w2"].parent == "2"
    assert bundle.data.events[0].unit == "w2"
    assert only(bundle.findings, "units.namesakes").place.row == 5


def test_a_shared_name_in_another_table_is_refused_with_the_codes(tmp_path: Path) -> None:
    rows = (
        HEADER
        + "公安局,1,执法,,,,,\n人社局,2,服务类,,,,,\n窗口,w1,,公安局,,窗口,,\n窗口,w2,,人社局,,窗口,,\n"
    )
    found = refusals(tmp_path, units=rows, events="单位,事件,日期\n窗口,班子成员受处分,2024-1-1\n")
    assert "w1、w2" in only(found, "table.ambiguous_name").text.zh


def test_a_code_that_contradicts_the_name_is_refused(tmp_path: Path) -> None:
    events = "单位,单位代码,事件,日期\n人社局,101,班子成员受处分,2024-1-1\n"
    finding = only(refusals(tmp_path, events=events), "table.code_and_name_differ")
    assert "公安局" in finding.text.zh


def test_unknown_parents_are_refused_with_the_nearest(tmp_path: Path) -> None:
    finding = only(
        refusals(tmp_path, units=HEADER + "县公安局,,执法,,,,,\n东所,,,公安居,,,,\n"), "table.unknown_unit"
    )
    assert finding.place.column == "上级"
    assert "县公安局" in finding.remedy.zh


@pytest.mark.parametrize(
    ("rows", "circle"),
    [
        ("甲,,执法,甲,,,,\n", "甲 → 甲"),
        ("甲,,执法,乙,,,,\n乙,,执法,丙,,,,\n丙,,执法,乙,,,,\n", "乙 → 丙 → 乙"),
    ],
)
def test_circular_parents_are_shown(tmp_path: Path, rows: str, circle: str) -> None:
    assert circle in only(refusals(tmp_path, units=HEADER + rows), "units.circular_parent").text.zh


def test_a_parent_whose_name_folds_twice_is_kept(tmp_path: Path) -> None:
    """Of a spacing mark only the second folding makes one letter with the sign before it."""
    rows = HEADER + "O¯局,,执法,,,,,\n东所,,,O¯局,,站所,,\n"
    assert read(tmp_path, units=rows).data.units["东所"].parent == "O¯局"


def test_a_long_chain_of_parents_is_no_circle(tmp_path: Path) -> None:
    rows = "u0,,执法,,,,,\n" + "".join(f"u{n},,,u{n - 1},,,,\n" for n in range(1, 3000))
    assert read(tmp_path, units=HEADER + rows).data.units["u2999"].parent == "u2998"


@pytest.mark.parametrize(("column", "cell"), [("状态", "不知道"), ("类型", "飞船")])
def test_unknown_words_are_refused_with_the_words_allowed(tmp_path: Path, column: str, cell: str) -> None:
    rows = f"单位名称,类别,{column}\n公安局,执法,{cell}\n"
    finding = only(refusals(tmp_path, units=rows), "table.unknown_word")
    assert finding.place.column == column
    assert {"状态": "免评", "类型": "站所"}[column] in finding.remedy.zh


def test_the_mark_of_merged_cells_is_not_allowed_in_codes(tmp_path: Path) -> None:
    assert codes(refusals(tmp_path, units="单位名称,代码,类别\n公安局,a|b,执法\n")) == ["units.reserved_mark"]


def test_a_former_name_finds_the_unit_of_today(tmp_path: Path) -> None:
    rows = HEADER + "医保局,301,服务类,,,,,医保办\n"
    bundle = read(tmp_path, units=rows, reports="单位,部件,值\n医保办,信息得分,8\n")
    assert bundle.data.reports[0].unit == "301"
