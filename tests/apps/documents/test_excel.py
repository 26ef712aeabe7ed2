"""Workbooks: numbers with their digits, text that stays text, sheets that print."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from tests.apps.documents.samples import COLUMNS, DAY, FORMULAS, LONG, MARKUP, bars, document, part, table

from minping.apps.documents.content import Column, Paragraph, Row, Table
from minping.apps.documents.press import Press

PRESS = Press()


def opened(made: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_table_becomes_a_sheet_with_a_frozen_head() -> None:
    book = opened(PRESS.excel(document(table(sheet="机关类")), DAY))
    assert book.sheetnames == ["机关类", "说明"]
    sheet = book["机关类"]
    assert sheet["A1"].value == "机关类（结果）"
    assert [cell.value for cell in sheet[2]] == ["名次", "单位", "得分\n（分）", "满意率"]
    assert sheet.freeze_panes == "C3"
    assert sheet.print_title_rows == "$1:$2"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.auto_filter.ref == "A2:D7"


def test_numbers_are_numbers_and_show_their_digits() -> None:
    sheet = opened(PRESS.excel(document(table()), DAY)).worksheets[0]
    score, rate = sheet["C3"], sheet["D3"]
    assert (score.data_type, score.value, score.number_format) == ("n", 94.9, "0.00")
    assert (rate.data_type, rate.number_format) == ("n", "0.00%")
    assert rate.value == pytest.approx(0.899)
    assert part(PRESS.excel(document(table()), DAY), "xl/worksheets/sheet1.xml").count("<v>94.9") == 1


def test_words_among_numbers_stay_words() -> None:
    rows = (Row(("不排名", LONG, "样本不足", "12345678901234567")),)
    sheet = opened(PRESS.excel(document(Table("表", COLUMNS, rows)), DAY)).worksheets[0]
    assert [cell.value for cell in sheet[3]] == ["不排名", LONG, "样本不足", "12345678901234567"]
    assert {cell.data_type for cell in sheet[3]} == {"s"}


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP, "http://example.test/", "\tx", "甲\x00乙"])
def test_nothing_is_a_formula_or_a_link(text: str) -> None:
    cells = Table(text, (Column(text), Column("得分", number=True)), (Row((text, text)), Row((text,))))
    made = PRESS.excel(document(cells, Paragraph(text), title=text), DAY)
    found = [cell for sheet in opened(made) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in found} == {"s"}
    assert sum(cell.value == text.replace("\x00", "") for cell in found) >= 5
    assert not any(cell.hyperlink for cell in found)
    assert not re.search(r"<f[ >]", part(made, "xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_marked_as_literal(text: str) -> None:
    """So that editing the cell does not turn it into one."""
    cells = Table("表", (Column("单位"),), (Row((text,)), Row(("县第一局",))))
    sheet = opened(PRESS.excel(document(cells), DAY)).worksheets[0]
    assert sheet["A3"].quotePrefix
    assert not sheet["A4"].quotePrefix


def test_sheet_names_are_allowed_and_different() -> None:
    names = ("机关[一]:*?/\\", "机关[一]:*?/\\", "长" * 40, "长" * 40, "'", "")
    tables = [replace(table(2), sheet=name, caption=name) for name in names]
    found = opened(PRESS.excel(document(*tables), DAY)).sheetnames
    assert len(found) == len({name.casefold() for name in found}) == 7
    assert all(0 < len(name) <= 31 for name in found)


def test_columns_are_wide_enough_for_chinese_and_rows_high_enough_for_long_names() -> None:
    sheet = opened(PRESS.excel(document(table(4)), DAY)).worksheets[0]
    assert 30 < sheet.column_dimensions["B"].width <= 50
    assert sheet.row_dimensions[3].height > 1.5 * sheet.row_dimensions[4].height
    assert sheet.column_dimensions["A"].width < 12


def test_a_table_with_a_chart_has_a_native_one_beside_it() -> None:
    made = PRESS.excel(document(table(6, chart=bars())), DAY)
    sheet = opened(made).worksheets[0]
    chart = part(made, "xl/charts/chart1.xml")
    assert "$C$3:$C$8" in chart
    assert "$B$3:$B$8" in chart
    assert '<c:min val="0"/>' in chart
    assert sheet.print_area.replace("'", "").split("!")[1].startswith("$A$1:$D$")


def test_the_words_of_the_document_are_on_the_last_sheet() -> None:
    sheet = opened(PRESS.excel(document(), DAY)).worksheets[-1]
    texts = [row[0].value for row in sheet.iter_rows()]
    assert texts[0] == "关于2024年民主评议结果的通报"
    assert "一、参评概况" in texts
    assert "核算校验值：3fa9" in texts


def test_an_empty_table_says_so() -> None:
    sheet = opened(PRESS.excel(document(table(0)), DAY)).worksheets[0]
    assert sheet["A3"].value == "没有单位"


def test_the_same_document_is_the_same_bytes() -> None:
    made = document(table(3, chart=bars()))
    assert PRESS.excel(made, DAY) == PRESS.excel(made, DAY)
