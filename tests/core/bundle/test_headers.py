"""Headers as offices make them: titles above, two rows, merged cells, other words."""

from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle

from .county import codes, csv_of, folder, only, read, refusals, workbook

TITLED: list[list[object]] = [
    ["某县2024年评议票发放与回收情况统计表", "", "", "", ""],
    ["", "", "", "", "填报日期：2024年12月"],
    ["投票层面", "期次", "发放", "", "收回"],
    ["", "", "份数", "人数", "份数"],
    ["代表委员", "年终测评", 30, 28, 25],
]


def _participation(bundle_path: Path) -> tuple[int | None, int | None]:
    row = read_bundle(bundle_path).data.participation[0]
    return row.issued, row.returned


def test_a_title_and_a_header_of_two_rows_in_csv(tmp_path: Path) -> None:
    assert _participation(folder(tmp_path, participation=csv_of(TITLED))) == (30, 25)


def test_a_title_and_a_header_of_merged_cells_in_excel(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    merges = ["A1:E1", "A3:A4", "B3:B4", "C3:D3"]
    workbook(campaign / "participation.xlsx", {"Sheet1": TITLED}, merges)
    assert _participation(campaign) == (30, 25)


def test_a_rate_below_a_known_group_header_is_not_taken_for_the_number(tmp_path: Path) -> None:
    rows = [["投票层面", "收回", ""], ["", "率", "份数"], ["代表", "83.3%", "25"]]
    bundle = read(tmp_path, participation=csv_of(rows))
    assert bundle.data.participation[0].returned == 25
    finding = only(bundle.findings, "table.unknown_column")
    assert finding.place.column == "收回/率"


@pytest.mark.parametrize(
    "header",
    [
        "单位名称,代码,类别",
        "序号,被评议单位（全称）,编码,序列",
        "部门,单位编号*,组别：",
        "UNIT,Code,category",
        " 单 位 名 称 ,代 码,类　别",
        "單位名稱,代碼,類別",
    ],
)
def test_other_words_for_the_same_columns(tmp_path: Path, header: str) -> None:
    line = "1,公安局,101,执法" if header.startswith("序号") else "公安局,101,执法"
    unit = read(tmp_path, units=f"{header}\n{line}\n").data.units["101"]
    assert (unit.name, unit.category) == ("公安局", "执法")


def test_a_missing_column_is_named_with_the_columns_found(tmp_path: Path) -> None:
    finding = only(refusals(tmp_path, reports="单位,得分\n公安局,9\n"), "table.missing_column")
    assert "「部件」" in finding.text.zh
    assert "「单位」、「得分」" in finding.text.zh
    assert finding.place.file == "reports.csv"


def test_a_table_without_any_known_column_is_refused(tmp_path: Path) -> None:
    finding = only(refusals(tmp_path, units="甲,乙\n1,2\n"), "table.missing_column")
    assert "「甲」、「乙」" in finding.text.zh


def test_two_columns_for_one_thing_are_refused(tmp_path: Path) -> None:
    rows = "单位,部件,得分,分值\n公安局,信息得分,9,8\n"
    finding = only(refusals(tmp_path, reports=rows), "table.column_twice")
    assert "「得分」（C列）、「分值」（D列）" in finding.text.zh


def test_an_unknown_column_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    bundle = read(tmp_path, units="单位名称,类别,曾用的名\n公安局,执法,公安分局\n")
    finding = only(bundle.findings, "table.unknown_column")
    assert "曾用的名" in finding.text.zh
    assert "曾用名" in finding.remedy.zh


def test_a_header_below_the_tenth_row_is_not_looked_for(tmp_path: Path) -> None:
    units = "\n".join(["说明文字"] * 10 + ["单位名称,类别", "公安局,执法"]) + "\n"
    assert codes(refusals(tmp_path, units=units)) == ["table.missing_column"]


def test_data_that_look_like_headers_are_data(tmp_path: Path) -> None:
    rows = "单位,部件,值,\n公安局,得分,不适用,甲\n人社局,信息得分,9,乙\n"
    assert [r.component for r in read(tmp_path, reports=rows).data.reports] == ["得分", "信息得分"]
