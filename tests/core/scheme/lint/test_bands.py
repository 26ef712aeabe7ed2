"""Grades and tables: gaps, overlaps, values nobody can reach."""

from fractions import Fraction
from typing import Any

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
from tests.core.scheme.plan_parts import (
    head,
    item,
    ledger,
    number,
    part,
    plan,
    rate,
    report,
    scale,
    survey,
    weighted,
)

from minping.core.scheme.model import Category, Scheme
from minping.core.scheme.nodes import Missing, Node, Piecewise, Quantity, Step, Sum, Switch, Term
from minping.core.scheme.outcomes import (
    Condition,
    Cut,
    End,
    Grade,
    Purpose,
    Rounding,
    Selection,
    Veto,
    VetoEffect,
)
from minping.core.scheme.ranges import Band

F = Fraction


def band(**ends: Any) -> Band:
    return Band(**{end: number(value) for end, value in ends.items()})


def grade(name: str, cut: Cut | None = None, categories: tuple[str, ...] = (), **ends: Any) -> Grade:
    about = ends.pop("about", "")
    return Grade(name, Condition(band(**ends) if ends else None, about, categories=categories), cut)


def graded(*grades: Grade, digits: int | None = None, tree: Node | None = None, **more: Any) -> Scheme:
    if digits is not None:
        more |= {"grade_basis": "published", "rounding": Rounding(digits)}
    return plan(tree, grades=grades, **more)


GOOD, FAIR, FAIL = grade("优秀", ge=90), grade("良好", ge=80, lt=90), grade("不合格", lt=80)
TO_89 = grade("良好", ge=80, le=89)
TOP = Cut(End.TOP, share=F(3, 10))
P3 = (grade("先进", TOP, ge=75), grade("达标", gt=60), grade("未达标", lt=60))


def table(*steps: tuple[int, dict[str, Any]], of: Node | None = None) -> Scheme:
    return plan(
        Piecewise(
            head("总分"), of or rate(), table=tuple(Step(band(**ends), F(points)) for points, ends in steps)
        )
    )


def by_tickets(*steps: tuple[int, dict[str, Any]], missing: Missing | None = None) -> Scheme:
    """Points by the number of tickets, which a partner reports."""
    made = tuple(Step(band(**ends), F(points)) for points, ends in steps)
    return plan(
        Piecewise(head("总分", missing=missing), report("工单", quantity=Quantity.NUMBER), table=made)
    )


HALF = F(1, 2)
WHOLE_TABLE = table((100, {"ge": HALF}), (0, {"lt": HALF}))

CASES = [
    Case("lint.grade_gap", graded(GOOD, TO_89, FAIL), graded(GOOD, FAIR, FAIL)),
    Case("lint.grade_gap", graded(*P3), graded(*P3[:2], grade("未达标", le=60))),
    Case("lint.grade_gap", graded(GOOD, FAIR), graded(GOOD, FAIR, grade("其余"))),
    Case("lint.grade_gap", graded(GOOD, TO_89, FAIL, digits=2), graded(GOOD, TO_89, FAIL, digits=0)),
    Case(
        "lint.grade_gap", graded(grade("先进", TOP, ge=75)), graded(grade("先进", TOP, ge=75), grade("其他"))
    ),
    Case(
        "lint.grade_overlap",
        graded(GOOD, grade("良好", ge=80, le=90), FAIL),
        graded(GOOD, grade("良好", ge=80), grade("其余")),
    ),
    Case(
        "lint.grade_overlap",
        graded(FAIL, grade("良好", ge=70, lt=90), GOOD),
        graded(FAIL, grade("良好", lt=90), GOOD),
    ),
    Case(
        "lint.grade_unreachable", graded(GOOD, grade("满分", ge=100), grade("其余")), graded(GOOD, FAIR, FAIL)
    ),
    Case(
        "lint.grade_unreachable",
        graded(GOOD, FAIR, FAIL, scales={"四档": scale("四档", 100, 85)}),
        graded(GOOD, FAIR, FAIL, scales={"四档": scale("四档", 100, 70)}),
    ),
    Case("lint.band_empty", graded(grade("优秀", ge=90, lt=90)), graded(grade("优秀", ge=90, le=90))),
    Case(
        "lint.band_empty",
        plan(
            selections=(
                Selection("约谈", "约谈", Purpose.INTERVIEW, condition=Condition(band(gt=60, lt=60))),
            )
        ),
        plan(selections=(Selection("约谈", "约谈", Purpose.INTERVIEW, condition=Condition(band(lt=60))),)),
    ),
    Case("lint.band_empty", table((1, {"gt": 1, "lt": 0})), WHOLE_TABLE),
    Case("lint.table_gap", table((100, {"gt": HALF}), (0, {"lt": HALF})), WHOLE_TABLE),
    Case(
        "lint.table_gap", by_tickets((5, {"ge": 1})), by_tickets((5, {"ge": 1}), missing=Missing.REDISTRIBUTE)
    ),
    Case("lint.table_gap", by_tickets((5, {"ge": 1})), by_tickets((5, {"ge": 1}), (0, {"ge": 0, "lt": 1}))),
    Case(
        "lint.table_unreachable",
        by_tickets((5, {"ge": 1}), (4, {"ge": 2})),
        by_tickets((5, {"ge": 0}), (0, {"lt": 0})),
    ),
    Case("lint.table_unreachable", table((100, {"ge": 0}), (0, {"lt": HALF})), WHOLE_TABLE),
    Case("lint.table_unreachable", table((100, {"le": 1}), (0, {"gt": 1})), WHOLE_TABLE),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_90_and_80_to_89_leave_89_point_5_without_a_grade() -> None:
    finding = only(graded(GOOD, TO_89, FAIL), "lint.grade_gap")
    assert finding.text.zh == "等次有空档：(89, 90)，如89.5，没有等次"
    assert finding.text.en == "the grades leave a gap: (89, 90), such as 89.5 has no grade"


def test_exactly_60_is_not_covered_by_p3() -> None:
    finding = only(graded(*P3), "lint.grade_gap")
    assert finding.text.zh == "等次有空档：恰为60，没有等次"


def test_published_values_fall_into_a_gap_only_if_they_can_be_printed() -> None:
    """89.995 is printed 90.00: between 89.99 and 90 nothing is published at two digits."""
    narrow = grade("良好", ge=80, le=F(8999, 100))
    assert not found(graded(GOOD, narrow, FAIL, digits=2), "lint.grade_gap")
    assert found(graded(GOOD, narrow, FAIL, digits=3), "lint.grade_gap")
    assert found(graded(GOOD, narrow, FAIL), "lint.grade_gap")


def test_negative_scores_need_a_grade_when_they_are_possible() -> None:
    fines = ledger("扣分", 0, item("通报", 2, 5))
    tree = Sum(head("总分"), (Term(survey("群众")), Term(fines, -1)))
    ladder = GOOD, FAIR, grade("不合格", ge=0, lt=80)
    assert "[-5, 0)" in only(graded(*ladder, tree=tree), "lint.grade_gap").text.zh
    assert not found(graded(*ladder), "lint.grade_gap")


def test_a_veto_to_zero_needs_a_grade_too() -> None:
    high = {"四档": scale("四档", 100, 90)}
    zero = Veto("腐败案件", ("立案",), (VetoEffect.ZERO,))
    assert not found(graded(GOOD, scales=high), "lint.grade_gap")
    assert "恰为0" in only(graded(GOOD, scales=high, vetoes=(zero,)), "lint.grade_gap").text.zh


def test_a_quota_leaves_those_outside_it_without_a_grade() -> None:
    gap = only(graded(grade("先进", TOP, ge=75), grade("达标", lt=75)), "lint.grade_gap")
    assert gap.text.zh == "等次有空档：[75, 100]，如87.5，且不符合其他条件（名额、事件）的单位，没有等次"


def test_grades_of_categories_are_looked_at_apart() -> None:
    categories = {code: Category(code, code) for code in ("部门", "乡镇")}
    grades = GOOD, grade("良好", categories=("部门",), lt=90)
    scheme = graded(*grades, categories=categories)
    assert only(scheme, "lint.grade_gap").text.zh.endswith("（类别：乡镇）")


def test_grades_may_look_at_a_rate_inside_the_tree() -> None:
    tree = weighted("总分", part(rate("满意率"), 100))
    ladder = grade("合格", about="满意率", ge=F(8, 10)), grade("不合格", about="满意率", lt=F(7, 10))
    finding = only(graded(*ladder, tree=tree), "lint.grade_gap")
    assert finding.text.zh == "等次有空档：[70%, 80%)，如75%，没有等次"


def test_grades_on_different_values_are_not_compared() -> None:
    tree = weighted("总分", part(rate("满意率"), 100))
    mixed = grade("合格", about="满意率", ge=F(8, 10)), grade("不合格", lt=60)
    assert not found(graded(*mixed, tree=tree), "lint.grade_gap")


def test_open_points_do_not_make_gaps() -> None:
    closed_ladder = GOOD, FAIR, grade("不合格", ge=0, lt=80)
    open_points = {"四档": scale("四档", None, None)}
    tree = weighted("总分", part(survey("群众"), 100))
    assert not found(graded(*closed_ladder, tree=tree, scales=open_points), "lint.grade_gap")


def test_an_overlap_names_the_values_and_who_wins() -> None:
    finding = only(graded(GOOD, grade("良好", ge=80, le=90), FAIL), "lint.grade_overlap")
    assert finding.text.zh == "「优秀」和「良好」重叠：恰为90；按先后顺序归「优秀」"
    assert finding.place.path == "grades[2]"


def test_an_unreachable_grade_says_why() -> None:
    shadowed = only(graded(GOOD, grade("满分", ge=100), grade("其余")), "lint.grade_unreachable")
    assert "前面的等次已经全部占去" in shadowed.text.zh
    above = grade("卓越", gt=100), grade("其余")
    assert "得分只可能在[0, 100]内" in only(graded(*above), "lint.grade_unreachable").text.zh


def test_a_grade_that_a_veto_gives_is_reached() -> None:
    ladder = GOOD, grade("其余"), grade("不合格", lt=0)
    cap = Veto("案件", ("立案",), grade_cap="不合格")
    assert found(graded(*ladder), "lint.grade_unreachable")
    assert not found(graded(*ladder, vetoes=(cap,)), "lint.grade_unreachable")


def test_a_quota_before_does_not_make_a_grade_unreachable() -> None:
    assert not found(graded(grade("先进", TOP), grade("达标")), "lint.grade_unreachable")


def test_a_table_gap_is_told_in_percent_for_the_branch_that_has_it() -> None:
    holed = Piecewise(head("甲"), rate(), table=(Step(band(gt=HALF), F(9)), Step(band(lt=HALF), F(0))))
    scheme = plan(Switch(head("总分"), {"部门": holed}, report("乙", 9)))
    assert "恰为50%" in only(scheme, "lint.table_gap").text.zh
