"""Tables as an Excel workbook: a sheet for each, ready to sort, filter and print.

Text stays text: nothing is ever written as a formula or a link, whatever it starts with. Numbers are
the decimal texts of the document, shown with the digits they were rounded to.
"""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from minping.apps.documents.content import (
    Align,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
    clean,
    is_number,
    numbered,
)
from minping.apps.documents.lettering import width, wrapped

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_HEAD = 1  # row of the column heads; the caption stands above
_WIDEST, _NARROWEST, _WORDS = 46.0, 7.0, 80.0  # in Excel's units: the width of a digit


def render(document: Document, created: date) -> bytes:
    """The tables of ``document`` as .xlsx, then a sheet with its words. Same content, same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    noon = datetime(created.year, created.month, created.day, 12)  # noqa: DTZ001 - the format has no zone
    title, author = clean(document.name)[:255], clean(document.author)[:255]
    book.set_properties({"title": title, "author": author, "created": noon})
    sheets = _Book(book, document.language)
    for block in document.blocks:
        if isinstance(block, Table):
            sheets.table(block)
    sheets.words(document)
    book.close()
    return out.getvalue()


class _Book:
    """Formats and sheet names of one workbook."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._language = language
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "宋体", "font_size": 11, "valign": "vcenter", **properties}
            )
        return self._formats[key]

    def _sheet(self, wanted: str) -> Any:
        base = _FORBIDDEN.sub(" ", clean(wanted)).strip()[:31] or "Sheet"
        name, number = base, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{base[: 31 - len(str(number)) - 2]}({number})"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)

    def table(self, table: Table) -> None:
        sheet = self._sheet(table.sheet or table.caption)
        columns = table.columns
        caption = self._format(bold=True, font_size=14)
        sheet.write_string(0, 0, clean(table.caption), caption)
        sheet.set_row(0, 26)
        head = self._format(bold=True, align="center", text_wrap=True, border=1, bg_color="#E9EDF1")
        for place, column in enumerate(columns):
            sheet.write_string(_HEAD, place, clean(column.head(self._language, "\n")), head)
        sheet.set_row(_HEAD, 34)
        rows = table.rows or (Row((table.empty,)),)
        widths = [_fitting(column, place, table, self._language) for place, column in enumerate(columns)]
        for number, row in enumerate((*rows, *table.foot), _HEAD + 1):
            self._row(sheet, number, row, columns)
            sheet.set_row(number, _height(row.cells, widths))
        self._finish(sheet, table, _HEAD + len(rows), widths)

    def _finish(self, sheet: Any, table: Table, end: int, widths: list[float]) -> None:
        last = len(widths) - 1
        below = end + len(table.foot) + 1
        for number, note in enumerate(table.notes, below):
            self._text(sheet, number, 0, clean(note), self._format(font_size=10, font_color="#52606D"))
        for place, needed in enumerate(widths):
            sheet.set_column(place, place, needed)
        full = next((i for i, row in enumerate(table.rows) if len(row.cells) <= last), len(table.rows))
        if full > 1:
            sheet.autofilter(_HEAD, 0, _HEAD + full, last)
        sheet.freeze_panes(_HEAD + 1, 2 if last > 2 else 1)
        self._printed(sheet, last)
        sheet.print_area(0, 0, below + len(table.notes), last)
        if table.chart is not None and table.rows:
            self._chart(sheet, table, last + 2)

    def _printed(self, sheet: Any, last: int) -> None:
        sheet.set_paper(9)
        if last > 6:
            sheet.set_landscape()
        sheet.repeat_rows(0, _HEAD)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&C— &P —")
        sheet.center_horizontally()

    def _row(self, sheet: Any, number: int, row: Row, columns: tuple[Column, ...]) -> None:
        if len(row.cells) == 1 and len(columns) > 1:
            band = self._format(bold=True, bg_color="#F0F0F0")
            for place in range(len(columns)):
                sheet.write_blank(number, place, None, band)
            self._text(sheet, number, 0, clean(row.cells[0]), band)
            return
        final = len(row.cells) - 1
        for place, (text, column) in enumerate(zip(row.cells, columns, strict=False)):
            look: dict[str, Any] = {"border": 1, "bold": row.strong, "align": column.align.value}
            if place == 0 and row.level:
                look["indent"] = row.level
            if column.number and is_number(text):
                value, shown = _number(text)
                sheet.write_number(number, place, value, self._format(**look, num_format=shown))
            else:
                if column.align is Align.RIGHT:
                    look["align"] = "center"
                # The last text of a short row runs on over the empty cells behind it.
                runs_on = place == final < len(columns) - 1
                look |= {"border": 0, "align": "left"} if runs_on else {"text_wrap": True}
                self._text(sheet, number, place, clean(text), self._format(**look))

    def _text(self, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
        """Text as text; what a spreadsheet might take for a formula carries the mark of literal text."""
        if text.startswith(_RISKY):
            look = self._literal(look)
        sheet.write_string(row, column, text[:32767], look)

    def _literal(self, look: Any) -> Any:
        for key, known in self._formats.items():
            if known is look:
                return self._format(**dict(key), quote_prefix=True)
        return look

    def _chart(self, sheet: Any, table: Table, column: int) -> None:
        """A native bar chart of the column the table's own chart shows: the first right-aligned numbers."""
        places = [i for i, c in enumerate(table.columns) if c.number and c.align is Align.RIGHT]
        names = [i for i, c in enumerate(table.columns) if not c.number]
        ranked = [i for i, r in enumerate(table.rows) if _charted(r, places)]
        if not places or not names or not ranked or table.chart is None:
            return
        first, final = _HEAD + 1 + ranked[0], _HEAD + 1 + ranked[-1]
        chart = self._book.add_chart({"type": "bar"})
        title, axis = clean(table.chart.title), clean(table.chart.axis)
        chart.add_series(
            {
                "name": title,
                "categories": [sheet.get_name(), first, names[0], final, names[0]],
                "values": [sheet.get_name(), first, places[0], final, places[0]],
                "fill": {"color": "#9DBBDC"},
                "border": {"color": "#0B5CAD"},
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_x_axis({"name": axis, "min": 0, "major_gridlines": {"visible": False}})
        chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": {"size": 9}})
        chart.set_size({"width": 760, "height": 150 + 26 * len(ranked)})
        sheet.insert_chart(_HEAD, column, chart, {"description": title})

    def words(self, document: Document) -> None:
        """A last sheet with the paragraphs, the signature and the source of the document."""
        sheet = self._sheet("Notes" if self._language == "en" else "说明")
        lines = [(clean(document.name), True)]
        for block in numbered(document.blocks, self._language):
            match block:
                case Heading(text=text):
                    lines.append((clean(text), True))
                case Paragraph(text=text):
                    lines.append((clean(text), False))
                case Facts(pairs=pairs):
                    lines.extend((clean(f"{name}：{value}"), False) for name, value in pairs)
        if document.signature is not None:
            signed = (document.signature.office, document.signature.date)
            lines.extend((clean(line), False) for line in signed if line)
        lines.extend((clean(line), False) for line in document.source)
        sheet.set_column(0, 0, _WORDS)
        for number, (text, strong) in enumerate(lines):
            self._text(sheet, number, 0, text, self._format(bold=strong, text_wrap=True))
            sheet.set_row(number, _height((text,), [_WORDS]))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _charted(row: Row, places: list[int]) -> bool:
    return bool(places) and len(row.cells) > places[0] and is_number(row.cells[places[0]])


def _number(text: str) -> tuple[Decimal, str]:
    """The number of a decimal text and the format that shows exactly its digits."""
    plain = text.replace("−", "-")
    percent = plain.endswith("%")
    body = plain.removesuffix("%")
    digits = len(body.partition(".")[2])
    shown = "0" + ("." + "0" * digits if digits else "")
    if percent:
        return Decimal(body).scaleb(-2), shown + "%"
    return Decimal(body), shown


def _height(cells: tuple[str, ...], widths: list[float]) -> float:
    """Row height in points for the cell with the most lines; a spreadsheet need not work it out."""
    if len(cells) < len(widths):
        return 18.0
    pairs = zip(cells, widths, strict=True)
    lines = max((len(wrapped(clean(text), room / 2 - 1)) for text, room in pairs), default=1)
    return 4.0 + 15.0 * lines


def _fitting(column: Column, place: int, table: Table, language: str) -> float:
    """Column width in Excel's units (digits) from the widest text; Chinese characters take two."""
    texts = column.head(language, "\n").split("\n")
    for row in (*table.rows, *table.foot):
        if len(row.cells) == len(table.columns):
            texts.append(row.cells[place] + " " * 2 * row.level)
    needed = max(2 * width(clean(text)) for text in texts) + 3.5
    return min(max(needed, _NARROWEST), _WIDEST)
