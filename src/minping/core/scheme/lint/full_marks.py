"""Rules on full marks: known where a value is divided by it, equal to what the content yields."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.bounds import reach_of
from minping.core.scheme.full_mark import full_in
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, name_of, per_category
from minping.core.scheme.nodes import (
    Adjust,
    AspectRule,
    Constant,
    Each,
    Mean,
    Measure,
    Missing,
    Node,
    Pick,
    Piecewise,
    Ref,
    Rescale,
    Rollup,
    Sum,
    Survey,
    Switch,
    Weighted,
)
from minping.core.scheme.surveyed import Frame, aspects_in, weight_in
from minping.core.scheme.tree import children

PASSING = (Survey, Mean, Each, Rollup, Pick, Adjust, Switch, Ref, Constant, Piecewise, Sum)
"""Nodes whose own full mark changes nothing: they do not rescale what they hold."""


def full_differs(plan: Plan) -> Iterator[Note]:
    """A declared full mark that the content does not have divides values by the wrong number."""
    return per_category(plan, lambda spot, category: _full_differs(plan, spot, category))


def _full_differs(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    declared = node.head.full
    if declared is None or declared == node.head.cap or not isinstance(node, PASSING):
        return
    bare = replace(node, head=replace(node.head, full=None))
    derived = full_in(plan.scheme, bare, Frame(category))
    if derived is None or derived == declared:
        return
    rate = plan.is_rate(node)
    yield Note(
        spot.path,
        f"「{spot.name}」写的满分是{written(declared, rate=rate)}，按内容满分是{written(derived, rate=rate)}",
        f"“{spot.name}” declares a full mark of {written(declared, rate=rate)}, "
        f"its content has {written(derived, rate=rate)}",
        "请删去「满分」；要换算成另一满分，请用「加权」的权重或「换算」",
        "remove the full mark; to convert, use a weight or a rescale node",
    )


def full_unknown(plan: Plan) -> Iterator[Note]:
    """Where a value is divided by its full mark, or replaced by it, that must be known and positive."""
    return per_category(plan, lambda spot, category: _full_unknown(plan, spot, category))


def _full_unknown(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    if not _divided(spot, category) or _given_up(plan, spot, category):
        return
    full = plan.full_mark(spot.node, category)
    if full is None or full <= 0:
        yield Note(
            spot.path,
            f"无法得出「{spot.name}」的满分",
            f"the full mark of “{spot.name}” cannot be derived",
            "请写明「满分」（报送件、事件数、不同满分的平均必须写明），或先给选项定分值",
            "state it (needed for reports, event counts, averages of different full marks), "
            "or give the options points",
        )


def _given_up(plan: Plan, spot: Spot, category: str) -> bool:
    """The item does not exist in the category, and nothing is divided: its weight is shared or lost."""
    reach = reach_of(plan.scheme, spot.node, Frame(category))
    default = spot.parent.missing if isinstance(spot.parent, Weighted) else Missing.NA
    without = {Missing.REDISTRIBUTE, Missing.ZERO}
    return reach.absent and all((rule or default) in without for rule in reach.rules)


def _divided(spot: Spot, category: str) -> bool:
    parent = spot.parent
    if parent is None:
        return spot.scored
    if isinstance(parent, Weighted):
        part = next((p for p in parent.parts if p.node is spot.node), None)
        return part is not None and part.weight.of(category) is not None
    return isinstance(parent, Rescale) or spot.node.head.missing is Missing.FULL


def full_unequal(plan: Plan) -> Iterator[Note]:
    """Values with different full marks are averaged or compared as they are."""
    return per_category(plan, lambda spot, category: _full_unequal(plan, spot, category))


def _full_unequal(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    if not isinstance(spot.node, Mean | Pick | Rollup):
        return
    fulls = {name_of(n): plan.full_mark(n, category) for n in children(spot.node)}
    known = {name: full for name, full in fulls.items() if full is not None}
    if len(set(known.values())) < 2 or _mixed(plan, spot.node):
        return
    listed = [f"{name} {written(full)}" for name, full in known.items()]
    yield Note(
        spot.path,
        f"「{spot.name}」把满分不同的值放在一起：{'、'.join(listed)}",
        f"“{spot.name}” puts values of different full marks together: {', '.join(listed)}",
        "请先用「换算」化为同一满分",
        "rescale them to one full mark first",
    )


def rate_and_points(plan: Plan) -> Iterator[Note]:
    """满意率 and 满意度得分 are not added, averaged or compared with each other."""
    for spot in plan.spots:
        if isinstance(spot.node, Sum | Mean | Pick | Rollup | Switch) and _mixed(plan, spot.node):
            rates = [name_of(n) for n in children(spot.node) if plan.is_rate(n)]
            yield Note(
                spot.path,
                f"「{spot.name}」把率（{'、'.join(rates)}）和分数直接放在一起",
                f"“{spot.name}” puts rates ({', '.join(rates)}) and points together as they are",
                "率要先折算成分：用「加权」给权重，或用「换算」「分段」",
                "turn rates into points first: a weight, a rescale or a piecewise node",
            )


def _mixed(plan: Plan, node: Node) -> bool:
    return len({plan.is_rate(child) for child in children(node)}) > 1


def rate_sum(plan: Plan) -> Iterator[Note]:
    """Rates of aspects that are summed must have weights of 1 in all."""
    return per_category(plan, lambda spot, category: _rate_sum(plan, spot, category))


def _rate_sum(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Survey) or node.measure is not Measure.SATISFACTION_RATE:
        return
    if node.aspect_rule is not AspectRule.SUM:
        return
    aspects = aspects_in(plan.scheme, node, Frame(category))
    weights = sum((weight_in(plan.scheme, a, category) for a in aspects), Fraction(0))
    if aspects and weights != 1:
        yield Note(
            spot.path,
            f"「{spot.name}」把{len(aspects)}个测评项的满意率相加，权重合计{written(weights)}，结果会超过100%或到不了100%",
            f"“{spot.name}” adds the rates of {len(aspects)} aspects with weights of {written(weights)} in all: "
            "the result does not end at 100%",
            "请改为「平均」，或让测评项权重合计为1",
            "use the mean, or let the aspects' weights sum to 1",
        )


RULES = (
    Rule("lint.full_differs", Severity.ERROR, full_differs),
    Rule("lint.full_unknown", Severity.ERROR, full_unknown),
    Rule("lint.full_unequal", Severity.WARNING, full_unequal),
    Rule("lint.rate_and_points", Severity.ERROR, rate_and_points),
    Rule("lint.rate_sum", Severity.ERROR, rate_sum),
)
