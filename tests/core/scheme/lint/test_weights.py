"""Weights that do not sum up, are missing, out of range, or do not fit what they weigh."""

from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, holds, name_of, only
from tests.core.scheme.plan_parts import constant, head, part, plan, report, survey, weighted

from minping.core.scheme.model import Category, Scheme
from minping.core.scheme.nodes import Attribution as By
from minping.core.scheme.nodes import Dimension, Each, Mean, Node, Ref, Rollup, Sum, Term, Weights

F = Fraction


def tree(masses: object, daily: object = 30, **of_head: object) -> Scheme:
    parts = part(survey("群众"), masses), part(report("日常", 10), daily)
    return plan(weighted("总分", *parts, **of_head))


def shares(*given: Fraction) -> Node:
    return weighted("群众", *(part(survey(f"组{i}"), share, share=True) for i, share in enumerate(given)))


def given(*weights: int, over: Dimension | None = None) -> Scheme:
    if over is not None:
        node: Node = Each(
            head("总分"), over, survey("一期"), Weights.GIVEN, {f"期{i}": F(w) for i, w in enumerate(weights)}
        )
        return plan(node)
    children = constant("甲", 100), constant("乙", 100)
    return plan(Mean(head("总分"), children, Weights.GIVEN, tuple(F(w) for w in weights)))


CASES = [
    Case("lint.weight_sum", tree(65), tree(70)),
    Case("lint.weight_sum", tree(65, full=100), tree(65, full=95)),
    Case("lint.weight_sum", plan(shares(F(3, 10), F(6, 10))), plan(shares(F(3, 10), F(7, 10)))),
    Case("lint.weight_missing", tree(None), tree(70)),
    Case("lint.weight_value", tree(130, -30), tree(70)),
    Case("lint.weight_value", plan(shares(F(30), F(70))), plan(shares(F(3, 10), F(7, 10)))),
    Case("lint.given_weights", given(1), given(1, 2)),
    Case("lint.given_weights", given(0, 0), given(1, 0)),
    Case("lint.given_weights", given(1, over=Dimension.ROUND), given(1, over=Dimension.CLUSTER)),
    Case("lint.scheme_full", plan(full=F(150)), plan(full=F(100))),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_the_sum_is_named_with_what_it_should_be() -> None:
    finding = only(tree(65), "lint.weight_sum")
    assert finding.text.zh == "「总分」各部分权重合计95，应为100"
    assert finding.text.en == "the weights of “总分” sum to 95, not 100"
    assert finding.place.path == "trees.总分"
    assert finding.severity == "error"


def test_only_the_category_whose_weights_are_wrong_is_named() -> None:
    scheme = plan(
        weighted("总分", part(survey("群众"), 70, 乡镇=60), part(report("日常", 10), 30)),
        categories={"部门": Category("部门", "政府部门"), "乡镇": Category("乡镇", "乡镇街道")},
    )
    finding = only(scheme, "lint.weight_sum")
    assert finding.text.zh.endswith("合计90，应为100（类别：乡镇街道）")


def test_a_group_of_parts_must_sum_to_the_weight_that_stands_above() -> None:
    """Seed 002: 21 + 49 = 70."""

    def scheme(service: int) -> Scheme:
        masses = weighted("群众", part(survey("专家"), 21), part(survey("对象"), service))
        return plan(weighted("总分", part(masses, 70), part(report("日常", 30), 30)))

    assert "合计69，应为70" in only(scheme(48), "lint.weight_sum").text.zh
    holds(Case("lint.weight_sum", scheme(48), scheme(49)))


def test_a_percentage_scale_inside_a_part_is_no_fault() -> None:
    inner = weighted("群众", part(survey("专家"), 40), part(survey("对象"), 60))
    scheme = plan(weighted("总分", part(inner, 70), part(report("日常", 30), 30)))
    holds(Case("lint.weight_sum", tree(1), scheme))


def test_groups_of_parts_that_are_added_need_not_reach_the_whole() -> None:
    """Sum of 70 and 30: each sums on its own."""
    seventy = weighted("群众", part(survey("专家"), 21), part(survey("对象"), 49))
    thirty = weighted("日常", part(report("督查", 5), 30))
    holds(Case("lint.weight_sum", tree(1), plan(Sum(head("总分"), (Term(seventy), Term(thirty))))))


def test_weights_below_an_average_are_measured_at_the_weight_above_it() -> None:
    station = weighted("站所", part(survey("专家"), 10), part(survey("对象"), 20))
    over_all = Rollup(head("下级"), By.PARENT, station)
    scheme = plan(weighted("总分", part(over_all, 40), part(report("日常", 30), 60)))
    assert "合计30，应为40" in only(scheme, "lint.weight_sum").text.zh


def test_a_tree_that_is_referred_to_is_measured_at_the_weight_of_the_reference() -> None:
    def scheme(service: int) -> Scheme:
        masses = weighted("群众", part(survey("专家"), 21), part(survey("对象"), service))
        whole = weighted("总分", part(Ref(head("群众评议"), "群众"), 70), part(report("日常", 30), 30))
        return plan(trees={"总分": whole, "群众": masses})

    assert "合计69，应为70" in only(scheme(48), "lint.weight_sum").text.zh
    holds(Case("lint.weight_sum", scheme(48), scheme(49)))


def test_a_measure_may_have_any_full_mark() -> None:
    measure = weighted("参考", part(survey("专家"), 10), part(survey("对象"), 20))
    holds(Case("lint.weight_sum", tree(1), plan(measures={"参考": measure})))


def test_points_and_shares_together_make_the_whole() -> None:
    def scheme(points: int) -> Scheme:
        return plan(
            weighted("总分", part(survey("群众"), points), part(report("日常", 5), F(3, 10), share=True))
        )

    holds(Case("lint.weight_sum", scheme(60), scheme(70)))


def test_full_marks_of_categories_are_compared_each() -> None:
    categories = {"部门": Category("部门", "部门"), "县": Category("县", "县", full=F(150))}
    finding = only(plan(categories=categories), "lint.scheme_full")
    assert finding.text.en == "the full mark of “总分” is 100, the scheme declares 150 (category: 县)"
