"""The workbook that comes back: every sheet and value as it was, the reasons beside the rows."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook
from tests.apps.imports.test_steps import ROWS, match, upload
from tests.apps.imports.things import STORE

from minping.apps.foundation.imports import services
from minping.apps.foundation.imports.models import ImportRun

pytestmark = pytest.mark.django_db
FORMULAS = ('=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "＋1", "\t=1+1")


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def returned(browser, raw: bytes, name: str = "a.xlsx", **columns: int):
    upload(browser, raw, name)
    run = ImportRun.objects.latest("started_at")
    match(browser, run, **columns)
    answer = browser.get(f"/office/imports/{run.id}/marked/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.getvalue()))


def test_numbers_days_and_marks_keep_their_kind(browser) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("表")
        for at, text in enumerate(("代码", "名称", "数量", "日期", "是否", "比例")):
            sheet.write(0, at, text)
        sheet.write_row(1, 0, ["A1", "桌子", 1.5])
        sheet.write_datetime(1, 3, datetime.datetime(2024, 3, 5), day)  # noqa: DTZ001
        sheet.write_boolean(1, 4, True)
        sheet.write_number(1, 5, 0.25)
        sheet.write_string(1, 6, "013800001234")
        sheet.merge_range(3, 0, 4, 1, "合并")
        other = book.add_worksheet("其他表")
        other.write_column(0, 0, [1, "二", 3.25])
    book = returned(browser, out.getvalue())
    cells = [cell.value for cell in book["表"][2]]
    assert cells[:7] == ["A1", "桌子", 1.5, datetime.datetime(2024, 3, 5), True, 0.25, "013800001234"]  # noqa: DTZ001
    assert "不是整数" in str(cells[7])
    assert [str(area) for area in book["表"].merged_cells.ranges] == ["A4:B5"]
    assert book["表"]["A4"].value == "合并"
    assert [row[0].value for row in book["其他表"].iter_rows()] == [1, "二", 3.25]


def test_what_looks_like_a_formula_comes_back_as_text_and_again_as_itself(browser, workbook) -> None:
    rows = [["代码", "名称", "数量"], *[[f"A{at}", text, "x"] for at, text in enumerate(FORMULAS)]]
    book = returned(browser, workbook({"表": rows}))
    sheet = book["表"]
    assert [sheet.cell(at + 2, 2).value for at in range(len(FORMULAS))] == list(FORMULAS)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all(sheet.cell(at + 2, 2).quotePrefix for at in range(len(FORMULAS)))
    for at in range(len(FORMULAS)):
        sheet.cell(at + 2, 3).value = at
        sheet.cell(at + 2, 2).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    upload(browser, out.getvalue(), "b.xlsx")
    run = ImportRun.objects.latest("started_at")
    assert "错误原因" in browser.get(f"/office/imports/{run.id}/match/").content.decode()
    match(browser, run)
    run.refresh_from_db()
    assert run.counts == {"new": len(FORMULAS), "changed": 0, "unchanged": 0, "refused": 0}
    browser.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": "all"})
    assert [name for name, _ in STORE.values()] == [text.strip() for text in FORMULAS]


def test_a_second_round_writes_its_reasons_over_those_of_the_first(browser, workbook) -> None:
    first = returned(browser, workbook({"表": [*ROWS, ["", "灯", "x"]]}))
    out = io.BytesIO()
    first["表"]["A4"].value = "A3"
    first.save(out)
    second = returned(browser, out.getvalue(), "b.xlsx")
    head = [cell.value for cell in second["表"][1]]
    assert head == ["代码", "名称", "数量", "错误原因"]
    assert "「代码」没有填写" not in str(second["表"]["D4"].value)
    assert "不是数字" in str(second["表"]["D4"].value)


def test_a_text_file_comes_back_as_a_workbook(browser) -> None:
    raw = "代码,名称,数量\nA1,桌子,三\n'=1,椅子,2\n".encode("gb18030")
    book = returned(browser, raw, "名单.csv")
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["代码", "名称", "数量", "错误原因"]
    assert "「三」不是数字" in str(rows[1][3])
    assert rows[2][:3] == ["=1", "椅子", "2"]


def ods(*sheets: tuple[str, list[list[str]]]) -> bytes:
    """A small OpenDocument workbook."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<x/>")
    return out.getvalue()


def test_sheets_with_names_that_excel_forbids_get_others(browser) -> None:
    long = "二〇二四年度参加民主评议的单位和基层站所名单（征求意见稿）一"
    raw = ods(
        (f"{long}甲", [["代码", "名称"], ["A1", ""]]),
        (f"{long}乙", [["x"]]),
        ("a/b:c", [["y"]]),
        ("history", [["z"]]),
    )
    book = returned(browser, raw, "名单.ods")
    assert len(book.sheetnames) == 4
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert "「名称」没有填写" in str(book.worksheets[0]["C2"].value)


def test_reasons_follow_the_language_of_the_page(browser, workbook) -> None:
    browser.cookies["language"] = "en"
    book = returned(browser, workbook({"表": [*ROWS, ["", "灯", "x"]]}))
    assert "“code” is empty" in str(book["表"]["D4"].value)


def test_two_uploads_at_once_lead_to_one_import(browser, workbook, monkeypatch) -> None:
    """The second request looked before the first had written."""
    raw = workbook({"表": ROWS})
    upload(browser, raw)
    looked = services._waiting
    seen: list[int] = []

    def late(*asked):
        seen.append(1)
        return None if len(seen) == 1 else looked(*asked)

    monkeypatch.setattr(services, "_waiting", late)
    answer = upload(browser, raw)
    assert answer["Location"] == f"/office/imports/{ImportRun.objects.get().id}/"
