"""Checks that need the text as well as the scheme: percent signs, and points declared beside shares."""

from collections.abc import Iterable, Iterator

from minping.core.scheme.full_mark import part_points
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Adjust, AdjustMode, ByCategory, Node, Piecewise, Quantity, Weighted
from minping.core.scheme.outcomes import Condition
from minping.core.scheme.problems import Path, Problem, placed
from minping.core.scheme.quantities import quantity_of

ENDS = ("ge", "gt", "le", "lt")


def unit_problems(scheme: Scheme, percents: frozenset[Path]) -> Iterator[Problem]:
    """Percentages written where points are compared: ``90%`` of a score would be 0.9 points."""
    for path in _points_places(scheme):
        if path in percents:
            yield Problem(
                path,
                "scheme.percent",
                "这里比较的是分数，不能写百分比",
                "points are compared here, not a percentage",
                "请去掉 %，写多少分",
                "leave out % and write points",
            )


def _points_places(scheme: Scheme) -> Iterator[Path]:
    nodes: dict[str, Node] = {}
    for path, node in placed(scheme.trees, "trees") + placed(scheme.measures, "measures"):
        nodes[node.head.code] = node
        yield from _of_node(scheme, path, node)
    outcomes: list[tuple[Path, Condition]] = [
        (("grades", i), g.condition) for i, g in enumerate(scheme.grades)
    ]
    outcomes += [(("selections", i), s.condition) for i, s in enumerate(scheme.selections)]
    for path, condition in outcomes:
        if not _tests_rate(scheme, nodes, condition):
            yield from ((*path, end) for end in ENDS)
        for place, one in _conditions((*path, "condition"), condition):
            if not _tests_rate(scheme, nodes, one):
                yield from ((*place, end) for end in ENDS)


def _conditions(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    """A condition and those that it is made of, each with its path."""
    yield path, condition
    for key, further in (("all_of", condition.all_of), ("any_of", condition.any_of)):
        for place, one in enumerate(further):
            yield from _conditions((*path, key, place), one)


def _tests_rate(scheme: Scheme, nodes: dict[str, Node], condition: Condition) -> bool:
    tested = [nodes[condition.node]] if condition.node in nodes else list(scheme.trees.values())
    return any(quantity_of(scheme, node) is Quantity.RATE for node in tested)


def _of_node(scheme: Scheme, path: Path, node: Node) -> Iterator[Path]:
    if quantity_of(scheme, node) is not Quantity.RATE:
        yield from ((*path, key) for key in ("full", "cap", "floor"))
    if isinstance(node, Piecewise) and quantity_of(scheme, node.node) is not Quantity.RATE:
        yield from ((*path, "slope", key) for key in ("target", "step"))
        yield from ((*path, "table", i, end) for i in range(len(node.table)) for end in ENDS)
        yield from ((*path, "line", i, key) for i in range(len(node.line)) for key in ("x", 0))
    points = quantity_of(scheme, node) is not Quantity.RATE
    if isinstance(node, Adjust) and node.mode is AdjustMode.SUBTRACT and points:
        yield (*path, "amount")


def worth_problems(scheme: Scheme, worths: Iterable[tuple[Path, ByCategory]]) -> Iterator[Problem]:
    """``权重: 30%`` beside ``计分值: 21``: the share must make these points in every category."""
    nodes = dict(placed(scheme.trees, "trees") + placed(scheme.measures, "measures"))
    for path, worth in worths:
        parent, place = nodes.get(path[:-2]), path[-1]
        if not isinstance(parent, Weighted) or not isinstance(place, int) or place >= len(parent.parts):
            continue
        for category in scheme.categories:
            given = worth.of(category)
            made = part_points(scheme, parent, category)[place]
            if given is not None and made is not None and given != made:
                yield Problem(
                    (*path, "worth"),
                    "scheme.worth",
                    f"按权重算是{made}分，计分值写的是{given}分",
                    f"the weight makes {made} points, but {given} are declared",
                    "请核对权重、计分值和上级的满分",
                    "check the weight, the points and the full mark above",
                )
                break
