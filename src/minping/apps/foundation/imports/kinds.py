"""What a room declares to have tables imported: columns, checks, what is written, and how it is undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.parsers import text
from minping.apps.foundation.jobs import Told
from minping.core.bundle import columns as core
from minping.core.bundle.notebook import UNREADABLE
from minping.core.findings import Finding, Place, Severity, Text

Target = Mapping[str, Any]
"""What the rows go into (``{"roster": "<uuid>"}``), as JSON; empty where the kind needs none."""

Undo = Mapping[str, Any]
"""What a room needs to take an import back, as JSON."""

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)


@dataclass(frozen=True)
class ImportColumn:
    """One thing a table may say. ``parse`` gives a value or raises ``core.bundle.cells.BadCell``.

    ``required``: the file must have the column and every row must fill it. ``filled_down``: a cell merged
    over several rows holds for all of them. ``example`` stands in the blank table people may download.
    ``summed``: a row 合计 must hold the sum of the rows above it. ``marks``: a sign for nothing (—) means
    something here and is handed to ``parse``.
    """

    name: str
    zh: str
    en: str
    parse: Callable[[str], Any] = field(default_factory=lambda: text(200))
    aliases: tuple[str, ...] = ()
    required: bool = False
    filled_down: bool = False
    about: Text = Text("", "")
    example: str = ""
    summed: bool = False
    marks: bool = False

    @property
    def title(self) -> Text:
        """The column's name in both languages."""
        return Text(self.zh, self.en)


@dataclass(frozen=True)
class Row:
    """A row whose cells could all be read. ``number`` as the spreadsheet counts. ``values`` holds the mapped
    columns only; an empty cell is None there. ``written``: the headers as they stand in the file."""

    number: int
    values: Mapping[str, Any]
    written: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)

    def has(self, column: str) -> bool:
        """Whether the file has the column at all (if not, leave what is stored)."""
        return column in self.values


@dataclass(frozen=True)
class Outcome:
    """What applying would do with one row. ``changes``: (column, before, after) as people read them."""

    kind: str
    label: str
    changes: tuple[tuple[str, str, str], ...] = ()


class Notes:
    """What is found wrong with rows. An error refuses its row; a warning does not."""

    def __init__(self, kind: "ImportKind", file: str, sheet: str, written: Mapping[str, str]) -> None:
        self.kind, self.file, self.sheet, self.written = kind, file, sheet, written
        self.findings: list[Finding] = []
        self.cells: dict[int, Mapping[str, str]] = {}
        """What each row has in its cells, by column."""
        self._refused: set[int] = set()
        self._unreadable: set[Place] = set()

    def unreadable(self, place: Place) -> bool:
        """Whether that cell is told to have come without its content, so that it is not called empty too."""
        return place in self._unreadable

    def add(self, finding: Finding) -> None:
        """Note a finding that knows its own place."""
        self.findings.append(finding)
        if finding.code == UNREADABLE:
            self._unreadable.add(finding.place)
        if finding.severity is Severity.ERROR and finding.place.row:
            self._refused.add(finding.place.row)

    def error(self, row: Row | int, column: str, code: str, said: Text, remedy: Text) -> None:
        """Refuse a row for what stands in ``column`` ("" for the whole row)."""
        self.add(Finding(code, Severity.ERROR, said, remedy, self.place(row, column)))

    def warn(self, row: Row | int, column: str, code: str, said: Text, remedy: Text) -> None:
        """Tell something about a row that does not stop it."""
        self.add(Finding(code, Severity.WARNING, said, remedy, self.place(row, column)))

    def place(self, row: Row | int, column: str = "") -> Place:
        """Where a cell is, under the header the file itself has."""
        number = row.number if isinstance(row, Row) else row
        shown = self.written.get(column) or (self.kind.column(column).zh if column else "")
        return Place(self.file, self.sheet, number, shown)

    def value(self, finding: Finding) -> str:
        """What stands in the cell of a finding."""
        cells = self.cells.get(finding.place.row or 0, {})
        return next(
            (cells.get(c, "") for c, shown in self.written.items() if shown == finding.place.column), ""
        )

    def refused(self, row: Row | int) -> bool:
        """Whether the row has an error already."""
        return (row.number if isinstance(row, Row) else row) in self._refused

    @property
    def refused_rows(self) -> frozenset[int]:
        """Numbers of all rows with an error."""
        return frozenset(self._refused)


@dataclass(frozen=True)
class Shape:
    """The columns of one target's table, the name under which their match is remembered, and whether good
    rows may be taken while others are refused."""

    columns: tuple[ImportColumn, ...]
    profile: str
    partial: bool = True


def _as_given(asked: Mapping[str, str]) -> Target:
    return {}


@dataclass(frozen=True)
class ImportKind:
    """A kind of table.

    ``allow(actor, target)`` raises NotAllowed or Http404; it is asked at every step.
    ``target(asked)`` makes the target from the address' query; raises Http404 for what does not exist.
    ``check(rows, notes, target)`` → outcome by row number, for rows it does not refuse; reads only.
    ``apply(actor, rows, target, told)`` writes the good rows inside the caller's transaction and gives
    what ``undo(actor, info, target)`` needs; undo raises Refused while something depends on the rows.
    ``home(target)`` is the address to go to afterwards. ``personal``: file, findings and undo information
    are sealed and erased by the sweep. ``sheets``: names by which a workbook's sheet is known.
    ``partial``: good rows may be taken while others are refused. ``shape``: the columns depend on the
    target. ``begun(target)``: rows that the blank table already holds. ``keep(info, name, raw)`` is told the
    file whose rows were written, for a room that must keep it.
    """

    code: str
    name: Text
    columns: tuple[ImportColumn, ...]
    allow: Callable[[Actor, Target], None]
    check: Callable[[Sequence[Row], Notes, Target], Mapping[int, Outcome]]
    apply: Callable[[Actor, Sequence[Row], Target, Told], Undo]
    undo: Callable[[Actor, Undo, Target], None]
    home: Callable[[Target], str]
    target: Callable[[Mapping[str, str]], Target] = _as_given
    target_name: Callable[[Target], Text] = lambda target: Text("", "")
    about: Text = Text("", "")
    personal: bool = False
    partial: bool = True
    sheets: tuple[str, ...] = ()
    shape: Callable[[Target], Shape] | None = None
    keep: Callable[[Undo, str, bytes], None] | None = None
    begun: Callable[[Target], Sequence[Mapping[str, object]]] = lambda target: ()
    profile: str = ""

    def shaped(self, target: Target) -> "ImportKind":
        """The kind with the columns that this target has."""
        if self.shape is None:
            return replace(self, profile=self.code)
        found = self.shape(target)
        return replace(self, columns=found.columns, profile=found.profile, partial=found.partial)

    def column(self, name: str) -> ImportColumn:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def spec(self) -> core.Spec:
        """The table as the readers of ``core.bundle`` know tables."""
        columns = tuple(
            core.Column(
                c.name,
                c.zh,
                core.Kind.WORD if c.filled_down else core.Kind.FREE,
                (c.en, *c.aliases),
                additive=c.summed,
            )
            for c in self.columns
        )
        first = tuple(c.name for at, c in enumerate(self.columns) if c.required or not at)
        return core.Spec(self.code, self.name.zh, columns, self.sheets, labelled=first)


_KINDS: dict[str, ImportKind] = {}


def declare(kind: ImportKind) -> ImportKind:
    """Add a room's kind of table (in the room's ``importers.py``). Raises ValueError for a name taken."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"kind of import {kind.code} is declared twice")
    return kind


def kind_of(code: str) -> ImportKind | None:
    """The kind of that name."""
    return _KINDS.get(code)


def kinds() -> Sequence[ImportKind]:
    """All kinds, by name."""
    return [_KINDS[code] for code in sorted(_KINDS)]
