"""One bad cell in one table: refused with its file, sheet, row and column, and what would be right."""

import pytest
from tests.site.whole import FORMS, add_row, folder, refused, refused_at, run, spoil, with_table

CASES = """
units 单位名称 9 空 table.empty_cell
units 代码 9 1|2 units.reserved_mark
units 类别 2 执法服务 table.unknown_category
units 类别 2 空 table.empty_cell
units 上级 5 县政府 table.unknown_unit
units 类型 5 机关 table.unknown_word
units 状态 8 停评 table.unknown_word
participation 投票层面 2 专家 table.unknown_voter_group
participation 投票层面 2 空 table.empty_cell
participation 轮次 2 三期 table.unknown_round
participation 轮次 3 年终 table.round_of_other_group
participation 邀请 2 41 participation.invited_over_eligible
participation 发出 2 31 participation.issued_over_invited
participation 收回 2 21 participation.returned_over_issued
participation 收回 2 -18 cell.negative
participation 收回 2 17.5 cell.not_whole
participation 收回 2 十八 cell.not_a_number
participation 收回 2 约18 cell.not_a_number
participation 收回 2 90% cell.not_whole
reports 单位 2 县公安 table.unknown_unit
reports 单位 2 空 table.empty_cell
reports 部件 2 空 table.empty_cell
reports 值 2 九十 cell.not_a_number
reports 值 2 95 reports.rate_without_percent
reports 值 2 91% reports.value_differs
reports 值 7 空 table.empty_cell
reports 值 7 9.5.1 cell.not_a_number
reports 值 7 １Ｏ cell.not_a_number
reports 分母 2 0 reports.denominator_not_positive
reports 分母 2 -100 reports.denominator_not_positive
reports 日期 2 去年 cell.not_a_date
reports 日期 2 2024-02-30 cell.not_a_date
reports 日期 2 2024-13-01 cell.not_a_date
reports 日期 2 12月25日 cell.not_a_date
reports 日期 2 05/06/2024 cell.not_a_date
entries 单位 2 县公安分局 table.unknown_unit
entries 单位 2 空 table.empty_cell
entries 考评项 2 迟到 table.unknown_item
entries 考评项 2 空 table.empty_cell
entries 日期 2 空 table.empty_cell
entries 日期 2 上周 cell.not_a_date
entries 分值 2 两分 cell.not_a_number
entries 次数 2 0 cell.too_small
entries 次数 2 -1 cell.negative
entries 次数 2 1.5 cell.not_whole
entries 依据 2 空 table.empty_cell
entries 来源 2 空 table.empty_cell
entries 状态 2 作废 table.unknown_word
events 单位 2 空 table.empty_cell
events 单位 2 县地税局 table.unknown_unit
events 事件 2 空 table.empty_cell
events 日期 2 空 table.empty_cell
events 日期 2 2024年 cell.not_a_date
events 次数 2 半 cell.not_a_number
history 单位 2 空 table.empty_cell
history 年度 2 空 table.empty_cell
history 年度 2 2024 history.not_past
history 年度 2 二〇二三 cell.not_a_number
history 年度 2 23 cell.too_small
history 名次 2 4 history.rank_out_of_range
history 名次 2 0 history.rank_out_of_range
history 总数 2 三 cell.not_a_number
history 得分 2 优 cell.not_a_number
history 末位 2 也许 cell.not_yes_or_no
history 免评 2 2 cell.not_yes_or_no
counts 单位 8 县检察院 table.unknown_unit
counts 投票层面 8 专家 table.unknown_voter_group
counts 轮次 8 三期 table.unknown_round
counts 轮次 8 空 table.empty_cell
counts 测评项 8 廉洁自律 table.unknown_aspect
counts 测评项 8 空 table.empty_cell
counts 选项 8 很好 counts.unknown_option
counts 选项 8 空 table.empty_cell
counts 票数 8 -8 cell.negative
counts 票数 8 7.5 cell.not_whole
counts 票数 8 空 table.empty_cell
counts 票数 8 八 cell.not_a_number
"""
BALLOTS = """
ballots 单位 2 县城管 ballots.unknown_unit
ballots 单位 2 空 ballots.missing_unit
ballots 单位 2 县统计局 ballots.exempt_unit
ballots 单位 2 县残联 ballots.opinion_only_unit
ballots 投票层面 2 专家 ballots.unknown_group
ballots 投票层面 2 空 ballots.missing_group
ballots 轮次 2 第三期 ballots.unknown_round
ballots 轮次 2 年终 ballots.unknown_round
ballots 轮次 2 空 ballots.missing_round
ballots 渠道 2 电话 ballots.unknown_channel
ballots 依法履职 2 很好 ballots.unknown_option
ballots 依法履职 2 95 ballots.unknown_option
ballots 份数 2 -3 ballots.bad_count
ballots 份数 2 0 ballots.bad_count
ballots 份数 2 1.5 ballots.bad_count
ballots 份数 2 十 ballots.bad_count
ballots 份数 2 99999999999 ballots.bad_count
ballots 日期 2 2024-07-01 ballots.refused_late
ballots 日期 2 六月 ballots.bad_date
ballots 日期 2 空 ballots.bad_date
ballots-2 依法履职 2 101 ballots.out_of_range
ballots-2 依法履职 2 -1 ballots.out_of_range
ballots-2 依法履职 2 88.5 ballots.out_of_range
ballots-2 依法履职 2 八十 ballots.unknown_option
ballots-2 依法履职 2 满意 ballots.unknown_option
"""
IN_WORKBOOKS = """
ballots 单位 2 县统计局 ballots.exempt_unit
ballots 轮次 2 第三期 ballots.unknown_round
ballots 份数 2 1.5 ballots.bad_count
ballots-2 依法履职 2 101 ballots.out_of_range
"""


def listed(cases):
    for case in cases.split("\n"):
        if case:
            table, column, row, value, code = case.split()
            value = "" if value == "空" else value
            yield pytest.param(table, column, int(row), value, code, id=case.replace(" ", "-"))


@pytest.mark.parametrize(("table", "column", "row", "value", "code"), [*listed(CASES + BALLOTS)])
def test_a_bad_cell_in_a_folder(tmp_path, table, column, row, value, code):
    tables = with_table(table)
    spot = spoil(tables, table, row, column, value)
    said = refused_at(tmp_path, tables, spot, code)
    assert value in said.zh
    assert value in said.en


@pytest.mark.parametrize(("table", "column", "row", "value", "code"), [*listed(CASES + IN_WORKBOOKS)])
def test_a_bad_cell_in_a_workbook(tmp_path, table, column, row, value, code):
    tables = with_table(table)
    refused_at(tmp_path, tables, spoil(tables, table, row, column, value), code, "workbook")


@pytest.mark.parametrize(
    ("table", "column", "row", "value"),
    [
        ("participation", "发出", 2, "２０"),
        ("participation", "发出", 2, "20.0"),
        ("participation", "发出", 2, "20份"),
        ("participation", "应评", 3, "5,000"),
        ("reports", "值", 2, "９０．００％"),
        ("reports", "值", 2, "0.9"),
        ("reports", "日期", 2, "2024年12月25日"),
        ("reports", "日期", 2, "２０２４／１２／２５"),
        ("reports", "日期", 2, "45651"),
        ("reports", "日期", 2, "20241225"),
        ("entries", "日期", 2, "2024.3.5"),
        ("history", "年度", 2, "2023年"),
        ("units", "上级", 5, "縣公安局"),
        ("units", "状态", 8, "免评单位"),
        ("counts", "票数", 8, "８票"),
        ("counts", "选项", 8, "Ｂ"),
    ],
)
def test_the_same_thing_in_other_words_gives_the_same_scores(tmp_path, table, column, row, value):
    written = []
    for name, cell in (("one", None), ("other", value)):
        tables = with_table(table)
        if cell is not None:
            spoil(tables, table, row, column, cell)
        campaign = folder(tmp_path / name, {k: v for k, v in tables.items() if not k.startswith("ballots")})
        assert run("score", campaign, "--no-reports").exit_code == 0
        written.append((campaign / "results" / "scores.csv").read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("form", FORMS)
def test_unequal_sums_are_refused_naming_both(tmp_path, form):
    tables = with_table("reports")
    spoil(tables, "reports", 13, "值", "299")
    spot = spoil(tables, "reports", 12, "值", "506")
    said = refused_at(tmp_path, tables, spot, "reports.sum_differs", form)
    for words in ("合计 506", "299 + 206 ＝ 505"):
        assert words in said.zh
    for words in ("is 506", "add up to 505"):
        assert words in said.en


def test_parts_without_their_total_are_refused(tmp_path):
    tables = with_table("reports")
    tables["reports"] = [row for row in tables["reports"] if "受理总量" not in row[1]]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    assert said.only("reports.total_missing")["place"]["row"] == 12
    assert "受理总量" in said.en


@pytest.mark.parametrize(("stated", "ok"), [("1325", True), ("1324", False)])
@pytest.mark.parametrize("word", ["合计", "总计", "合 计：", "Total"])
def test_a_total_row_is_no_data_but_is_checked(tmp_path, word, stated, ok):
    tables = with_table("counts")
    del tables["participation"][2:]
    tables["participation"][1:] = [["群众", "上半年", "纸质", "", "", "600", "500", ""]]
    tables["participation"] += [["群众", "下半年", "网络", "", "", "725", "400", ""]]
    row = add_row(tables, "participation", 投票层面=word, 发出=stated, 收回="900")
    campaign = folder(tmp_path, tables)
    if ok:
        result = run("score", campaign, "--no-reports")
        assert result.exit_code == 0
        assert "合计行不作为数据" in result.output
        return
    said = refused(("score", campaign), tmp_path)
    finding = said.only("table.total_differs")
    assert (finding["place"]["row"], finding["place"]["column"]) == (row, "发出")
    assert "合计1324，各行之和1325" in said.zh
    assert "the total says 1324, the rows add up to 1325" in said.en


def test_a_total_row_among_ballots_is_no_ballot(tmp_path):
    tables = with_table("ballots")
    add_row(tables, "ballots", 单位="合计", 份数="87")
    result = run("score", folder(tmp_path, tables), "--no-reports")
    assert result.exit_code == 0
    assert "合计" in result.output
