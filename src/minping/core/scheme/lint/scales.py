"""Rules on scales: every answer has points, 不了解 has none, steps go one way (operators 1, 2)."""

from collections.abc import Iterator
from itertools import pairwise

from minping.core.findings import Severity
from minping.core.scheme.check_nodes import PERSONS
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, per_category
from minping.core.scheme.model import OptionKind, Scale
from minping.core.scheme.nodes import Measure, Survey
from minping.core.scheme.surveyed import Frame, scales_in

GRADED = "graded"
"""The denominator of a rate where the scheme names none."""


def _scales_used(plan: Plan, measure: Measure) -> dict[str, Scale]:
    """The scales that surveys with this measure read, in any category."""
    return {
        scale.code: scale
        for category in plan.categories
        for spot in plan.spots_in(category)
        if isinstance(spot.node, Survey) and spot.node.measure is measure
        for scales in scales_in(plan.scheme, spot.node, Frame(category)).values()
        for scale in scales
    }


def unscored_option(plan: Plan) -> Iterator[Note]:
    """A graded option without points where mean points are computed."""
    for code, scale in _scales_used(plan, Measure.MEAN_POINTS).items():
        for place, option in enumerate(scale.options):
            if option.kind is OptionKind.GRADED and option.points is None:
                yield Note(
                    ("scales", code, "options", place),
                    f"量表「{scale.name}」的「{option.name}」没有分值，平均分里不算它",
                    f"“{option.name}” on scale “{scale.name}” has no points and would drop out of the mean",
                    "请写明分值；如不是评价，请写类型（不了解、弃权）",
                    "give it points, or mark its kind (unknown, abstain) if it is not a grade",
                )


def points_on_non_answer(plan: Plan) -> Iterator[Note]:
    """不了解 and 弃权 never count, whatever points are written."""
    for code, scale in plan.scheme.scales.items():
        for place, option in enumerate(scale.options):
            if option.kind is not OptionKind.GRADED and (option.points is not None or option.satisfied):
                yield Note(
                    ("scales", code, "options", place),
                    f"量表「{scale.name}」的「{option.name}」不是评价，所写的分值或「计为满意」不起作用",
                    f"“{option.name}” on scale “{scale.name}” is not a grade: its points or “satisfied” do nothing",
                    "请删去；若应计分，请把类型改为评价",
                    "remove them, or make it a graded option if it is to count",
                )


def points_order(plan: Plan) -> Iterator[Note]:
    """Options are listed from best to worst or the other way: points that go up and down are a slip."""
    for code, scale in plan.scheme.scales.items():
        points = [o.points for o in scale.graded if o.points is not None]
        steps = [later - earlier for earlier, later in pairwise(points)]
        if any(s > 0 for s in steps) and any(s < 0 for s in steps):
            listed = "、".join(written(p) for p in points)
            yield Note(
                ("scales", code),
                f"量表「{scale.name}」的分值忽高忽低：{listed}",
                f"the points of scale “{scale.name}” go up and down: {listed}",
                "请核对分值和选项的先后",
                "check the points and the options' order",
            )


def no_satisfied(plan: Plan) -> Iterator[Note]:
    """A rate needs to know what counts as satisfied."""
    for category in plan.categories:
        for spot in plan.spots_in(category):
            node = spot.node
            if not isinstance(node, Survey) or node.measure is not Measure.SATISFACTION_RATE:
                continue
            if node.numerator:
                continue
            for scales in scales_in(plan.scheme, node, Frame(category)).values():
                for scale in scales:
                    if not _has_satisfied(scale):
                        yield _no_satisfied_note(spot, scale)


def _has_satisfied(scale: Scale) -> bool:
    bands = scale.free.bands if scale.free is not None else ()
    return any(o.satisfied for o in scale.graded) or any(b.satisfied for b in bands)


def _no_satisfied_note(spot: Spot, scale: Scale) -> Note:
    return Note(
        spot.path,
        f"「{spot.name}」算满意率，但没有写哪些选项算满意（量表「{scale.name}」）",
        f"“{spot.name}” is a satisfaction rate, but nothing counts as satisfied on scale “{scale.name}”",
        "请写「分子」，或在量表里标「计为满意」",
        "write the numerator, or mark options as satisfied on the scale",
    )


def numerator_outside(plan: Plan) -> Iterator[Note]:
    """What a rate counts must also stand in what it divides by."""
    return per_category(plan, lambda spot, category: _outside(plan, spot, category))


def _outside(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Survey) or node.measure is not Measure.SATISFACTION_RATE:
        return
    if PERSONS & set(node.denominator):
        return
    kinds = node.denominator or (GRADED,)
    used = scales_in(plan.scheme, node, Frame(category)).values()
    options = {o.name: o for scales in used for scale in scales for o in scale.options}
    counted = [
        o
        for o in options.values()
        if ({o.code, o.name} & set(node.numerator) if node.numerator else o.satisfied)
    ]
    for option in counted:
        if option.kind.value not in kinds:
            yield Note(
                spot.path,
                f"「{spot.name}」的分子有「{option.name}」，分母却不含这类票，率会超过100%",
                f"the numerator of “{spot.name}” has “{option.name}”, the denominator has not: above 100% possible",
                "请改分子，或在分母里加上这类票",
                "change the numerator, or add this kind to the denominator",
            )


def free_bands(plan: Plan) -> Iterator[Note]:
    """Named bands of free points: no value in two, none in between (梅州: 80–100, 60–79)."""
    for code, scale in plan.scheme.scales.items():
        if scale.free is None or not scale.free.bands:
            continue
        free, bands = scale.free, sorted(scale.free.bands, key=lambda b: b.low)
        ends = [(b.name, b.low, b.high) for b in bands]
        ends = [("", free.low, free.low - free.step), *ends, ("", free.high + free.step, free.high)]
        for (_, _, before), (name, after, _) in pairwise(ends):
            if after - before == free.step:
                continue
            what = ("重叠", "overlap") if after <= before else ("有空档", "leave a gap")
            at = f"{written(before)}–{written(after)}"
            yield Note(
                ("scales", code),
                f"量表「{scale.name}」的打分段{what[0]}：{at}{f'（{name}）' if name else ''}",
                f"the bands of scale “{scale.name}” {what[1]}: {at}",
                "请让各段首尾相接，相差一个步长",
                "let the bands follow each other one step apart",
            )


def mixed_scales(plan: Plan) -> Iterator[Note]:
    """Answers on different scales in one pot: the same word may have different points."""
    return per_category(plan, lambda spot, category: _mixed(plan, spot, category))


def _mixed(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    if not isinstance(spot.node, Survey):
        return
    used = scales_in(plan.scheme, spot.node, Frame(category))
    names = dict.fromkeys(s.name for scales in used.values() if len(scales) > 1 for s in scales)
    if names:
        yield Note(
            spot.path,
            f"「{spot.name}」把不同量表的票合在一起计算：{'、'.join(names)}",
            f"“{spot.name}” pools answers on different scales: {', '.join(names)}",
            "请按投票层面分开测评，再给各层面权重",
            "survey the groups one by one and weight them",
        )


RULES = (
    Rule("lint.unscored_option", Severity.ERROR, unscored_option),
    Rule("lint.points_on_non_answer", Severity.WARNING, points_on_non_answer),
    Rule("lint.points_order", Severity.WARNING, points_order),
    Rule("lint.no_satisfied", Severity.ERROR, no_satisfied),
    Rule("lint.numerator_outside", Severity.ERROR, numerator_outside),
    Rule("lint.free_bands", Severity.WARNING, free_bands),
    Rule("lint.mixed_scales", Severity.WARNING, mixed_scales),
)
