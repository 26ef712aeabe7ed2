"""Workbooks: sheets, titles, merged headers, other programs' formats, and what must not be opened."""

import struct
import zipfile
from zlib import crc32

import xlsxwriter
from tests.core.tally.county import COLUMNS, UNITS, ballot, codes, excel, only, refused, scheme, tally

from minping.core.tally import workbooks
from minping.core.tally.counts import Cell
from minping.core.tally.files import tally_files
from minping.core.tally.sources import BallotFile

EDU = Cell("edu", "people", "mid", "web")


def test_titles_above_and_a_header_merged_over_two_rows(tmp_path):
    above = [
        ["某县2024年评议票录入表"],
        ["填报单位：评议办"],
        ["单位", "层面", "轮次", "渠道", "评议内容", "", ""],
    ]
    columns = ("", "", "", "", "依法行政", "服务态度", "廉洁自律")
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("甲")
        for number, line in enumerate(
            [*above, columns, ["教育局", "群众代表", "上半年", "网上", "A", "B", "C"]]
        ):
            sheet.write_row(number, 0, line)
        book.add_worksheet("说明").write(0, 0, "选票由评议办录入")
    result = tally(path)
    assert list(result.patterns.rows()) == [(EDU, ("A", "B", "C"), 1)]
    assert only(result.findings, "ballots.sheet_passed_over").place.sheet == "说明"


def test_only_the_sheet_that_is_asked_for(tmp_path):
    path = excel(tmp_path / "campaign.xlsx", [ballot()], sheet="ballots")
    assert tally_files([BallotFile(path, "ballots")], scheme(), UNITS).patterns.ballots == 1


ODS_BODY = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="票">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_MANIFEST = (
    '<?xml version="1.0"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def test_opendocument_sheets(tmp_path):
    """A hand-made .ods: the least that a spreadsheet program would accept."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [COLUMNS, tuple(ballot().values())]
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines)
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_BODY.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
    assert list(tally(path).patterns.rows()) == [(EDU, ("A", "A", "A"), 1)]


def test_zip_bombs_are_not_opened(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (1 << 20) * 80)
    assert codes(refused(path)) == ["ballots.zip_bomb"]
    book = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(book) as made:
        made.add_worksheet().write_row(0, 0, COLUMNS)
    lying = path.read_bytes().replace(struct.pack("<L", 80 << 20), struct.pack("<L", 100))
    path.write_bytes(
        lying.replace(struct.pack("<L", crc32(b"0" * (80 << 20))), crc32(b"0" * 100).to_bytes(4, "little"))
    )
    assert codes(refused(path)) == ["ballots.zip_bomb"]
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 2000)
    assert codes(refused(book)) == ["ballots.zip_bomb"]


def test_a_cell_far_to_the_right_is_not_laid_out(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write(1_000_000, 16_000, "x")
    assert codes(refused(tmp_path / "a.xlsx")) == ["ballots.too_wide"]


def test_a_sheet_that_is_not_there(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("甲")
    finding = only(refused(BallotFile(tmp_path / "a.xlsx", "ballots")), "ballots.no_sheet")
    assert "甲" in finding.text.zh
