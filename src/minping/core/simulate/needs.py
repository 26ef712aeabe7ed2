"""What a scheme asks about one object: surveys, reports, daily entries, events, stations below."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    Adjust,
    Dimension,
    Each,
    EventCount,
    Ledger,
    Node,
    Piecewise,
    Ref,
    Report,
    Rollup,
    Survey,
    Switch,
)
from minping.core.scheme.ranges import Window
from minping.core.scheme.tree import children


@dataclass(frozen=True)
class EventNeed:
    """Events that a node counts; ``permille``: how many objects in a thousand have one."""

    names: tuple[str, ...]
    window: Window
    permille: int


@dataclass
class Needs:
    """Everything below one node as it applies to one category. Roll-ups are listed, not entered;
    their ``otherwise`` belongs to objects without subunits."""

    surveys: list[Survey] = field(default_factory=list)
    reports: list[tuple[Report, Piecewise | None]] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    events: list[EventNeed] = field(default_factory=list)
    rollups: list[Rollup] = field(default_factory=list)

    def add(self, other: "Needs") -> None:
        self.surveys += other.surveys
        self.reports += other.reports
        self.ledgers += other.ledgers
        self.events += other.events
        self.rollups += other.rollups

    def groups(self, scheme: Scheme) -> set[str]:
        """Voter groups that rate the object."""
        return {group for survey in self.surveys for group in survey.groups or tuple(scheme.groups)}

    def least_valid(self, scheme: Scheme, group: str) -> int:
        """The largest minimum of valid ballots that a survey of this group sets."""
        return max(
            (s.min_valid for s in self.surveys if group in (s.groups or tuple(scheme.groups))), default=0
        )


def needs_of(scheme: Scheme, node: Node | None, category: str) -> Needs:
    """What ``node`` needs of an object of ``category``; a cycle of references ends where it closes."""
    found = Needs()
    if node is not None:
        _collect(scheme, node, category, None, frozenset(), found)
    return found


def _collect(
    scheme: Scheme,
    node: Node,
    category: str,
    above: Piecewise | None,
    entered: frozenset[str],
    found: Needs,
) -> None:
    match node:
        case Survey():
            found.surveys.append(node)
        case Report():
            found.reports.append((node, above))
        case Ledger():
            found.ledgers.append(node)
        case EventCount():
            found.events.append(EventNeed(node.events, node.window, 300))
        case Rollup():
            found.rollups.append(node)
        case Adjust():
            found.events.append(EventNeed(node.events, node.window, 80))
    for child, tree in _below(scheme, node, category):
        if tree not in entered:
            curve = node if isinstance(node, Piecewise) else None
            _collect(scheme, child, category, curve, entered | ({tree} - {""}), found)


def _below(scheme: Scheme, node: Node, category: str) -> Iterator[tuple[Node, str]]:
    """The nodes to look at next, each with the name of the tree entered by a reference."""
    if isinstance(node, Rollup):
        return
    if isinstance(node, Switch):
        case = node.cases.get(category, node.default)
        if case is not None:
            yield case, ""
    elif isinstance(node, Ref):
        target = scheme.trees.get(node.tree) or scheme.measures.get(node.tree)
        if target is not None:
            yield target, node.tree
    else:
        yield from ((child, "") for child in children(node))


def every_node(scheme: Scheme) -> Iterator[tuple[Node, tuple[Each, ...]]]:
    """All nodes of all trees, each with the ``Each`` nodes above it."""
    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        yield from _with_each(tree, ())


def _with_each(node: Node, above: tuple[Each, ...]) -> Iterator[tuple[Node, tuple[Each, ...]]]:
    yield node, above
    below = (*above, node) if isinstance(node, Each) else above
    for child in children(node):
        yield from _with_each(child, below)


@dataclass(frozen=True)
class Dimensions:
    """What the rules of a scheme tell apart for one voter group. ``named``: values by dimension that the
    scheme itself lists; ``apart``: dimensions whose cells are looked at one by one."""

    named: dict[Dimension, tuple[str, ...]]
    apart: frozenset[Dimension]


_LISTS = ((Dimension.CHANNEL, "channels"), (Dimension.STRATUM, "strata"), (Dimension.CLUSTER, "clusters"))


def dimensions_of(scheme: Scheme, group: str) -> Dimensions:
    """Channels, strata and clusters of ``group`` as the nodes of the scheme name and distinguish them."""
    named: dict[Dimension, dict[str, None]] = {dimension: {} for dimension, _ in _LISTS}
    apart: set[Dimension] = set()
    for node, above in every_node(scheme):
        if not isinstance(node, Survey) or (node.groups and group not in node.groups):
            continue
        for dimension, attribute in _LISTS:
            values = getattr(node, attribute)
            given = [value for each in above if each.over is dimension for value in each.given]
            named[dimension] |= dict.fromkeys((*values, *given))
            if values or any(each.over is dimension for each in above):
                apart.add(dimension)
    named[Dimension.CHANNEL] |= dict.fromkeys(scheme.groups[group].channels)
    return Dimensions({d: tuple(v for v in values if v) for d, values in named.items()}, frozenset(apart))


def rounds_of(scheme: Scheme, group: str) -> tuple[str, ...]:
    """The rounds in which ``group`` votes; one unnamed round where the scheme has none."""
    own = tuple(code for code, r in scheme.rounds.items() if not r.groups or group in r.groups)
    return own or ("",)


def rare_events(scheme: Scheme) -> list[EventNeed]:
    """Vetoes and events that grades or selections ask for: seldom, and anybody's."""
    found = [EventNeed(veto.events, veto.window, 12) for veto in scheme.vetoes]
    conditions = [c for g in scheme.grades for c in g.condition.walk()]
    conditions += [c for s in scheme.selections for c in s.condition.walk()]
    for condition in conditions:
        names = (*condition.events, *condition.without_events)
        if names:
            found.append(EventNeed(names, condition.window, 20))
    return found
