"""What evaluation looks things up in: indices over one campaign's data, and a memo of values."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from minping.core.findings import Finding, Text
from minping.core.scheme.full_mark import full_in
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Attribution, Dimension, Node, Rollup
from minping.core.scheme.ranges import Window
from minping.core.scheme.surveyed import Frame
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import CampaignData, EntryRow, EventRow, ReportRow, Status, Unit
from minping.core.scoring.result import ScoreNode
from minping.core.tally.counts import JOIN, Cell, CellCounts


@dataclass(frozen=True)
class Focus:
    """What ``Each`` has narrowed the view to: one value per dimension, or none."""

    chosen: tuple[tuple[Dimension, str], ...] = ()

    def on(self, dimension: Dimension, value: str) -> "Focus":
        kept = tuple(item for item in self.chosen if item[0] is not dimension)
        return Focus((*kept, (dimension, value)))

    def value(self, dimension: Dimension) -> str | None:
        return dict(self.chosen).get(dimension)

    @property
    def suffix(self) -> str:
        """What makes an instance's code unique: ``@2024Q1``."""
        return "".join(f"@{value}" for _, value in self.chosen)


@dataclass(frozen=True)
class Subject:
    """The object under evaluation, the category whose rules apply to it, and the focus."""

    unit: Unit
    category: str
    focus: Focus = Focus()

    def child(self, unit: Unit) -> "Subject":
        return replace(self, unit=unit, category=unit.category or self.category)

    def on(self, dimension: Dimension, value: str) -> "Subject":
        return replace(self, focus=self.focus.on(dimension, value))


@dataclass
class Context:
    """One run's view of the data. ``void`` rounds never count; ``barred`` (unit, group) have too few
    valid ballots by a minimum rule; ``blocks`` collects what forbids any result."""

    scheme: Scheme
    data: CampaignData
    void: frozenset[str] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()
    blocks: list[Text] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    memo: dict[tuple[int, str, str, Focus], ScoreNode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cells: dict[str, list[tuple[Cell, CellCounts]]] = defaultdict(list)
        for cell, counts in self.data.counts.items():
            for unit in cell.unit.split(JOIN):
                self._cells[unit].append((cell, counts))
        self._reports = {(row.unit, row.component): row for row in self.data.reports}
        self._entries: dict[str, list[EntryRow]] = defaultdict(list)
        for entry in sorted(self.data.entries, key=lambda row: (row.unit, row.date, row.item)):
            self._entries[entry.unit].append(entry)
        self._events: dict[str, list[EventRow]] = defaultdict(list)
        for event in sorted(self.data.events, key=lambda row: (row.unit, row.date, row.event)):
            self._events[event.unit].append(event)
        self.rollups: dict[Attribution, list[tuple[str, ...]]] = defaultdict(list)
        for tree in (*self.scheme.trees.values(), *self.scheme.measures.values()):
            for node in walk(tree):
                if isinstance(node, Rollup):
                    self.rollups[node.by].append(node.kinds)
        self._names = {unit.name: unit for unit in self.data.units.values()}
        self._full: dict[tuple[int, str, str, str], Fraction | None] = {}

    def cells(self, unit: str) -> list[tuple[Cell, CellCounts]]:
        return self._cells.get(unit, [])

    def report(self, unit: str, component: str) -> ReportRow | None:
        return self._reports.get((unit, component))

    def entries(self, unit: str) -> list[EntryRow]:
        return self._entries.get(unit, [])

    def events(self, unit: str, names: tuple[str, ...], window: Window) -> list[EventRow]:
        rows = self._events.get(unit, [])
        return [row for row in rows if row.event in names and window.holds(row.date)]

    def unit_named(self, text: str) -> Unit | None:
        """The unit that a link names, by code or name."""
        return self.data.units.get(text) or self._names.get(text)

    def full(self, node: Node, subject: Subject) -> Fraction | None:
        """The node's full mark where the subject stands; 1 for a rate."""
        aspect = subject.focus.value(Dimension.ASPECT) or ""
        group = subject.focus.value(Dimension.GROUP) or ""
        key = (id(node), subject.category, aspect, group)
        if key not in self._full:
            self._full[key] = full_in(self.scheme, node, Frame(subject.category, aspect, group))
        return self._full[key]

    def appraised(self, category: str) -> Iterator[Unit]:
        """Units of the category that take part in scoring, in order of code."""
        for code in sorted(self.data.units):
            unit = self.data.units[code]
            if unit.category == category and unit.status is Status.APPRAISED:
                yield unit

    def subunits(self, unit: Unit, by: Attribution, kinds: tuple[str, ...]) -> list[Unit]:
        """Appraised objects that belong to ``unit`` by parent, district or system."""
        names = {unit.code, unit.name}
        return [
            self.data.units[code]
            for code in sorted(self.data.units)
            if getattr(self.data.units[code], by.value) in names
            and code != unit.code
            and self.data.units[code].status is Status.APPRAISED
            and (not kinds or self.data.units[code].kind in kinds)
        ]
