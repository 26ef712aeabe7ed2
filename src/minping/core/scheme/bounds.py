"""What values a node can take at all: exact interval arithmetic over the score tree.

A partner's points are taken to lie between 0 and their full mark, a partner's numbers not to be
negative, and entries of the daily assessment to have the sign of their item; everything else follows
from the scheme. A tree whose ``Ref`` runs in a circle has no range.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import repeat

from minping.core.findings import Text
from minping.core.scheme.full_mark import full_in, full_mark, part_points, points_in
from minping.core.scheme.leaf_bounds import leaf
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    Choice,
    Dimension,
    Each,
    Mean,
    Missing,
    Node,
    Pick,
    Ref,
    Rollup,
    Sum,
    Switch,
    Weighted,
    Weights,
)
from minping.core.scheme.reach import (
    DEFAULT,
    NEVER,
    End,
    Member,
    Reach,
    average,
    gathered,
    hull,
    least,
    most,
    total,
)
from minping.core.scheme.shape_bounds import shaped
from minping.core.scheme.surveyed import Frame, case_of, values_of

__all__ = ["Bounds", "bounds", "full_mark", "part_points"]

UNKNOWN = Reach(None, None, DEFAULT)
ABSENT = Reach(None, None, DEFAULT, absent=True)
NOTHING = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest value (points; a rate as a fraction of 1); None: without limit.

    ``may_be_missing``: an object can end up without a value. ``notes`` say what makes an end open and
    what the range takes for granted.
    """

    low: Fraction | None
    high: Fraction | None
    may_be_missing: bool = False
    notes: tuple[Text, ...] = ()


def bounds(scheme: Scheme, node: Node, category: str, frame: Frame | None = None) -> Bounds:
    """The values ``node`` can take for units of ``category``, caps, floors and missing rules included.

    ``frame``: of an earlier call for this scheme and category; what was worked out then is taken from it.
    """
    reach = reach_of(scheme, node, frame or Frame(category))
    return Bounds(reach.low, reach.high, bool(reach.rules), reach.notes)


def reach_of(scheme: Scheme, node: Node, frame: Frame) -> Reach:
    """``bounds`` seen from ``frame``, with the rules for missing values."""
    place = "reach", id(node), frame
    if place not in frame.known:
        raw = _raw(scheme, node, frame).within(node.head)
        rules = frozenset(rule or node.head.missing for rule in raw.rules)
        frame.known[place] = node, replace(raw, rules=rules)  # the node, so that its identity stays its own
    found: Reach = frame.known[place][1]
    return found


def _raw(scheme: Scheme, node: Node, frame: Frame) -> Reach:
    match node:
        case Weighted():
            return _weighted(scheme, node, frame)
        case Sum():
            return _sum(scheme, node, frame)
        case Mean() | Each() | Rollup():
            return _averaged(scheme, node, frame)
        case Pick():
            return _pick([reach_of(scheme, n, frame) for n in node.nodes], node.choice)
        case Switch():
            chosen = case_of(node, frame.category)
            return ABSENT if chosen is None else reach_of(scheme, chosen, frame)
        case Ref(tree=tree):
            target = scheme.trees.get(tree) or scheme.measures.get(tree)
            if target is None or tree in frame.entered:
                return UNKNOWN
            inner = reach_of(scheme, target, replace(frame, entered=(*frame.entered, tree)))
            return replace(inner, rules=DEFAULT if inner.rules else NEVER)
        case _:
            return _simple(scheme, node, frame)


def _simple(scheme: Scheme, node: Node, frame: Frame) -> Reach:
    alone = leaf(scheme, node, frame)
    if alone is not None:
        return alone
    child = getattr(node, "node", None)
    if child is None:
        return UNKNOWN
    below = reach_of(scheme, child, frame)
    return shaped(node, below, full_in(scheme, child, frame), full_in(scheme, node, frame))


def stood_in(reach: Reach, full: End, default: Missing) -> tuple[Reach, bool, frozenset[Missing | None]]:
    """A child as its parent sees it: its range with stand-ins, whether its weight may be shared out,
    and how the parent itself may be missing because of it."""
    rules = {rule or default for rule in reach.rules}
    seen = reach
    if Missing.FULL in rules and full is not None:
        seen = _or_else(seen, full)
    if Missing.ZERO in rules:
        seen = _or_else(seen, NOTHING)
    gone: set[Missing | None] = set()
    if Missing.BLOCK in rules:
        gone.add(Missing.BLOCK)
    if rules & {Missing.NA, Missing.CATEGORY_MEAN} or (Missing.FULL in rules and full is None):
        gone.add(None)
    return seen, Missing.REDISTRIBUTE in rules, frozenset(gone)


def _or_else(reach: Reach, value: Fraction) -> Reach:
    """The range with one more value that can stand in; the only one where there never is another."""
    if reach.absent:
        return replace(reach, low=value, high=value, absent=False)
    return replace(reach, low=least([reach.low, value]), high=most([reach.high, value]))


def _weighted(scheme: Scheme, node: Weighted, frame: Frame) -> Reach:
    members: list[Member] = []
    shared = NOTHING
    gone: frozenset[Missing | None] = NEVER
    for part, points in zip(node.parts, points_in(scheme, node, frame), strict=True):
        if not points:
            continue
        full = full_in(scheme, part.node, frame)
        seen, removable, missing = stood_in(reach_of(scheme, part.node, frame), full, node.missing)
        if seen.absent and removable:
            shared += points
            continue
        if not full and not seen.low == seen.high == 0:
            return UNKNOWN
        members.append(Member(seen.times(1 / (full or ONE)), points, removable))
        gone |= missing
    if not members:
        return UNKNOWN
    if all(m.removable for m in members):
        gone |= DEFAULT
    if any(m.weight < 0 for m in members):
        fixed = total([m.reach.times(m.weight) for m in members])
        open_ended = any(m.removable for m in members)
        return UNKNOWN if open_ended else replace(fixed, rules=gone)
    weight = sum((m.weight for m in members), shared)
    return replace(average(members).times(weight), rules=gone)


def _sum(scheme: Scheme, node: Sum, frame: Frame) -> Reach:
    terms: list[Reach] = []
    gone: frozenset[Missing | None] = NEVER
    for term in node.terms:
        full = full_in(scheme, term.node, frame)
        seen, removable, missing = stood_in(reach_of(scheme, term.node, frame), full, Missing.NA)
        if removable:
            seen = _or_else(seen, NOTHING)
        terms.append(seen.times(Fraction(term.sign)))
        gone |= DEFAULT if missing else NEVER
    return replace(total(terms), rules=gone)


def _averaged(scheme: Scheme, node: Mean | Each | Rollup, frame: Frame) -> Reach:
    """Weights known beforehand give an average; weights by ballots or by data give the hull."""
    children = _members(scheme, node, frame)
    weights = _known_weights(scheme, node, frame)
    known = weights is not None and len(weights) == len(children)
    members: list[Member] = []
    gone = NEVER if known else DEFAULT
    for (child, below), weight in zip(children, weights if known and weights else repeat(ONE), strict=False):
        full = full_in(scheme, child, below)
        reach, removable, missing = stood_in(reach_of(scheme, child, below), full, node.missing)
        if weight and not (reach.absent and removable):
            members.append(Member(reach, weight, removable))
            gone |= missing
    if all(m.removable for m in members):
        gone |= DEFAULT
    result = average(members) if known and members else hull([m.reach for m in members])
    if isinstance(node, Rollup) and node.otherwise is not None:
        other = reach_of(scheme, node.otherwise, frame)
        result = hull([result, other])
        gone |= other.rules
    return replace(result, rules=gone)


def _members(scheme: Scheme, node: Mean | Each | Rollup, frame: Frame) -> list[tuple[Node, Frame]]:
    """The children an average is over. A subunit may stand in any category."""
    match node:
        case Mean(nodes=nodes):
            return [(child, frame) for child in nodes]
        case Each(node=child, over=over):
            return [(child, frame.fixed(over, value)) for value in values_of(scheme, node, frame)]
        case Rollup(node=child):
            categories = dict.fromkeys((frame.category, *scheme.categories))
            return [(child, replace(frame, category=category)) for category in categories]


def _known_weights(scheme: Scheme, node: Mean | Each | Rollup, frame: Frame) -> list[Fraction] | None:
    if isinstance(node, Rollup) or node.weights is Weights.BALLOTS:
        return None
    if isinstance(node, Mean):
        return list(node.given) if node.weights is Weights.GIVEN else [Fraction(1)] * len(node.nodes)
    if node.over not in {Dimension.ASPECT, Dimension.GROUP}:
        return None
    values = values_of(scheme, node, frame)
    given = node.weights is Weights.GIVEN
    return [node.given.get(value, Fraction(0)) if given else Fraction(1) for value in values]


def _pick(reaches: Sequence[Reach], choice: Choice) -> Reach:
    """The first that is there, or the smallest or largest of those that are there."""
    if not reaches:
        return UNKNOWN
    if choice is Choice.FIRST:
        stop = next((place for place, r in enumerate(reaches) if not r.rules), len(reaches) - 1)
        rules = NEVER if not reaches[stop].rules else reaches[0].rules
        return replace(hull(reaches[: stop + 1]), rules=rules)
    sure = [r for r in reaches if not r.rules]
    rules = NEVER if sure else reaches[0].rules
    low, high = least(r.low for r in reaches), most(r.high for r in reaches)
    if sure and choice is Choice.MIN:
        high = min((r.high for r in sure if r.high is not None), default=None)
    if sure and choice is Choice.MAX:
        low = max((r.low for r in sure if r.low is not None), default=None)
    return Reach(low, high, rules, gathered(reaches))
