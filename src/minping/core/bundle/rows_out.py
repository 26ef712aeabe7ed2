"""A campaign's facts → rows of cells, table by table, in the order in which they are written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from minping.core.bundle.columns import (
    COUNTS,
    ENTRIES,
    EVENTS,
    HISTORY,
    PARTICIPATION,
    REPORTS,
    UNITS,
    Column,
    Spec,
)
from minping.core.bundle.counts_table import SHORT, WHOLE
from minping.core.bundle.ledger_tables import STATE_WORDS
from minping.core.bundle.model import Bundle, Form
from minping.core.bundle.units_table import KIND_WORDS, STATUS_WORDS
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import (
    EntryRow,
    EntryState,
    EventRow,
    HistoryRow,
    ParticipationRow,
    ReportRow,
    Status,
    Unit,
)
from minping.core.tally.counts import Counts

Value = str | int | Fraction
"""One cell. Text is guarded when written, numbers are not."""

Cells = Mapping[str, Value]


@dataclass(frozen=True)
class Written:
    """One table to be written: its columns, and rows of cells in their order; "" is an empty cell."""

    spec: Spec
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def written_tables(bundle: Bundle) -> list[Written]:
    """Every table that has rows, with the columns that have content."""
    data = bundle.data
    public = bundle.form is Form.PUBLIC
    counts = data.counts if public else bundle.raw_counts
    rows: list[tuple[Spec, Iterable[Cells]]] = [
        (UNITS, map(_unit, data.units.values())),
        (COUNTS, _counts(counts) if counts is not None and not bundle.ballots else ()),
        (PARTICIPATION, map(_participation, data.participation)),
        (REPORTS, _reports(data.reports, bundle.scheme)),
        (ENTRIES, map(_entry, data.entries)),
        (EVENTS, map(_event, data.events)),
        (HISTORY, map(_history, data.history)),
    ]
    return [table for spec, cells in rows if (table := _table(spec, list(cells), public=public)) is not None]


def _table(spec: Spec, rows: list[Cells], *, public: bool) -> Written | None:
    if not rows:
        return None
    used = {name for cells in rows for name, value in cells.items() if value != ""}
    columns = tuple(
        c
        for c in spec.columns
        if (c.required or c.name in used) and (c.public or not public or c.name in used)
    )
    return Written(spec, columns, tuple(tuple(cells.get(c.name, "") for c in columns) for cells in rows))


def _first_word(words: Mapping[str, object], value: object) -> str:
    """The word that is written for a value: the first that is read as it."""
    return next((word for word, meaning in words.items() if meaning == value), str(value))


def _unit(unit: Unit) -> Cells:
    return {
        "unit": unit.name,
        "code": unit.code if unit.code != unit.name else "",
        "category": unit.category,
        "parent": unit.parent,
        "district": unit.district,
        "system": unit.system,
        "kind": _first_word(KIND_WORDS, unit.kind) if unit.kind != "unit" else "",
        "status": _first_word(STATUS_WORDS, unit.status) if unit.status is not Status.APPRAISED else "",
        "former_names": ";".join(unit.former),
        "merged_names": ";".join(unit.joined),
    }


def _counts(counts: Counts) -> Iterator[Cells]:
    for cell, content in counts.items():
        where: dict[str, Value] = {f.name: getattr(cell, f.name) for f in fields(cell)}
        if content.short:
            yield {**where, "aspect": WHOLE, "option": SHORT, "count": content.valid}
            continue
        for state, number in sorted(content.ballots.items()):
            yield {**where, "aspect": WHOLE, "option": state, "count": number}
        for aspect, options in sorted(content.answers.items()):
            for option, number in sorted(options.items()):
                yield {**where, "aspect": aspect, "option": option, "count": number}


def _number(value: Fraction | int | None) -> Value:
    return "" if value is None else value


def _participation(row: ParticipationRow) -> Cells:
    return {f.name: _number(value) if (value := getattr(row, f.name)) is None else value for f in fields(row)}


def _reports(rows: Iterable[ReportRow], scheme: Scheme) -> Iterator[Cells]:
    """A quotient that no decimal holds is left to its numerator and denominator, but not of points: these are
    not read back as a quotient."""
    points = {
        node.component
        for tree in (*scheme.trees.values(), *scheme.measures.values())
        for node in walk(tree)
        if isinstance(node, Report) and node.quantity is Quantity.POINTS
    }
    return (_report(row, row.component in points) for row in rows)


def _report(row: ReportRow, points: bool) -> Cells:
    value: Value = _number(row.value) if row.applicable else "不适用"
    if row.numerator is not None and row.denominator and row.value == row.numerator / row.denominator:
        value = value if points or _is_decimal(row.value) else ""
    return {
        "unit": row.unit,
        "component": row.component,
        "value": value,
        "numerator": _number(row.numerator),
        "denominator": _number(row.denominator),
        "source": row.source,
        "signer": row.signer,
        "date": row.date,
        "part_of": row.part_of,
        "breakdown": row.breakdown,
        "note": row.note,
    }


def _is_decimal(value: Fraction) -> bool:
    return 10**60 % value.denominator == 0


def _entry(row: EntryRow) -> Cells:
    return {
        "unit": row.unit,
        "item": row.item,
        "date": row.date,
        "points": _number(row.points),
        "count": row.count if row.count != 1 else "",
        "evidence": row.evidence,
        "source": row.source,
        "state": _first_word(STATE_WORDS, row.state) if row.state is not EntryState.FROZEN else "",
    }


def _event(row: EventRow) -> Cells:
    count: Value = row.count if row.count != 1 else ""
    return {
        "unit": row.unit,
        "event": row.event,
        "date": row.date,
        "count": count,
        "note": row.note,
        "signed_by": row.signed_by,
    }


def _history(row: HistoryRow) -> Cells:
    flag = {True: "是", False: "否", None: ""}
    return {
        "unit": row.unit,
        "year": row.year,
        "category": row.category,
        "rank": _number(row.rank),
        "of": _number(row.of),
        "behind": _number(row.behind),
        "score": _number(row.score),
        "grade": row.grade,
        "bottom": flag[row.bottom],
        "exempt": "是" if row.exempt else "",
    }
