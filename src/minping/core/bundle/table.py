"""A raw sheet → a table of known columns. Titles, footers, repeated headers and totals are set aside."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from minping.core.bundle.cells import MARKS
from minping.core.bundle.columns import Kind, Spec
from minping.core.bundle.headers import Header, find_header, letters
from minping.core.bundle.names import key
from minping.core.bundle.notebook import UNREADABLE, Notebook
from minping.core.bundle.sheets import Sheet, empty
from minping.core.bundle.totals import check_totals
from minping.core.findings import Place
from minping.core.tally.spelling import is_total

_FOOTER = re.compile(r"^(?:注|备注|说明|填表|制表|填报|审核|复核|统计|联系|负责|单位负责|填写)[^:]{0,12}:")
_FILLED_DOWN = {Kind.NAME, Kind.WORD, Kind.DATE}


@dataclass(frozen=True)
class Row:
    """``number`` is the row in the spreadsheet, from 1. Cells by column name; absent ones are empty.
    ``label``: the first text of the row outside the columns that hold values. ``headers``: where a row
    was made of one cell of a wide table, the header of that cell by column name."""

    number: int
    cells: Mapping[str, str]
    label: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """``written``: column name → header as it stands in the file, for messages."""

    spec: Spec
    file: str
    sheet: str
    written: Mapping[str, str]
    rows: tuple[Row, ...]

    def place(self, row: Row | None = None, column: str = "") -> Place:
        """Where a cell, a row or the table is."""
        shown = self.written.get(column) or (self.spec.column(column).zh if column else "")
        shown = row.headers.get(column, shown) if row else shown
        return Place(self.file, self.sheet, row.number if row else None, shown)

    def has(self, column: str) -> bool:
        """Whether the table has the column."""
        return column in self.written


def read_table(sheet: Sheet, spec: Spec, notebook: Notebook) -> Table | None:
    """The rows of ``sheet`` as a table of ``spec``; None after noting why it is not one."""
    header = find_header(sheet, spec, notebook)
    return None if header is None else table_below(sheet, spec, header, notebook)


def table_below(sheet: Sheet, spec: Spec, header: Header, notebook: Notebook) -> Table | None:
    """The rows below a header that is known already; None after noting that there are none."""
    _note_unread(sheet, header, notebook)
    _note_surplus(sheet, header, notebook)
    data: list[Row] = []
    for row in _rows(sheet, spec, header):
        if _is_repeated(row, header) or _is_footer(row):
            notebook.info(
                "table.row_passed_over",
                "该行是重复的表头或表末说明，未读取",
                "a repeated header or a footnote; not read",
                Place(sheet.file, sheet.name, row.number),
            )
        else:
            data.append(row)
    check_totals(data, spec, sheet.place, notebook)
    kept = tuple(row for row in data if not is_total(row.label))
    if not kept:
        notebook.add(empty(sheet.place))
        return None
    return Table(spec, sheet.file, sheet.name, header.written, kept)


def _rows(sheet: Sheet, spec: Spec, header: Header) -> Iterator[Row]:
    filled = _filled_down(sheet, spec, header)
    labelled = _label_columns(spec, header)
    for at in range(header.first, len(sheet.rows)):
        cells = {
            name: filled.get((at, column), sheet.at(at, column)) for name, column in header.positions.items()
        }
        if any(sheet.at(at, column) for column in header.positions.values()):
            label = next((text for c in labelled if (text := sheet.at(at, c))), "")
            yield Row(at + 1, {name: text for name, text in cells.items() if text}, label)


def _label_columns(spec: Spec, header: Header) -> tuple[int, ...]:
    """Positions of the columns in which 合计 may stand: those without a known name among them (序号)."""
    names = spec.labelled or tuple(c.name for c in spec.columns if c.kind is Kind.NAME)
    used = {at for name, at in header.positions.items() if name not in names}
    return tuple(at for at in range(len(header.texts)) if at not in used)


def _filled_down(sheet: Sheet, spec: Spec, header: Header) -> dict[tuple[int, int], str]:
    """Texts of cells merged over several rows. Numbers are not repeated: they stand for all the rows."""
    columns = {at for name, at in header.positions.items() if spec.column(name).kind in _FILLED_DOWN}
    return {
        (row, left): sheet.at(top, left)
        for (top, left), (bottom, _) in sheet.merges
        if left in columns and top >= header.first
        for row in range(top, min(bottom + 1, len(sheet.rows)))
    }


def _is_repeated(row: Row, header: Header) -> bool:
    """The header printed again on a new page."""
    return bool(row.cells) and all(key(text) == key(header.written[name]) for name, text in row.cells.items())


def _is_footer(row: Row) -> bool:
    texts = list(row.cells.values())
    return len(texts) == 1 and bool(_FOOTER.match(key(texts[0]))) and key(texts[0]) not in MARKS


def _note_unread(sheet: Sheet, header: Header, notebook: Notebook) -> None:
    """Excel errors and uncalculated formulas come out of the reader as empty cells: never silently."""
    columns = {letters(at): header.written[name] for name, at in header.positions.items()}
    for cell in sheet.unread:
        column, row = cell.rstrip("0123456789"), int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if column in columns and row > header.first:
            notebook.error(
                UNREADABLE,
                f"单元格 {cell} 是 Excel 错误值或没有算出结果的公式",
                f"cell {cell} holds an Excel error or a formula without a result",
                "请在 Excel 中改正，或粘贴为数值后保存",
                "mend it in Excel, or paste it as a value, and save",
                Place(sheet.file, sheet.name, row, columns[column]),
            )


def _note_surplus(sheet: Sheet, header: Header, notebook: Notebook) -> None:
    """A row of a text file with more cells than its header was divided at a comma that belongs to a text
    or a number: what stands behind it is one column too far to the right."""
    if not sheet.lengths:
        return
    width = max(sheet.lengths[: header.first])
    for at in range(header.first, len(sheet.rows)):
        surplus = [text for text in sheet.rows[at][width:] if text]
        if surplus:
            notebook.error(
                "table.surplus_cells",
                f"该行有{sheet.lengths[at]}格，表头只有{width}格，多出「{surplus[-1]}」",
                f"the row has {sheet.lengths[at]} cells, the header {width}: “{surplus[-1]}” is too much",
                "内容里有逗号的（如 1,234）请加英文双引号或去掉逗号，也可另存为 .xlsx",
                "put a text or number with a comma in it (1,234) in double quotes, or save the table as .xlsx",
                Place(sheet.file, sheet.name, at + 1),
            )
