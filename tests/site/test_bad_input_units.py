"""Who is who: duplicates, two categories, circles, garbled names, and facts about the wrong units."""

import pytest
from tests.site.whole import (
    FORMS,
    Spot,
    add_row,
    book,
    folder,
    refused,
    refused_at,
    run,
    spoil,
    whole,
    with_table,
)


@pytest.fixture
def tables():
    return whole(counts=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["县公安局", "县 公 安 局", "縣公安局", "縣公(gōng)安(ān)局"])
def test_a_unit_that_stands_twice_names_both_rows(tmp_path, tables, name, form):
    row = add_row(tables, "units", 单位名称=name, 类别="执法")
    said = refused_at(tmp_path, tables, Spot("units", row, "单位名称"), "units.duplicate", form)
    assert "第2行的「县公安局」名称重复" in said.zh
    assert "repeats “县公安局” of row 2" in said.en


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_in_two_categories_names_both(tmp_path, tables, form):
    row = add_row(tables, "units", 单位名称="县公安局", 类别="服务类")
    said = refused_at(tmp_path, tables, Spot("units", row, "单位名称"), "units.two_categories", form)
    assert "同时列入「执法」（第2行）和「服务类」" in said.zh
    assert "in category “执法” (row 2) and in “服务类”" in said.en


def test_a_code_that_stands_twice_gives_one_error_and_no_echo(tmp_path, tables):
    spoil(tables, "units", 6, "代码", "101")
    said = refused_at(tmp_path, tables, Spot("units", 6, "单位名称"), "units.duplicate")
    assert "代码「101」重复" in said.zh


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "parents",
    [{2: "县公安局"}, {2: "城关交警队"}, {2: "县税务局", 4: "县城管局", 3: "县公安局"}],
    ids=["itself", "two", "three"],
)
def test_parents_in_a_circle_are_shown_as_a_path(tmp_path, tables, parents, form):
    for row, parent in parents.items():
        spoil(tables, "units", row, "上级", parent)
    said = refused_at(tmp_path, tables, Spot("units", 2, "上级"), "units.circular_parent", form)
    assert "上级关系成环：101 →" in said.zh
    assert "the parents form a circle: 101 →" in said.en


def test_garbled_traditional_names_with_pinyin_mean_the_same_unit(tmp_path):
    """Seed 001: 評(píng)議(yì). The units table is garbled, every other table is clean, and the reverse."""
    garbled = {
        "县公安局": "縣公(gōng)安(ān)局(jú)",
        "县民政局": "縣民(mín)政局",
        "县税务局": "縣 稅(shuì)務局",
    }
    scores = []
    for number, spoilt in enumerate((set(), {"units"}, {"reports", "history", "ballots-2", "ballots"})):
        tables = whole()
        for name in spoilt:
            tables[name] = [[garbled.get(cell, cell) for cell in row] for row in tables[name]]
        campaign = folder(tmp_path / str(number), tables)
        assert run("score", campaign, "--no-reports").exit_code == 0
        lines = (campaign / "results" / "scores.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        scores.append([line.split(",")[1:] for line in lines])
    assert scores[0] == scores[1] == scores[2]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("unit", "word"), [("县统计局", "免评"), ("县残联", "征求意见")])
def test_counts_for_units_that_are_not_rated_are_refused(tmp_path, tables, unit, word, form):
    row = add_row(
        tables, "counts", 单位=unit, 投票层面="群众", 轮次="上半年", 测评项="*", 选项="有效", 票数="9"
    )
    said = refused_at(tmp_path, tables, Spot("counts", row, "单位"), "counts.unscored_unit", form)
    assert f"「{unit}」是{word}单位，不接受评分" in said.zh


@pytest.mark.parametrize("table", ["entries", "reports", "participation"])
def test_other_facts_about_exempt_units_are_told_and_not_scored(tmp_path, tables, table):
    cells = {
        "entries": {"考评项": "材料迟报", "日期": "2024-03-05", "依据": "甲", "来源": "乙"},
        "reports": {"部件": "信息得分", "值": "9"},
        "participation": {"投票层面": "代表", "发出": "9"},
    }[table]
    if table == "participation":
        tables[table] = [["单位", *row] if not at else ["", *row] for at, row in enumerate(tables[table])]
    row = add_row(tables, table, 单位="县统计局", **cells)
    campaign = folder(tmp_path, tables)
    for language, words in (
        ("zh", f"第{row}行，「单位」列：「县统计局」是免评单位"),
        ("en", "is exempt: this row"),
    ):
        result = run("score", campaign, "--no-reports", "--lang", language)
        assert result.exit_code == 0
        assert words in result.output


@pytest.mark.parametrize("form", FORMS)
def test_a_code_and_a_name_that_disagree_are_refused(tmp_path, tables, form):
    for row in tables["entries"]:
        row.insert(1, "单位代码" if row is tables["entries"][0] else "")
    spot = spoil(tables, "entries", 2, "单位代码", "102")
    said = refused_at(tmp_path, tables, spot, "table.code_and_name_differ", form)
    assert "代码「102」是「县城管局」，与本行单位「县公安局」不符" in said.zh


@pytest.mark.parametrize(
    ("table", "row", "column", "code", "first"),
    [
        ("reports", 7, "部件", "reports.duplicate", 2),
        ("participation", 5, "", "participation.duplicate", 2),
        ("history", 5, "", "history.duplicate", 2),
        ("counts", 9, "", "counts.duplicate", 2),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_stands_twice_names_the_first(tmp_path, tables, table, row, column, code, first, form):
    rows = tables[table]
    rows.insert(row - 1, list(rows[first - 1]))
    said = refused_at(tmp_path, tables, Spot(table, row, column), code, form)
    assert f"第{first}行" in said.zh
    assert f"row {first}" in said.en


def test_one_rater_who_rates_a_unit_twice_is_named_by_the_ballot(tmp_path):
    tables = with_table("ballots-2")
    spoil(tables, "ballots-2", 3, "单位", "县公安局")
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    finding = said.only("ballots.duplicate")
    assert finding["place"]["file"] == "ballots/ballots-2.csv"
    assert "票号「d1」" in said.zh


def test_every_bad_row_is_told_at_once_up_to_a_hundred(tmp_path, tables):
    for number in range(150):
        add_row(
            tables,
            "entries",
            单位=f"无此{number}局",
            考评项="材料迟报",
            日期="2024-03-05",
            依据="甲",
            来源="乙",
        )
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    assert [f["place"]["row"] for f in said.errors[:100]] == list(range(4, 104))
    assert "另有50条同级提示未列出" in said.zh
    assert "and 50 more like these" in said.en


def test_the_same_errors_are_told_by_every_command_that_reads(tmp_path, tables):
    spoil(tables, "units", 2, "类别", "执法类别")
    campaign = folder(tmp_path, tables)
    for command in (
        ("score", campaign),
        ("explain", campaign, "--unit", "县公安局"),
        ("verify", campaign),
        ("convert", campaign, tmp_path / "新"),
        ("convert", campaign, tmp_path / "新.xlsx", "--public"),
        ("tally", campaign, "--out", tmp_path / "计票"),
    ):
        refused(command, tmp_path).only("table.unknown_category")
    assert run("lint", campaign).exit_code == 0, "a plan can be checked while its campaign is not ready"


def test_a_workbook_with_two_sheets_for_one_table_names_both(tmp_path, tables):
    campaign = book(tmp_path / "评议.xlsx", tables | {"单位名单": tables["units"]})
    said = refused(("score", campaign), tmp_path)
    assert said.only("bundle.table_twice")["place"]["sheet"] == "单位名单"
    assert "「units」" in said.zh
