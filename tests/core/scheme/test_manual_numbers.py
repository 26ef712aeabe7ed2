"""The arithmetic that the manual prints beside its examples is what the engine makes of them."""

from fractions import Fraction as F

import pytest
from tests.core.scheme.test_manual import loaded

from minping.core.scheme.model import Scheme
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData, EventRow, ParticipationRow, ReportRow, Unit
from minping.core.scoring.result import UnitResult
from minping.core.tally.counts import Cell, Counts

SATISFIED = {"A": 100, "B": 80, "C": 0}


def ballots(counts: Counts, group: str, answers: dict[str, int], round_code: str = "") -> None:
    cell = counts.cell(Cell("甲", group, round_code))
    for option, number in answers.items():
        cell.add_answer("总体评价", option, number)
    cell.add_ballots("valid", sum(n for option, n in answers.items() if option in SATISFIED))


def result(scheme: Scheme, counts: Counts, **rows: tuple[object, ...]) -> UnitResult:
    units = {"甲": Unit("甲", "甲", "行政")}
    return score(scheme, CampaignData("手册", 2024, units, counts, **rows)).unit("甲")  # type: ignore[arg-type]


def value(found: UnitResult, code: str) -> F | None:
    """The value of a node of the unit's tree or measures."""
    waiting = [found.tree, *found.measures.values()]
    while waiting:
        node = waiting.pop()
        if node is not None and node.code == code:
            return node.value
        waiting += node.parts if node is not None else ()
    raise AssertionError(code)


def test_the_first_example() -> None:
    counts = Counts()
    ballots(counts, "代表", {"A": 120, "B": 60, "C": 20, "U": 10})
    ballots(counts, "对象", {"A": 50, "B": 50})
    found = result(loaded("zh", 0), counts)
    assert value(found, "代表评议") == 84
    assert value(found, "对象评议") == 90
    assert (found.score, found.published) == (F("88.2"), "88.20")


OPERATOR = {n: n + 1 for n in range(1, 29)}
"""Number of an operator → place of its example (the complete one and the one with open values come first)."""


def test_operator_6_mean_of_rounds_and_pooled() -> None:
    counts = Counts()
    ballots(counts, "代表", {"A": 75, "C": 25}, "七月")
    ballots(counts, "代表", {"A": 90, "C": 10}, "十一月")
    ballots(counts, "对象", {"A": 80, "C": 20}, "一季度")
    ballots(counts, "对象", {"A": 270, "C": 30}, "二季度")
    ballots(counts, "对象", {"C": 900}, "试评")
    found = result(loaded("zh", OPERATOR[6]), counts)
    assert value(found, "代表评议") == F(75) * F(2, 5) + F(90) * F(3, 5)
    assert value(found, "对象评议") == F("87.5")


@pytest.mark.parametrize(
    ("rate", "points"), [("0.895", "14.5"), ("0.95", "20"), ("0.99", "20"), ("0.5", "0")]
)
def test_operator_11_slope(rate: str, points: str) -> None:
    rows = (ReportRow("甲", "按时办结率", F(rate)), ReportRow("甲", "回访满意率", F("0.9")))
    found = result(loaded("zh", OPERATOR[11]), Counts(), reports=rows)
    assert value(found, "按时办结") == F(points)
    assert value(found, "满意得分") == 30
    assert value(found, "参与得分") == 0


def test_operator_12_two_circulars() -> None:
    counts = Counts()
    ballots(counts, "代表", {"A": 100})
    ballots(counts, "对象", {"A": 90, "C": 10})
    found = result(loaded("zh", OPERATOR[12]), counts, events=(EventRow("甲", "纪委通报", "2024-03-01", 2),))
    assert value(found, "电话评议") == F("0.86")
    assert found.score == 80 + F("17.2")


def test_operator_25_the_same_ballots_over_three_denominators() -> None:
    counts = Counts()
    ballots(counts, "代表", {"A": 100})
    ballots(counts, "对象", {"A": 60, "C": 20, "U": 15})
    counts.cell(Cell("甲", "对象")).add_answer("总体评价", "#blank", 5)
    issued = (ParticipationRow("对象", issued=120),)
    found = result(loaded("zh", OPERATOR[25]), counts, participation=issued)
    rates = [value(found, code) for code in ("有效票满意率", "收回满意率", "发出满意率")]
    assert rates == [F(3, 4), F(3, 5), F(1, 2)]


@pytest.mark.parametrize(("rate", "points"), [("0.99", 10), ("0.9", 6), ("0.85", "3.5"), ("0.84", 0)])
def test_no_points_under_a_line(rate: str, points: str) -> None:
    counts = Counts()
    ballots(counts, "代表", {"A": 100})
    ballots(counts, "对象", {"A": 70, "B": 10, "C": 20})
    rows = (ReportRow("甲", "办结率", F(rate)),)
    events = (EventRow("甲", "经验被推广", "2024-03-01", 4),)
    found = result(loaded("zh", 32), counts, reports=rows, events=events)
    assert value(found, "办结得分") == F(points)
    assert value(found, "经验推广") == 6
    assert value(found, "净满意率") == F(1, 2)
