"""One line of a table, and the unit that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from minping.apps.foundation.imports.kinds import Notes, Row
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.notebook import Every, table_of
from minping.core.bundle import table as tables
from minping.core.bundle.columns import REPORTS
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.bundle.units_table import unit_of
from minping.core.findings import Text


@dataclass(frozen=True)
class LineRead:
    """``unit`` by code, empty for a statement about the whole table. ``label`` tells the lines of one unit
    apart. ``cells``: exact numbers and words as text, by column."""

    row: int
    unit: str
    label: str
    cells: Mapping[str, str]


def unit_read(names: Names, row: Row, notes: Notes, book: Every, *, required: bool) -> str | None:
    """The code of the unit of a row; None after noting why there is none, "" where it need not be named."""
    cells = {"unit": row["unit"] or "", "code": row["code"] or ""}
    line = tables.Row(row.number, cells)
    found = unit_of(Fields(table_of(REPORTS, [line], notes), book), line, names.index, required=required)
    if found and key(cells["unit"]) in names.index.former:
        _note_former(names, found, row, notes)
    return found


def _note_former(names: Names, code: str, row: Row, notes: Notes) -> None:
    unit = names.index.units[code]
    if key(row["unit"]) == key(unit.name):
        return
    notes.warn(
        row,
        "unit",
        "partners.former_name",
        Text(
            f"「{row['unit']}」是曾用名，按「{unit.name}」计",
            f"“{row['unit']}” is a former name of “{unit.name}”",
        ),
        Text("请核对；以后请用现名", "check it, and use the present name from now on"),
    )
