"""Who is chosen: last places, first places, quotas, ties."""

from fractions import Fraction
from typing import Any

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
from tests.core.scheme.plan_parts import plan

from minping.core.scheme.model import Category, Scheme
from minping.core.scheme.outcomes import (
    Condition,
    Cut,
    End,
    Grade,
    HistoryRule,
    Purpose,
    Ranking,
    Scope,
    Selection,
    SizeRow,
    TieBreak,
)
from minping.core.scheme.ranges import Band

F = Fraction
CATEGORIES = {code: Category(code, name) for code, name in (("大", "党群政法"), ("小", "服务行业"))}
SIZES = {"大": 26, "小": 5}


def last(number: int | None = None, **cut: Any) -> Selection:
    return Selection("约谈", "约谈", Purpose.INTERVIEW, cut=Cut(End.BOTTOM, number, **cut))


def first(number: int | None = None, **cut: Any) -> Selection:
    return Selection("表扬", "表扬", Purpose.PRAISE, cut=Cut(End.TOP, number, **cut))


def chosen(*selections: Selection, scope: Scope = Scope.CATEGORY, **more: Any) -> Scheme:
    ranking = Ranking("名次", "总名次", scope, tie_break=(TieBreak("总分"),), **more)
    return plan(selections=selections, rankings=(ranking,), categories=CATEGORIES)


def quota(cut: Cut, scope: Scope = Scope.CATEGORY) -> Scheme:
    return plan(grades=(Grade("优秀", cut=cut, scope=scope), Grade("其余")), categories=CATEGORIES)


def over_years(**rule: Any) -> Scheme:
    selection = Selection("调整", "调整岗位", Purpose.REPLACEMENT, history=HistoryRule(**rule))
    return chosen(selection)


BY_SIZE = (SizeRow(0, 1), SizeRow(10, 2), SizeRow(20, 3))
CASES = [
    Case("lint.bottom_half", chosen(last(3)), chosen(last(2)), SIZES),
    Case("lint.bottom_half", chosen(last(3)), chosen(last(3, by_category={"小": 2})), SIZES),
    Case("lint.bottom_half", chosen(last(16), scope=Scope.ALL), chosen(last(15), scope=Scope.ALL), SIZES),
    Case("lint.bottom_half", chosen(last(share=F(1, 2))), chosen(last(share=F(1, 3)))),
    Case("lint.bottom_half", chosen(last(table=(SizeRow(5, 3),))), chosen(last(table=BY_SIZE)), SIZES),
    Case("lint.bottom_half", chosen(last(3)), chosen(last(3), categories=("大",)), SIZES),
    Case("lint.top_bottom_overlap", chosen(first(4), last(2)), chosen(first(3), last(2)), SIZES),
    Case("lint.quota_takes_all", quota(Cut(End.TOP, 5)), quota(Cut(End.TOP, 4)), SIZES),
    Case(
        "lint.quota_takes_all", quota(Cut(End.TOP, 31), Scope.ALL), quota(Cut(End.TOP, 9), Scope.ALL), SIZES
    ),
    Case("lint.quota_takes_all", quota(Cut(End.TOP, share=F(1))), quota(Cut(End.TOP, share=F(3, 10)))),
    Case("lint.smallest_category", chosen(last(3)), chosen(last(share=F(1, 5)))),
    Case("lint.smallest_category", chosen(last(table=BY_SIZE)), chosen(last(table=BY_SIZE[1:]))),
    Case("lint.cut_empty", chosen(last()), chosen(last(1))),
    Case("lint.cut_empty", quota(Cut(End.TOP)), quota(Cut(End.TOP, 3))),
    Case(
        "lint.cut_empty",
        chosen(Selection("全", "全体", Purpose.OTHER)),
        chosen(Selection("低", "低分", Purpose.OTHER, condition=Condition(Band(lt=F(60))))),
    ),
    Case("lint.history_rule", over_years(years=3), over_years(years=3, bottom=3)),
    Case("lint.history_rule", over_years(years=1, bottom=3), over_years(years=2, grades=("不合格",))),
    Case(
        "lint.tie_break",
        plan(rankings=(Ranking("名次", "名次"),)),
        plan(rankings=(Ranking("名次", "名次", tie_break=(TieBreak("总分"),)),)),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_the_category_and_its_size_are_named() -> None:
    finding = only(chosen(last(3)), "lint.bottom_half", SIZES)
    assert finding.text.zh == "「约谈」取后3，类别「服务行业」只有5个单位：一半或以上都在内"
    assert finding.place.path == "selections[1]"


def test_without_sizes_the_smallest_safe_category_is_told() -> None:
    """The last 3 are fewer than half from 7 units on; together with the first 5, from 8 on."""
    assert "至少要有7个单位" in only(chosen(last(3)), "lint.smallest_category").text.zh
    told = only(chosen(last(table=BY_SIZE)), "lint.smallest_category")
    assert told.text.zh == "「约谈」从0个单位起取后1：类别至少要有3个单位，后1才不到一半"
    assert "at least 8 units" in only(chosen(first(5), last(3)), "lint.smallest_category").text.en
    assert not found(chosen(last(3)), "lint.smallest_category", SIZES)


def test_an_unranked_category_is_not_looked_at() -> None:
    categories = {**CATEGORIES, "小": Category("小", "小", ranked=False)}
    scheme = plan(selections=(last(3),), rankings=(Ranking("名次", "名次"),), categories=categories)
    assert not found(scheme, "lint.bottom_half", SIZES)
