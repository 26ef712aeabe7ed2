"""压力传导: system → unit → station; where open problems lie, in whose hands, for how long, and at which link
they are late more often than above it (F036, F123)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from minping.apps.casework.boards.charts import Chart, stacked
from minping.apps.casework.boards.days import Days
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.words import HANDS
from minping.apps.foundation.clock import today
from minping.apps.units.selectors import UnitLine, unit_lines
from minping.core.findings import Text

FEWEST, MORE = 3, 20
"""A link is marked from so many open problems on, where the overdue share is so many points above it."""
COLOURS = {"unit": "g4", "office": "g2", "citizen": "g1", "obstacle": "g0"}
_BACK = timedelta(days=730)
_SHOWN = 15
_DEEPEST = 3


@dataclass
class Load:
    """What lies somewhere; ``days``: working days of all open problems together."""

    open: int = 0
    overdue: int = 0
    days: int = 0
    oldest: int = 0
    hands: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HANDS, 0))
    asked: int = 0
    answered: int = 0

    def add(self, other: "Load") -> None:
        """Take in what lies beneath."""
        self.open += other.open
        self.overdue += other.overdue
        self.days += other.days
        self.oldest = max(self.oldest, other.oldest)
        self.asked += other.asked
        self.answered += other.answered
        for name, n in other.hands.items():
            self.hands[name] += n

    @property
    def mean(self) -> int:
        """Working days on average, rounded."""
        return (2 * self.days + self.open) // (2 * self.open) if self.open else 0

    def later_than(self, other: "Load") -> bool:
        """Whether more of it is late than of ``other``, by enough to say so."""
        if self.open < FEWEST or not other.open:
            return False
        return (
            100 * self.overdue * other.open >= 100 * other.overdue * self.open + MORE * self.open * other.open
        )


@dataclass(frozen=True)
class Place:
    """A system, a unit or a station. ``own``: lies with itself; ``whole``: with all beneath it.
    ``stops``: late more often than what lies above it."""

    unit: UUID | None
    name: str
    depth: int
    own: Load
    whole: Load
    stops: bool
    link: str


def loads(extent: Extent) -> Mapping[UUID, Load]:
    """What lies with each unit itself; three queries."""
    now = today()
    days = Days(now - _BACK, now)
    rows = extent.open().filter(unit__isnull=False)
    found: dict[UUID, Load] = defaultdict(Load)
    asked = {f"in_{name}": Count("state", filter=Q(state__in=states)) for name, (_, states) in HANDS.items()}
    counted = rows.values_list("unit").annotate(
        n=Count("*"), late=Count("state", filter=Q(overdue=True)), **asked
    )
    for unit, n, late, *hands in counted:
        load = found[unit]
        load.open, load.overdue, load.hands = n, late, dict(zip(HANDS, hands, strict=True))
    known: dict[date | None, int] = {None: 0}
    for unit, since, n in rows.values_list("unit", "registered_on").annotate(n=Count("*")):
        if since not in known:
            known[since] = days.between(since, now)
        waited = known[since]
        found[unit].days += n * waited
        found[unit].oldest = max(found[unit].oldest, waited)
    sent = rows.filter(urges__level__gte=1).values_list("unit")
    for unit, n, answered in sent.annotate(n=Count("urges"), answered=Count("urges__answered_at")):
        found[unit].asked, found[unit].answered = n, answered
    return found


def places(extent: Extent) -> Sequence[Place]:
    """From the systems down, wherever something is open; each below what stands above it. Of the whole county
    the units, and what lies deeper only where it stops; of one unit everything beneath it."""
    tree = _Tree(extent, loads(extent))
    whole = Load()
    found: list[Place] = []
    systems = tree.systems()
    for _, tops in systems:
        for unit in tops:
            whole.add(tree.whole(unit.id))
    for name, tops in systems:
        load = Load()
        for unit in tops:
            load.add(tree.whole(unit.id))
        if not load.open:
            continue
        if len(systems) > 1 or name:
            found.append(Place(None, name, 0, Load(), load, load.later_than(whole), ""))
        above = load if name else whole
        for unit in tops:
            found += tree.listed(unit, above, 1 if len(systems) > 1 or name else 0)
    return found


class _Tree:
    """The units within the extent, each under what stands right above it."""

    def __init__(self, extent: Extent, own: Mapping[UUID, Load]) -> None:
        self._extent, self._own = extent, own
        self._deepest = _DEEPEST if extent.units is not None else 1
        self._children: dict[UUID | None, list[UnitLine]] = defaultdict(list)
        self._wholes: dict[UUID, Load] = {}
        within = {unit.id: unit for unit in unit_lines(extent.units)}
        for unit in within.values():
            self._children[unit.parent if unit.parent in within else None].append(unit)

    def systems(self) -> Sequence[tuple[str, Sequence[UnitLine]]]:
        """The topmost units by the system they belong to; those of none come last, under no name."""
        by: dict[str, list[UnitLine]] = defaultdict(list)
        for unit in self._children[None]:
            by[unit.system].append(unit)
        return sorted(by.items(), key=lambda item: (not item[0], item[0]))

    def whole(self, unit: UUID) -> Load:
        """What lies with a unit and beneath it."""
        if unit not in self._wholes:
            load = self._wholes[unit] = Load()
            load.add(self._own.get(unit, Load()))
            for child in self._children[unit]:
                load.add(self.whole(child.id))
        return self._wholes[unit]

    def listed(self, unit: UnitLine, above: Load, depth: int) -> Iterable[Place]:
        """The unit and what lies beneath it, if anything is open there; the most overdue first."""
        whole = self.whole(unit.id)
        if not whole.open:
            return
        own = self._own.get(unit.id, Load())
        stops = whole.later_than(above)
        if depth <= self._deepest or stops:
            link = self._extent.ledger(unit=unit.id)
            yield Place(unit.id, unit.name, min(depth, _DEEPEST), own, whole, stops, link)
        below = sorted(self._children[unit.id], key=lambda one: (-self.whole(one.id).overdue, one.code))
        for child in below:
            yield from self.listed(child, whole, depth + 1)


def chart(found: Sequence[Place]) -> Chart:
    """In whose hands the open problems of the topmost places lie."""
    top = min((place.depth for place in found), default=0)
    keys = [(label, COLOURS[name]) for name, (label, _) in HANDS.items()]
    shown = sorted((p for p in found if p.depth == top), key=lambda p: -p.whole.open)[:_SHOWN]
    rows = [(p.name or _NO_SYSTEM, [p.whole.hands[name] for name in HANDS], p.link) for p in shown]
    return stacked(Text("在办问题在谁手上", "In whose hands open problems lie"), keys, rows)


_NO_SYSTEM = Text("未归系统", "of no system")
