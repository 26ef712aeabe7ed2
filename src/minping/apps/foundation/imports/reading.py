"""An uploaded file → what a person needs to match its columns, and then its rows with what is wrong."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minping.apps.foundation.imports.kinds import ImportKind, Notes, Row
from minping.core.bundle import table as tables
from minping.core.bundle.cells import BadCell, is_empty
from minping.core.bundle.headers import SEARCHED, Header, guessed_header, header_at, letters
from minping.core.bundle.names import key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.sheets import Book, Sheet
from minping.core.findings import Finding, Place, RefusedInput, Severity, Text, error

REASONS = "错误原因"
"""The column that a returned workbook has at its end."""

_SHOWN_ROWS, _SHOWN_TEXT, _SAMPLES, _WIDEST = SEARCHED + 6, 40, 3, 120


class _Whole(Notebook):
    """A notebook that leaves nothing out: every row is told where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.every: dict[Finding, None] = {}

    def add(self, finding: Finding, *, fatal: bool | None = None) -> None:
        self.every[finding] = None


@dataclass(frozen=True)
class Mapped:
    """How the columns of a sheet are matched. ``header``: index of the first row below the header.
    ``columns``: name of a column of the kind → position in the file."""

    sheet: str
    header: int
    columns: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """For the database."""
        return {"sheet": self.sheet, "header": self.header, "columns": dict(self.columns)}


def mapped_from(stored: Mapping[str, Any]) -> Mapped:
    """The inverse of ``Mapped.as_json``."""
    return Mapped(stored["sheet"], int(stored["header"]), {k: int(v) for k, v in stored["columns"].items()})


def sight_of(raw: bytes, file: str, kind: ImportKind) -> list[dict[str, Any]]:
    """Per sheet: name, first rows, number of rows, the guessed header. Empty sheets are left out.

    Raises ``RefusedInput`` for what cannot be opened, or when no sheet has content.
    """
    book, spec = Book(raw, file), kind.spec()
    seen: list[dict[str, Any]] = []
    faults: list[Finding] = []
    for name in book.names:
        try:
            sheet = book.sheet(name)
        except RefusedInput as refused:
            faults += refused.findings
            continue
        header = guessed_header(sheet, spec) or header_at(sheet, spec, _fullest(sheet))
        positions = dict(header.positions)
        seen.append(
            {
                "name": name,
                "rows": len(sheet.rows),
                "top": [[cell[:_SHOWN_TEXT] for cell in row[:_WIDEST]] for row in sheet.rows[:_SHOWN_ROWS]],
                "header": header.first,
                "texts": [text[:_SHOWN_TEXT] for text in header.texts[:_WIDEST]],
                "columns": positions,
            }
        )
    if not seen:
        raise RefusedInput(faults)
    return seen


def likeliest(seen: list[dict[str, Any]], kind: ImportKind) -> int:
    """Index of the sheet with most known columns; one known by its name goes first, an earlier one next."""
    wanted = {key(name) for name in (kind.name.zh, kind.name.en, *kind.sheets)}
    return max(
        range(len(seen)),
        key=lambda at: (key(seen[at]["name"]) in wanted, len(seen[at]["columns"]), -at),
    )


def _fullest(sheet: Sheet) -> int:
    rows = sheet.rows[:SEARCHED]
    return max(range(len(rows)), key=lambda at: (sum(1 for cell in rows[at] if cell), -at))


def header_row(top: list[list[str]], first: int, kind: ImportKind) -> Header:
    """The header that ends just above row ``first`` of the sheet's top."""
    sheet = Sheet("", "", tuple(tuple(row) for row in top))
    guess = guessed_header(sheet, kind.spec())
    return guess if guess and guess.first == first else header_at(sheet, kind.spec(), max(first - 1, 0))


def samples(top: list[list[str]], first: int, column: int) -> list[str]:
    """The first values of a column below the header."""
    found = [row[column] for row in top[first:] if column < len(row) and row[column]]
    return found[:_SAMPLES]


def signature(texts: list[str] | tuple[str, ...]) -> str:
    """The same for two tables with the same header."""
    return hashlib.sha256(json.dumps([key(text) for text in texts]).encode()).hexdigest()


def read_rows(raw: bytes, file: str, kind: ImportKind, mapped: Mapped) -> tuple[list[Row], Notes, int]:
    """Rows whose cells could all be read, what is wrong with the others, and the number of all rows.

    Raises ``RefusedInput`` when the sheet as a whole cannot be used.
    """
    sheet, spec = Book(raw, file).sheet(mapped.sheet), kind.spec()
    texts = header_row([list(row) for row in sheet.rows[:_SHOWN_ROWS]], mapped.header, kind).texts
    written = {name: texts[at] if at < len(texts) else "" for name, at in mapped.columns.items()}
    written = {name: text or f"{letters(mapped.columns[name])}" for name, text in written.items()}
    notes, book = Notes(kind, file, mapped.sheet, written), _Whole()
    table = tables.table_below(sheet, spec, Header(mapped.header, mapped.columns, written, texts), book)
    for finding in book.every:
        notes.add(finding)
    if table is None:
        raise RefusedInput([f for f in book.every if f.severity is Severity.ERROR] or [_no_rows(sheet.place)])
    notes.cells = {line.number: line.cells for line in table.rows}
    parsed = [row for line in table.rows if (row := _parsed(line, kind, mapped, notes)) is not None]
    return [row for row in parsed if not notes.refused(row)], notes, len(table.rows)


def _parsed(line: tables.Row, kind: ImportKind, mapped: Mapped, notes: Notes) -> Row | None:
    values: dict[str, Any] = {}
    good = True
    for column in kind.columns:
        if column.name not in mapped.columns:
            continue
        written = line[column.name]
        values[column.name] = None
        if not written or (is_empty(written) and not column.marks):
            if column.required:
                good = False
                place = notes.place(line.number, column.name)
                if not notes.unreadable(place):
                    notes.add(_empty_cell(column.title, place))
            continue
        try:
            values[column.name] = column.parse(written)
        except BadCell as bad:
            good = False
            notes.error(line.number, column.name, bad.code, bad.text, bad.remedy)
    return Row(line.number, values, notes.written) if good else None


def _empty_cell(title: Text, place: Place) -> Finding:
    return error(
        "table.empty_cell",
        f"「{title.zh}」没有填写",
        f"“{title.en}” is empty",
        f"请补填「{title.zh}」",
        f"fill in “{title.en}”",
        place,
    )


def _no_rows(place: Place) -> Finding:
    return error(
        "table.no_rows",
        "表头下面没有数据",
        "there are no rows below the header",
        "请核对工作表和表头所在的行",
        "check the sheet and the row of the header",
        place,
    )
