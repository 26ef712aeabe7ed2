"""The scheme's daily assessment: its items by category, and totals as core computes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from minping.apps.assessments.selectors import entry_rows
from minping.apps.campaigns.selectors import CampaignFacts, frozen_scheme, participations_of
from minping.apps.units.selectors import UnitLine, below, unit_lines
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Ledger, LedgerItem, Node, Ref, Switch
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
    only asked for opinions. A station takes both from what it lies below."""

    unit: UnitLine
    category: str
    status: str


def ledgers_of(scheme: Scheme, category: str) -> Sequence[Ledger]:
    """The ledgers that enter the score of a category, in the order of the tree."""
    tree = scheme.tree_of(category)
    waiting: list[Node] = [*reversed(list(scheme.measures.values())), *([tree] if tree is not None else [])]
    found: dict[str, Ledger] = {}
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Ledger):
            found.setdefault(node.head.code, node)
        waiting += reversed(_below(scheme, node, category))
    return list(found.values())


def _below(scheme: Scheme, node: Node, category: str) -> Sequence[Node]:
    if isinstance(node, Ref):
        target = scheme.trees.get(node.tree) or scheme.measures.get(node.tree)
        return [target] if target is not None else []
    if isinstance(node, Switch):
        chosen = node.cases.get(category, node.default)
        return [chosen] if chosen is not None else []
    return children(node)


def items_of(scheme: Scheme, category: str) -> Mapping[str, Item]:
    """Items by code, as they stand in the plan."""
    found: dict[str, Item] = {}
    for ledger in ledgers_of(scheme, category):
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
        at: UnitLine | None = line
        while at is not None and at.id not in part:
            at = lines.get(at.parent) if at.parent else None
        if at is not None:
            own = part[at.id]
            found[line.id] = Place(line, own.category, own.status)
    return found


def items_for(campaign: UUID, unit: UUID) -> Sequence[Item]:
    """The items that can be recorded of a unit of the campaign."""
    scheme, place = frozen_scheme(campaign), places_of(campaign).get(unit)
    return list(items_of(scheme, place.category).values()) if scheme is not None and place is not None else []


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
    ledgers = {category: ledgers_of(scheme, category) for category in {p.category for p in places.values()}}
    return {
        unit: [
            evaluate(context, ledger, Subject(known[places[unit].unit.code], places[unit].category))
            for ledger in ledgers[places[unit].category]
        ]
        for unit in units
        if unit in places
    }


def _as_frozen(campaign: UUID) -> tuple[EntryRow, ...]:
    return tuple(
        replace(row, state=EntryState.FROZEN) if row.state is EntryState.VISIBLE else row
        for row in entry_rows(campaign)
    )
