"""Who is asked, how many must answer, and what share the masses carry."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, holds, name_of, only
from tests.core.scheme.plan_parts import part, plan, report, survey, weighted

from minping.core.scheme.model import (
    Category,
    MassesFirst,
    MergeStep,
    Minimum,
    Scheme,
    SmallCells,
    Validity,
    VoterGroup,
)

F = Fraction


def group(name: str, roster: str = "抽", *, mass: bool = False) -> Scheme:
    return plan(groups={"群众": VoterGroup("群众", name, roster=roster, mass=mass)})


def cells(threshold: int = 10, *merge: MergeStep) -> Scheme:
    return plan(small_cells=SmallCells(threshold, merge))


def masses(weight: int, least: Fraction, *, mass: bool = True) -> Scheme:
    groups = {
        "群众": VoterGroup("群众", "群众代表", roster="抽", mass=mass),
        "专家": VoterGroup("专家", "专家", roster="选"),
    }
    tree = weighted(
        "总分",
        part(survey("群众评"), weight, 乡镇=90),
        part(survey("专家评", groups=("专家",)), 70 - weight, 乡镇=0),
        part(report("日常", 5), 30, 乡镇=10),
    )
    validity = Validity(masses_first=MassesFirst(least))
    categories = {code: Category(code, code) for code in ("部门", "乡镇")}
    return plan(tree, groups=groups, validity=validity, categories=categories)


def minimum(counted: str) -> Scheme:
    return plan(validity=Validity(minimums=(Minimum(500, counted=counted),)))


CASES = [
    Case("lint.roster", group("群众代表", roster=""), group("群众代表")),
    Case("lint.self_rating", group("被评议单位"), group("服务对象")),
    Case("lint.small_cells_threshold", cells(4), cells(5)),
    Case("lint.small_cells_merge", cells(10), cells(10, MergeStep.CHANNEL)),
    Case("lint.small_cells_merge", cells(10), plan(report("总分", 100), groups={}, rounds={})),
    Case("lint.min_valid_small", plan(survey("总分", min_valid=6)), plan(survey("总分", min_valid=10))),
    Case("lint.minimum_returned", minimum("returned"), minimum("valid")),
    Case("lint.masses_first", masses(49, F(1, 2)), masses(50, F(1, 2))),
    Case("lint.masses_first", masses(49, F(4, 10), mass=False), masses(49, F(4, 10))),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_shares_of_all_groups_are_told_when_the_masses_carry_too_little() -> None:
    finding = only(masses(49, F(7, 10)), "lint.masses_first")
    assert (
        finding.text.zh == "群众层面合计占49%，低于要求的70%（各层面：群众代表 49%、专家 21%）（类别：部门）"
    )


def test_groups_in_one_pot_are_no_certain_share_of_the_masses() -> None:
    scheme = masses(49, F(7, 10))
    pooled = replace(scheme, trees={"总分": survey("总分", groups=("群众", "专家"))})
    assert "占0%，低于要求的70%（各层面：群众代表＋专家 100%）" in only(pooled, "lint.masses_first").text.zh
