"""Rules that plans use and that people contest."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
from tests.core.scheme.plan_parts import head, part, plan, rate, report, survey, weighted

from minping.core.scheme.model import (
    BallotAction,
    BallotCheck,
    BallotRule,
    Category,
    Scheme,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    Attribution,
    Dimension,
    Each,
    Missing,
    Node,
    Rollup,
    Weights,
)
from minping.core.scheme.outcomes import Level, Publication, Ranking, Veto, VetoEffect

F = Fraction


def ruled(check: BallotCheck, action: BallotAction = BallotAction.FLAG, **more: Any) -> Scheme:
    about = {k: more.pop(k) for k in ("option", "limit") if k in more}
    group = VoterGroup("群众", "群众", roster="抽", **{"channels": ("paper",), **more})
    rule = BallotRule(check, action, **about)
    return plan(validity=Validity(ballot_rules=(rule,)), groups={"群众": group})


def limited(option: str) -> Scheme:
    """P21-like: one option on more than 60 % of the answers."""
    return ruled(BallotCheck.MAX_SHARE, option=option, limit=F(6, 10))


MAX, IP, LATER = BallotCheck.MAX_SHARE, BallotCheck.SAME_IP, BallotCheck.LATER_CHANNEL
REFUSE, SPOIL, ASIDE = BallotAction.REFUSE, BallotAction.SPOIL, BallotAction.QUARANTINE
BATCH = ruled(BallotCheck.ALL_SAME, ASIDE, channels=("web", "paper"))


def stations(weights: Weights) -> Scheme:
    return plan(Rollup(head("总分"), Attribution.PARENT, survey("站"), weights))


def sites(over: Dimension, weights: Weights = Weights.EQUAL) -> Scheme:
    return plan(Each(head("总分"), over, survey("场"), weights))


def under(node: Node, **parent: Any) -> Scheme:
    return plan(weighted("总分", part(node, 20), part(report("其他", 5), 80), **parent))


def p6(mode: AdjustMode = AdjustMode.SUBTRACT) -> Adjust:
    """P6: 2 % off the satisfaction rate for each circular."""
    return Adjust(head("满意率扣减", floor=0), rate(), ("通报",), F(2, 100), mode)


def shown(**publication: Any) -> Scheme:
    return plan(publication=Publication(**publication), rankings=(Ranking("名次", "名次"),))


def ranked(*flags: bool) -> Scheme:
    categories = {str(i): Category(str(i), str(i), ranked=flag) for i, flag in enumerate(flags)}
    return plan(rankings=(Ranking("名次", "名次"),), categories=categories)


CASES = [
    Case("lint.negative_limit", limited("D"), limited("A")),
    Case("lint.negative_limit", limited("档4"), limited("档1")),
    Case("lint.negative_limit", limited(""), ruled(BallotCheck.ALL_SAME)),
    Case("lint.refuse_in_form", ruled(MAX, REFUSE, rates_all=True), ruled(MAX, SPOIL, rates_all=True)),
    Case("lint.refuse_in_form", ruled(MAX, REFUSE, rates_all=True), ruled(MAX, REFUSE)),
    Case("lint.quarantine_single", ruled(BallotCheck.ALL_SAME, ASIDE, channels=("web",)), BATCH),
    Case("lint.dedupe_web", ruled(IP, channels=("网络投票", "paper")), ruled(IP)),
    Case("lint.dedupe_web", ruled(LATER, channels=("web",)), ruled(BallotCheck.DUPLICATE, channels=("web",))),
    Case("lint.dedupe_contestable", ruled(IP), ruled(IP, channels=("web",))),
    Case("lint.dedupe_contestable", ruled(LATER), ruled(BallotCheck.DUPLICATE)),
    Case("lint.veto_contestable", plan(vetoes=(Veto("案件", ("立案",), (VetoEffect.ZERO,)),)), plan()),
    Case("lint.live_results", shown(live="results"), shown(live="participation")),
    Case(
        "lint.live_results",
        shown(levels=(Level("网上", when="实时"),)),
        shown(levels=(Level("网上", when="期末"),)),
    ),
    Case("lint.equal_stations", stations(Weights.EQUAL), stations(Weights.BALLOTS)),
    Case("lint.equal_stations", sites(Dimension.CLUSTER), sites(Dimension.CLUSTER, Weights.BALLOTS)),
    Case("lint.equal_stations", sites(Dimension.CHANNEL), sites(Dimension.ROUND)),
    Case("lint.trimmed", plan(survey("总分", trim_high=1, trim_low=1)), plan()),
    Case("lint.adjust_order", under(p6()), plan(replace(p6(), head=head("总分", floor=0)))),
    Case(
        "lint.category_mean",
        under(report("窗口", 5, not_applicable=Missing.CATEGORY_MEAN)),
        under(report("窗口", 5, not_applicable=Missing.REDISTRIBUTE)),
    ),
    Case("lint.category_mean", under(survey(), missing=Missing.CATEGORY_MEAN), under(survey())),
    Case("lint.category_mean", under(survey(missing=Missing.CATEGORY_MEAN)), under(survey())),
    Case("lint.commissioner_ranked", ranked(True, True), ranked(True, False)),
    Case("lint.components_hidden", shown(components=False), shown(components=True)),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_contestable_rules_are_warned_of_and_not_forbidden(case: Case) -> None:
    impossible = {"lint.dedupe_web"}
    for finding in found(case.bad, case.code):
        assert (finding.severity == "error") == (case.code in impossible)


def test_what_two_percent_of_a_rate_is_worth_is_told() -> None:
    """P6: 2 % of the rate, in a part of 20 points: 0.4 points."""
    finding = only(under(p6()), "lint.adjust_order")
    assert "每次扣2%" in finding.text.zh
    assert "在上一级折合0.4分" in finding.text.zh
    assert "折合" not in only(under(p6(AdjustMode.COMPOUND)), "lint.adjust_order").text.zh


def test_the_limited_option_and_the_limit_are_named() -> None:
    finding = only(limited("D"), "lint.negative_limit")
    assert finding.text.zh.startswith("「档4」超过60%")


def test_groups_without_the_rule_are_not_blamed() -> None:
    scheme = ruled(IP, channels=("web",))
    rule = replace(scheme.validity.ballot_rules[0], groups=("专家",))
    others = replace(scheme, validity=Validity(ballot_rules=(rule,)))
    assert not found(others, "lint.dedupe_web")
