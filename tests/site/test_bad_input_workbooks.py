"""What cells of Excel can hold besides text: dates, serials, errors, formulas; and sheets nobody asked for."""

import datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.site.whole import Spot, book, folder, named, refused, run, whole

DAY = datetime.date(2024, 3, 5)


def scores(path):
    result = run("score", path, "--no-reports")
    assert result.exit_code == 0, result.output
    return (path.with_suffix("") / "results" / "scores.csv").read_bytes()


def cell(sheet, place, value, form=None):
    """A change of a workbook: one cell, with a number format if that matters."""

    def change(made):
        made[sheet][place] = value
        if form:
            made[sheet][place].number_format = form

    return change


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    root = tmp_path_factory.mktemp("workbooks")
    return {kind: scores(book(root / f"{kind}.xlsx", whole(counts=kind))) for kind in (False, True)}


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (DAY, "yyyy-mm-dd"),
        (DAY, 'yyyy"年"m"月"d"日"'),
        (datetime.datetime(2024, 3, 5, 13, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001 - a cell has no zone
        (45356, "General"),
        (45356.5, "General"),
        ("45356", "@"),
        (20240305, "0"),
        ("2024年3月5日", "@"),
        ("２０２４-３-５", "@"),
    ],
)
def test_a_day_in_any_form_is_that_day(tmp_path, expected, value, form):
    assert (
        scores(book(tmp_path / "x.xlsx", whole(counts=True), cell("entries", "C2", value, form)))
        == expected[True]
    )


@pytest.mark.parametrize(
    "value",
    [datetime.date(2024, 6, 5), 45448, "2024/6/5", datetime.datetime(2024, 6, 5, 8)],  # noqa: DTZ001
)
def test_a_day_of_a_ballot_in_any_form_is_that_day(tmp_path, expected, value):
    assert scores(book(tmp_path / "x.xlsx", whole(), cell("ballots", "H2", value))) == expected[False]


def test_days_counted_from_1904_are_the_same_days(tmp_path, expected):
    def change(made):
        made.epoch = CALENDAR_MAC_1904
        made["entries"]["C2"] = DAY

    assert scores(book(tmp_path / "x.xlsx", whole(counts=True), change)) == expected[True]


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (datetime.time(13, 5), "hh:mm"),
        (2024, "General"),
        (-5, "yyyy-mm-dd"),
        (99_999_999, "yyyy-mm-dd"),
        (3.5, "General"),
        (True, "General"),
    ],
)
def test_what_is_no_day_is_refused_at_its_cell(tmp_path, value, form):
    path = book(tmp_path / "评议.xlsx", whole(counts=True), cell("entries", "C2", value, form))
    said = refused(("score", path), tmp_path)
    named(said, said.only("cell.not_a_date"), file="评议.xlsx", sheet="entries", row=2, column="日期")


ERRORS = ("#DIV/0!", "#N/A", "#REF!", "=B2/C2")


@pytest.mark.parametrize("value", ERRORS)
@pytest.mark.parametrize(
    ("sheet", "place", "spot"),
    [
        ("units", "A9", Spot("units", 9, "单位名称")),
        ("reports", "C8", Spot("reports", 8, "值")),
        ("participation", "F2", Spot("participation", 2, "发出")),
        ("history", "D2", Spot("history", 2, "名次")),
        ("counts", "G8", Spot("counts", 8, "票数")),
    ],
)
def test_errors_and_formulas_without_a_result_are_never_empty_cells(tmp_path, sheet, place, spot, value):
    path = book(tmp_path / "评议.xlsx", whole(counts=True), cell(sheet, place, value))
    said = refused(("score", path), tmp_path)
    finding = next(f for f in said.errors if f["code"] == "cell.excel_error")
    named(said, finding, file="评议.xlsx", sheet=sheet, row=spot.row, column=spot.column)
    assert place in finding["zh"]
    assert "粘贴为数值" in said.zh


@pytest.mark.parametrize("value", ERRORS)
@pytest.mark.parametrize(("place", "column"), [("A2", "单位"), ("E2", "依法履职"), ("G2", "份数")])
def test_among_ballots_too(tmp_path, value, place, column):
    path = book(tmp_path / "评议.xlsx", whole(), cell("ballots", place, value))
    said = refused(("score", path), tmp_path)
    finding = next(f for f in said.errors if f["code"] == "ballots.excel_error")
    named(said, finding, file="评议.xlsx", sheet="ballots", row=2, column=column)


def test_a_formula_beside_the_table_disturbs_nobody(tmp_path, expected):
    def change(made):
        made["ballots"]["K3"] = "=SUM(G2:G9)"
        made["counts"] if "counts" in made.sheetnames else None
        made["units"]["M2"] = "#REF!"

    assert scores(book(tmp_path / "x.xlsx", whole(), change)) == expected[False]


@pytest.mark.parametrize(
    ("place", "value", "form"),
    [("C2", 0.9, "0.00%"), ("C2", "90.00%", "@"), ("D2", 90.0, "0.00"), ("E2", "１００", "@")],
)
def test_numbers_in_any_form_are_those_numbers(tmp_path, expected, place, value, form):
    assert (
        scores(book(tmp_path / "x.xlsx", whole(counts=True), cell("reports", place, value, form)))
        == expected[True]
    )


@pytest.mark.parametrize("value", [True, 12.5, -3, 1e300, "十二"])
@pytest.mark.parametrize(
    ("sheet", "place", "column"),
    [("participation", "F2", "发出"), ("counts", "G8", "票数"), ("ballots", "G2", "份数")],
)
def test_numbers_that_count_nothing_are_refused_at_their_cell(tmp_path, sheet, place, column, value):
    if sheet == "ballots" and value is True:
        pytest.skip("a tick in the column of copies is one copy")
    path = book(tmp_path / "评议.xlsx", whole(counts=sheet != "ballots"), cell(sheet, place, value))
    said = refused(("score", path), tmp_path)
    row = int(place[1:])
    found = [f for f in said.errors if f["place"].get("row") == row and f["place"].get("column") == column]
    assert len(found) == 1
    named(said, found[0], file="评议.xlsx", sheet=sheet)


def test_sixty_sheets_that_nobody_knows_are_passed_over_with_a_word(tmp_path, expected):
    def change(made):
        for number in range(60):
            made.create_sheet(f"草稿{number}", index=0)["A1"] = "单位"

    path = book(tmp_path / "x.xlsx", whole(counts=True), change)
    assert scores(path) == expected[True]
    assert "不认识名为「草稿7」的工作表" in run("score", path, "--no-reports").output


def test_hidden_sheets_rows_and_columns_count_like_others(tmp_path, expected):
    def change(made):
        made["reports"].sheet_state = "hidden"
        made["units"].row_dimensions[3].hidden = True
        made["units"].column_dimensions["B"].hidden = True
        made["counts"].auto_filter.ref = "A1:G8"

    assert scores(book(tmp_path / "x.xlsx", whole(counts=True), change)) == expected[True]


def test_fifty_thousand_formatted_empty_rows_are_no_rows(tmp_path, expected):
    def change(made):
        for row in range(20, 50_000):
            made["units"].cell(row, 30).number_format = "0.00"

    assert scores(book(tmp_path / "x.xlsx", whole(counts=True), change)) == expected[True]


def test_names_of_sheets_are_read_as_people_write_them(tmp_path, expected):
    names = {
        "units": " 单位名单 ",
        "reports": "部门报送",
        "entries": "台账",
        "history": "HISTORY",
        "counts": "计票表",
    }

    def change(made):
        for old, new in names.items():
            made[old].title = new

    assert scores(book(tmp_path / "x.xlsx", whole(counts=True), change)) == expected[True]


def test_a_workbook_without_units_or_plan_says_which_sheet_is_missing(tmp_path):
    for sheet, code in (("units", "bundle.no_units"), ("方案", "bundle.no_scheme")):
        path = book(
            tmp_path / "评议.xlsx", whole(counts=True), lambda made, name=sheet: made.remove(made[name])
        )
        assert refused(("score", path), tmp_path).only(code)["place"]["file"] == "评议.xlsx"


def test_one_table_in_a_workbook_of_several_sheets_says_what_it_did_not_read(tmp_path):
    tables = whole(counts=True)
    campaign = folder(tmp_path, tables)
    (campaign / "reports.csv").unlink()
    path = book(campaign / "reports.xlsx", {"一月": tables["reports"], "二月": tables["reports"]})
    result = run("score", campaign, "--no-reports")
    assert result.exit_code == 3, "the first sheet is a plan, no table"
    path = book(campaign / "reports.xlsx", {"一月": tables["reports"], "二月": tables["reports"]}, drop_plan)
    result = run("score", campaign, "--no-reports")
    assert result.exit_code == 0, result.output
    assert "只读取了第一个工作表，未读取：二月" in result.output
    assert path.exists()


def drop_plan(made):
    for name in ("方案", "活动"):
        made.remove(made[name])
