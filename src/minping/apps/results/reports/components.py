"""The parts of a total that a table can show side by side."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from minping.apps.results.reports.overview import Overview, mean, own_parts
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.result import ScoreNode, UnitResult
from minping.core.scoring.rounding import plain

_JOINING = {"weighted", "sum"}


@dataclass(frozen=True)
class Share:
    """What one component brought a unit. ``points`` are points of the total."""

    node: ScoreNode
    points: Fraction | None
    weight: Fraction | None


@dataclass(frozen=True)
class Component:
    """A column: the same part of every unit of a category. ``weight`` in points of the total where all
    units have the same; ``signed``: a bonus or deduction, which has no weight."""

    code: str
    name: str
    weight: Fraction | None
    signed: bool


def shares(result: UnitResult) -> list[Share]:
    """The direct parts of the unit's total, in the scheme's order; none where the total is one value."""
    node = result.tree
    while node is not None and node.kind not in _JOINING:
        parts = own_parts(node)
        node = parts[0] if len(parts) == 1 and parts[0].kind != "aspect" else None
    if node is None:
        return []
    joined = node.kind == "weighted"
    return [_share(part, joined) for part in node.parts if part.object == node.object]


def _share(part: ScoreNode, joined: bool) -> Share:
    points = part.contribution if part.value is not None or part.contribution else None
    return Share(part, points, part.weight if joined else part.full)


def components(results: Iterable[UnitResult]) -> tuple[Component, ...]:
    """The columns that the units have between them, in the order in which they appear."""
    found: dict[str, list[Share]] = {}
    for result in results:
        for share in shares(result):
            found.setdefault(share.node.code, []).append(share)
    return tuple(_component(code, of_code) for code, of_code in found.items())


def _component(code: str, of_code: list[Share]) -> Component:
    weights = Counter(s.weight for s in of_code if s.weight)
    # Where a missing part's weight was shared out, a few units carry other weights than the scheme's.
    weight = weights.most_common(1)[0][0] if weights else None
    return Component(code, of_code[0].node.name, weight, signed=not weights)


def share_of(result: UnitResult, code: str) -> Share | None:
    """The unit's own share in a column."""
    return next((s for s in shares(result) if s.node.code == code), None)


def component_mean(results: Iterable[UnitResult], code: str) -> Fraction | None:
    """Mean points of a component over the units that have it."""
    found = [s.points for r in results if (s := share_of(r, code)) is not None and s.points is not None]
    return mean(found)


def head_unit(overview: Overview, component: Component) -> str:
    """The unit in a column's head: ``70分``."""
    if component.weight is None:
        return overview.say("分", "points")
    weight = plain(component.weight)
    return overview.say(f"{weight}分", f"{weight} points")


def share_text(overview: Overview, share: Share | None) -> str:
    """The points a component brought, or in words that it has none."""
    if share is None:
        return overview.say("无此项", "not applicable")
    if share.node.value is None and not share.points:
        return missing_word(overview, share.node)
    if share.points is None:
        return overview.say("未计入", "not counted")
    return overview.points(share.points, Quantity.POINTS)


def missing_word(overview: Overview, node: ScoreNode) -> str:
    """One short word for a value that is not there; the reason in full stands in the explanation."""
    why = node.missing.zh if node.missing is not None else ""
    if "样本不足" in why:
        return overview.say("样本不足", "too few ballots")
    return overview.say("缺项", "missing")
