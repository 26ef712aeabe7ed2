"""How much of the total each voter group carries: the full mark followed down the score tree (F013)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from minping.core.scheme.full_mark import full_in, is_bonus, points_in
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    Dimension,
    Each,
    Mean,
    Node,
    Pick,
    Ref,
    Rollup,
    Sum,
    Survey,
    Switch,
    Weighted,
    Weights,
)
from minping.core.scheme.surveyed import Frame, case_of, groups_in, values_of
from minping.core.scheme.tree import children

Shares = dict[tuple[str, ...], Fraction]
ZERO, ONE = Fraction(0), Fraction(1)


def group_shares(scheme: Scheme, category: str) -> Mapping[tuple[str, ...], Fraction]:
    """Voter groups → their share of the full mark (of 1) for units of ``category``.

    Groups whose ballots go into one pot stand together under one key: who of them decides follows from
    the number of ballots. Where the tree picks one of several children, only what is certain counts.
    """
    tree = scheme.tree_of(category)
    return {} if tree is None else _shares(scheme, tree, Frame(category))


def _shares(scheme: Scheme, node: Node, frame: Frame) -> Shares:
    match node:
        case Survey():
            groups = groups_in(scheme, node, frame)
            return {groups: ONE} if groups else {}
        case Weighted() | Sum() | Mean() | Each():
            return _combined(scheme, node, frame)
        case Pick(nodes=nodes):
            return _certain([_shares(scheme, n, frame) for n in nodes])
        case Rollup(node=child, otherwise=other):
            below = [child] if other is None else [child, other]
            return _certain([_shares(scheme, n, frame) for n in below])
        case Switch():
            chosen = case_of(node, frame.category)
            return {} if chosen is None else _shares(scheme, chosen, frame)
        case Ref(tree=tree):
            target = scheme.trees.get(tree) or scheme.measures.get(tree)
            if target is None or tree in frame.entered:
                return {}
            return _shares(scheme, target, replace(frame, entered=(*frame.entered, tree)))
        case _:
            return _added([(ONE, _shares(scheme, child, frame)) for child in children(node)])


def _combined(scheme: Scheme, node: Weighted | Sum | Mean | Each, frame: Frame) -> Shares:
    members = _members(scheme, node, frame)
    by_ballots = isinstance(node, Mean | Each) and node.weights is Weights.BALLOTS
    if by_ballots and len(members) > 1:
        return _pooled(scheme, [_shares(scheme, child, below) for child, below, _ in members])
    whole = sum((weight for _, _, weight in members), ZERO)
    if whole <= 0:
        return {}
    return _added([(w / whole, _shares(scheme, child, below)) for child, below, w in members])


def _members(
    scheme: Scheme, node: Weighted | Sum | Mean | Each, frame: Frame
) -> list[tuple[Node, Frame, Fraction]]:
    """Children with the frame they are seen in and their weight in the whole."""
    match node:
        case Weighted(parts=parts):
            points = points_in(scheme, node, frame)
            return [(p.node, frame, w) for p, w in zip(parts, points, strict=True) if w is not None]
        case Sum(terms=terms):
            added = [t.node for t in terms if t.sign > 0 and not is_bonus(t.node)]
            return [(child, frame, full_in(scheme, child, frame) or ZERO) for child in added]
        case Mean(nodes=nodes):
            given = list(node.given) if node.weights is Weights.GIVEN else [ONE] * len(nodes)
            return [(child, frame, w) for child, w in zip(nodes, given, strict=False)]
        case Each(node=child, over=over):
            if over not in {Dimension.GROUP, Dimension.ASPECT}:
                return [(child, frame, ONE)]
            equal = node.weights is not Weights.GIVEN
            values = values_of(scheme, node, frame)
            return [(child, frame.fixed(over, v), ONE if equal else node.given.get(v, ZERO)) for v in values]


def _added(parts: Iterable[tuple[Fraction, Shares]]) -> Shares:
    found: Shares = {}
    for weight, shares in parts:
        for groups, share in shares.items():
            found[groups] = found.get(groups, ZERO) + weight * share
    return found


def _pooled(scheme: Scheme, parts: Sequence[Shares]) -> Shares:
    """Weights follow ballots: the groups of all children share what is certain to be theirs."""
    named = {group for shares in parts for groups in shares for group in groups}
    least = min((sum(shares.values(), ZERO) for shares in parts), default=ZERO)
    return {tuple(g for g in scheme.groups if g in named): least} if named else {}


def _certain(parts: Sequence[Shares]) -> Shares:
    """The smallest share each has in any of the alternatives."""
    keys = dict.fromkeys(key for shares in parts for key in shares)
    found = {key: min(shares.get(key, ZERO) for shares in parts) for key in keys}
    return {key: share for key, share in found.items() if share}
