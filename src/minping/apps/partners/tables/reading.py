"""Rows of an import → the lines that are kept and the figures that the score reads, with what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minping.apps.foundation.imports.kinds import Notes, Row
from minping.apps.partners.families import FAMILIES, Shape
from minping.apps.partners.models import Component
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.columns import FEED, LISTED
from minping.apps.partners.tables.counting import counted_lines, figure_rows
from minping.apps.partners.tables.lines import LineRead, unit_read
from minping.apps.partners.tables.notebook import Every, table_of
from minping.apps.partners.tables.session import read_session
from minping.core.bundle import table as tables
from minping.core.bundle.columns import REPORTS
from minping.core.bundle.counts_table import WHOLE
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.bundle.reports_table import read_reports
from minping.core.findings import Severity, Text
from minping.core.scoring.inputs import ReportRow
from minping.core.tally.counts import Counts

_UNTOLD = {"reports.component_absent"}
"""Said where the components of all partners come together, not of one partner's table."""


@dataclass(frozen=True)
class TableRead:
    """``lines`` in the order of the file; ``figures`` with units by code."""

    lines: tuple[LineRead, ...]
    figures: tuple[ReportRow, ...] = ()


def read_table(component: Component, names: Names, rows: Sequence[Row], notes: Notes) -> TableRead:
    """Everything that the rows say of the component. Errors in ``notes`` refuse their rows."""
    book = Every()
    shape = FAMILIES[component.family].shape
    if shape is Shape.SESSION:
        found = TableRead(_session_lines(read_session(component, names, rows, notes, book)))
    elif shape is Shape.COUNTS:
        lines = counted_lines(component, names, rows, notes, book)
        good = [line for line in lines if not notes.refused(line.row)]
        found = TableRead(tuple(lines), computed(component, names, good, notes, book))
    else:
        long = _wide_rows(rows, notes) if shape is Shape.WIDE else _listed_rows(component, names, rows, notes)
        found = TableRead(
            _value_lines(names, rows, notes, book), _figures(component, names, long, notes, book)
        )
    for finding in book.every:
        if finding.code not in _UNTOLD and finding.severity is not Severity.INFO:
            notes.add(finding)
    return found


def computed(
    component: Component, names: Names, lines: Sequence[LineRead], notes: Notes, book: Every | None = None
) -> tuple[ReportRow, ...]:
    """The figures that follow from lines of counts."""
    long = figure_rows(component, names, lines)
    return _figures(component, names, long, notes, book or Every())


def _figures(
    component: Component, names: Names, long: Sequence[tables.Row], notes: Notes, book: Every
) -> tuple[ReportRow, ...]:
    """The long rows as core reads the table of reports, with all that it checks."""
    words = names.only(frozenset(feed.code for feed in component.supplies))
    if words is None or not long:
        return ()
    return read_reports(Fields(table_of(REPORTS, long, notes), book), words, names.index)


def _place(component_title: str, row: Row) -> dict[str, str]:
    """Who the row is about. The signature comes later; here the component stands for it."""
    unit = {"unit": row["unit"] or "", "code": row["code"] or ""}
    return {**unit, "source": row["source"] or "", "note": row["note"] or "", "signer": component_title}


def _wide_rows(rows: Sequence[Row], notes: Notes) -> list[tables.Row]:
    found = []
    for row in rows:
        for name, written in row.values.items():
            if written is None or not name.startswith(FEED):
                continue
            shown = dict.fromkeys(("component", "value"), notes.written.get(name, name))
            cells = {**_place(name, row), "component": name.removeprefix(FEED), "value": written}
            found.append(tables.Row(row.number, cells, "", shown))
    return found


def _listed_rows(component: Component, names: Names, rows: Sequence[Row], notes: Notes) -> list[tables.Row]:
    own = {feed.code for feed in component.supplies}
    found = []
    for row in rows:
        cells = _place(component.title, row) | {name: row[name] or "" for name in LISTED}
        asked = names.words.components.find(cells["component"]) if names.words else None
        if cells["unit"] and asked and asked not in own and not cells["part_of"]:
            _refuse_foreign(row, asked, notes)
            continue
        found.append(tables.Row(row.number, cells))
    return found


def _refuse_foreign(row: Row, asked: str, notes: Notes) -> None:
    notes.error(
        row,
        "component",
        "partners.not_yours",
        Text(f"「{asked}」不在这张表的报送范围内", f"“{asked}” is not for this table to report"),
        Text(
            "请删除本行；如应由本单位报送，请评议办调整任务",
            "remove the row, or ask the office to assign it here",
        ),
    )


def _value_lines(names: Names, rows: Sequence[Row], notes: Notes, book: Every) -> tuple[LineRead, ...]:
    """Each row as it was written."""
    lines = []
    for row in rows:
        unit = unit_read(names, row, notes, book, required=False)
        cells = {
            name.removeprefix(FEED): str(value)
            for name, value in row.values.items()
            if value is not None and name not in {"unit", "code"}
        }
        lines.append(LineRead(row.number, unit or "", key(row["component"] or ""), cells))
    return tuple(lines)


def _session_lines(counts: Counts) -> tuple[LineRead, ...]:
    """A line for each unit and aspect, and one for its whole ballots."""
    lines = []
    for cell, held in counts.items():
        said: Mapping[str, Mapping[str, int]] = {**held.answers, WHOLE: held.ballots}
        for label, numbers in said.items():
            lines.append(LineRead(0, cell.unit, label, {k: str(n) for k, n in sorted(numbers.items())}))
    return tuple(lines)
