"""Full marks that are unknown, differ from the content, or mix rates and points."""

from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, holds, name_of, only
from tests.core.scheme.plan_parts import constant, head, part, plan, rate, report, survey, weighted

from minping.core.scheme.model import Aspect, Category, Scheme
from minping.core.scheme.nodes import (
    AspectRule,
    Choice,
    Dimension,
    Each,
    EventCount,
    Mean,
    Missing,
    Node,
    Pick,
    Rescale,
    Sum,
    Switch,
    Term,
)

F = Fraction


def total(*nodes: Node) -> Scheme:
    return plan(weighted("总分", *(part(node, F(100, len(nodes))) for node in nodes)))


def elsewhere(missing: Missing) -> Scheme:
    """A questionnaire that only 乡镇 has; 部门 has the other half."""
    asked = Switch(head("问卷"), {"乡镇": survey("乡镇问卷")})
    tree = weighted("总分", part(survey("群众"), 50), part(asked, 50), missing=missing)
    return plan(tree, categories={code: Category(code, code) for code in ("部门", "乡镇")})


def mean(*nodes: Node) -> Scheme:
    return plan(Mean(head("总分"), nodes))


def rates(rule: AspectRule, weight: Fraction) -> Scheme:
    aspects = {code: Aspect(code, code, weight) for code in "ab"}
    return plan(weighted("总分", part(rate(aspect_rule=rule), 100)), aspects=aspects)


CASES = [
    Case("lint.full_differs", total(survey("群众", full=21)), total(survey("群众", full=100))),
    Case("lint.full_differs", total(rate(full=100)), total(rate(full=1))),
    Case(
        "lint.full_differs",
        total(Each(head("逐期", full=21), Dimension.ROUND, survey("一期"))),
        total(Each(head("逐期"), Dimension.ROUND, survey("一期"))),
    ),
    Case("lint.full_differs", total(rate(full=F(95, 100))), total(rate(full=F(95, 100), cap=F(95, 100)))),
    Case("lint.full_unknown", total(report("督查")), total(report("督查", 20))),
    Case("lint.full_unknown", total(constant("零", 0)), total(constant("一", 1))),
    Case(
        "lint.full_unknown",
        total(EventCount(head("n"), ("访",))),
        total(EventCount(head("n", full=9), ("访",))),
    ),
    Case("lint.full_unknown", plan(report("总分")), plan(report("总分", 100))),
    Case("lint.full_unknown", elsewhere(Missing.NA), elsewhere(Missing.REDISTRIBUTE)),
    Case("lint.full_unknown", elsewhere(Missing.FULL), elsewhere(Missing.ZERO)),
    Case("lint.unbounded", elsewhere(Missing.NA), elsewhere(Missing.REDISTRIBUTE)),
    Case(
        "lint.full_unknown",
        plan(Rescale(head("总分", full=100), report("县分"))),
        plan(Rescale(head("总分", full=100), report("县分", 150))),
    ),
    Case(
        "lint.full_unknown",
        plan(Sum(head("总分", full=100), (Term(survey("群众")), Term(report("奖", missing=Missing.FULL))))),
        plan(
            Sum(head("总分", full=100), (Term(survey("群众")), Term(report("奖", 5, missing=Missing.FULL))))
        ),
    ),
    Case(
        "lint.full_unequal",
        mean(report("甲", 150), report("乙", 100)),
        mean(report("甲", 9), report("乙", 9)),
    ),
    Case(
        "lint.full_unequal",
        plan(Pick(head("总分"), Choice.MAX, (report("甲", 150), report("乙", 100)))),
        plan(Pick(head("总分"), Choice.MAX, (report("甲", 100), report("乙", 100)))),
    ),
    Case("lint.rate_and_points", mean(rate(), survey("满意度")), mean(survey("甲"), survey("乙"))),
    Case(
        "lint.rate_and_points",
        plan(Sum(head("总分"), (Term(rate()), Term(report("日常", 30))))),
        total(rate(), report("日常", 30)),
    ),
    Case("lint.rate_sum", rates(AspectRule.SUM, F(1)), rates(AspectRule.SUM, F(1, 2))),
    Case("lint.rate_sum", rates(AspectRule.SUM, F(1)), rates(AspectRule.MEAN, F(1))),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_a_rate_with_a_full_mark_of_a_hundred_is_told_in_percent() -> None:
    finding = only(total(rate(full=100)), "lint.full_differs")
    assert finding.text.en == "“满意率” declares a full mark of 10000%, its content has 100%"


def test_values_of_different_full_marks_are_listed() -> None:
    finding = only(mean(report("甲", 150), report("乙", 100)), "lint.full_unequal")
    assert finding.text.zh.endswith("甲 150、乙 100")


def test_a_part_without_weight_needs_no_full_mark() -> None:
    tree = weighted("总分", part(survey("群众"), 100), part(report("窗口"), None, 窗口=10))
    holds(Case("lint.full_unknown", total(report("督查")), plan(tree)))
