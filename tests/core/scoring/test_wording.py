"""The words beside a value: enough to recompute it by hand."""

from fractions import Fraction as F

import pytest
from tests.core.scoring.builders import head, scheme, survey

from minping.core.scheme.nodes import Measure, Piecewise, Quantity, Report, Slope, Step, Steps
from minping.core.scheme.ranges import Band
from minping.core.scoring.wording import piecewise_words, survey_words

RETURNED = ("graded", "unknown", "abstain", "blank", "spoiled")
RATE = Report(head("r"), "r", quantity=Quantity.RATE)


def piecewise(**how):
    return Piecewise(head("p", full=F(30)), RATE, **how)


def rate(**more):
    return survey(measure=Measure.SATISFACTION_RATE, **more)


@pytest.mark.parametrize(
    ("node", "zh", "en"),
    [
        (
            rate(numerator=("A", "B"), denominator=("graded", "abstain")),
            "满意率＝（A＋B）÷（有效票＋弃权）（群众）",
            "satisfaction rate = (A + B) ÷ (valid + abstain) (群众)",
        ),
        (
            rate(denominator=("issued",)),
            "满意率＝满意票÷发出（群众）",
            "satisfaction rate = satisfied ÷ issued (群众)",
        ),
        (
            rate(denominator=RETURNED),
            "满意率＝满意票÷收回（群众）",
            "satisfaction rate = satisfied ÷ returned (群众)",
        ),
        (rate(), "满意率＝满意票÷有效票（群众）", "satisfaction rate = satisfied ÷ valid (群众)"),
        (
            survey(trim_high=1, trim_low=2),
            "满意度得分＝Σ票数×分值÷有效票数（去掉1个最高、2个最低），各测评项加权平均（群众）",
            "satisfaction score = Σ ballots × points ÷ valid ballots (without the 1 highest and 2 lowest), "
            "weighted mean of aspects (群众)",
        ),
    ],
)
def test_surveys_name_numerator_denominator_and_what_is_left_out(node, zh, en):
    words = survey_words(scheme(node), node)
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("steps", "ending"),
    [
        (Steps.PROPORTIONAL, "每低1%扣2分"),
        (Steps.FULL_STEPS, "每低1%扣2分（不足一档不计）"),
        (Steps.STARTED_STEPS, "每低1%扣2分（不足一档按一档）"),
    ],
)
def test_slopes_say_what_a_started_step_is(steps, ending):
    slope = Slope(F(95, 100), F(30), F(1, 100), F(2), steps=steps)
    assert piecewise_words(piecewise(slope=slope), Quantity.RATE).zh == f"达到95%得30分，{ending}"


def test_tables_list_their_bands_and_lines_their_points():
    table = (
        Step(Band(ge=F(90, 100)), F(30)),
        Step(Band(ge=F(80, 100), lt=F(90, 100)), F(24)),
        Step(Band(), F(0)),
    )
    words = piecewise_words(piecewise(table=table), Quantity.RATE)
    assert words.zh == "不低于90%得30分，不低于80%、低于90%得24分，其余得0分"
    assert words.en == "≥ 90%: 30, ≥ 80%, < 90%: 24, the rest: 0"
    line = ((F(50), F(45)), (F(0), F(0)))
    assert piecewise_words(piecewise(line=line), Quantity.NUMBER).zh == "0得0分、50得45分，其间按直线"
