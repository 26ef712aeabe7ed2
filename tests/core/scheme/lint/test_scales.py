"""Scales and what rates count."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
from tests.core.scheme.plan_parts import UNKNOWN, plan, rate, scale, survey

from minping.core.scheme.model import (
    FreeBand,
    FreePoints,
    Option,
    OptionKind,
    Scale,
    Scheme,
    VoterGroup,
)
from minping.core.scheme.nodes import Node

F = Fraction


def on(*points: object, tree: Node | None = None, satisfied: int = 2) -> Scheme:
    return plan(tree, scales={"四档": scale("四档", *points, satisfied=satisfied)})


def with_unknown(option: Option) -> Scheme:
    known = scale("四档", 100, 0)
    return plan(scales={"四档": replace(known, options=(*known.graded, option))})


def free(*bands: tuple[int, int], satisfied: bool = True, tree: Node | None = None) -> Scheme:
    """梅州: 满意 80–100, 基本满意 60–79, 不满意 40–59."""
    named = tuple(
        FreeBand(f"段{i}", F(low), F(high), satisfied=satisfied and not i)
        for i, (low, high) in enumerate(bands)
    )
    points = FreePoints(F(40), F(100), bands=named)
    return plan(tree, scales={"自由": Scale("自由", "自由", free=points)})


def two_groups(second: str) -> Scheme:
    groups = {
        "甲": VoterGroup("甲", "甲", "五档", roster="抽"),
        "乙": VoterGroup("乙", "乙", second, roster="抽"),
    }
    scales = {"五档": scale("五档", 100, 80, 60, 40, 0), "三档": scale("三档", 100, 80, 0)}
    return plan(survey("总分", groups=("甲", "乙")), groups=groups, scales=scales)


MEIZHOU = free((80, 100), (60, 79), (40, 59))
WITH_UNKNOWN = ("A", "U")

CASES = [
    Case("lint.unscored_option", on(100, None, 0), on(100, 50, 0)),
    Case("lint.unscored_option", on(100, None, 0), on(100, None, 0, tree=rate("总分"))),
    Case("lint.points_on_non_answer", with_unknown(replace(UNKNOWN, points=F(50))), with_unknown(UNKNOWN)),
    Case("lint.points_on_non_answer", with_unknown(replace(UNKNOWN, satisfied=True)), with_unknown(UNKNOWN)),
    Case("lint.points_order", on(100, 60, 80), on(100, 80, 80)),
    Case(
        "lint.no_satisfied",
        on(9, 0, tree=rate("总分"), satisfied=0),
        on(9, 0, tree=rate("总分"), satisfied=1),
    ),
    Case(
        "lint.no_satisfied",
        on(9, 0, tree=rate("总分"), satisfied=0),
        on(9, 0, tree=rate("总分", numerator=("A",)), satisfied=0),
    ),
    Case(
        "lint.no_satisfied",
        free((80, 100), (40, 79), satisfied=False, tree=rate("总分")),
        free((80, 100), (40, 79), tree=rate("总分")),
    ),
    Case(
        "lint.numerator_outside",
        plan(replace(rate("总分", numerator=WITH_UNKNOWN), denominator=("graded",))),
        plan(replace(rate("总分", numerator=WITH_UNKNOWN), denominator=("graded", "unknown"))),
    ),
    Case(
        "lint.numerator_outside",
        plan(replace(rate("总分", numerator=WITH_UNKNOWN), denominator=())),
        plan(replace(rate("总分", numerator=WITH_UNKNOWN), denominator=("issued",))),
    ),
    Case("lint.free_bands", free((80, 100), (60, 80), (40, 59)), MEIZHOU),
    Case("lint.free_bands", free((80, 100), (60, 78), (40, 59)), MEIZHOU),
    Case("lint.free_bands", free((80, 100), (60, 79)), MEIZHOU),
    Case("lint.mixed_scales", two_groups("三档"), two_groups("五档")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_an_unscored_option_is_named_with_its_place() -> None:
    finding = only(on(100, None, 0), "lint.unscored_option")
    assert "「档2」没有分值" in finding.text.zh
    assert finding.place.path == "scales.四档.options[2]"
    assert finding.severity == "error"


def test_an_option_that_is_no_grade_needs_no_points() -> None:
    abstain = Option("Z", "弃权", OptionKind.ABSTAIN)
    assert not found(with_unknown(abstain), "lint.unscored_option")


def test_bands_that_overlap_are_told_from_bands_with_a_gap() -> None:
    assert "重叠" in only(free((80, 100), (60, 80), (40, 59)), "lint.free_bands").text.zh
    assert "有空档：78–80" in only(free((80, 100), (60, 78), (40, 59)), "lint.free_bands").text.zh
