"""Tables with a column per option or per component."""

from fractions import Fraction
from pathlib import Path

from minping.core.bundle.read import read_bundle
from minping.core.tally.counts import Cell

from .county import codes, csv_of, folder, only, read, refusals, workbook

CELL = Cell("101", "代表", "年终")
TWO_ROWS: list[list[object]] = [
    ["2024年评议票统计表", "", "", "", "", "", "", ""],
    ["单位", "层面", "有效票", "依法履职", "", "", "服务质量", ""],
    ["", "", "", "满意（票）", "基本满意", "不满意", "满意票数", "不了解"],
    ["公安局", "代表", 20, 12, 6, 2, 18, 2],
    ["人社局", "代表", 10, 10, "", 0, 10, "—"],
    ["合计", "", 30, 22, 6, 2, 28, 2],
]
MERGES = ["A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:H2"]


def test_aspects_above_options_in_csv_and_in_merged_cells(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    from_csv = read(tmp_path / "a", counts=csv_of(TWO_ROWS)).raw_counts
    campaign = folder(tmp_path)
    workbook(campaign / "计票.xlsx", {"Sheet1": TWO_ROWS}, MERGES)
    from_excel = read_bundle(campaign).raw_counts
    assert from_csv is not None
    assert from_csv == from_excel
    assert from_csv[CELL].answers == {"依法": {"A": 12, "B": 6, "C": 2}, "服务": {"A": 18, "U": 2}}
    assert from_csv[CELL].ballots == {"valid": 20}


def test_one_row_of_options_with_an_aspect_per_row(tmp_path: Path) -> None:
    counts = "单位,层面,测评项,满意,基本满意,有效票\n公安局,代表,*,,,9\n公安局,代表,依法,5,4,\n公安局,代表,服务,9,,\n"
    raw = read(tmp_path, counts=counts).raw_counts
    assert raw is not None
    assert raw[CELL].answers == {"依法": {"A": 5, "B": 4}, "服务": {"A": 9}}


def test_errors_name_the_column_of_the_option(tmp_path: Path) -> None:
    rows = [list(row) for row in TWO_ROWS]
    rows[3][4] = "六"
    finding = only(refusals(tmp_path, counts=csv_of(rows)), "cell.not_a_number")
    assert (finding.place.row, finding.place.column) == (4, "依法履职/基本满意")


def test_totals_of_a_wide_table_are_checked(tmp_path: Path) -> None:
    rows = [list(row) for row in TWO_ROWS]
    rows[5][3] = 23
    finding = only(refusals(tmp_path, counts=csv_of(rows)), "table.total_differs")
    assert "合计23，各行之和22" in finding.text.zh


def test_an_unknown_column_is_warned_of(tmp_path: Path) -> None:
    rows = [[*row, "" if at else "满意度"] for at, row in enumerate(TWO_ROWS[1:])]
    bundle = read(tmp_path, counts=csv_of(rows))
    assert codes(bundle.findings).count("table.unknown_column") == 1


def test_reports_with_a_column_per_component(tmp_path: Path) -> None:
    rows = "单位,信息得分（分）,按期办结率,签字人,日期\n公安局,9.5,98%,李主任,2024-12-1\n"
    rows += "人社局,8,不适用,李主任,\n合计,17.5,,,\n"
    reports = read(tmp_path, reports=rows).data.reports
    assert [(r.unit, r.component, r.value, r.signer) for r in reports] == [
        ("101", "信息得分", Fraction(19, 2), "李主任"),
        ("101", "按期办结率", Fraction(98, 100), "李主任"),
        ("201", "信息得分", Fraction(8), "李主任"),
        ("201", "按期办结率", None, "李主任"),
    ]
    assert [r.applicable for r in reports] == [True, True, True, False]


def test_errors_of_wide_reports_name_the_component_s_column(tmp_path: Path) -> None:
    rows = "单位,信息得分,按期办结率,签字人\n公安局,9.5,98,李主任\n"
    finding = only(refusals(tmp_path, reports=rows), "reports.rate_without_percent")
    assert (finding.place.row, finding.place.column) == (2, "按期办结率")


def test_an_option_that_has_no_column_beside_an_unknown_column_is_refused(tmp_path: Path) -> None:
    rows = "单位,层面,测评项,满意,一般,不满意,有效票\n公安局,代表,*,,,,20\n公安局,代表,依法,5,14,1,\n"
    finding = only(refusals(tmp_path, counts=rows), "counts.option_without_column")
    assert finding.place.column == "一般"
    assert "「基本满意」" in finding.text.zh


def test_an_option_that_has_no_column_at_all_is_said(tmp_path: Path) -> None:
    rows = "单位,层面,测评项,满意,基本满意,有效票\n公安局,代表,*,,,20\n公安局,代表,依法,5,14,\n"
    finding = only(read(tmp_path, counts=rows).findings, "counts.option_without_column")
    assert "「不满意」" in finding.text.zh
    assert "按没有人选计" in finding.text.zh
