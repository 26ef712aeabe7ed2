"""Tables of a Word document, written as XML: the object interface takes a second for a long table."""

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from minping.apps.documents.content import Align, Column, Row, Table, clean
from minping.apps.documents.lettering import INDENT, WHOLE, Fitted, fitted
from minping.apps.documents.word_styles import CELL, set_face

_TWIPS_MM = 1440 / 25.4


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _twips(mm: float) -> str:
    return str(round(mm * _TWIPS_MM))


def grid(widths_mm: list[float]) -> Any:
    """An empty table with ruled lines and fixed columns."""
    table = _element("tbl")
    properties = _element("tblPr")
    properties.append(_element("tblW", w=_twips(sum(widths_mm)), type="dxa"))
    properties.append(_element("jc", val="center"))
    borders = _element("tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(edge, val="single", sz="4", space="0", color="000000"))
    properties.append(borders)
    properties.append(_element("tblLayout", type="fixed"))
    margins = _element("tblCellMar")
    for edge in ("left", "right"):
        margins.append(_element(edge, w="80", type="dxa"))
    properties.append(margins)
    table.append(properties)
    columns = _element("tblGrid")
    for width in widths_mm:
        columns.append(_element("gridCol", w=_twips(width)))
    table.append(columns)
    return table


def line(*, head: bool = False) -> Any:
    """A row that no page break splits; a head row is repeated on every page."""
    row = _element("tr")
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    if head:
        properties.append(_element("tblHeader"))
    row.append(properties)
    return row


def cell(
    text: str,
    width_mm: float,
    *,
    align: Align = Align.LEFT,
    face: str = "",
    bold: bool = False,
    indent_pt: float = 0,
    span: int = 1,
    shaded: bool = False,
    keep: bool = False,
    points: float = 10.5,
) -> Any:
    """A cell with one paragraph. ``keep`` holds its row together with the next one."""
    made = _element("tc")
    properties = _element("tcPr")
    properties.append(_element("tcW", w=_twips(width_mm), type="dxa"))
    if span > 1:
        properties.append(_element("gridSpan", val=str(span)))
    if shaded:
        properties.append(_element("shd", val="clear", color="auto", fill="F0F0F0"))
    properties.append(_element("vAlign", val="center"))
    made.append(properties)
    made.append(_paragraph(clean(text), align, face, bold, indent_pt, keep, points))
    return made


def _paragraph(
    text: str, align: Align, face: str, bold: bool, indent_pt: float, keep: bool, points: float
) -> Any:
    paragraph = _element("p")
    properties = _element("pPr")
    properties.append(_element("pStyle", val=CELL.replace(" ", "")))
    if keep:
        properties.append(_element("keepNext"))
    properties.append(_element("spacing", before="40", after="40"))
    if indent_pt:
        properties.append(_element("ind", left=str(round(indent_pt * 20))))
    properties.append(_element("jc", val=align.value))
    paragraph.append(properties)
    run = _element("r")
    if face:
        set_face(run, face)
    if bold:
        run.get_or_add_rPr().append(_element("b"))
    if points != 10.5:
        run.get_or_add_rPr().append(_element("sz", val=str(round(2 * points))))
    for place, part in enumerate(text.split("\n")):
        if place:
            run.append(_element("br"))
        words = _element("t")
        words.set(qn("xml:space"), "preserve")
        words.text = part
        run.append(words)
    paragraph.append(run)
    return paragraph


def ruled(table: Table, width_mm: float, head_face: str, language: str) -> Any:
    """The table as XML, filling ``width_mm``."""
    fit = fitted(table, language, width_mm)
    widths = list(fit.widths)
    made = grid(widths)
    head = line(head=True)
    for column, width in zip(table.columns, widths, strict=True):
        head.append(
            cell(column.head(language, "\n"), width, align=Align.CENTER, face=head_face, points=fit.points)
        )
    made.append(head)
    rows = (*(table.rows or (Row((table.empty,)),)), *table.foot)
    last = len(rows) - 1
    tail = last - max(len(table.foot), 1)
    for index, row in enumerate(rows):
        whole = len(rows) <= WHOLE or len(row.cells) == 1 or index >= tail
        keep = whole and (index < last or bool(table.notes))
        made.append(_row(row, table.columns, fit, head_face, keep))
    return made


def _row(row: Row, columns: tuple[Column, ...], fit: Fitted, head_face: str, keep: bool) -> Any:
    made, widths = line(), fit.widths
    if len(row.cells) == 1 and len(columns) > 1:
        made.append(
            cell(row.cells[0], sum(widths), face=head_face, span=len(columns), shaded=True, keep=keep)
        )
        return made
    final = len(row.cells) - 1
    for place, (text, column) in enumerate(zip(row.cells, columns, strict=False)):
        spanned = widths[place:] if place == final else widths[place : place + 1]
        align = column.align if len(spanned) == 1 else Align.LEFT
        indent = row.level * INDENT * 10.5 if place == 0 else 0
        made.append(
            cell(
                text,
                sum(spanned),
                align=align,
                bold=row.strong,
                indent_pt=indent,
                span=len(spanned),
                keep=keep,
                points=fit.points,
            )
        )
    return made


def fact_sheet(pairs: Iterable[tuple[str, str]], width_mm: float, head_face: str) -> Any:
    """Pairs of label and value, two pairs to a line."""
    listed = list(pairs)
    if len(listed) % 2:
        listed.append(("", ""))
    label = width_mm * 0.18
    value = width_mm * 0.32
    made = grid([label, value] * 2)
    for left, right in zip(listed[::2], listed[1::2], strict=True):
        row = line()
        for name, words in (left, right):
            row.append(cell(name, label, face=head_face))
            row.append(cell(words, value))
        made.append(row)
    return made
