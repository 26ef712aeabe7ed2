"""What must hold in vetoes, grades, rankings and selections: known names, usable ranges."""

from collections.abc import Mapping
from dataclasses import dataclass

from minping.core.scheme.check_shapes import check_band, check_windows
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Each, Node, Quantity, Rollup
from minping.core.scheme.outcomes import Condition, Cut, Scope
from minping.core.scheme.problems import Checker, Path
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.ranges import Band
from minping.core.scheme.tree import walk

NODE = ("计分节点", "node")
CATEGORY = ("类别", "category")
GRADE = ("等次", "grade")


@dataclass(frozen=True)
class Named:
    """The nodes that outcomes may refer to; ``several``: those that a unit has more than one of."""

    nodes: Mapping[str, Node]
    several: frozenset[str]

    @classmethod
    def of(cls, scheme: Scheme) -> "Named":
        found = [n for t in (*scheme.trees.values(), *scheme.measures.values()) for n in walk(t)]
        inside = [below for n in found if isinstance(n, Each | Rollup) for below in walk(n.node)]
        return cls({n.head.code: n for n in found}, frozenset(n.head.code for n in inside))

    def check(self, checker: Checker, path: Path, code: str) -> None:
        """A known node with one value for each unit."""
        checker.known(path, code, self.nodes, NODE)
        if code in self.several:
            checker.add(
                path,
                f"「{code}」每期（每个会场、每个下级等）各有一个值，不能拿来比较",
                f"“{code}” has a value for each round, site, subunit or the like, and cannot be compared",
                "请改写上一层的节点，或在「指标」里另算一个值",
                "name the node above it, or compute a value of its own under measures",
            )


def check_outcomes(checker: Checker) -> None:
    """All four sections."""
    scheme = checker.scheme
    nodes = Named.of(scheme)
    grades = [grade.name for grade in scheme.grades]
    for place, veto in enumerate(scheme.vetoes):
        path: Path = ("vetoes", place)
        checker.known((*path, "grade_cap"), veto.grade_cap, grades, GRADE)
        check_windows(checker, (*path, "window"), veto.window)
        if not veto.events:
            checker.add(path, "没有写事件", "no event is named", "请写「事件」", "write events")
        if veto.at_least < 1:
            checker.add((*path, "at_least"), "次数至少为1", "at least one event", "如 2", "such as 2")
    _unique(checker, "grades", [(g.name,) for g in scheme.grades])
    checker.known(("grade_basis",), scheme.grade_basis, ["exact", "published"], ("定等依据", "basis"))
    for place, grade in enumerate(scheme.grades):
        path = ("grades", place)
        _condition(checker, (*path, "condition"), grade.condition, nodes, [])
        _cut(checker, (*path, "cut"), grade.cut, grade.scope)
    _rankings(checker, nodes)
    _selections(checker, nodes)


def _unique(checker: Checker, section: str, words: list[tuple[str, ...]]) -> None:
    named = [(word, (section, place)) for place, own in enumerate(words) for word in dict.fromkeys(own)]
    checker.unique(named, ("名称", "name"), ("请改名", "rename one of them"))


def _rankings(checker: Checker, nodes: Named) -> None:
    rankings = checker.scheme.rankings
    _unique(checker, "rankings", [(r.code, r.name) for r in rankings])
    for place, ranking in enumerate(rankings):
        path: Path = ("rankings", place)
        nodes.check(checker, (*path, "node"), ranking.node)
        checker.known((*path, "categories"), ranking.categories, checker.scheme.categories, CATEGORY)
        for number, rule in enumerate(ranking.tie_break):
            nodes.check(checker, (*path, "tie_break", number, "node"), rule.node)


def _selections(checker: Checker, nodes: Named) -> None:
    scheme = checker.scheme
    rankings = {r.code: r for r in scheme.rankings}
    _unique(checker, "selections", [(s.code, s.name) for s in scheme.selections])
    earlier: list[str] = []
    for place, rule in enumerate(scheme.selections):
        path: Path = ("selections", place)
        checker.known((*path, "ranking"), rule.ranking, rankings, ("排名", "ranking"))
        if not rankings:
            checker.add(
                path,
                "没有排名可以依据",
                "there is no ranking to select from",
                "请写「排名」",
                "write rankings",
            )
        first = scheme.rankings[0] if scheme.rankings else None
        ranking = rankings.get(rule.ranking, first)
        scope = ranking.scope if ranking is not None else Scope.CATEGORY
        _condition(checker, (*path, "condition"), rule.condition, nodes, earlier)
        _cut(checker, (*path, "cut"), rule.cut, scope)
        if rule.history is not None and rule.history.years < 1:
            checker.add((*path, "history", "years"), "年数至少为1", "at least one year", "如 3", "such as 3")
        earlier.append(rule.code)


def _condition(checker: Checker, path: Path, condition: Condition, nodes: Named, earlier: list[str]) -> None:
    scheme = checker.scheme
    nodes.check(checker, (*path, "node"), condition.node)
    checker.known((*path, "categories"), condition.categories, scheme.categories, CATEGORY)
    checker.known((*path, "grades"), condition.grades, [g.name for g in scheme.grades], GRADE)
    before = ("在它之前的评选", "earlier selection")
    checker.known((*path, "selected"), condition.selected, earlier, before)
    check_windows(checker, (*path, "window"), condition.window)
    if path[0] == "grades" and condition.grades:
        checker.add(
            (*path, "grades"),
            "定等次的条件里不能用等次",
            "a grade cannot depend on grades",
            "请用分数、名额或事件",
            "use points, a cut or events",
        )
    if condition.band is not None:
        node = nodes.nodes.get(condition.node)
        rate = node is not None and quantity_of(scheme, node) is Quantity.RATE
        if not condition.node:
            rate = all(quantity_of(scheme, t) is Quantity.RATE for t in scheme.trees.values())
        check_band(checker, path, condition.band, rate=rate and condition.band != Band())
    for key, further in (("all_of", condition.all_of), ("any_of", condition.any_of)):
        for number, one in enumerate(further):
            _condition(checker, (*path, key, number), one, nodes, earlier)


def _cut(checker: Checker, path: Path, cut: Cut | None, scope: Scope) -> None:
    if cut is None:
        return
    ways = sum((cut.number is not None, cut.share is not None, bool(cut.table)))
    if ways > 1 or (not ways and not cut.by_category):
        checker.add(
            path,
            "「数量」「比例」「按规模」要写一种，只写一种",
            "exactly one of number, share and table is needed",
            "「按类别」可以单独写，也可以与其中一种合用",
            "by_category may stand alone or beside one of them",
        )
    if scope is Scope.CATEGORY:
        for name in cut.by_category:
            checker.known((*path, "by_category", name), name, checker.scheme.categories, CATEGORY)
    numbers = [cut.number or 0, *cut.by_category.values()]
    numbers += [n for row in cut.table for n in (row.at_least, row.number)]
    if min(numbers) < 0 or (cut.share is not None and not 0 <= cut.share <= 1):
        checker.add(
            path,
            "数量不能是负数，比例要在0到100%之间",
            "numbers are not negative and shares lie between 0 and 100%",
            "请核对",
            "check them",
        )
