"""The scheme's daily assessment: its items by category, and totals as core computes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from minping.apps.assessments.selectors import entry_rows
from minping.apps.campaigns.selectors import CampaignFacts, frozen_scheme, participations_of
from minping.apps.units.selectors import UnitLine, below, unit_lines
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Ledger, LedgerItem, Node, Ref, Rollup, Switch
from minping.core.scheme.ranges import Window
from minping.core.scheme.tree import children
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.evaluate import evaluate
from minping.core.scoring.inputs import CampaignData, EntryRow, EntryState, Unit
from minping.core.scoring.result import ScoreNode
from minping.core.tally.counts import Counts

OPINION_ONLY = "opinion_only"


@dataclass(frozen=True)
class Item:
    """An item as a category meets it: with the days on which it counts, and whether it needs evidence."""

    of: LedgerItem
    ledger: str
    window: Window
    evidence: bool

    @property
    def code(self) -> str:
        return self.of.code

    @property
    def name(self) -> str:
        return self.of.name


@dataclass(frozen=True)
class Place:
    """A unit in the campaign: the category whose rules apply to it, and whether it is appraised, exempt or
    only asked for opinions. A station takes both from what it lies below: ``over``, else the unit itself.
    ``above``: category of a unit that takes part above one that does so itself."""

    unit: UnitLine
    category: str
    status: str
    over: UUID
    above: str = ""

    @property
    def below(self) -> bool:
        """Whether it does not take part itself."""
        return self.over != self.unit.id


def ledgers_of(scheme: Scheme, category: str, *, rolled: bool = False) -> Sequence[Ledger]:
    """The ledgers that enter the score of a category, in the order of the tree: those kept of its units, or
    ``rolled``, of the stations that the scheme counts for them."""
    tree = scheme.tree_of(category)
    roots: list[Node] = [*([tree] if tree is not None else []), *scheme.measures.values()]
    waiting = [(node, False) for node in reversed(roots)]
    found: dict[str, Ledger] = {}
    seen: set[tuple[int, bool]] = set()
    while waiting:
        node, beneath = waiting.pop()
        if (id(node), beneath) in seen:
            continue
        seen.add((id(node), beneath))
        if isinstance(node, Ledger) and beneath is rolled:
            found.setdefault(node.head.code, node)
        waiting += [
            (one, beneath or (isinstance(node, Rollup) and one is node.node))
            for one in reversed(_below(scheme, node, category))
        ]
    return list(found.values())


def _below(scheme: Scheme, node: Node, category: str) -> Sequence[Node]:
    if isinstance(node, Ref):
        target = scheme.trees.get(node.tree) or scheme.measures.get(node.tree)
        return [target] if target is not None else []
    if isinstance(node, Switch):
        chosen = node.cases.get(category, node.default)
        return [chosen] if chosen is not None else []
    return children(node)


def ledgers_at(scheme: Scheme, place: Place) -> Sequence[Ledger]:
    """The ledgers in which anything recorded of the unit counts."""
    if place.below:
        return ledgers_of(scheme, place.category, rolled=True)
    above = ledgers_of(scheme, place.above, rolled=True) if place.above else ()
    return [*ledgers_of(scheme, place.category), *above]


def items_at(scheme: Scheme, place: Place) -> Mapping[str, Item]:
    """Items that can be recorded of the unit, by code."""
    return _items(ledgers_at(scheme, place))


def items_by_unit(scheme: Scheme, places: Mapping[UUID, Place]) -> Mapping[UUID, Mapping[str, Item]]:
    """The same for many units, each sort of place looked at once."""
    known: dict[tuple[str, bool, str], Mapping[str, Item]] = {}
    for place in places.values():
        kind = (place.category, place.below, place.above)
        if kind not in known:
            known[kind] = items_at(scheme, place)
    return {unit: known[place.category, place.below, place.above] for unit, place in places.items()}


def items_of(scheme: Scheme, category: str) -> Mapping[str, Item]:
    """Items of a category and of the stations counted for it, by code, as they stand in the plan."""
    return _items([*ledgers_of(scheme, category), *ledgers_of(scheme, category, rolled=True)])


def _items(ledgers: Iterable[Ledger]) -> Mapping[str, Item]:
    found: dict[str, Item] = {}
    for ledger in ledgers:
        for item in ledger.items:
            found.setdefault(item.code, Item(item, ledger.head.name, ledger.window, ledger.evidence))
    return found


def every_item(scheme: Scheme) -> Mapping[str, Item]:
    """Items of all categories by code."""
    found: dict[str, Item] = {}
    for category in scheme.categories or ("",):
        found = dict(items_of(scheme, category)) | found
    return found


def has_ledger(scheme: Scheme | None) -> bool:
    """Whether the plan has a daily assessment at all."""
    return scheme is not None and bool(every_item(scheme))


def places_of(campaign: UUID) -> Mapping[UUID, Place]:
    """Every unit of the campaign with what lies below it, by the units' codes."""
    part = {one.unit: one for one in participations_of(campaign)}
    lines = {line.id: line for line in unit_lines(below(part))}
    found = {}
    for line in lines.values():
        way = [at for at in _way(lines, line) if at in part]
        if way:
            own = part[way[0]]
            above = part[way[1]].category if way[0] == line.id and len(way) > 1 else ""
            found[line.id] = Place(line, own.category, own.status, way[0], above)
    return found


def _way(lines: Mapping[UUID, UnitLine], line: UnitLine) -> Sequence[UUID]:
    """The unit, the one above it, and so on; each once."""
    way: list[UUID] = []
    at: UUID | None = line.id
    while at is not None and at in lines and at not in way:
        way.append(at)
        at = lines[at].parent
    return way


def items_for(campaign: UUID, unit: UUID) -> Sequence[Item]:
    """The items that can be recorded of a unit of the campaign."""
    scheme, place = frozen_scheme(campaign), places_of(campaign).get(unit)
    return list(items_at(scheme, place).values()) if scheme is not None and place is not None else []


def totals(
    campaign: CampaignFacts, places: Mapping[UUID, Place], units: Iterable[UUID]
) -> Mapping[UUID, Sequence[ScoreNode]]:
    """Each unit's ledgers as they would count if the book were frozen now: entries that the unit was shown
    count, those that wait or are objected to do not. Computed by ``core.scoring`` alone."""
    scheme = frozen_scheme(campaign.id)
    if scheme is None:
        return {}
    known = {
        place.unit.code: Unit(place.unit.code, place.unit.name, place.category) for place in places.values()
    }
    data = CampaignData(campaign.title, campaign.year, known, Counts(), entries=_as_frozen(campaign.id))
    context = Context(scheme, data)
    return {
        unit: [
            evaluate(context, ledger, Subject(known[places[unit].unit.code], places[unit].category))
            for ledger in ledgers_at(scheme, places[unit])
        ]
        for unit in units
        if unit in places
    }


def _as_frozen(campaign: UUID) -> tuple[EntryRow, ...]:
    return tuple(
        replace(row, state=EntryState.FROZEN) if row.state is EntryState.VISIBLE else row
        for row in entry_rows(campaign)
    )
