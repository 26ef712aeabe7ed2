"""Simulated minimum and maximum against the declared full mark."""

from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
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

from minping.core.scheme.model import Aspect, Category, Scheme
from minping.core.scheme.nodes import AspectRule, Node, Sum, Switch, Term

F = Fraction


def p5(low: int = 14) -> Scheme:
    """P5: five aspects × 好 20 · 一般 17 · 差 14."""
    aspects = {code: Aspect(code, code) for code in "abcde"}
    scales = {"三档": scale("三档", 20, 17, low)}
    return plan(survey("总分", aspect_rule=AspectRule.SUM), scales=scales, aspects=aspects)


def added(*terms: Node, minus: Node | None = None, **of_head: object) -> Scheme:
    deducted = () if minus is None else (Term(minus, -1),)
    return plan(Sum(head("总分", **of_head), (*(Term(t) for t in terms), *deducted)))


BONUS = ledger("加分", 0, item("经验", 2))
CAPPED = ledger("加分", 0, item("经验", 2, 5))
DAILY = ledger("日常", 30, item("通报", -2))
DAILY_HELD = ledger("日常", 30, item("通报", -2), floor=0)


def with_daily(daily: Node) -> Scheme:
    return plan(weighted("总分", part(survey("群众"), 70), part(daily, 30)))


CASES = [
    Case("lint.minimum_not_zero", p5(), p5(low=0)),
    Case(
        "lint.minimum_not_zero",
        added(survey("群众"), minus=ledger("扣分", 0, item("通报", 2, 5))),
        added(survey("群众"), minus=ledger("扣分", 0, item("通报", 2, 5)), floor=0),
    ),
    Case("lint.unbounded", with_daily(DAILY), with_daily(DAILY_HELD)),
    Case("lint.unbounded", added(survey("群众"), BONUS), added(survey("群众"), CAPPED)),
    Case("lint.maximum_above_full", added(survey("群众"), CAPPED), added(survey("群众"), CAPPED, cap=100)),
    Case("lint.maximum_above_full", added(survey("群众"), BONUS), added(survey("群众"), BONUS, cap=100)),
    Case("lint.maximum_below_full", with_daily(constant("日常", 20, full=30)), with_daily(DAILY_HELD)),
    Case(
        "lint.maximum_below_full", with_daily(rate(cap=F(1, 2))), with_daily(rate(cap=F(1, 2), full=F(1, 2)))
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_the_range_of_p5_is_printed_as_70_to_100() -> None:
    told = only(p5(), "lint.range")
    assert told.text.en == "“总分”: range 70–100, full mark 100"
    assert told.text.zh == "「总分」可得区间 70–100，满分 100"
    assert only(p5(), "lint.minimum_not_zero").text.en == "“总分” is never below 70"


def test_a_sound_plan_prints_its_range_and_no_warning() -> None:
    assert only(plan(), "lint.range").text.en == "“总分”: range 0–100, full mark 100"


def test_a_rate_is_printed_in_percent() -> None:
    assert only(plan(rate("总分")), "lint.range").text.en == "“总分”: range 0%–100%, full mark 100%"


def test_an_open_end_is_printed_in_words_and_its_cause_is_named() -> None:
    scheme = with_daily(DAILY)
    assert only(scheme, "lint.range").text.zh == "「总分」可得区间 无下限–100，满分 100"
    assert "「日常」扣分没有下限" in only(scheme, "lint.unbounded").text.zh


def test_points_that_are_not_known_make_no_range() -> None:
    scheme = plan(scales={"四档": scale("四档", None, None)})
    assert only(scheme, "lint.range").text.en == "“总分”: range not known, full mark ?"


def test_the_deepest_cause_is_named_once() -> None:
    over = found(
        with_daily(Sum(head("日常", full=30), (Term(DAILY_HELD), Term(CAPPED)))), "lint.maximum_above_full"
    )
    assert [finding.place.path for finding in over] == ["trees.总分.parts[2]"]
    assert over[0].text.en == "“日常” can reach 35, more than its full mark of 30"


def test_categories_with_different_ranges_are_told_apart() -> None:
    tree = Switch(head("总分"), {"部门": report("甲", 100)}, constant("乙", 100))
    categories = {code: Category(code, code) for code in ("部门", "乡镇")}
    told = {finding.text.en for finding in found(plan(tree, categories=categories), "lint.range")}
    assert told == {
        "“总分”: range 0–100, full mark 100 (category: 部门)",
        "“总分”: range 100–100, full mark 100 (category: 乡镇)",
    }
