"""Ranks within their scope, ties and tie-breaks (operator 17)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Quantity
from minping.core.scheme.outcomes import Basis, Cut, CutTies, End, Ranking, Scope, Ties
from minping.core.scheme.places import places_in
from minping.core.scoring.inputs import CampaignData, Status
from minping.core.scoring.result import Placing, ScoreNode, UnitResult
from minping.core.scoring.rounding import rounded

ALL = ""


def find_node(tree: ScoreNode | None, code: str) -> ScoreNode | None:
    """The node with this code for the tree's own object."""
    if tree is None:
        return None
    if tree.code == code:
        return tree
    for part in tree.parts:
        if part.object == tree.object:
            found = find_node(part, code)
            if found is not None:
                return found
    return None


def value_of(result: UnitResult, node: str) -> Fraction | None:
    """The unit's score, or the value of a named node of its tree or measures."""
    if not node:
        return result.score
    found = named_node(result, node)
    return found.value if found is not None else None


def named_node(result: UnitResult, code: str) -> ScoreNode | None:
    """The node of that code in the unit's tree or measures; the whole tree for an empty code."""
    if not code:
        return result.tree
    for root in (result.tree, *result.measures.values()):
        found = find_node(root, code)
        if found is not None:
            return found
    return None


def compared(result: UnitResult, node: str, basis: Basis, scheme: Scheme) -> Fraction | None:
    """The value that a rule compares: exact, or as it is printed."""
    value = value_of(result, node)
    if value is None or basis is Basis.EXACT:
        return value
    source = named_node(result, node)
    rate = source is not None and source.quantity is Quantity.RATE
    digits = scheme.rounding.rate_digits + 2 if rate else scheme.rounding.digits
    return rounded(value, digits, scheme.rounding.mode)


def pool_of(result: UnitResult, data: CampaignData, scope: Scope) -> str:
    """Which pool a unit is ranked in."""
    unit = data.units[result.unit]
    return {
        Scope.CATEGORY: result.category,
        Scope.ALL: ALL,
        Scope.DISTRICT: unit.district,
        Scope.SYSTEM: unit.system,
        Scope.PARENT: unit.parent,
    }[scope]


@dataclass(frozen=True)
class Ordered:
    """One pool in order: tie groups from first to last."""

    pool: str
    groups: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        return sum(len(group) for group in self.groups)


Key = tuple[int, Fraction, tuple[Fraction, ...]]


def _key(scheme: Scheme, ranking: Ranking, result: UnitResult, last: frozenset[str]) -> Key | None:
    value = compared(result, ranking.node, ranking.basis, scheme)
    if value is None:
        return None
    breaks: list[Fraction] = []
    for rule in ranking.tie_break:
        other = value_of(result, rule.node)
        # A unit without the tie-breaking value stands behind those that have it.
        breaks += (
            [Fraction(1), Fraction(0)]
            if other is None
            else [
                Fraction(0),
                -other if rule.higher_first else other,
            ]
        )
    return (int(result.unit in last), value if ranking.ascending else -value, tuple(breaks))


def rankable(scheme: Scheme, result: UnitResult) -> bool:
    """Exempt and opinion-only are never ranked; nor are categories that the plan does not rank."""
    category = scheme.categories.get(result.category)
    return (
        result.status is Status.APPRAISED
        and result.score is not None
        and category is not None
        and category.ranked
    )


def ordered_pools(
    scheme: Scheme,
    data: CampaignData,
    ranking: Ranking,
    results: Iterable[UnitResult],
    last: frozenset[str] = frozenset(),
) -> list[Ordered]:
    """Each pool's units in tie groups, best first; vetoed units (``last``) after all others."""
    pools: dict[str, dict[Key, list[str]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        if not rankable(scheme, result):
            continue
        if ranking.categories and result.category not in ranking.categories:
            continue
        key = _key(scheme, ranking, result, last)
        if key is not None:
            pools[pool_of(result, data, ranking.scope)][key].append(result.unit)
    return [
        Ordered(pool, tuple(tuple(sorted(groups[key])) for key in sorted(groups)))
        for pool, groups in sorted(pools.items())
    ]


def placings(ranking: Ranking, pools: Iterable[Ordered]) -> Mapping[str, Placing]:
    """Each unit's place. Competition 1 2 2 4, dense 1 2 2 3, share 1 2.5 2.5 4, unordered as competition."""
    found: dict[str, Placing] = {}
    for pool in pools:
        before = 0
        for number, group in enumerate(pool.groups, start=1):
            rank = Fraction(before + 1)
            if ranking.ties is Ties.DENSE:
                rank = Fraction(number)
            elif ranking.ties is Ties.SHARE:
                rank = Fraction(2 * before + 1 + len(group), 2)
            for unit in group:
                others = tuple(other for other in group if other != unit)
                ordered = ranking.ties is not Ties.UNORDERED or not others
                found[unit] = Placing(ranking.code, pool.pool, rank, pool.size, others, ordered)
            before += len(group)
    return found


def places(cut: Cut, pool: Ordered) -> int:
    """How many places a cut gives in this pool."""
    return places_in(cut, pool.pool, pool.size)


def cut_off(cut: Cut, pool: Ordered) -> tuple[str, ...]:
    """Units inside the cut, from the end inwards; ties at the edge by the cut's rule."""
    wanted = places(cut, pool)
    chosen: list[str] = []
    groups = pool.groups if cut.end is End.TOP else pool.groups[::-1]
    for group in groups:
        if len(chosen) >= wanted:
            break
        if len(chosen) + len(group) > wanted and cut.ties is CutTies.EXCLUDE:
            break
        chosen += group
    return tuple(chosen)
