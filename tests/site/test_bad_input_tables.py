"""Tables as they come: titles, headers of two rows, columns twice, missing, in another order; ragged rows."""

import pytest
from tests.site.whole import (
    EVERY_TABLE,
    FORMS,
    TEXTS,
    Spot,
    book,
    csv_text,
    folder,
    refused,
    refused_at,
    run,
    spoil,
    whole,
    with_table,
)

ENGLISH = {
    "units": "unit,code,category,parent,district,kind,status,former_names",
    "participation": "group,round,channel,eligible,invited,issued,returned,note",
    "reports": "unit,component,value,numerator,denominator,source,signer,date,part_of,note",
    "entries": "unit,item,date,points,count,evidence,source,state",
    "events": "unit,event,date,count,note,signed_by",
    "history": "unit,year,category,rank,of,score,grade,bottom,exempt",
    "counts": "unit,group,round,channel,aspect,option,count",
    "ballots": "unit,group,round,channel,依法,服务,count,date",
}


def titled(rows):
    return [["某县2024年一览表"], ["填报单位：县评议办", *[""] * (len(rows[0]) - 1)], [], *rows]


def spaced(rows):
    return [row for filled in rows for row in (filled, [""] * len(filled))]


def turned(rows):
    return [row[::-1] for row in rows]


def padded(rows):
    return [[f"\u3000{cell} \u200b" if at else f" {cell}  " for at, cell in enumerate(row)] for row in rows]


def wide(rows):
    return [[*row, *[""] * 40] for row in rows]


def footed(rows):
    return [*rows, [""] * len(rows[0]), ["填表人：张某", *[""] * (len(rows[0]) - 1)]]


def headed_again(rows):
    return [*rows[:2], rows[0], *rows[2:]]


def numbered(rows):
    return [["序号" if not at else str(at), *row] for at, row in enumerate(rows)]


HARMLESS = (titled, spaced, turned, padded, wide, footed, headed_again, numbered)
ONLY_ROSTERS = {footed, headed_again}


def scores(campaign):
    result = run("score", campaign, "--no-reports")
    assert result.exit_code == 0, result.output
    home = campaign if campaign.is_dir() else campaign.with_suffix("")
    return (home / "results" / "scores.csv").read_bytes()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", HARMLESS)
def test_what_changes_nothing_changes_nothing(tmp_path, change, form):
    for counts in (False, True):
        tables = whole(counts=counts)
        other = {
            name: rows if name.startswith("ballots") and change in ONLY_ROSTERS else change(rows)
            for name, rows in tables.items()
        }
        root = tmp_path / str(counts)
        plain = folder(root / "plain", tables)
        changed = folder(root / "other", other) if form == "folder" else book(root / "评议.xlsx", other)
        assert scores(plain) == scores(changed)


def test_english_headers_and_a_mixture(tmp_path):
    for counts in (False, True):
        tables = whole(counts=counts)
        english = {name: [ENGLISH.get(name, "").split(","), *rows[1:]] for name, rows in tables.items()}
        english |= {name: rows for name, rows in tables.items() if name not in ENGLISH}
        for at in range(0, 8, 2):
            english["reports"][0][at] = tables["reports"][0][at]
        one, other = folder(tmp_path / f"a{counts}", tables), folder(tmp_path / f"b{counts}", english)
        assert scores(one) == scores(other)


@pytest.mark.parametrize("form", FORMS)
def test_headers_merged_over_two_rows_and_over_columns(tmp_path, form):
    tables = whole(counts=True)
    plain = folder(tmp_path / "plain", tables)
    head = tables["participation"][0]
    upper = [*head[:3], "份数", "", "", "", head[7]]
    lower = ["", "", "", *head[3:7], ""]
    tables["participation"][:1] = [upper, lower]

    def merged(made):
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:H2"):
            made["participation"].merge_cells(cells)

    other = (
        folder(tmp_path / "x", tables) if form == "folder" else book(tmp_path / "评议.xlsx", tables, merged)
    )
    assert scores(plain) == scores(other)


def test_names_merged_over_rows_hold_for_each_row_of_a_roster(tmp_path):
    tables = whole(counts=True)
    plain = folder(tmp_path, tables)

    def merged(made):
        made["counts"].merge_cells("A2:A5")
        made["reports"].merge_cells("B2:B6")

    assert scores(plain) == scores(book(tmp_path / "评议.xlsx", tables, merged))


def test_names_merged_over_rows_of_ballots_are_refused_with_what_to_do(tmp_path):
    path = book(tmp_path / "评议.xlsx", whole(), lambda made: made["ballots"].merge_cells("A2:A3"))
    said = refused(("score", path), tmp_path)
    finding = said.only("ballots.missing_unit")
    assert (finding["place"]["sheet"], finding["place"]["row"]) == ("ballots", 3)
    assert "合并单元格须先拆分并填满" in said.zh


REQUIRED = {
    "units": ["单位名称"],
    "reports": ["部件"],
    "entries": ["单位", "考评项"],
    "events": ["事件"],
    "history": ["单位", "年度"],
    "counts": ["单位", "票数"],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in REQUIRED.items() for c in columns])
def test_a_missing_column_is_named_with_those_that_are_there(tmp_path, table, column, form):
    tables = with_table(table)
    drop = {column, "代码"}  # a code may stand in for the name
    keep = [at for at, name in enumerate(tables[table][0]) if name not in drop]
    tables[table] = [[row[at] for at in keep] for row in tables[table]]
    campaign = folder(tmp_path, tables) if form == "folder" else book(tmp_path / "评议.xlsx", tables)
    said = refused(("score", campaign), tmp_path)
    finding = said.only("table.missing_column")
    assert f"缺少「{column}」列" in finding["zh"]
    assert f"「{tables[table][0][1]}」" in finding["zh"]
    assert finding["place"].get("sheet") == (table if form == "workbook" else None)


@pytest.mark.parametrize("column", ["单位", "依法履职"])
def test_ballots_without_a_column_that_they_need(tmp_path, column):
    tables = whole()
    drop = {column} | ({"服务质量"} if column == "依法履职" else set())
    keep = [at for at, name in enumerate(tables["ballots"][0]) if name not in drop]
    tables["ballots"] = [[row[at] for at in keep] for row in tables["ballots"]]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    finding = said.only("ballots.missing_column")
    assert finding["place"]["row"] == 1
    assert ("单位" if column == "单位" else "评价答案") in finding["zh"]


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_a_table_without_its_header(tmp_path, table):
    tables = with_table(table)
    first = tables[table].pop(0)
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    finding = said.only("ballots.missing_column" if table == "ballots" else "table.missing_column")
    assert tables[table][0][0] in finding["zh"], "what was found is shown"
    assert any(name in finding["zh"] or name in finding["remedy_zh"] for name in first)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", [*TEXTS, "counts"])
def test_a_column_that_stands_twice(tmp_path, table, form):
    tables = with_table(table)
    tables[table] = [[*row, row[0]] for row in tables[table]]
    spot = Spot(table, 1, tables[table][0][0])
    said = refused_at(tmp_path, tables, spot, "table.column_twice", form)
    assert "（A列）" in said.zh


def test_a_column_of_ballots_that_stands_twice(tmp_path):
    tables = whole()
    tables["ballots"] = [[*row, row[4]] for row in tables["ballots"]]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    assert said.only("ballots.column_twice")["place"]["row"] == 1
    assert "「依法履职」" in said.zh


@pytest.mark.parametrize("table", [*TEXTS, "counts"])
def test_a_row_with_more_cells_than_the_header(tmp_path, table):
    """1,234 without quotes: everything behind it is one column too far to the right."""
    tables = with_table(table)
    tables[table][1] = [*tables[table][1][:3], "1", *tables[table][1][3:-1], "末尾"]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    found = [f for f in said.errors if f["code"] == "table.surplus_cells"]
    assert [f["place"]["row"] for f in found] == [2]
    assert "多出「末尾」" in said.zh
    assert "1,234" in said.zh


@pytest.mark.parametrize("cells", [3, 9, 12])
def test_a_ragged_row_of_ballots(tmp_path, cells):
    tables = whole()
    tables["ballots"][3] = [*tables["ballots"][3], "甲", "乙", "丙", "丁"][:cells]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    finding = said.only("ballots.ragged_row")
    assert finding["place"]["row"] == 4
    assert f"该行有 {cells} 格，首行有 8 格" in said.zh


def test_numbers_without_a_unit_are_not_lost(tmp_path):
    tables = whole(counts=True)
    tables["reports"] = [row[1:] for row in tables["reports"]]
    said = refused(("score", folder(tmp_path, tables)), tmp_path)
    rows = [f["place"]["row"] for f in said.errors if f["code"] == "table.empty_cell"]
    assert rows == list(range(2, 12)), "totals and their parts may stand without a unit"


NAMES = ('=HYPERLINK("http://x","点")', "+86", "-1+1", "@SUM(A1)", "[/red]甲[bold]局", "*粗*#set")


@pytest.mark.parametrize("name", NAMES)
def test_names_that_look_like_formulas_or_markup(tmp_path, name):
    tables = whole()
    for rows in tables.values():
        for row in rows:
            row[:] = [name if cell == "县公安局" else cell for cell in row]
    campaign = folder(tmp_path, tables)
    result = run("score", campaign, "--format", "xlsx")
    assert result.exit_code == 0, result.output
    assert name in result.output
    table = (campaign / "results" / "scores.csv").read_text(encoding="utf-8-sig")
    assert all(not line.lstrip('"').startswith(tuple("=+-@")) for line in table.splitlines())
    assert run("verify", campaign).exit_code == 0
    assert run("convert", campaign, tmp_path / "评议.xlsx").exit_code == 0
    assert scores(tmp_path / "评议.xlsx") == (campaign / "results" / "scores.csv").read_bytes()


@pytest.mark.parametrize("table", ["reports", "ballots"])
def test_signs_that_steer_a_terminal_are_not_printed(tmp_path, table):
    tables = with_table(table)
    spoil(tables, table, 2, "单位", "县\x1b[31m红\x1b]0;x\x07局\u202e倒\n第二行")
    result = run("score", folder(tmp_path, tables))
    assert result.exit_code == 3
    assert not set("\x1b\x07\u202e") & set(result.output)
    assert len(result.output.splitlines()) == 2


def test_a_separator_that_is_not_read_shows_what_was_found(tmp_path):
    tables = whole()
    text = csv_text(tables["ballots"], delimiter="|")
    said = refused(("score", folder(tmp_path, tables, ballots=text)), tmp_path)
    assert "单位|投票层面" in said.only("ballots.missing_column")["zh"]
