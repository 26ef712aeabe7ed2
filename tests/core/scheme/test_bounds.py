"""What values a node can take: arithmetic of ranges, caps, floors, missing rules."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.scheme.plan_parts import (
    constant,
    head,
    item,
    ledger,
    part,
    plan,
    rate,
    report,
    scale,
    span,
    survey,
    weighted,
)

from minping.core.scheme.bounds import bounds
from minping.core.scheme.model import Aspect, Category, FreePoints, Scale, Scheme
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    AspectRule,
    Attribution,
    Choice,
    Dimension,
    Each,
    EventCount,
    Ledger,
    Mean,
    Missing,
    Node,
    Pick,
    Piecewise,
    Quantity,
    Ref,
    Relative,
    RelativeTo,
    Rescale,
    Rollup,
    Slope,
    Step,
    Steps,
    Sum,
    Switch,
    Term,
    Weights,
)
from minping.core.scheme.ranges import Band

F = Fraction
HALF = F(1, 2)
R3 = Slope(F(1), F(26), F(1, 100), HALF)
"""R3: 26 points at 100 %, half a point less per percent point."""

SCHEME = plan(
    scales={"三档": scale("三档", 20, 17, 14)},
    categories={"部门": Category("部门", "部门"), "县": Category("县", "县")},
)


def ends(node: Node, scheme: Scheme = SCHEME) -> tuple[object, object]:
    found = bounds(scheme, node, "部门")
    return found.low, found.high


RATE = rate()
POINTS = survey("满意度")


def step(points: int, **band: Fraction) -> Step:
    return Step(Band(**band), F(points))


@pytest.mark.parametrize(
    ("node", "low", "high"),
    [
        (POINTS, 14, 20),
        (RATE, 0, 1),
        (survey("满意度", cap=18, floor=16), 16, 18),
        (report("督查", 20), 0, 20),
        (report("督查"), None, None),
        (report("办结率", quantity=Quantity.RATE), 0, 1),
        (report("工单数", quantity=Quantity.NUMBER), 0, None),
        (ledger("日常", 30, item("通报", -2)), None, 30),
        (ledger("日常", 30, item("通报", -2), floor=0), 0, 30),
        (ledger("日常", 30, item("通报", -2, 10), item("信息", 1, 5)), 20, 35),
        (ledger("日常", 30, item("通报", -2, 10), item("信息", 1), cap=30), 20, 30),
        (ledger("日常", 0, item("评分", None, 5)), -5, 5),
        (ledger("日常", 0), 0, 0),
        (EventCount(head("次数"), ("通报",)), 0, None),
        (EventCount(head("次数"), ()), 0, 0),
        (constant("定值", 7), 7, 7),
        (weighted("总分", part(POINTS, 50), part(RATE, 50)), 35, 100),
        (Sum(head("和"), (Term(POINTS), Term(constant("减", 4), -1))), 10, 16),
        (Sum(head("和"), (Term(POINTS), Term(report("没有范围")))), None, None),
        (Sum(head("和"), (Term(ledger("甲", 9, item("扣", -1, 3))), Term(constant("减", 4), -1))), 2, 5),
        (Mean(head("均"), (POINTS, constant("定", 2))), 8, 11),
        (Mean(head("均"), (POINTS, constant("定", 2)), Weights.GIVEN, (F(3), F(1))), 11, F(31, 2)),
        (Mean(head("均"), (POINTS, constant("定", 2)), Weights.BALLOTS), 2, 20),
        (Each(head("逐期"), Dimension.ROUND, POINTS), 14, 20),
        (Each(head("逐会场"), Dimension.CLUSTER, POINTS), 14, 20),
        (Rollup(head("站所"), Attribution.PARENT, POINTS, otherwise=constant("自身", 30)), 14, 30),
        (Piecewise(head("按率"), RATE, slope=R3), -24, 26),
        (Piecewise(head("按率", floor=F(25, 2)), RATE, slope=R3), F(25, 2), 26),
        (Piecewise(head("按率"), RATE, slope=Slope(HALF, F(10), F(1, 10), F(2), F(1))), 0, 15),
        (
            Piecewise(
                head("按率"), EventCount(head("n"), ("访",)), slope=Slope(F(9), F(0), F(1), F(0), F(1))
            ),
            0,
            None,
        ),
        (Piecewise(head("按率"), RATE, table=(step(10, ge=HALF), step(4, lt=HALF))), 4, 10),
        (Piecewise(head("按率"), RATE, table=(step(10, ge=F(0)), step(4, lt=HALF))), 10, 10),
        (Piecewise(head("按率"), RATE, line=((F(0), F(3)), (HALF, F(1)), (F(1), F(12)))), 1, 12),
        (Adjust(head("扣"), RATE, ("通报",), F(2, 100)), None, 1),
        (Adjust(head("扣", floor=0), RATE, ("通报",), F(2, 100)), 0, 1),
        (Adjust(head("扣"), RATE, ("通报",), F(2, 100), AdjustMode.FACTOR), None, 1),
        (Adjust(head("扣"), POINTS, ("通报",), F(2, 100), AdjustMode.COMPOUND), 0, 20),
        (Adjust(head("扣"), RATE, (), F(2, 100)), 0, 1),
        (Adjust(head("加"), RATE, ("表扬",), F(-2, 100)), 0, None),
        (Rescale(head("折算", full=100), report("县分", 150)), 0, 100),
        (Rescale(head("折算", full=10), POINTS), 7, 10),
        (Pick(head("取"), Choice.FIRST, (POINTS, constant("定", 30), constant("不到", 99))), 14, 30),
        (Pick(head("取"), Choice.MIN, (POINTS, constant("定", 16))), 14, 16),
        (Pick(head("取"), Choice.MAX, (POINTS, constant("定", 16))), 16, 20),
        (Pick(head("取"), Choice.MAX, (POINTS, RATE)), 0, 20),
        (Switch(head("分类"), {"县": constant("甲", 3)}, POINTS), 14, 20),
        (Switch(head("分类"), {"县": constant("甲", 3)}), None, None),
        (Ref(head("引"), "总分"), 14, 20),
        (Relative(head("对比", full=10), POINTS, RelativeTo.BEST), 7, 10),
        (Relative(head("名次", full=10), POINTS, RelativeTo.PLACE, F(1)), None, 10),
        (Relative(head("名次", full=10, floor=5), POINTS, RelativeTo.PLACE, F(1)), 5, 10),
    ],
)
def test_bounds_of_every_kind_of_node(node: Node, low: Fraction | None, high: Fraction | None) -> None:
    assert ends(node) == (low, high)


def test_five_aspects_of_20_17_14_range_from_70_to_100() -> None:
    """P5: the floor is not 0."""
    aspects = {code: Aspect(code, code) for code in "abcde"}
    scheme = plan(
        survey("总分", aspect_rule=AspectRule.SUM),
        scales={"三档": scale("三档", 20, 17, 14)},
        aspects=aspects,
    )
    found = bounds(scheme, scheme.trees["总分"], "部门")
    assert found.low == 70
    assert found.high == 100


def test_free_points_range_over_the_scale() -> None:
    scheme = plan(scales={"自由": Scale("自由", "自由", free=FreePoints(F(40), F(100)))})
    assert ends(POINTS, scheme) == (40, 100)


def test_an_aspect_that_nobody_graded_leaves_the_mean_to_the_others() -> None:
    aspects = {"a": Aspect("a", "a", scale="百"), "b": Aspect("b", "b", scale="十")}
    scales = {"百": scale("百", 100, 50), "十": scale("十", 10, 0)}
    assert ends(POINTS, plan(aspects=aspects, scales=scales)) == (0, 100)


NARROW = rate("窄", floor=F(9, 10))
WIDE = rate("宽")


@pytest.mark.parametrize(
    ("missing", "low", "high"),
    [
        (Missing.NA, 45, 100),
        (Missing.REDISTRIBUTE, 0, 100),
        (Missing.ZERO, 0, 100),
        (Missing.CATEGORY_MEAN, 45, 100),
        (Missing.FULL, 45, 100),
    ],
)
def test_missing_rules_widen_a_weighted_sum(missing: Missing, low: int, high: int) -> None:
    assert ends(weighted("总分", part(NARROW, 50), part(WIDE, 50), missing=missing)) == (low, high)


def test_redistribution_takes_the_worst_and_the_best_subset() -> None:
    """Left out, the middle part cannot soften the extremes; the first part is always there."""
    tree = weighted(
        "总分",
        part(constant("在", 5, full=10), 40),
        part(rate("高", floor=F(8, 10)), 20),
        part(rate("低", cap=F(3, 10)), 40),
        missing=Missing.REDISTRIBUTE,
    )
    low = F(100) * (F(1, 2) * 40 + 0) / 80
    high = F(100) * (F(1, 2) * 40 + 1 * 20) / 60
    assert ends(tree) == (low, high)


def test_a_missing_term_of_a_sum_counts_as_nothing_when_it_may_be_left_out() -> None:
    late = rate("晚", floor=HALF, missing=Missing.REDISTRIBUTE)
    assert ends(Sum(head("和"), (Term(constant("定", 3)), Term(late)))) == (3, 4)


def test_full_mark_stands_in_for_a_part_that_does_not_apply() -> None:
    capped = rate("率", cap=HALF, missing=Missing.FULL)
    assert ends(weighted("总分", part(capped, 100))) == (0, 100)


def test_a_value_without_gap_is_never_missing_and_others_may_be() -> None:
    assert not bounds(SCHEME, constant("定", 3), "部门").may_be_missing
    assert bounds(SCHEME, POINTS, "部门").may_be_missing
    backed = Pick(head("取"), Choice.FIRST, (POINTS, constant("定", 3)))
    assert not bounds(SCHEME, backed, "部门").may_be_missing
    shared = weighted("总分", part(POINTS, 50), part(constant("定", 3), 50), missing=Missing.REDISTRIBUTE)
    assert not bounds(SCHEME, shared, "部门").may_be_missing
    holed = Piecewise(head("表"), constant("定", 3), table=(step(1, gt=F(3)),))
    assert bounds(SCHEME, holed, "部门").may_be_missing


def test_periods_of_a_window_limit_an_item() -> None:
    monthly = item("迟报", -1, period="month", period_cap=F(2))
    year = Ledger(head("日常"), F(30), (monthly,), span("01-01", "12-31"))
    assert ends(year) == (30 - 24, 30)
    assert ends(Ledger(head("日常"), F(30), (monthly,))) == (None, 30)


def test_started_steps_fall_faster_than_the_line() -> None:
    stepped = Slope(F(95, 100), F(20), F(10, 100), F(3), steps=Steps.STARTED_STEPS)
    assert ends(Piecewise(head("按率"), RATE, slope=stepped)) == (20 - 30, 20)


def test_open_ends_say_why() -> None:
    found = bounds(SCHEME, ledger("日常", 30, item("通报", -2), item("信息", 1)), "部门")
    assert [note.en for note in found.notes] == [
        "“日常” deducts without a floor",
        "“日常” adds without a cap",
    ]
    unlimited = Sum(head("和"), (Term(constant("甲", 1)), Term(EventCount(head("次数"), ("表扬",)))))
    assert "次数" in bounds(SCHEME, unlimited, "部门").notes[0].zh


def test_stations_may_stand_in_any_category() -> None:
    by_kind = Switch(head("分类"), {"部门": constant("甲", 3), "县": constant("乙", 9)})
    assert ends(Rollup(head("站所"), Attribution.DISTRICT, by_kind)) == (3, 9)


def test_a_circle_of_references_has_no_range() -> None:
    scheme = plan(trees={"甲": Ref(head("a"), "乙"), "乙": Ref(head("b"), "甲")})
    assert ends(scheme.trees["甲"], scheme) == (None, None)


ELSEWHERE = Switch(head("问卷"), {"县": survey("县问卷")})
"""An item that 部门 does not have."""


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (Missing.REDISTRIBUTE, (14 * 5, 20 * 5)),  # 14 to 20 of 20 stand for all of 100
        (Missing.ZERO, (0, 20 * 2)),  # the weight of 60 is lost; without ballots everything is
        (Missing.NA, (None, None)),  # there is never a score
        (Missing.FULL, (None, None)),  # of what does not exist no full mark is known
    ],
)
def test_an_item_that_the_category_does_not_have(missing: Missing, expected: tuple[object, object]) -> None:
    tree = weighted("总分", part(POINTS, 40), part(ELSEWHERE, 60), missing=missing)
    assert ends(tree) == expected


def test_an_absent_item_with_a_full_mark_can_count_as_full() -> None:
    declared = replace(ELSEWHERE, head=head("问卷", full=20))
    tree = weighted("总分", part(POINTS, 40), part(declared, 60), missing=Missing.FULL)
    assert ends(tree) == (14 * 2 + 60, 100)


def test_absent_items_drop_out_of_sums_and_means() -> None:
    gone = replace(ELSEWHERE, head=head("问卷", missing=Missing.REDISTRIBUTE))
    assert ends(Sum(head("和"), (Term(POINTS), Term(gone)))) == (14, 20)
    assert ends(Mean(head("平均"), (POINTS, gone))) == (14, 20)
