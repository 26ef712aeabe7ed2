"""Rules on weights: what belongs together must sum up (F165; operators 5, 6, 24)."""

from collections.abc import Iterator
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.full_mark import given_above
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, limited_to, name_of, per_category
from minping.core.scheme.nodes import Dimension, Each, Mean, Part, Weighted, Weights
from minping.core.scheme.surveyed import Frame, values_of

ZERO, ONE = Fraction(0), Fraction(1)
NAMED = {Dimension.ROUND, Dimension.GROUP, Dimension.ASPECT}
"""Dimensions whose values the scheme lists."""


def weight_sum(plan: Plan) -> Iterator[Note]:
    """Points must sum to the parent's full mark, shares to 100 %."""
    return per_category(plan, lambda spot, category: _weight_sum(plan, spot, category))


def _weight_sum(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Weighted):
        return
    given = [(p.share, w) for p in node.parts if (w := p.weight.of(category)) is not None]
    shares = sum((w for share, w in given if share), ZERO)
    points = sum((w for share, w in given if not share), ZERO)
    if given and all(share for share, _ in given):
        if shares != ONE:
            yield _sum_note(spot, written(shares, rate=True), "100%")
        return
    declared = node.head.full
    due = given_above(plan.scheme, node, category) if declared is None else declared
    if not given or due is None:
        return
    found = points + shares * due
    hundred = declared is None and spot.above and found == 100
    if found != due and not hundred:  # 百分制 inside a part of another weight is usual and harmless
        yield _sum_note(spot, written(found), written(due))


def _sum_note(spot: Spot, found: str, due: str) -> Note:
    return Note(
        spot.path,
        f"「{spot.name}」各部分权重合计{found}，应为{due}",
        f"the weights of “{spot.name}” sum to {found}, not {due}",
        "请改正权重；若该项另有满分，请写明「满分」",
        "correct the weights; state the full mark if the node has another one",
    )


def weight_missing(plan: Plan) -> Iterator[Note]:
    """A part needs a weight, at least in some category."""
    for spot in plan.spots:
        for place, part in enumerate(_parts(spot)):
            if part.weight.default is None and not part.weight.by_category:
                name = name_of(part.node)
                yield Note(
                    (*spot.path, "parts", place),
                    f"「{name}」没有权重",
                    f"“{name}” has no weight",
                    "请写明分值（如70）或比例（如30%）",
                    "state points (70) or a share (30%)",
                )


def _parts(spot: Spot) -> tuple[Part, ...]:
    return spot.node.parts if isinstance(spot.node, Weighted) else ()


def weight_value(plan: Plan) -> Iterator[Note]:
    """Weights are not negative, shares not above 100 %."""
    for spot in plan.spots:
        for place, part in enumerate(_parts(spot)):
            default = () if part.weight.default is None else (part.weight.default,)
            for weight in dict.fromkeys((*default, *part.weight.by_category.values())):
                if weight < 0 or (part.share and weight > 1):
                    name, value = name_of(part.node), written(weight, rate=part.share)
                    yield Note(
                        (*spot.path, "parts", place),
                        f"「{name}」的权重{value}超出范围",
                        f"the weight {value} of “{name}” is out of range",
                        "权重不得为负，比例不得超过100%；扣分请用「合计」里的减项",
                        "weights are not negative, shares at most 100%; deduct with a sum's minus term",
                    )


def given_weights(plan: Plan) -> Iterator[Note]:
    """Given weights of an average: one for each value, not all zero."""
    return per_category(plan, lambda spot, category: _given(plan, spot, category))


def _given(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Mean | Each) or node.weights is not Weights.GIVEN:
        return
    odd: list[str] = []
    if isinstance(node, Mean):
        weights = list(node.given)
        if len(weights) != len(node.nodes):
            odd.append(f"{len(weights)}≠{len(node.nodes)}")
    else:
        weights = list(node.given.values())
        if node.over in NAMED:
            values = values_of(plan.scheme, node, Frame(category))
            odd = sorted(set(values) ^ set(node.given))
    if odd or sum(weights, ZERO) <= 0 or any(w < 0 for w in weights):
        zh, en = "、".join(odd) or "合计为零或有负数", ", ".join(odd) or "they sum to zero or one is negative"
        yield Note(
            spot.path,
            f"「{spot.name}」的各项权重与内容对不上：{zh}",
            f"the given weights of “{spot.name}” do not fit its content: {en}",
            "请为每一项各写一个权重，不计的写0",
            "give one weight for each, 0 for what does not count",
        )


def scheme_full(plan: Plan) -> Iterator[Note]:
    """The tree's full mark is the one the plan declares for the category or the whole."""
    said: dict[Note, list[str]] = {}
    for category in plan.categories:
        root = plan.root_of(category)
        known = plan.scheme.categories.get(category)
        if root is None or plan.is_rate(root.node):
            continue
        declared = known.full if known is not None and known.full is not None else plan.scheme.full
        full = plan.full_mark(root.node, category)
        if full is not None and full != declared:
            said.setdefault(_full_note(root, full, declared), []).append(category)
    for note, categories in said.items():
        yield note if len(categories) == len(plan.categories) else limited_to(plan, note, categories)


def _full_note(root: Spot, full: Fraction, declared: Fraction) -> Note:
    return Note(
        root.path,
        f"「{root.name}」的满分是{written(full)}，方案写的满分是{written(declared)}",
        f"the full mark of “{root.name}” is {written(full)}, the scheme declares {written(declared)}",
        "请改正权重，或改正方案（该类别）的满分",
        "correct the weights, or the full mark of the scheme (or of the category)",
    )


RULES = (
    Rule("lint.weight_sum", Severity.ERROR, weight_sum),
    Rule("lint.weight_missing", Severity.ERROR, weight_missing),
    Rule("lint.weight_value", Severity.ERROR, weight_value),
    Rule("lint.given_weights", Severity.ERROR, given_weights),
    Rule("lint.scheme_full", Severity.ERROR, scheme_full),
)
