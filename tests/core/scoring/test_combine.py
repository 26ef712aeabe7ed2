"""Operators 5–9, 24: weights, rounds, stations, missing parts."""

from fractions import Fraction as F

import pytest
from tests.core.scoring.builders import counts, data, head, scheme, scores, survey, units

from minping.core.scheme.model import Category, Round, VoterGroup
from minping.core.scheme.nodes import (
    Attribution,
    ByCategory,
    Choice,
    Constant,
    Dimension,
    Each,
    Mean,
    Missing,
    Part,
    Pick,
    Quantity,
    Ref,
    Report,
    Rescale,
    Rollup,
    Sum,
    Switch,
    Term,
    Weighted,
    Weights,
)
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import ReportRow, Status, Unit
from minping.core.tally.counts import Cell


def part(node, weight, *, share=False):
    return Part(node, ByCategory(F(weight)), share)


def reported(code, full=100, **more):
    return Report(head(code, full=F(full), **more), code)


def rows(unit, **values):
    return tuple(ReportRow(unit, code, F(value)) for code, value in values.items())


def test_seed_002_seventy_is_twenty_one_and_forty_nine_and_thirty_is_daily():
    # 专家 90 → 90/100×21 = 18.9; 服务对象 80 → 39.2; 日常 28/30 → 28. Total 86.1.
    mass = Weighted(
        head("mass", full=F(70)),
        (part(reported("experts"), "3/10", share=True), part(reported("objects"), "7/10", share=True)),
    )
    tree = Weighted(head("total", full=F(100)), (part(mass, 70), part(reported("daily", 30), 30)))
    run = score(scheme(tree), data(units("u"), reports=rows("u", experts=90, objects=80, daily=28)))
    assert scores(run)["u"] == F("86.1")
    shown = run.unit("u").tree
    assert [p.contribution for p in shown.parts] == [F("58.1"), F(28)]
    assert [p.contribution for p in shown.parts[0].parts] == [F("18.9"), F("39.2")]
    assert [p.weight for p in shown.parts[0].parts] == [21, 49]


def test_weights_may_differ_by_category_and_a_part_without_weight_does_not_take_part():
    tree = Weighted(
        head("total", full=F(100)),
        (
            Part(reported("a"), ByCategory(None, {"c": F(100), "d": F(40)})),
            Part(reported("b"), ByCategory(None, {"d": F(60)})),
        ),
    )
    both = {**units("u"), **units("v", category="d")}
    run = score(scheme(tree), data(both, reports=(*rows("u", a=70), *rows("v", a=70, b=100))))
    assert scores(run) == {"u": 70, "v": 28 + 60}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Missing.REDISTRIBUTE, F(80)),  # 80 stands alone: 80/100 × 100
        (Missing.FULL, F(80 * 60, 100) + 40),
        (Missing.ZERO, F(48)),
        (Missing.CATEGORY_MEAN, F(48) + F(40 * 70, 100)),  # others have 60 and 80 on b: mean 70
        (Missing.NA, None),
    ],
)
def test_a_missing_part_is_treated_as_the_scheme_says(rule, expected):
    tree = Weighted(
        head("total", full=F(100)), (part(reported("a"), 60), part(reported("b"), 40)), missing=rule
    )
    reports = (*rows("u", a=80), *rows("v", a=50, b=60), *rows("w", a=50, b=80))
    run = score(scheme(tree), data(units("u", "v", "w"), reports=reports))
    assert scores(run)["u"] == expected
    assert scores(run)["v"] == 30 + 24


def test_a_parts_own_rule_goes_before_its_parents():
    tree = Weighted(
        head("total", full=F(100)),
        (part(reported("a"), 60), part(reported("b", missing=Missing.FULL), 40)),
        missing=Missing.ZERO,
    )
    assert scores(score(scheme(tree), data(units("u"), reports=rows("u", a=50))))["u"] == 30 + 40


def test_no_tickets_is_not_the_same_as_not_reported():
    node = Report(head("b", full=F(100)), "b", not_applicable=Missing.REDISTRIBUTE)
    tree = Weighted(head("total", full=F(100)), (part(reported("a"), 60), part(node, 40)))
    none = ReportRow("u", "b", None, applicable=False)
    run = score(scheme(tree), data(units("u", "v"), reports=(*rows("u", a=90), none, *rows("v", a=90))))
    assert scores(run) == {"u": 90, "v": None}
    assert "未报送" in run.unit("v").notes[0].zh


def test_block_stops_every_result_and_names_the_gap():
    tree = Weighted(
        head("total", full=F(100)), (part(reported("a"), 60), part(reported("b", missing=Missing.BLOCK), 40))
    )
    run = score(scheme(tree), data(units("u", "v"), reports=(*rows("u", a=9, b=9), *rows("v", a=9))))
    assert scores(run) == {"u": None, "v": None}
    assert any("「v」" in text.zh and "b" in text.zh for text in run.blocked)


def quarters():
    return {q: Round(q, q, ("people",)) for q in ("q1", "q2")}


def by_round():
    return counts(
        {
            Cell("u", "people", "q1"): {"A": 10},  # 100
            Cell("u", "people", "q2"): {"C": 30},  # 60
        }
    )


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (survey(), F(10 * 100 + 30 * 60, 40)),  # pooled
        (Each(head("e"), Dimension.ROUND, survey()), F(80)),  # mean of rounds
        (Each(head("e"), Dimension.ROUND, survey(), Weights.BALLOTS), F(70)),
        (Each(head("e"), Dimension.ROUND, survey(), Weights.GIVEN, {"q1": F(60), "q2": F(40)}), F(84)),
        (survey(rounds=("q2",)), F(60)),
    ],
)
def test_pooling_rounds_and_averaging_them_are_different_rules(node, value):
    assert scores(score(scheme(node, rounds=quarters()), data(units("u"), by_round())))["u"] == value


def test_a_round_that_does_not_count_is_never_scored():
    rounds = {"q1": Round("q1", "q1", ("people",)), "q2": Round("q2", "q2", ("people",), counts=False)}
    run = score(
        scheme(Each(head("e"), Dimension.ROUND, survey()), rounds=rounds), data(units("u"), by_round())
    )
    assert scores(run)["u"] == 100


def test_a_round_without_weight_is_named_and_left_out():
    node = Each(head("e"), Dimension.ROUND, survey(), Weights.GIVEN, {"q1": F(1)})
    run = score(scheme(node, rounds=quarters()), data(units("u"), by_round()))
    assert scores(run)["u"] == 100
    assert [f.code for f in run.findings] == ["score.no_weight"]


def stations():
    return {
        **units("局"),
        **units("委"),
        "甲所": Unit("甲所", "甲所", parent="局", district="东镇", kind="station"),
        "乙所": Unit("乙所", "乙所", parent="局", district="西镇", kind="station"),
        "丙所": Unit("丙所", "丙所", parent="局", district="西镇", kind="station", status=Status.EXEMPT),
        "东镇": Unit("东镇", "东镇", "d"),
    }


def station_counts():
    return counts(
        {
            Cell("甲所", "people"): {"A": 5},  # 5 ballots: 100
            Cell("乙所", "people"): {"C": 200},  # 200 ballots: 60
            Cell("委", "people"): {"B": 40},  # 80, rated directly
        }
    )


def test_seed_001_a_unit_with_stations_scores_their_plain_mean_one_without_is_rated_directly():
    # S1 四(二)3: (100 + 60)/2 = 80 although one station has 5 ballots and the other 200.
    tree = Rollup(head("r"), Attribution.PARENT, survey(), otherwise=survey("own"))
    run = score(scheme(tree), data(stations(), station_counts()))
    assert scores(run)["局"] == 80
    assert scores(run)["委"] == 80


def test_station_results_weighted_by_ballots():
    tree = Rollup(head("r"), Attribution.PARENT, survey(), Weights.BALLOTS)
    run = score(scheme(tree), data(stations(), station_counts()))
    assert scores(run)["局"] == F(5 * 100 + 200 * 60, 205)


def test_a_station_counts_for_its_department_and_for_its_district():
    # P19 双挂钩: 乙所 belongs to 局 and to 西镇, 甲所 to 局 and to 东镇.
    department = Rollup(head("by_parent"), Attribution.PARENT, survey(), otherwise=survey("own"))
    district = Rollup(head("by_district"), Attribution.DISTRICT, Ref(head("again"), "station"))
    plan = scheme(
        department,
        trees={"total": department, "district": district, "station": survey("station")},
        categories={"c": Category("c", "部门", "total"), "d": Category("d", "镇街", "district")},
    )
    run = score(plan, data(stations(), station_counts()))
    assert scores(run)["局"] == 80
    assert scores(run)["东镇"] == 100


def test_three_levels_roll_up_one_by_one():
    made = {
        "系统": Unit("系统", "系统", "c"),
        "一局": Unit("一局", "一局", parent="系统", kind="bureau"),
        "二局": Unit("二局", "二局", parent="系统", kind="bureau"),
        "a": Unit("a", "a", parent="一局"),
        "b": Unit("b", "b", parent="一局"),
    }
    cells = counts(
        {Cell("a", "people"): {"A": 1}, Cell("b", "people"): {"C": 1}, Cell("二局", "people"): {"B": 1}}
    )
    lower = Rollup(head("lower"), Attribution.PARENT, survey(), otherwise=survey("own"))
    tree = Rollup(head("upper"), Attribution.PARENT, lower)
    assert scores(score(scheme(tree), data(made, cells)))["系统"] == F((100 + 60) / 2 + 80) / 2


def test_sum_with_bonus_and_deduction_is_capped_at_the_full_mark():
    tree = Sum(
        head("total", full=F(100), cap=F(100)),
        (Term(reported("base")), Term(reported("bonus", 5)), Term(reported("minus", 9), -1)),
    )
    run = score(
        scheme(tree),
        data(
            units("u", "v"),
            reports=(*rows("u", base=97, bonus=5, minus=1), *rows("v", base=90, bonus=2, minus=9)),
        ),
    )
    assert scores(run) == {"u": 100, "v": 83}
    assert "上限" in run.unit("u").tree.notes[0].zh


def test_mean_of_items_and_pick_and_rescale_and_switch():
    items = (reported("a"), reported("b"), reported("m"))
    reports = rows("u", a=60, b=90)
    have = data(units("u"), reports=reports)
    mean = Mean(head("mean"), items[:2], Weights.GIVEN, (F(1), F(2)))
    assert scores(score(scheme(mean), have))["u"] == 80
    for choice, value in ((Choice.FIRST, 60), (Choice.MIN, 60), (Choice.MAX, 90)):
        nodes = (items[2], *items[:2])
        assert scores(score(scheme(Pick(head("pick"), choice, nodes)), have))["u"] == value
    assert scores(score(scheme(Rescale(head("r", full=F(150)), reported("a"))), have))["u"] == 90
    switch = Switch(head("s"), {"d": reported("b")}, Constant(head("k"), F(7)))
    both = {**units("u"), **units("v", category="d")}
    run = score(scheme(switch), data(both, reports=rows("v", b=90)))
    assert scores(run) == {"u": 7, "v": 90}


def test_groups_are_joined_by_their_own_weights_not_by_how_many_answered():
    plan = scheme(
        Each(
            head("e"),
            Dimension.GROUP,
            survey(groups=("people", "experts")),
            Weights.GIVEN,
            {"people": F(7), "experts": F(3)},
        ),
        groups={g: VoterGroup(g, g, scale="four") for g in ("people", "experts")},
    )
    cells = counts({Cell("u", "people"): {"C": 500}, Cell("u", "experts"): {"A": 10}})
    assert scores(score(plan, data(units("u"), cells)))["u"] == F(7 * 60 + 3 * 100, 10)


def test_a_part_of_weight_zero_may_be_missing():
    tree = Weighted(head("total", full=F(100)), (part(reported("a"), 100), part(reported("midyear"), 0)))
    assert scores(score(scheme(tree), data(units("u"), reports=rows("u", a=88))))["u"] == 88


def test_a_part_without_a_full_mark_cannot_be_divided_and_says_so():
    tree = Weighted(head("total", full=F(100)), (part(Report(head("a"), "a"), 100),))
    run = score(scheme(tree), data(units("u"), reports=rows("u", a=88)))
    assert scores(run)["u"] is None
    assert "没有满分" in run.unit("u").notes[0].zh


ELSEWHERE = Switch(head("asked"), {"d": reported("of_d")})
"""An item that category c does not have, and no full mark is known for it there."""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Missing.REDISTRIBUTE, F(80)),
        (Missing.ZERO, F(40)),
        (Missing.NA, None),
        (Missing.FULL, None),
        (Missing.CATEGORY_MEAN, None),  # nobody in the category has it
    ],
)
def test_an_item_that_a_category_does_not_have_needs_no_full_mark(rule, expected):
    tree = Weighted(head("total", full=F(100)), (part(reported("a"), 50), part(ELSEWHERE, 50)), rule)
    both = {**units("u"), **units("v", category="d")}
    run = score(scheme(tree), data(both, reports=(*rows("u", a=80), *rows("v", a=80, of_d=60))))
    assert scores(run) == {"u": expected, "v": 70}


def test_a_value_without_a_full_mark_cannot_be_weighed():
    tree = Weighted(head("total", full=F(100)), (part(Report(head("a"), "a"), 100),))
    run = score(scheme(tree), data(units("u"), reports=rows("u", a=0)))
    assert scores(run)["u"] is None
    assert run.unit("u").tree.missing.en == "“a” has no full mark"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Missing.FULL, "「b」缺项，按满分50计"),
        (Missing.ZERO, "「b」缺项，按零分计"),
        (Missing.CATEGORY_MEAN, "「b」缺项，按同类别平均值30计"),
        (Missing.REDISTRIBUTE, "「b」缺项，权重由其余各项按比例分担"),
    ],
)
def test_what_stands_in_is_said_in_weighted_and_in_sums(rule, words):
    gone = reported("b", 50, missing=rule)
    weighing = Weighted(head("w", full=F(100)), (part(reported("a"), 50), part(gone, 50)))
    adding = Sum(head("s", full=F(150)), (Term(reported("a")), Term(gone)))
    made = data(units("u", "v"), reports=(*rows("u", a=80), *rows("v", a=80, b=30)))
    assert [note.zh for note in score(scheme(weighing), made).unit("u").tree.notes] == [words]
    in_sum = words if rule is not Missing.REDISTRIBUTE else "「b」缺项，按零分计"
    assert [note.zh for note in score(scheme(adding), made).unit("u").tree.notes] == [in_sum]


def test_rates_are_weighed_without_a_division_in_the_words():
    rate = Report(head("r"), "r", quantity=Quantity.RATE)
    tree = Weighted(head("t", full=F(100)), (part(reported("a"), 60), part(rate, 40)))
    run = score(scheme(tree), data(units("u"), reports=rows("u", a=50, r="1/2")))
    assert run.unit("u").tree.rule.zh == "a÷100×60＋r×40"
