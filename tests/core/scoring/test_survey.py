"""Operators 1–4: points, non-answers, means, rates, each against arithmetic done by hand."""

from fractions import Fraction as F

import pytest
from tests.core.scoring.builders import counts, data, head, option, scheme, scores, survey, units

from minping.core.scheme.model import OVERALL, Aspect, FreeBand, FreePoints, Option, Scale, VoterGroup
from minping.core.scheme.nodes import AspectRule, Dimension, Each, Mean, Measure
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import ParticipationRow
from minping.core.tally.counts import Cell


def test_mean_points_leave_unknown_out_of_numerator_and_denominator():
    # 45×100 + 20×80 + 10×60 + 5×0 = 6700 over 80 graded; 17 不了解 change nothing (S2 五(一)1).
    cells = counts({Cell("u", "people"): {"A": 45, "B": 20, "C": 10, "D": 5, "U": 17}})
    run = score(scheme(survey()), data(units("u"), cells))
    assert scores(run) == {"u": F(6700, 80)}
    assert run.unit("u").published == "83.75"


def test_rate_counts_satisfied_options_over_graded_answers():
    node = survey(measure=Measure.SATISFACTION_RATE, denominator=("graded",))
    cells = counts({Cell("u", "people"): {"A": 45, "B": 20, "C": 10, "D": 5, "U": 17}})
    run = score(scheme(node), data(units("u"), cells))
    tree = run.unit("u").tree
    assert tree is not None
    assert tree.satisfaction_rate == F(65, 80)
    assert tree.score is None, "a rate never stands in the score field"
    assert tree.published == "81.25%"


@pytest.mark.parametrize(
    ("denominator", "below"),
    [
        (("graded",), 80),
        (("graded", "unknown"), 97),
        (("graded", "unknown", "blank", "spoiled"), 102),
        (("issued",), 120),
        (("invited",), 150),
        (("eligible",), 200),
    ],
)
def test_the_declared_denominator_is_the_one_used(denominator, below):
    node = survey(measure=Measure.SATISFACTION_RATE, denominator=denominator, numerator=("A",))
    answers = {"A": 45, "B": 20, "C": 10, "D": 5, "U": 17, "#blank": 3, "#spoiled": 2}
    sent = (
        ParticipationRow("people", unit="u", issued=120, invited=150, eligible=200),
        ParticipationRow("people", unit="v", issued=99),
    )
    run = score(scheme(node), data(units("u"), counts({Cell("u", "people"): answers}), participation=sent))
    assert run.unit("u").tree.satisfaction_rate == F(45, below)


def test_papers_are_those_of_the_channel_and_group_in_focus():
    rate = {"measure": Measure.SATISFACTION_RATE, "denominator": ("issued",), "numerator": ("A",)}
    tree = Mean(
        head("m"),
        (
            Each(head("by"), Dimension.CHANNEL, survey("in", **rate)),
            survey("web", channels=("web",), **rate),
            Each(head("groups"), Dimension.GROUP, survey("one", **(rate | {"groups": ()}))),
        ),
    )
    sent = tuple(ParticipationRow("people", channel=c, issued=n) for c, n in (("web", 100), ("sms", 50)))
    sent += (ParticipationRow("others", issued=7),)
    given = counts(
        {Cell("u", "people", channel="web"): {"A": 40}, Cell("u", "people", channel="sms"): {"A": 5}}
    )
    groups = {g: VoterGroup(g, g, scale="four") for g in ("people", "others")}
    run = score(scheme(tree, groups=groups), data(units("u", "v"), given, participation=sent))
    each, web, by_group = run.unit("u").tree.parts
    assert [part.satisfaction_rate for part in (each, web)] == [F(1, 4), F(2, 5)]
    assert by_group.parts[0].satisfaction_rate == F(45, 150)
    told = [finding.text.zh for finding in run.findings if finding.code == "score.issued_of_all"]
    assert any("「web」" in words and "没有分单位" in words for words in told)


def two_aspects():
    return {"x": Aspect("x", "态度", F(1)), "y": Aspect("y", "效率", F(3))}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        # x: (10×100 + 10×80)/20 = 90; y: (5×100 + 15×60)/20 = 70
        (AspectRule.MEAN, F(90 * 1 + 70 * 3, 4)),
        (AspectRule.SUM, F(90 * 1 + 70 * 3)),
        (AspectRule.POOL, F(1800 + 1400, 40)),
    ],
)
def test_aspects_are_combined_as_the_plan_says(rule, value):
    answers = {"x": {"A": 10, "B": 10}, "y": {"A": 5, "C": 15}}
    run = score(
        scheme(survey(aspect_rule=rule), aspects=two_aspects()),
        data(units("u"), counts({Cell("u", "people"): answers})),
    )
    assert scores(run)["u"] == value


def test_an_aspect_nobody_graded_is_left_out_of_the_mean_but_stops_a_sum():
    answers = {"x": {"A": 10}, "y": {"U": 10}}
    cells = counts({Cell("u", "people"): answers})
    mean = score(scheme(survey(), aspects=two_aspects()), data(units("u"), cells))
    assert scores(mean)["u"] == 100
    total = score(scheme(survey(aspect_rule=AspectRule.SUM), aspects=two_aspects()), data(units("u"), cells))
    assert scores(total)["u"] is None


def test_p5_five_aspects_of_twenty_seventeen_fourteen_run_from_70_to_100():
    scale = Scale("p5", "三档", (option("好", 20), option("一般", 17), option("差", 14)))
    aspects = {str(i): Aspect(str(i), f"第{i}项") for i in range(5)}
    plan = scheme(
        survey(aspect_rule=AspectRule.SUM),
        scales={"p5": scale},
        aspects=aspects,
        groups={"people": VoterGroup("people", "代表", scale="p5")},
    )
    answers = {
        "best": {a: {"好": 400} for a in aspects},
        "worst": {a: {"差": 400} for a in aspects},
    }
    cells = counts({Cell(unit, "people"): of for unit, of in answers.items()})
    assert scores(score(plan, data(units("best", "worst"), cells))) == {"best": 100, "worst": 70}


def test_free_points_average_their_own_numbers_and_bands_make_a_rate():
    free = FreePoints(
        F(0), F(100), F(1), (FreeBand("满意", F(80), F(100), True), FreeBand("不满意", F(0), F(79)))
    )
    plan = scheme(
        survey(),
        scales={"free": Scale("free", "百分", free=free)},
        groups={"people": VoterGroup("people", "评委", scale="free")},
    )
    cells = counts({Cell("u", "people"): {"95": 2, "87.5": 1, "60": 1}})
    assert scores(score(plan, data(units("u"), cells)))["u"] == F(95 * 2 * 2 + 175 + 120, 8)
    rate = scheme(survey(measure=Measure.SATISFACTION_RATE), scales=plan.scales, groups=plan.groups)
    assert scores(score(rate, data(units("u"), cells)))["u"] == F(3, 4)


def test_trimming_leaves_out_the_highest_and_the_lowest_answer():
    plan = scheme(
        survey(trim_high=1, trim_low=1),
        scales={"free": Scale("free", "百分", free=FreePoints(F(0), F(100)))},
        groups={"people": VoterGroup("people", "评委", scale="free")},
    )
    cells = counts({Cell("u", "people"): {"100": 2, "90": 2, "40": 1}})
    # 100 100 90 90 40 without one 100 and the 40: (100 + 90 + 90) / 3
    assert scores(score(plan, data(units("u"), cells)))["u"] == F(280, 3)


def test_the_same_word_may_have_different_points_on_two_scales():
    # S2: 比较满意 is the second of five grades for experts and the second of three for service objects.
    five = Scale("five", "五档", (Option("B", "比较满意", points=F(85)),))
    three = Scale("three", "三档", (Option("B", "比较满意", points=F(60)),))
    plan = scheme(
        survey(groups=("experts", "people")),
        scales={"five": five, "three": three},
        groups={
            "experts": VoterGroup("experts", "专家", scale="five"),
            "people": VoterGroup("people", "服务对象", scale="three"),
        },
    )
    cells = counts({Cell("u", "experts"): {"B": 10}, Cell("u", "people"): {"B": 30}})
    assert scores(score(plan, data(units("u"), cells)))["u"] == F(10 * 85 + 30 * 60, 40)


def test_category_aspect_weights_override_the_aspects_own():
    answers = {"x": {"A": 10}, "y": {"C": 10}}
    plan = scheme(survey(), aspects=two_aspects())
    category = plan.categories["c"].__class__("c", "甲类", aspect_weights={"x": F(3), "y": F(1)})
    plan = scheme(survey(), aspects=two_aspects(), categories={"c": category})
    assert scores(score(plan, data(units("u"), counts({Cell("u", "people"): answers}))))["u"] == 90


def test_explanation_gives_each_option_with_its_count_and_points():
    cells = counts({Cell("u", "people"): {"A": 3, "U": 2}})
    tree = score(scheme(survey()), data(units("u"), cells)).unit("u").tree
    (aspect,) = tree.parts
    assert aspect.name == OVERALL
    shown = {i.label: (i.numerator, i.value) for i in aspect.inputs}
    assert shown == {"A": (3, 100), "不了解": (2, None), "=": (300, 100)}
