"""Full marks 满分: declared, or derived from a node's content. Exact, standard library only.

A ``Weighted`` divides each part by its full mark, so every part needs one. What cannot be derived is
None; the linter then asks for a declared 满分.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    Adjust,
    AspectRule,
    Choice,
    Constant,
    Each,
    EventCount,
    Ledger,
    Mean,
    Measure,
    Node,
    Pick,
    Piecewise,
    Quantity,
    Ref,
    Relative,
    Report,
    Rescale,
    Rollup,
    Sum,
    Survey,
    Switch,
    Weighted,
    Weights,
)
from minping.core.scheme.surveyed import Frame, case_of, has_points, scales_in, values_of, weight_in
from minping.core.scheme.tree import children, walk

ONE = Fraction(1)
HUNDRED = Fraction(100)


def full_mark(scheme: Scheme, node: Node, category: str, frame: Frame | None = None) -> Fraction | None:
    """The most points that ``node`` stands for in ``category``; a rate's is 1. None: not derivable.

    ``head.full`` wins. Else: survey = the scale's highest points (weighted mean or sum over aspects),
    weighted = Σ point weights, sum = Σ of the added terms (a bonus ledger that starts from 0 adds
    none), piecewise = its highest points, rescale and
    relative = 100, everything that averages or picks = of its children.
    A ``Weighted`` by shares alone takes what the nearest ``Weighted`` above gives it, else the full
    mark of the category or the scheme. ``frame``: of an earlier call for this scheme and category.
    """
    return full_in(scheme, node, frame or Frame(category))


def part_points(scheme: Scheme, node: Weighted, category: str) -> tuple[Fraction | None, ...]:
    """Each part's weight in points of ``node``, in order; None: the part has no weight in ``category``."""
    return points_in(scheme, node, Frame(category))


def points_in(scheme: Scheme, node: Weighted, frame: Frame) -> tuple[Fraction | None, ...]:
    """``part_points`` seen from ``frame``."""
    full = full_in(scheme, node, frame) if any(part.share for part in node.parts) else None
    points: list[Fraction | None] = []
    for part in node.parts:
        weight = part.weight.of(frame.category)
        if weight is not None and part.share:
            weight = None if full is None else weight * full
        points.append(weight)
    return tuple(points)


def full_in(scheme: Scheme, node: Node, frame: Frame) -> Fraction | None:
    """``full_mark`` seen from ``frame``."""
    if node.head.full is not None:
        return node.head.full
    place = "full", id(node), frame
    if place not in frame.known:
        frame.known[place] = node, _derived(scheme, node, frame)
    found: Fraction | None = frame.known[place][1]
    return found


def _derived(scheme: Scheme, node: Node, frame: Frame) -> Fraction | None:
    match node:
        case Survey():
            return _of_survey(scheme, node, frame)
        case Weighted():
            return _of_weighted(scheme, node, frame)
        case Report() | EventCount() | Constant() | Ledger() | Piecewise():
            return _of_content(node)
        case Mean() | Each() | Rollup() | Pick() | Sum():
            return _of_several(scheme, node, frame)
        case _:
            return _of_one(scheme, node, frame)


def _of_content(node: Report | EventCount | Constant | Ledger | Piecewise) -> Fraction | None:
    match node:
        case Report(quantity=Quantity.RATE):
            return ONE
        case Constant(value=value):
            return value
        case Ledger():
            return _of_ledger(node)
        case Piecewise():
            return _capped(_of_piecewise(node), node.head.cap)
        case _:
            return None


def _of_ledger(node: Ledger) -> Fraction | None:
    """The cap, else the base, else what capped bonus items can bring together."""
    if node.head.cap is not None:
        return node.head.cap
    if node.base > 0:
        return node.base
    gains = [item.cap for item in node.items if item.points is None or item.points > 0]
    known = [cap for cap in gains if cap is not None]
    return sum(known, Fraction(0)) if gains and len(known) == len(gains) else None


def _of_piecewise(node: Piecewise) -> Fraction | None:
    if node.slope is not None:
        return node.slope.full
    points = [step.points for step in node.table] + [y for _, y in node.line]
    return max(points, default=None)


def _of_one(scheme: Scheme, node: Node, frame: Frame) -> Fraction | None:
    match node:
        case Adjust(node=child):
            return full_in(scheme, child, frame)
        case Rescale() | Relative():
            return HUNDRED
        case Switch():
            chosen = case_of(node, frame.category)
            return None if chosen is None else full_in(scheme, chosen, frame)
        case Ref(tree=tree):
            target = scheme.trees.get(tree) or scheme.measures.get(tree)
            if target is None or tree in frame.entered:
                return None
            return full_in(scheme, target, replace(frame, entered=(*frame.entered, tree)))
        case _:
            return None


def _of_several(scheme: Scheme, node: Mean | Each | Rollup | Pick | Sum, frame: Frame) -> Fraction | None:
    match node:
        case Mean(nodes=nodes):
            return _averaged([full_in(scheme, n, frame) for n in nodes], node.weights, node.given)
        case Each():
            values = values_of(scheme, node, frame)
            given = [node.given.get(value, Fraction(0)) for value in values]
            fulls = [full_in(scheme, node.node, frame.fixed(node.over, value)) for value in values]
            return _averaged(fulls, node.weights, given)
        case Rollup(node=child, otherwise=otherwise):
            below = [child] if otherwise is None else [child, otherwise]
            return _same(full_in(scheme, n, frame) for n in below)
        case Pick(nodes=nodes, choice=choice):
            fulls = [full_in(scheme, n, frame) for n in nodes]
            known = [full for full in fulls if full is not None]
            if choice is Choice.FIRST or len(known) < len(fulls) or not known:
                return _same(fulls)
            return min(known) if choice is Choice.MIN else max(known)
        case Sum():
            return _of_sum(scheme, node, frame)


def _of_sum(scheme: Scheme, node: Sum, frame: Frame) -> Fraction | None:
    fulls = [full_in(scheme, t.node, frame) for t in node.terms if t.sign > 0 and not is_bonus(t.node)]
    known = [full for full in fulls if full is not None]
    if not known or len(known) < len(fulls):
        return None
    return _capped(sum(known, Fraction(0)), node.head.cap)


def is_bonus(node: Node) -> bool:
    """Points on top of the full mark: a ledger that starts from nothing, or a number of events, without
    a declared full mark."""
    if node.head.full is not None:
        return False
    return isinstance(node, EventCount) or (isinstance(node, Ledger) and node.base <= 0)


def _capped(full: Fraction | None, cap: Fraction | None) -> Fraction | None:
    return full if full is None or cap is None else min(full, cap)


def _same(fulls: Iterable[Fraction | None]) -> Fraction | None:
    distinct = set(fulls)
    return distinct.pop() if len(distinct) == 1 else None


def _averaged(
    fulls: Sequence[Fraction | None], weights: Weights, given: Sequence[Fraction]
) -> Fraction | None:
    """One full mark for an average. Different ones can be averaged only if the weights are known."""
    known = [full for full in fulls if full is not None]
    if len(known) < len(fulls) or not known:
        return None
    if len(set(known)) == 1 or weights is Weights.BALLOTS:
        return _same(known)
    by = [ONE] * len(known) if weights is Weights.EQUAL else list(given)
    if len(by) != len(known) or sum(by) <= 0:
        return None
    return sum((w * full for w, full in zip(by, known, strict=True)), Fraction(0)) / sum(by)


def _of_survey(scheme: Scheme, node: Survey, frame: Frame) -> Fraction | None:
    if node.measure is Measure.SATISFACTION_RATE:
        return ONE
    highs: dict[str, Fraction] = {}
    for aspect, scales in scales_in(scheme, node, frame).items():
        scored = [scale.high for scale in scales if has_points(scale)]
        if not scored:
            return None
        highs[aspect] = max(scored)
    if not highs:
        return None
    if node.aspect_rule is AspectRule.POOL:
        return max(highs.values())
    weights = {aspect: weight_in(scheme, aspect, frame.category) for aspect in highs}
    total = sum((weights[a] * high for a, high in highs.items()), Fraction(0))
    if node.aspect_rule is AspectRule.SUM:
        return total
    return total / sum(weights.values()) if sum(weights.values()) else None


def _of_weighted(scheme: Scheme, node: Weighted, frame: Frame) -> Fraction | None:
    weights = [(part.share, part.weight.of(frame.category)) for part in node.parts]
    points = [w for share, w in weights if not share and w is not None]
    shares = [w for share, w in weights if share and w is not None]
    if not points:
        if not shares:
            return None
        above = given_above(scheme, node, frame.category, frame.climbed)
        return _declared(scheme, frame.category) if above is None else above
    rest = 1 - sum(shares, Fraction(0))
    return sum(points, Fraction(0)) / rest if rest > 0 else None


def given_above(scheme: Scheme, node: Node, category: str, climbed: tuple[str, ...] = ()) -> Fraction | None:
    """The points that stand above ``node``: its weight in the nearest ``Weighted``, reached through nodes
    that only average, pick, adjust or refer; for a category's whole tree its full mark or the scheme's.
    None: something else stands between. ``climbed``: trees already left by a reference to them."""
    for code, tree in (*scheme.trees.items(), *scheme.measures.items()):
        above = _above(tree, node)
        if above is None:
            continue
        for parent, child in above:
            if isinstance(parent, Weighted):
                points = points_in(scheme, parent, Frame(category, climbed=climbed))
                return next(p for part, p in zip(parent.parts, points, strict=True) if part.node is child)
            if not isinstance(parent, Mean | Each | Rollup | Pick | Switch | Adjust):
                return None
        if scheme.tree_of(category) is tree:
            return _declared(scheme, category)
        refs = [] if code in climbed else _references(scheme, code)
        return given_above(scheme, refs[0], category, (*climbed, code)) if refs else None
    return None


def _references(scheme: Scheme, code: str) -> list[Ref]:
    trees = (*scheme.trees.values(), *scheme.measures.values())
    return [n for tree in trees for n in walk(tree) if isinstance(n, Ref) and n.tree == code]


def _declared(scheme: Scheme, category: str) -> Fraction:
    known = scheme.categories.get(category)
    return known.full if known is not None and known.full is not None else scheme.full


def _above(tree: Node, wanted: Node) -> list[tuple[Node, Node]] | None:
    """(parent, child) pairs from ``wanted`` up to the root; None: it is not in this tree."""
    if tree is wanted:
        return []
    for child in children(tree):
        below = _above(child, wanted)
        if below is not None:
            return [*below, (tree, child)]
    return None
