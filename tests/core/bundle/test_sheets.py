"""Files of any kind: what is read, and what is refused before it can do harm."""

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from minping.core.bundle.limits import MEGABYTE, ROSTER
from minping.core.bundle.read import read_bundle
from minping.core.bundle.sheets import Book
from minping.core.findings import Finding, RefusedInput

from .county import UNITS, codes, folder, only, read, refusals, refused, workbook, zipped

DATA = Path(__file__).parent / "data"


def _refused(raw: bytes, name: str) -> Finding:
    with pytest.raises(RefusedInput) as caught:
        Book(raw, name).sheet(Book(raw, name).names[0])
    assert len(caught.value.findings) == 1
    return only(caught.value.findings, caught.value.findings[0].code)


def _with_units_workbook(root: Path, rows: list[list[object]]) -> Path:
    root.mkdir()
    campaign = folder(root)
    (campaign / "units.csv").unlink()
    workbook(campaign / "units.xlsx", {"Sheet1": rows})
    return campaign


def _rows(text: str) -> list[list[object]]:
    return [list(line.split(",")) for line in text.splitlines()]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_separators(tmp_path: Path, delimiter: str) -> None:
    bundle = read(tmp_path, units=UNITS.replace(",", delimiter))
    assert list(bundle.data.units) == ["101", "102", "交警大队", "201", "202", "203", "204"]


def test_a_declared_separator_and_quoted_line_breaks_keep_row_numbers(tmp_path: Path) -> None:
    units = 'sep=;\n单位名称;类别;曾用名\n公安局;执法;"旧公安局\n老局"\n税务局;无此类别;\n'
    finding = only(refusals(tmp_path, units=units), "table.unknown_category")
    assert (finding.place.row, finding.place.column) == (4, "类别")


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_excel_and_open_document(tmp_path: Path, suffix: str) -> None:
    raw = (DATA / f"units.{suffix}").read_bytes()
    sheet = Book(raw, f"units.{suffix}").sheet("单位")
    assert sheet.rows[:2] == (("单位名称", "类别", "成立"), ("公安局", "执法", "2024-03-05"))


def test_numbers_days_and_formulas_of_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([0.1 + 0.2, 12.0, 1e20, 0.00001, True])
    sheet["B2"] = "=1/0"
    book.save(tmp_path / "a.xlsx")
    read_back = Book((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheet("Sheet")
    assert read_back.rows[0] == ("0.3", "12", "100000000000000000000", "0.00001", "是")
    assert read_back.unread == ("B2",)


def test_a_formula_without_a_value_is_never_an_empty_cell(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["投票层面", "轮次", "发出", "收回"])
    sheet.append(["代表", "年终", 10, "=C2-1"])
    book.save(campaign / "participation.xlsx")
    finding = only(refused(campaign), "cell.excel_error")
    assert (finding.place.row, finding.place.column, finding.place.sheet) == (2, "收回", "Sheet")


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("units.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "file.wrong_kind"),
        ("units.xls", b"<html><table><tr><td>1</td></tr></table></html>", "file.wrong_kind"),
        ("units.csv", b"PK\x03\x04rest", "file.wrong_kind"),
        ("units.xlsx", b"PK\x03\x04rest", "file.broken"),
        ("units.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.wrong_kind"),
        ("units.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.unreadable"),
        ("units.xlsx", b"random bytes", "file.unreadable"),
        ("units.xlsx", b"", "file.empty"),
        ("units.csv", b"\xef\xbb\xbf \r\n", "file.empty"),
        ("units.csv", b'a,b\n"open,1\n', "file.bad_csv"),
        ("units.xlsm", b"PK\x03\x04rest", "file.unknown_kind"),
    ],
)
def test_files_that_are_not_what_they_seem(name: str, raw: bytes, code: str) -> None:
    assert _refused(raw, name).code == code


def test_a_password_is_recognised() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1200) + "EncryptedPackage".encode("utf-16-le")
    finding = _refused(raw, "units.xlsx")
    assert finding.code == "file.encrypted"
    assert "密码" in finding.text.zh


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    sheet = b"<worksheet>" + b" " * (40 * MEGABYTE) + b"</worksheet>"
    bomb = zipped(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    assert bomb.stat().st_size < MEGABYTE
    assert _refused(bomb.read_bytes(), "bomb.xlsx").code == "file.bomb"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The sizes in the archive's directory are not believed."""
    sheet = b"<worksheet>" + b" " * (40 * MEGABYTE)
    raw = zipped(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": sheet}).read_bytes()
    lying = raw.replace(struct.pack("<L", len(sheet)), struct.pack("<L", 100))
    assert lying != raw
    assert _refused(lying, "bomb.xlsx").code == "file.bomb"


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    many = zipped(tmp_path / "many.xlsx", {f"part{n}": b"" for n in range(ROSTER.entries + 1)})
    assert _refused(many.read_bytes(), "many.xlsx").code == "file.bomb"


def test_one_value_in_the_last_corner_of_a_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "单位", "x"
    out = io.BytesIO()
    book.save(out)
    finding = _refused(out.getvalue(), "units.xlsx")
    assert finding.code == "file.bomb"
    assert "1,048,576×16,384" in finding.text.zh


def test_repeated_cells_of_open_document_are_counted(tmp_path: Path) -> None:
    source = zipfile.ZipFile(DATA / "units.ods")
    parts = {name: source.read(name) for name in source.namelist()}
    cell = (
        b'<table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>x</text:p>'
    )
    row = (
        b'<table:table-row table:number-rows-repeated="900000">'
        + cell
        + b"</table:table-cell></table:table-row>"
    )
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", row + b"</table:table>", 1)
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert _refused((tmp_path / "b.ods").read_bytes(), "b.ods").code == "file.bomb"


def test_more_rows_than_allowed_are_refused_with_both_numbers() -> None:
    raw = ("单位名称,类别\n" + "公安局,执法\n" * 10).encode()
    assert len(Book(raw, "units.csv", replace(ROSTER, rows=11)).sheet().rows) == 11
    with pytest.raises(RefusedInput) as caught:
        Book(raw, "units.csv", replace(ROSTER, rows=10)).sheet()
    finding = only(caught.value.findings, "table.too_many_rows")
    assert "共11行" in finding.text.zh
    assert "上限10行" in finding.text.zh


@pytest.mark.slow
def test_a_roster_of_two_hundred_thousand_rows_is_read_and_one_more_is_refused(tmp_path: Path) -> None:
    units = "单位名称,类别\n" + "".join(f"第{n}所,执法\n" for n in range(199_999))
    assert len(read(tmp_path, units=units).data.units) == 199_999
    finding = _refused((units + "再一所,执法\n").encode(), "units.csv")
    assert finding.code == "table.too_many_rows"
    assert "200,001" in finding.text.zh


def test_ten_megabytes_are_read_and_more_is_refused(tmp_path: Path) -> None:
    header = "单位名称,曾用名\n".encode()
    line = b"a" * 1023 + b"\n"
    fitting = header + line * ((10 * MEGABYTE - len(header)) // len(line))
    assert Book(fitting, "units.csv").sheet().rows
    campaign = folder(tmp_path, units=fitting + line * 2)
    finding = only(refused(campaign), "file.too_large")
    assert "10 MB" in finding.text.zh


@pytest.mark.parametrize("content", ["", "单位名称,类别\n", "\n\n", "单位名称,类别\n合计,\n"])
def test_empty_tables_are_refused(tmp_path: Path, content: str) -> None:
    assert "file.empty" in codes(refusals(tmp_path, units=content))


def test_a_table_in_a_workbook_of_its_own(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "2024年参评单位"], *_rows(UNITS)]
    assert len(read_bundle(_with_units_workbook(tmp_path / "good", rows)).data.units) == 7
    rows[2][2] = "不存在的类别"
    finding = only(refused(_with_units_workbook(tmp_path / "bad", rows)), "table.unknown_category")
    assert (finding.place.file, finding.place.sheet, finding.place.row) == ("units.xlsx", "Sheet1", 3)
