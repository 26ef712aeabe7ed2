"""Rows that are not data, and cells that stand for several rows."""

from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle
from minping.core.findings import Severity

from .county import codes, folder, only, read, refusals, refused, workbook

PART = "投票层面,轮次,渠道,发出,收回\n"


def test_a_total_row_is_checked_and_not_read(tmp_path: Path) -> None:
    bundle = read(tmp_path, participation=PART + "代表,,,30,25\n群众,一期,纸质,100,90\n合 计,,,130,115\n")
    assert [row.returned for row in bundle.data.participation] == [25, 90]
    assert only(bundle.findings, "table.total_row").severity is Severity.INFO


def test_a_total_that_differs_names_both_numbers(tmp_path: Path) -> None:
    rows = PART + '代表,,,30,25\n群众,一期,纸质,100,90\n总计：,,,130,"1,116"\n'
    finding = only(refusals(tmp_path, participation=rows), "table.total_differs")
    assert "合计1116，各行之和115" in finding.text.zh
    assert (finding.place.row, finding.place.column) == (4, "收回")


def test_subtotals_count_the_rows_since_the_last_one(tmp_path: Path) -> None:
    rows = PART + (
        "群众,一期,纸质,10,9\n群众,一期,网络,10,8\n小计,,,20,17\n群众,二期,纸质,5,5\n小计,,,5,5\n合计,,,25,22\n"
    )
    assert len(read(tmp_path, participation=rows).data.participation) == 3


def test_the_word_total_may_stand_in_the_column_of_numbers_of_rows(tmp_path: Path) -> None:
    rows = "序号,投票层面,发出,收回\n1,代表,30,25\n合计,,30,25\n"
    assert len(read(tmp_path, participation=rows).data.participation) == 1


def test_a_statement_called_total_is_data_where_only_the_unit_column_marks_totals(tmp_path: Path) -> None:
    rows = "单位,部件,值,归属合计\n,合计,16,\n,甲类,10,合计\n,乙类,6,合计\n"
    assert len(read(tmp_path, reports=rows).data.reports) == 3


def test_footnotes_blank_rows_and_repeated_headers_are_passed_over(tmp_path: Path) -> None:
    units = "单位名称,类别\n公安局,执法\n,\n单位名称,类别\n城管局,执法\n\n"
    units += "注：统计截至12月31日\n填表人：张三 审核：李四,\n"
    bundle = read(tmp_path, units=units)
    assert list(bundle.data.units) == ["公安局", "城管局"]
    assert codes(bundle.findings).count("table.row_passed_over") == 3


def test_a_unit_whose_name_begins_like_a_footnote_is_a_unit(tmp_path: Path) -> None:
    campaign = folder(tmp_path, units="单位名称\n统计局\n审核中心\n")
    scheme = campaign / "scheme.yaml"
    scheme.write_text(scheme.read_text().replace("  服务类: {名称: 公共服务单位}\n", ""))
    assert list(read_bundle(campaign).data.units) == ["统计局", "审核中心"]


def test_names_merged_over_rows_hold_for_each_row_and_numbers_do_not(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    rows: list[list[object]] = [
        ["投票层面", "轮次", "渠道", "邀请", "收回"],
        ["群众", "一期", "纸质", 50, 20],
        ["", "", "网络", "", 25],
    ]
    workbook(campaign / "participation.xlsx", {"Sheet1": rows}, ["A2:A3", "B2:B3", "D2:D3"])
    read_rows = read_bundle(campaign).data.participation
    assert [(r.group, r.round, r.channel, r.invited) for r in read_rows] == [
        ("群众", "一期", "纸质", 50),
        ("群众", "一期", "网络", None),
    ]


def test_every_error_of_a_table_is_told_up_to_a_hundred(tmp_path: Path) -> None:
    rows = "单位,部件,值\n" + "".join(f"无此单位{n},信息得分,{n}\n" for n in range(130))
    findings = refusals(tmp_path, reports=rows)
    assert codes(findings).count("table.unknown_unit") == 100
    assert "另有30条" in next(f for f in findings if f.code == "table.more_errors").text.zh


@pytest.mark.parametrize("cell", ["九分", "9..5", "1,2345"])
def test_an_error_names_file_sheet_row_column_and_remedy(tmp_path: Path, cell: str) -> None:
    campaign = folder(tmp_path)
    workbook(campaign / "reports.xlsx", {"报送": [["单位", "部件", "得分"], ["公安局", "信息得分", cell]]})
    finding = only(refused(campaign), "cell.not_a_number")
    place = finding.place
    assert (place.file, place.sheet, place.row, place.column) == ("reports.xlsx", "报送", 2, "得分")
    assert cell in finding.text.zh
    assert "阿拉伯数字" in finding.remedy.zh
