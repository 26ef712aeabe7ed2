"""How the full mark is shared among voter groups, down every kind of node."""

from collections.abc import Mapping
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
    survey,
    weighted,
)

from minping.core.scheme.group_shares import group_shares
from minping.core.scheme.model import Scheme, VoterGroup
from minping.core.scheme.nodes import (
    Adjust,
    Choice,
    Dimension,
    Each,
    Mean,
    Node,
    Pick,
    Ref,
    Rollup,
    Sum,
    Switch,
    Term,
    Weights,
)
from minping.core.scheme.nodes import Attribution as By

F = Fraction
MASSES = survey("群众评")
EXPERTS = survey("专家评", groups=("专家",))
BOTH = survey("合评", groups=("群众", "专家"))
ONE_OF = Pick(head("取"), Choice.FIRST, (weighted("混", part(MASSES, 6), part(EXPERTS, 4)), MASSES))


def scheme(tree: Node) -> Scheme:
    return plan(tree, groups={code: VoterGroup(code, code) for code in ("群众", "专家")})


def shares(tree: Node) -> Mapping[tuple[str, ...], object]:
    return group_shares(scheme(tree), "部门")


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (MASSES, {("群众",): 1}),
        (BOTH, {("群众", "专家"): 1}),
        (survey("全部", groups=()), {("群众", "专家"): 1}),
        (report("督查", 100), {}),
        (
            weighted("和", part(MASSES, 49), part(EXPERTS, 21), part(report("督查", 5), 30)),
            {("群众",): F(49, 100), ("专家",): F(21, 100)},
        ),
        (weighted("和", part(MASSES, 50), part(MASSES, 50)), {("群众",): 1}),
        (
            Sum(
                head("和"),
                (
                    Term(MASSES),
                    Term(constant("定", 25)),
                    Term(EXPERTS, -1),
                    Term(ledger("加", 0, item("信", 1))),
                ),
            ),
            {("群众",): F(4, 5)},
        ),
        (Mean(head("均"), (MASSES, EXPERTS)), {("群众",): F(1, 2), ("专家",): F(1, 2)}),
        (
            Mean(head("均"), (MASSES, EXPERTS), Weights.GIVEN, (F(3), F(1))),
            {("群众",): F(3, 4), ("专家",): F(1, 4)},
        ),
        (Mean(head("均"), (MASSES, EXPERTS), Weights.BALLOTS), {("群众", "专家"): 1}),
        (Each(head("逐期"), Dimension.ROUND, MASSES), {("群众",): 1}),
        (Each(head("逐层"), Dimension.GROUP, BOTH), {("群众",): F(1, 2), ("专家",): F(1, 2)}),
        (
            Each(head("逐层"), Dimension.GROUP, BOTH, Weights.GIVEN, {"群众": F(9), "专家": F(1)}),
            {("群众",): F(9, 10), ("专家",): F(1, 10)},
        ),
        (Rollup(head("站"), By.PARENT, MASSES), {("群众",): 1}),
        (Rollup(head("站"), By.PARENT, MASSES, otherwise=EXPERTS), {}),
        (ONE_OF, {("群众",): F(6, 10)}),
        (Adjust(head("扣"), rate(), ("通报",), F(1, 50)), {("群众",): 1}),
        (Switch(head("类"), {"部门": MASSES}, EXPERTS), {("群众",): 1}),
        (Switch(head("类"), {"乡镇": MASSES}), {}),
        (weighted("和", part(Ref(head("引"), "总分"), 100)), {}),
    ],
)
def test_shares_down_the_tree(tree: Node, expected: dict[tuple[str, ...], object]) -> None:
    assert shares(tree) == expected


def test_a_reference_leads_to_the_tree_it_names() -> None:
    trees = {"总分": Ref(head("引"), "底"), "底": weighted("底", part(MASSES, 100))}
    assert dict(group_shares(plan(trees=trees), "部门")) == {("群众",): F(1)}
