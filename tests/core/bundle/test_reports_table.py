"""Partners' components, and published sums that hold or fail (R7)."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle
from minping.core.bundle.write import write_folder

from .county import codes, csv_of, only, read, refusals

HEADER = "单位,部件,值,分子,分母,来源,签字人,日期,归属合计,口径,备注\n"


def _statement(total: int, *ways: tuple[int, ...]) -> str:
    rows: list[list[object]] = [["", "受理总数", total, "", ""]]
    for way, parts in enumerate(ways):
        rows += [["", f"分项{n}", part, "受理总数", f"拆法{way}"] for n, part in enumerate(parts)]
    return csv_of([["单位", "部件", "值", "归属合计", "口径"], *rows])


@pytest.mark.parametrize(
    ("total", "ways"),
    [
        (83218, [(78589, 4629)]),  # 连云港 2020-09
        (77, [(55, 22)]),  # 连云港 2017-04
        (27, [(9, 8, 10)]),  # 安康 2014
        (687, [(80, 607)]),
        (52, [(13, 39)]),  # 武汉 2016
        (5793, [(1470, 653, 3670)]),  # 游仙
        (50, [(20, 10, 10, 5, 5)]),  # P8
        (100, [(10, 45, 15, 30), (70, 30)]),  # P8, seed 002
        (70, [(21, 49)]),  # seed 002
        (506, [(495, 11)]),  # 大英 2016, the way that holds
    ],
)
def test_sums_that_hold(tmp_path: Path, total: int, ways: list[tuple[int, ...]]) -> None:
    assert len(read(tmp_path, reports=_statement(total, *ways)).data.reports) == 1 + sum(map(len, ways))


@pytest.mark.parametrize(
    ("total", "ways", "added"),
    [
        (506, [(495, 11), (460, 28, 12, 1, 4)], 505),  # 大英 2016
        (16, [(5, 6, 6)], 17),  # 大堰垱镇
        (63458, [(55978, 5844)], 61822),  # 连云港 2019-06
    ],
)
def test_sums_that_fail_are_refused_naming_both(
    tmp_path: Path, total: int, ways: list[tuple[int, ...]], added: int
) -> None:
    finding = only(refusals(tmp_path, reports=_statement(total, *ways)), "reports.sum_differs")
    assert f"合计 {total}" in finding.text.zh
    assert f"＝ {added}" in finding.text.zh
    assert finding.place.row == 2
    assert str(added) in finding.text.en


def test_parts_of_a_unit_s_component_add_up_to_it(tmp_path: Path) -> None:
    rows = HEADER + (
        "公安局,信息得分,9.5,,,,,,,,\n公安局,上报,6,,,,,,信息得分,,\n公安局,采用,3.4,,,,,,信息得分,,\n"
    )
    finding = only(refusals(tmp_path, reports=rows), "reports.sum_differs")
    assert "合计 9.5" in finding.text.zh
    assert "6 + 3.4 ＝ 9.4" in finding.text.zh


def test_parts_without_their_total_are_refused(tmp_path: Path) -> None:
    rows = HEADER + ",甲,5,,,,,,总数,,\n"
    assert "「总数」" in only(refusals(tmp_path, reports=rows), "reports.total_missing").text.zh


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [
        ("59.68%", 302, 506),
        ("88.34%", 25783, 29186),
        ("82.80%", 24165, 29186),
        ("76.4", 382, 500),
        ("0.764", 382, 500),
    ],
)
def test_a_stated_rate_that_follows_from_its_counts(
    tmp_path: Path, value: str, above: int, below: int
) -> None:
    assert read(tmp_path, reports=HEADER + f",满意率,{value},{above},{below},,,,,,\n").data.reports


def test_a_rate_that_does_not_follow_from_its_counts_is_refused(tmp_path: Path) -> None:
    rows = HEADER + "公安局,按期办结率,89.82%,21,24,热线办,王五,2024-12-1,,,\n"
    finding = only(refusals(tmp_path, reports=rows), "reports.value_differs")
    assert "21 ÷ 24 ＝ 87.5%" in finding.text.zh
    assert (finding.place.row, finding.place.column) == (2, "值")


@pytest.mark.parametrize(
    ("value", "meant"),
    [("89.82%", Fraction(8982, 10000)), ("0.8982", Fraction(8982, 10000)), ("100%", Fraction(1))],
)
def test_a_rate_is_read_as_a_fraction_of_one(tmp_path: Path, value: str, meant: Fraction) -> None:
    rows = HEADER + f"公安局,按期办结率,{value},,,热线办,王五,2024-12-1,,,\n"
    assert read(tmp_path, reports=rows).data.reports[0].value == meant


def test_a_rate_without_a_percent_sign_is_refused_with_the_remedy(tmp_path: Path) -> None:
    rows = HEADER + "公安局,按期办结率,89.82,,,热线办,王五,2024-12-1,,,\n"
    finding = only(refusals(tmp_path, reports=rows), "reports.rate_without_percent")
    assert "89.82%" in finding.remedy.zh
    assert "0.8982" in finding.remedy.zh


def test_a_percent_sign_in_the_header_holds_for_the_column(tmp_path: Path) -> None:
    rows = "单位,部件,值（％）,签字人\n公安局,按期办结率,89.82,王五\n"
    assert read(tmp_path, reports=rows).data.reports[0].value == Fraction(8982, 10000)


def test_counts_alone_give_the_rate(tmp_path: Path) -> None:
    rows = HEADER + "公安局,按期办结率,,5,7,热线办,王五,2024-12-1,,,\n"
    row = read(tmp_path, reports=rows).data.reports[0]
    assert [row.value, row.numerator, row.denominator] == [Fraction(5, 7), 5, 7]


def test_points_that_no_decimal_holds_survive_being_written(tmp_path: Path) -> None:
    """Points are no quotient, so the value itself must be written where numerator and denominator stand beside."""
    bundle = read(tmp_path, reports=HEADER + "公安局,信息得分,9,27,3,信息科,,,,,\n")
    (row,) = bundle.data.reports
    third = replace(row, value=Fraction(238, 15), numerator=Fraction(238, 5), denominator=Fraction(3))
    write_folder(replace(bundle, data=replace(bundle.data, reports=(third,))), tmp_path / "out")
    assert read_bundle(tmp_path / "out").data.reports == (third,)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("公安局,按期办结率,90%,,,热线办,,2024-12-1,,,", "reports.unsigned", "签字人"),
        ("公安局,按期办结率,,8,7,热线办,王五,2024-12-1,,,", "reports.rate_over_one", "分母"),
        ("公安局,按期办结率,90%,8,0,热线办,王五,2024-12-1,,,", "reports.denominator_not_positive", "分母"),
        ("公安局,信息得分,,,,,,,,,", "table.empty_cell", "值"),
        ("公安局,信息得分,优,,,,,,,,", "cell.not_a_number", "值"),
        ("公安局,,9,,,,,,,,", "table.empty_cell", "部件"),
        ("没有的局,信息得分,9,,,,,,,,", "table.unknown_unit", "单位"),
        ("公安局,信息得分,9,,,,,昨天,,,", "cell.not_a_date", "日期"),
    ],
)
def test_rows_that_are_refused(tmp_path: Path, row: str, code: str, column: str) -> None:
    finding = only(refusals(tmp_path, reports=HEADER + row + "\n"), code)
    assert (finding.place.row, finding.place.column) == (2, column)


def test_not_applicable_is_said_in_words_or_by_a_dash(tmp_path: Path) -> None:
    rows = HEADER + "公安局,按期办结率,不适用,,,热线办,王五,,,,\n人社局,按期办结率,—,,,热线办,王五,,,,\n"
    bundle = read(tmp_path, reports=rows)
    assert [(r.applicable, r.value) for r in bundle.data.reports] == [(False, None)] * 2
    assert only(bundle.findings, "reports.mark_as_not_applicable").place.row == 3


def test_a_component_stands_once_per_unit(tmp_path: Path) -> None:
    rows = HEADER + "公安局,信息得分,9,,,,,,,,\n101,信息得分,8,,,,,,,,\n"
    assert "第2行" in only(refusals(tmp_path, reports=rows), "reports.duplicate").text.zh


def test_components_are_found_by_the_node_s_name_and_unknown_ones_warned_of(tmp_path: Path) -> None:
    rows = HEADER + "公安局,信息报送,9,,,,,,,,\n人社局,信息的分,8,,,,,,,,\n"
    bundle = read(tmp_path, reports=rows)
    assert bundle.data.reports[0].component == "信息得分"
    assert "信息得分" in only(bundle.findings, "reports.not_in_scheme").remedy.zh
    assert "按期办结率" in only(bundle.findings, "reports.component_absent").text.zh


def test_a_report_about_an_exempt_unit_is_read_and_warned_of(tmp_path: Path) -> None:
    bundle = read(tmp_path, reports=HEADER + "统计局,信息得分,9,,,,,,,,\n公安局,信息得分,9,,,,,,,,\n")
    assert "免评" in only(bundle.findings, "table.unscored_unit").text.zh
    assert len(bundle.data.reports) == 2
    assert "table.unscored_unit" in codes(bundle.findings)


def test_a_rate_ends_at_one_hundred_percent(tmp_path: Path) -> None:
    rows = HEADER + "公安局,按期办结率,120%,,,,李主任,,,,\n"
    finding = only(refusals(tmp_path, reports=rows), "reports.rate_over_one")
    assert finding.place.column == "值"


@pytest.mark.parametrize("value", ["95", "-1"])
def test_points_outside_the_full_mark_are_warned_of(tmp_path: Path, value: str) -> None:
    rows = HEADER + f"公安局,信息得分,{value},,,,李主任,,,,\n"
    finding = only(read(tmp_path, reports=rows).findings, "reports.outside_full")
    assert (finding.place.row, finding.place.column) == (2, "值")
    assert "满分10之间" in finding.text.zh
