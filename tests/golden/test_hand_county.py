"""The county of ``tests/data/hand_county``: half-year and year, as its README works them out with a pencil."""

from dataclasses import replace
from fractions import Fraction as F
from functools import cache
from pathlib import Path

import pytest

from minping.core.bundle.model import Bundle
from minping.core.bundle.read import read_bundle
from minping.core.findings import Severity
from minping.core.scheme.lint import lint
from minping.core.scoring.engine import score
from minping.core.scoring.result import ScoreNode, ScoreRun
from minping.core.tally.counts import Counts

COUNTY = Path(__file__).parents[1] / "data" / "hand_county"
W, S, D, C = "W01", "S02", "D03", "C04"
HALF_END = "2026-03-31"
FIRST = "上半年"


@cache
def bundle() -> Bundle:
    return read_bundle(COUNTY)


@cache
def year() -> ScoreRun:
    return score(bundle().scheme, bundle().data)


@cache
def half() -> ScoreRun:
    """What the office computes at the half-year: nothing later than its last day."""
    data = bundle().data
    return score(
        bundle().scheme,
        replace(
            data,
            counts=Counts({cell: counts for cell, counts in data.counts.items() if cell.round == FIRST}),
            entries=tuple(row for row in data.entries if row.date <= HALF_END),
            events=tuple(row for row in data.events if row.date <= HALF_END),
        ),
    )


def node(run: ScoreRun, unit: str, name: str) -> F | None:
    tree = run.unit(unit).tree
    assert tree is not None
    waiting: list[ScoreNode] = [tree]
    while waiting:
        found = waiting.pop()
        if found.name == name:
            return found.value
        waiting += found.parts
    raise LookupError(name)


def test_the_scheme_has_no_error():
    faults = [f for f in lint(bundle().scheme) if f.severity in {Severity.ERROR, Severity.OPEN}]
    assert faults == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("服务对象满意率", (F("0.86"), F("0.925"), F("0.96875"), F("0.675"))),
        ("满意率得分", (F("0.82"), F("0.925"), F("0.94875"), F("0.615"))),
        ("代表评议", (F(82), F("87.5"), F(1841, 19), F("49.5"))),
        ("日常考评", (F("20.5"), F(29), F(30), F("10.5"))),
        ("表彰加分", (F(1), F(3), F(3), F(0))),
        ("年度总分", (F("78.9"), F("94.75"), F(100), F("48.75"))),
    ],
)
def test_each_part_of_the_year(name, values):
    assert tuple(node(year(), unit, name) for unit in (W, S, D, C)) == values


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("满意率得分", (F("0.78"), F("0.9"), F("0.9375"), F("0.71"))),
        ("代表评议", (F(80), F(90), F(1820, 19), F(55))),
        ("日常考评", (F(21), F("28.5"), F(30), F(15))),
        ("表彰加分", (F(0), F(1), F(1), F(0))),
        ("年度总分", (F("76.4"), F("92.5"), F(14811, 152), F("58.3"))),
    ],
)
def test_each_part_of_the_half_year(name, values):
    assert tuple(node(half(), unit, name) for unit in (W, S, D, C)) == values


def test_the_half_year_is_the_same_in_the_run_of_the_year():
    totals = [year().unit(unit).measures["上半年得分"].value for unit in (W, S, D, C)]
    assert totals == [half().unit(unit).score for unit in (W, S, D, C)]


def test_a_cap_that_bound_is_told():
    tree = year().unit(D).tree
    assert tree is not None
    assert [note.zh for note in tree.notes] == ["30467/304超过上限，按100计"]


def test_ranks_grades_and_who_is_proposed():
    ranks = {unit.unit: unit.placings[0].rank for unit in year().units}
    assert ranks == {S: 1, W: 2, C: 3, D: 4}
    assert {unit.unit: unit.grade for unit in year().units} == {
        S: "优秀",
        W: "合格",
        C: "不合格",
        D: "合格",
    }
    chosen = {made.code: [one.unit for one in made.chosen] for made in year().selections}
    assert chosen == {"表扬": [S], "约谈": [D]}


def test_ranks_at_the_half_year_know_no_later_veto():
    ranks = {unit.unit: unit.placings[0].rank for unit in half().units}
    assert ranks == {D: 1, S: 2, W: 3, C: 4}
    chosen = {made.code: [one.unit for one in made.chosen] for made in half().selections}
    assert chosen == {"表扬": [D], "约谈": [C]}
    assert half().unit(D).published == "97.44"
