"""What is named and never used, used and never named."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.scheme.lint.cases import Case, holds, name_of, only
from tests.core.scheme.plan_parts import head, item, ledger, part, plan, rate, report, span, survey, weighted

from minping.core.scheme.model import Aspect, Category, Round, Scheme, VoterGroup
from minping.core.scheme.nodes import (
    Adjust,
    Dimension,
    Each,
    EventCount,
    Node,
    Piecewise,
    Quantity,
    Ref,
    Slope,
)
from minping.core.scheme.outcomes import Veto, VetoEffect

F = Fraction
EXPERTS = VoterGroup("专家", "专家评议员", roster="评议办选取")
MASSES = VoterGroup("群众", "群众代表", roster="抽")
LATE = Round("年中", "年中测评", (), span("01-01", "06-30"), span("07-01", "07-31"))
YEAR = replace(LATE, code="年度", name="年度测评")


def aspects(*used: str) -> Scheme:
    both = {code: Aspect(code, code) for code in ("公开", "效率")}
    return plan(survey("总分", aspects=used), aspects=both)


def groups(*used: str, rounds: dict[str, Round] | None = None, taken: tuple[str, ...] = ()) -> Scheme:
    both = {"群众": MASSES, "专家": EXPERTS}
    chosen = rounds or {"年度": YEAR}
    return plan(survey("总分", groups=used, rounds=taken), groups=both, rounds=chosen)


def vetoed(*events: str, effects: tuple[VetoEffect, ...] = (VetoEffect.ZERO,), cap: str = "") -> Scheme:
    return plan(vetoes=(Veto("重大案件", events, effects, cap),))


def scored(node: Node) -> Scheme:
    return plan(weighted("总分", part(survey("群众"), 70), part(node, 30)))


def counted(*events: str) -> Node:
    slope = Slope(F(0), F(30), F(1), F(0), F(-5))
    return Piecewise(head("访量", floor=0), EventCount(head("n"), events), slope=slope)


def asked(by_group: tuple[str, ...]) -> Scheme:
    both = {code: Aspect(code, code) for code in ("公开", "效率")}
    group = VoterGroup("群众", "群众", aspects=by_group, roster="抽")
    return plan(survey("总分", aspects=("公开",)), aspects=both, groups={"群众": group})


def by_round(rounds: dict[str, Round]) -> Scheme:
    return plan(Each(head("总分"), Dimension.ROUND, survey("一期")), rounds=rounds)


TWO_TREES = {"总分": survey("总分"), "乡镇分": survey("乡镇分")}
BOTH = {"部门": Category("部门", "部门", tree="总分"), "乡镇": Category("乡镇", "乡镇", tree="乡镇分")}
ROUNDS = {"年度": YEAR, "年中": LATE}

CASES = [
    Case("lint.aspect_unused", aspects("公开"), aspects()),
    Case("lint.group_unscored", groups("群众"), groups("群众", "专家")),
    Case(
        "lint.group_unscored",
        replace(groups("群众"), measures={"参考": survey("参考", groups=("专家",))}),
        groups("群众", "专家"),
    ),
    Case(
        "lint.round_unused",
        groups("群众", rounds=ROUNDS, taken=("年度",)),
        groups("群众", rounds={**ROUNDS, "年中": replace(LATE, counts=False)}, taken=("年度",)),
    ),
    Case(
        "lint.round_unused",
        groups("群众", rounds={**ROUNDS, "年中": replace(LATE, groups=("专家",))}),
        groups("群众", rounds=ROUNDS),
    ),
    Case("lint.survey_empty", asked(("效率",)), asked(("效率", "公开"))),
    Case("lint.each_empty", by_round({}), by_round({"年度": YEAR})),
    Case("lint.each_empty", by_round({"年度": replace(YEAR, counts=False)}), by_round({"年度": YEAR})),
    Case("lint.tree_unused", plan(trees=TWO_TREES), plan(trees=TWO_TREES, categories=BOTH)),
    Case(
        "lint.tree_unused",
        plan(trees=TWO_TREES),
        plan(trees={"总分": Ref(head("总分"), "乡镇分"), "乡镇分": survey("乡镇分")}),
    ),
    Case("lint.denominator", plan(replace(rate("总分"), denominator=())), plan(rate("总分"))),
    Case(
        "lint.denominator",
        scored(report("办结率", quantity=Quantity.RATE)),
        scored(report("办结率", quantity=Quantity.RATE, denominator_name="到期应办结工单")),
    ),
    Case("lint.report_partner", scored(report("督查", 5, partner="")), scored(report("督查", 5))),
    Case("lint.event_source", vetoed(), vetoed("立案")),
    Case(
        "lint.event_source",
        scored(Adjust(head("扣率"), rate(), (), F(2, 100))),
        scored(Adjust(head("扣率"), rate(), ("通报",), F(2, 100))),
    ),
    Case("lint.event_source", scored(counted()), scored(counted("赴省访"))),
    Case("lint.veto_effect", vetoed("立案", effects=()), vetoed("立案", effects=(), cap="合格")),
    Case("lint.ledger_items", scored(ledger("日常", 30)), scored(ledger("日常", 30, item("通报", -2)))),
    Case(
        "lint.ledger_items",
        scored(ledger("日常", 30, item("通报", 0))),
        scored(ledger("日常", 30, item("通报", None))),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_a_veto_without_events_is_an_error_at_the_veto() -> None:
    finding = only(vetoed(), "lint.event_source")
    assert finding.severity == "error"
    assert finding.place.path == "vetoes[1]"
    assert finding.text.zh == "一票否决「重大案件」没有事件来源，永远不会发生"


def test_aspects_are_used_where_a_category_asks_them() -> None:
    """An aspect asked in one category only is used."""
    both = {code: Aspect(code, code) for code in ("公开", "效率")}
    categories = {
        "部门": Category("部门", "部门", aspects=("公开",)),
        "乡镇": Category("乡镇", "乡镇", aspects=("效率",)),
    }
    holds(Case("lint.aspect_unused", aspects("公开"), plan(aspects=both, categories=categories)))
