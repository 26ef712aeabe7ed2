"""Full marks: declared ones win, the rest follow from content."""

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
    survey,
    weighted,
)

from minping.core.scheme.bounds import full_mark, part_points
from minping.core.scheme.model import Aspect, Category, Scheme, VoterGroup
from minping.core.scheme.nodes import (
    Adjust,
    AspectRule,
    Choice,
    Dimension,
    Each,
    EventCount,
    Mean,
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
    Sum,
    Switch,
    Term,
    Weighted,
    Weights,
)
from minping.core.scheme.nodes import Attribution as By
from minping.core.scheme.ranges import Band

F = Fraction
SLOPE = Slope(F(97, 100), F(26), F(1, 100), F(1, 2))
TABLE = (Step(Band(ge=F(9, 10)), F(10)), Step(Band(lt=F(9, 10)), F(5)))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (survey("满意度"), 100),
        (survey("满意度", full=50), 50),
        (rate(), 1),
        (report("督查", 20), 20),
        (report("督查"), None),
        (report("办结率", quantity=Quantity.RATE), 1),
        (ledger("日常", 30, item("通报", -2)), 30),
        (ledger("日常", 0, item("信息", 1, 5), item("经验", 2, 3)), 8),
        (ledger("日常", 0, item("信息", 1)), None),
        (ledger("日常", 80, item("信息", 1), cap=100), 100),
        (EventCount(head("通报次数"), ("通报",)), None),
        (constant("定值", 7), 7),
        (weighted("总分", part(survey(), 70), part(report("督查", 5), 30)), 100),
        (weighted("总分", part(survey(), 70), part(report("督查", 5), F(3, 10), share=True)), 100),
        (
            Sum(
                head("和"), (Term(constant("甲", 60)), Term(constant("乙", 40)), Term(constant("丙", 9), -1))
            ),
            100,
        ),
        (Sum(head("和"), (Term(constant("甲", 100)), Term(ledger("加分", 0, item("信息", 1, 5))))), 100),
        (Sum(head("和", cap=100), (Term(constant("甲", 100)), Term(constant("乙", 5)))), 100),
        (Mean(head("均"), (constant("甲", 10), constant("乙", 20))), 15),
        (Mean(head("均"), (constant("甲", 10), constant("乙", 20)), Weights.GIVEN, (F(1), F(4))), 18),
        (Mean(head("均"), (constant("甲", 10), constant("乙", 20)), Weights.BALLOTS), None),
        (Each(head("逐期"), Dimension.ROUND, survey()), 100),
        (Rollup(head("站所"), By.PARENT, survey("站"), otherwise=survey("自身")), 100),
        (Rollup(head("站所"), By.PARENT, survey("站"), otherwise=constant("自身", 9)), None),
        (Pick(head("取"), Choice.FIRST, (constant("甲", 9), constant("乙", 9))), 9),
        (Pick(head("取"), Choice.FIRST, (constant("甲", 9), constant("乙", 8))), None),
        (Pick(head("取"), Choice.MAX, (constant("甲", 9), constant("乙", 8))), 9),
        (Pick(head("取"), Choice.MIN, (constant("甲", 9), constant("乙", 8))), 8),
        (Piecewise(head("按率"), rate(), slope=SLOPE), 26),
        (Piecewise(head("按率"), rate(), table=TABLE), 10),
        (Piecewise(head("按率"), rate(), line=((F(0), F(3)), (F(1), F(12)))), 12),
        (Adjust(head("扣率"), rate(), ("通报",), F(2, 100)), 1),
        (Rescale(head("折算", full=100), report("县分", 150)), 100),
        (Relative(head("名次分", full=20), survey(), RelativeTo.PLACE, F(1)), 20),
        (Switch(head("分类"), {"部门": constant("甲", 3)}, constant("乙", 4)), 3),
        (Switch(head("分类"), {"乡镇": constant("甲", 3)}), None),
        (Ref(head("引"), "总分"), 100),
        (Ref(head("引"), "没有"), None),
    ],
)
def test_full_mark_of_every_kind_of_node(node: Node, expected: int | None) -> None:
    assert full_mark(plan(), node, "部门") == expected


def weights(scheme: Scheme, node: Weighted, category: str) -> tuple[object, ...]:
    return part_points(scheme, node, category)


def aspects(**weights: int) -> dict[str, Aspect]:
    return {code: Aspect(code, code, F(weight)) for code, weight in weights.items()}


def test_five_aspects_of_twenty_points_sum_to_a_hundred() -> None:
    scheme = plan(
        survey("总分", aspect_rule=AspectRule.SUM),
        scales={"三档": scale("三档", 20, 17, 14)},
        aspects=aspects(a=1, b=1, c=1, d=1, e=1),
    )
    assert full_mark(scheme, scheme.trees["总分"], "部门") == 100


def test_aspects_of_a_category_and_their_weights_decide() -> None:
    scheme = plan(
        aspects={**aspects(a=1, b=3), "c": Aspect("c", "c", scale="十分")},
        scales={"四档": scale("四档", 100, 0), "十分": scale("十分", 10, 0)},
        categories={
            "部门": Category("部门", "部门", aspects=("a", "c")),
            "乡镇": Category("乡镇", "乡镇", aspects=("b", "c"), aspect_weights={"c": F(2)}),
        },
    )
    assert full_mark(scheme, survey(), "部门") == F(100 + 10, 2)
    assert full_mark(scheme, survey(), "乡镇") == F(3 * 100 + 2 * 10, 5)
    assert full_mark(scheme, survey(aspect_rule=AspectRule.POOL), "乡镇") == 100
    assert full_mark(scheme, survey(aspects=("c",)), "乡镇") == 10


def test_each_aspect_alone_is_not_the_sum_of_all() -> None:
    scheme = plan(aspects=aspects(a=1, b=1))
    one = survey("一项", aspect_rule=AspectRule.SUM)
    assert full_mark(scheme, one, "部门") == 200
    assert full_mark(scheme, Each(head("逐项"), Dimension.ASPECT, one), "部门") == 100


def test_a_scale_without_points_has_no_full_mark() -> None:
    assert full_mark(plan(scales={"档": scale("档", None, None)}), survey(), "部门") is None


def test_weights_differ_by_category() -> None:
    tree = weighted("总分", part(survey(), 70, 乡镇=50), part(report("督查", 5), 30))
    assert weights(plan(), tree, "部门") == (70, 30)
    assert full_mark(plan(), tree, "乡镇") == 80


def test_shares_take_what_is_handed_down_from_above() -> None:
    """Seed 002 §五(一): 70 = 30 % + 70 % = 21 + 49."""
    masses = weighted(
        "群众", part(survey("专家"), F(3, 10), share=True), part(survey("对象"), F(7, 10), share=True)
    )
    scheme = plan(weighted("总分", part(masses, 70), part(report("日常", 30), 30)))
    assert full_mark(scheme, masses, "部门") == 70
    assert weights(scheme, masses, "部门") == (21, 49)


def test_shares_at_the_root_take_the_full_mark_of_category_or_scheme() -> None:
    tree = weighted("总分", part(survey(), F(1), share=True))
    scheme = plan(
        tree, categories={"部门": Category("部门", "部门"), "县": Category("县", "县", full=F(150))}
    )
    assert full_mark(scheme, tree, "部门") == 100
    assert full_mark(scheme, tree, "县") == 150


def test_a_part_without_weight_in_the_category_does_not_count() -> None:
    tree = weighted("总分", part(survey(), 100), part(report("窗口", 5), None, 窗口=20))
    assert weights(plan(), tree, "部门") == (100, None)
    assert full_mark(plan(), tree, "部门") == 100


def test_groups_on_different_scales_count_with_the_higher_one() -> None:
    groups = {
        "甲": VoterGroup("甲", "甲", scale="百"),
        "乙": VoterGroup("乙", "乙", scale="十"),
    }
    scheme = plan(groups=groups, scales={"百": scale("百", 100, 0), "十": scale("十", 10, 0)})
    assert full_mark(scheme, survey(groups=("甲", "乙")), "部门") == 100
    each = Each(head("逐层面"), Dimension.GROUP, survey(groups=("甲", "乙")))
    assert full_mark(scheme, each, "部门") == 55


def test_trees_that_refer_to_each_other_have_no_full_mark() -> None:
    scheme = plan(trees={"甲": Ref(head("a"), "乙"), "乙": Ref(head("b"), "甲")})
    assert full_mark(scheme, scheme.trees["甲"], "部门") is None


def test_shares_that_refer_to_each_other_in_a_circle_come_to_an_end() -> None:
    def around(code: str, other: str) -> Weighted:
        return weighted(code, part(Ref(head(f"{code}引"), other), 1, share=True))

    scheme = plan(trees={"总分": survey("总分"), "甲": around("甲", "乙"), "乙": around("乙", "甲")})
    assert full_mark(scheme, scheme.trees["甲"], "部门") == 100


def test_shares_behind_a_reference_take_the_weight_of_the_reference() -> None:
    masses = weighted(
        "群众", part(survey("专家"), F(3, 10), share=True), part(survey("对象"), F(7, 10), share=True)
    )
    whole = weighted("总分", part(Ref(head("群众评议"), "群众"), 70), part(report("日常", 30), 30))
    scheme = plan(trees={"总分": whole, "群众": masses})
    assert full_mark(scheme, masses, "部门") == 70
    assert full_mark(scheme, whole.parts[0].node, "部门") == 70
