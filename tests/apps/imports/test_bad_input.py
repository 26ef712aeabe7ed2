"""Files as they come: wrong kinds, broken, locked, too large, odd encodings, odd cells. Nothing goes in by half."""

import io
import zipfile
from typing import Any

import pytest
from tests.apps.imports.test_steps import ROWS, apply, match, upload
from tests.apps.imports.things import STORE

from minping.apps.foundation.imports import services
from minping.apps.foundation.imports.models import ImportRun

pytestmark = pytest.mark.django_db
NEW = "/office/imports/new/tests.things/"
CSV = "代码,名称,数量\r\nA1,桌子,3\r\nA2,椅子,12\r\n"


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def taken(browser, raw: bytes, name: str) -> ImportRun:
    upload(browser, raw, name)
    match(browser, ImportRun.objects.get())
    return ImportRun.objects.get()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (400 << 20))
    return out.getvalue()


def crowd() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(2_100):
            archive.writestr(f"xl/{at}.xml", "")
    return out.getvalue()


REFUSED = [
    ("a.xlsx", b"", "没有内容"),
    ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "没有内容"),
    ("a.xlsx", b"PK\x03\x04 nothing", "损坏"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ("a.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    ("a.csv", b"%PDF-1.7 something", "PDF"),
    ("a.csv", b"PK\x03\x04 nothing", "Excel 工作簿"),
    ("a.xlsm", b"PK\x03\x04 nothing", "不支持 .xlsm"),
    ("a.exe", b"MZ" * 50, "不支持 .exe"),
    ("名单", b"abc", "没有扩展名"),
    ("a.docx", b"PK\x03\x04", "不支持 .docx"),
    ("a.csv", "代码,名称\r\nA1,锟斤拷锟斤拷\r\n".encode(), "锟斤拷"),
    ("a.csv", b"\xff\xff\xff\x81\x20\x30" * 40, "字节"),
    ("a.csv", '代码,名称\r\nA1,"桌子\r\nA2,椅子\r\n'.encode(), "引号"),
    ("../../etc/passwd", b"root:x", "没有扩展名"),
]


@pytest.mark.parametrize(("name", "raw", "said"), REFUSED, ids=[f"{n} {s}" for n, _, s in REFUSED])
def test_a_file_that_cannot_be_read_says_why_in_both_languages(browser, tmp_path, name, raw, said) -> None:
    answer = upload(browser, raw, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not list(tmp_path.rglob("*.bin"))
    browser.cookies["language"] = "en"
    page = upload(browser, raw, name).content.decode()
    assert "文件没有导入" not in page
    assert "The file was not taken in" in page


def test_bombs_are_not_unpacked(browser) -> None:
    for raw in (bomb(), crowd()):
        answer = upload(browser, raw, "a.xlsx")
        assert answer.status_code == 422
        assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(browser) -> None:
    answer = upload(browser, b"x" * (services.MOST_BYTES + 1), "a.csv")
    assert answer.status_code == 422
    assert "超过上限10 MB" in answer.content.decode()


def test_too_many_rows_are_refused(browser) -> None:
    raw = ("代码,名称\n" + "A,B\n" * 200_001).encode()
    assert "超过上限200,000行" in upload(browser, raw, "a.csv").content.decode()


def test_no_file_at_all_is_said(browser) -> None:
    answer = browser.post(NEW, {})
    assert answer.status_code == 422
    assert "请先选择一个文件" in answer.content.decode()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", CSV),
        ("utf-8-sig", CSV),
        ("gb18030", CSV),
        ("utf-16", CSV),
        ("utf-16-le", CSV),
        ("big5", CSV.replace("数", "數").replace("称", "稱").replace("码", "碼")),
        ("utf-8", CSV.replace(",", "\t")),
        ("gb18030", CSV.replace(",", ";")),
        ("utf-8", CSV.replace(",", "，")),
        ("utf-8", "sep=;\r\n" + CSV.replace(",", ";")),
        ("utf-8", CSV.replace("\r\n", "\n")),
        ("utf-8", CSV.replace("3", "３").replace("12", "１２")),
        ("utf-8", CSV.replace("12", '"12.0"')),
        ("utf-8", "物品登记表\r\n填报单位：某局,,\r\n" + CSV + "合计,,15\r\n注：以上均为自用,,\r\n"),
        ("utf-8", CSV + "代码,名称,数量\r\n\r\n,,\r\n"),
        ("utf-8", CSV.replace("代码", "代 码*").replace("数量", "数量（件）")),
    ],
)
def test_text_files_of_every_kind_are_read(browser, encoding: str, text: str) -> None:
    run = taken(browser, text.encode(encoding), "名单.csv")
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    apply(browser, run)
    assert [size for _, size in STORE.values()] == [3, 12]


CELLS = [
    ("3.5", "不是整数"),
    ("-1", "小于0"),
    ("三", "不是数字"),
    ("12%", "不是整数"),
    ("1e9", "不是数字"),
    ("９９９９９９９９９９９", "大于"),
    ("<script>alert(1)</script>", "不是数字"),
    ("=1+1", "不是数字"),
]


@pytest.mark.parametrize(("cell", "said"), CELLS)
def test_a_bad_cell_is_named_with_its_row_and_column(browser, workbook, cell, said) -> None:
    run = taken(browser, workbook({"表": [*ROWS, ["A3", "灯", cell]]}), "a.xlsx")
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    assert said in page
    assert ">数量</td>" in page
    assert ">4</td>" in page
    assert "工作表：表" in page
    assert cell.strip("<>/=")[:6] in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("cell", ["", "/", "—", "无", "３", "3件", " 3 ", "3.0", "1,000"])
def test_a_good_cell_in_any_spelling_goes_in(browser, workbook, cell) -> None:
    run = taken(browser, workbook({"表": [ROWS[0], ["A3", "灯", cell]]}), "a.xlsx")
    assert run.counts["new"] == 1


def test_a_comma_inside_a_text_is_noticed(browser) -> None:
    run = taken(browser, "代码,名称,数量\nA1,桌子,1,000\nA2,椅子,2\n".encode(), "a.csv")
    assert run.counts["refused"] == 1
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    assert "多出「000」" in page


def test_cells_merged_over_rows_hold_for_each_of_them(browser) -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("表")
        for at, row in enumerate([["代码", "名称"], ["A1", ""], ["A2", ""], ["A3", "灯"]]):
            for place, value in enumerate(row):
                sheet.write(at, place, value)
        sheet.merge_range(1, 1, 2, 1, "桌子")
    run = taken(browser, out.getvalue(), "a.xlsx")
    assert run.counts["new"] == 3
    apply(browser, run)
    assert [name for name, _ in STORE.values()] == ["桌子", "桌子", "灯"]
    back = browser.get(f"/office/imports/{run.id}/marked/")
    assert back.status_code == 200


def test_excel_errors_and_formulas_without_results_are_not_taken_for_empty(browser) -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("表")
        rows: list[list[Any]] = [["代码", "名称", "数量"], ["A1", "桌子", 1], ["A2", "灯", ""]]
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(at, place, value)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    run = taken(browser, out.getvalue(), "a.xlsx")
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    assert "没有算出结果" in page
    assert "没有填写" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"sheet": "没有", "header": "1", "column-0": "code", "column-1": "name"},
        {"sheet": "表", "header": "x", "column-0": "code", "column-1": "name"},
        {"sheet": "表", "header": "-5", "column-0": "code", "column-1": "nothing"},
        {"sheet": "表", "header": "99", "column-0": "code", "column-1": "name"},
        {"sheet": "表", "header": "1", "column-99999999999": "code", "column-x": "name"},
        {"sheet": "表", "header": "1", "column-5000": "code", "column-1": "name"},
        {"sheet": "表", "header": "1", "column-²": "code", "column-1": "name"},
    ],
)
def test_forged_matches_break_nothing(browser, workbook, fields) -> None:
    upload(browser, workbook({"表": ROWS}), "a.xlsx")
    run = ImportRun.objects.get()
    answer = browser.post(f"/office/imports/{run.id}/match/", fields)
    assert answer.status_code in {200, 302}
    assert browser.get(f"/office/imports/{run.id}/match/", fields).status_code == 200
    assert STORE == {}


def test_odd_addresses_are_not_found(browser, workbook) -> None:
    upload(browser, workbook({"表": ROWS}), "a.xlsx")
    run = ImportRun.objects.get()
    assert browser.get("/office/imports/new/nothing/").status_code == 404
    assert browser.get("/office/imports/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert browser.get(f"/office/imports/{run.id}/marked/").status_code == 404
    assert browser.get(f"/office/imports/{run.id}/apply/").status_code == 405
    for digest in ("", "0" * 64, "<b>"):
        page = browser.post(
            f"/office/imports/{run.id}/apply/", {"digest": digest, "rows": "all"}, follow=True
        )
        assert "请先核对" in page.content.decode()
    assert STORE == {}
