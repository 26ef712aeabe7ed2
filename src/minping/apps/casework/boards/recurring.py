"""纠而复生: problems that came back after they were cleared, with the chain of their generations (F019, F142)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.casework.boards.charts import Chart, plain
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rows import Entry, entries, names_of
from minping.apps.casework.models import Problem
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES

_SHOWN = 15
_GENERATIONS = 50
"""A chain longer than this is cut: nothing real is, and a circle must not hold the page."""


@dataclass(frozen=True)
class Chain:
    """The ids of one problem through its generations, the first one first."""

    ids: tuple[UUID, ...]
    unit: UUID | None
    open: bool

    @property
    def generations(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Link:
    """One generation; ``after``: calendar days between the clearing before it and its own raising."""

    entry: Entry
    after: int | None


@dataclass(frozen=True)
class _Row:
    id: UUID
    before: UUID | None
    unit: UUID | None
    state: str


def chains(extent: Extent) -> Sequence[Chain]:
    """Every chain of two and more generations; open ones first, the longest first."""
    seen = {row.id: row for row in _rows(extent, generation__gte=2)}
    last = set(seen) - {row.before for row in seen.values()}
    for _ in range(_GENERATIONS):
        missing = {row.before for row in seen.values() if row.before} - set(seen)
        known = {row.id: row for row in _rows(extent, id__in=missing)} if missing else {}
        if not known:
            break
        seen |= known
    found = [_chain(seen, end) for end in last]
    return sorted(found, key=lambda one: (not one.open, -one.generations, str(one.ids[-1])))


def _rows(extent: Extent, **narrowed: object) -> list[_Row]:
    rows = extent.problems().filter(**narrowed)
    return [_Row(*row) for row in rows.values_list("id", "recurrence_of", "unit", "state")]


def _chain(seen: Mapping[UUID, _Row], end: UUID) -> Chain:
    line = [end]
    while len(line) < _GENERATIONS:
        before = seen[line[0]].before
        if before is None or before not in seen or before in line:
            break
        line.insert(0, before)
    return Chain(tuple(line), seen[end].unit, seen[end].state in OPEN_STATES)


def told(found: Sequence[Chain]) -> Sequence[Sequence[Link]]:
    """The problems of these chains, each chain's first generation first; four queries for all."""
    problems = Problem.objects.in_bulk([one for chain in found for one in chain.ids])
    lines = {line.id: line for line in entries(problems.values())}
    return [[_link(chain, place, problems, lines) for place in range(len(chain.ids))] for chain in found]


def _link(chain: Chain, place: int, problems: Mapping[UUID, Problem], lines: Mapping[UUID, Entry]) -> Link:
    own = chain.ids[place]
    cleared = problems[chain.ids[place - 1]].cleared_on if place else None
    after = (problems[own].raised_on - cleared).days if cleared else None
    return Link(lines[own], after if after is not None and after >= 0 else None)


def chart(extent: Extent, found: Sequence[Chain]) -> Chart:
    """In which units problems come back."""
    numbers = Counter(chain.unit for chain in found if chain.unit is not None)
    names = names_of(numbers)
    shown = [
        (names.get(unit, ""), n, extent.ledger(unit=unit, recurred="yes", state="all"))
        for unit, n in sorted(numbers.items(), key=lambda item: (-item[1], names.get(item[0], "")))
    ]
    return plain(Text("问题反复的单位", "Units in which problems came back"), shown[:_SHOWN], css="late-bar")
