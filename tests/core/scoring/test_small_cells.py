"""Operator 26 and the validity rules: merging, withholding, minimums, quorum."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.scoring.builders import counts, data, head, scheme, scores, survey, units

from minping.core.scheme.model import (
    MergeStep,
    Minimum,
    MinimumScope,
    Quorum,
    Round,
    ShortAction,
    SmallCells,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import Attribution, Dimension, Each, Rollup
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import EventRow, ParticipationRow, Unit
from minping.core.scoring.small_cells import merge_small_cells
from minping.core.scoring.validity import void_rounds
from minping.core.tally.counts import Cell

ROUNDS = {q: Round(q, q, ("people",)) for q in ("q1", "q2", "q3")}


def by_rounds(**changes):
    return scheme(Each(head("e"), Dimension.ROUND, survey()), rounds=ROUNDS, **changes)


def merged(plan, cells, made=None):
    return merge_small_cells(plan, made or units("u"), counts(cells)).counts


def test_all_rounds_of_a_unit_are_merged_when_one_is_small():
    plan = by_rounds(small_cells=SmallCells(10, (MergeStep.ROUND,)))
    cells = {
        Cell("u", "people", "q1"): {"A": 4},
        Cell("u", "people", "q2"): {"A": 20},
        Cell("u", "people", "q3"): {"C": 24},
    }
    result = merged(plan, cells)
    assert list(result) == [Cell("u", "people", "q1|q2|q3")]
    run = score(plan, data(units("u"), result))
    assert scores(run)["u"] == F(24 * 100 + 24 * 60, 48)


def test_without_a_merge_order_the_small_cell_is_withheld_and_said_to_be():
    plan = by_rounds(small_cells=SmallCells(10))
    result = merge_small_cells(
        plan,
        units("u"),
        counts({Cell("u", "people", "q1"): {"A": 4}, Cell("u", "people", "q2"): {"C": 20}}),
    )
    hidden = result.counts[Cell("u", "people", "q1")]
    assert hidden.short
    assert hidden.answers == {}
    assert [f.code for f in result.findings] == ["score.small_cell"]
    assert scores(score(plan, data(units("u"), result.counts)))["u"] == 60


def test_stations_of_a_unit_are_merged_together():
    tree = Rollup(head("r"), Attribution.PARENT, survey())
    plan = scheme(tree, small_cells=SmallCells(10, (MergeStep.STATION,)))
    made = units("局") | {c: Unit(c, c, parent="局", kind="station") for c in ("甲", "乙", "丙")}
    cells = {Cell("甲", "people"): {"A": 3}, Cell("乙", "people"): {"C": 17}, Cell("丙", "people"): {"B": 20}}
    result = merged(plan, cells, made)
    assert list(result) == [Cell("丙|乙|甲", "people")]
    run = score(plan, data(made, result))
    assert scores(run)["局"] == F(3 * 100 + 17 * 60 + 20 * 80, 40)


def test_groups_of_one_class_are_merged_and_others_are_not():
    groups = {
        g: VoterGroup(g, g, scale="four", merge_class=c) for g, c in (("a", "k"), ("b", "k"), ("people", ""))
    }
    plan = scheme(survey(groups=("a", "b")), groups=groups, small_cells=SmallCells(10, (MergeStep.GROUP,)))
    cells = {Cell("u", "a"): {"A": 3}, Cell("u", "b"): {"C": 30}, Cell("u", "people"): {"A": 2}}
    result = merged(plan, cells)
    assert [cell.group for cell in result] == ["a|b", "people"]


def test_dimensions_nobody_looks_at_are_summed_away():
    plan = scheme(survey(), small_cells=SmallCells(10))
    cells = {Cell("u", "people", "", channel): {"A": 6} for channel in ("web", "sms")}
    assert list(merged(plan, cells)) == [Cell("u", "people")]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(("q1", "q2", "q3")), st.integers(0, 25)),
        max_size=20,
    ),
    st.permutations([MergeStep.ROUND, MergeStep.STATION]),
)
def test_no_scored_cell_is_ever_small_and_no_ballot_is_lost_or_doubled(found, order):
    tree = Rollup(head("r"), Attribution.PARENT, Each(head("e"), Dimension.ROUND, survey()))
    plan = scheme(tree, rounds=ROUNDS, small_cells=SmallCells(10, tuple(order)))
    made = units("局") | {c: Unit(c, c, parent="局", kind="station") for c in "甲乙丙丁"}
    numbers: dict[Cell, int] = {}
    for unit, round_, number in found:
        cell = Cell(unit, "people", round_)
        numbers[cell] = numbers.get(cell, 0) + number
    result = merged(plan, {cell: {"A": n} for cell, n in numbers.items()}, made)
    for _, content in result.items():
        assert content.short == (content.valid < 10)
        assert not (content.short and content.answers)
    assert sum(content.valid for _, content in result.items()) == sum(numbers.values())


def rows(returned, issued=100, round_="q1"):
    return (ParticipationRow("people", round_, issued=issued, returned=returned),)


@pytest.mark.parametrize(
    ("quorum", "returned", "void"),
    [
        (Quorum(more_than=F(1, 2)), 50, True),
        (Quorum(more_than=F(1, 2)), 51, False),
        (Quorum(at_least=F(1, 2)), 50, False),
        (Quorum(at_least=F(1, 2)), 49, True),
        (None, 1, False),
        (None, 101, True),
    ],
)
def test_a_round_is_void_without_quorum_or_with_more_returned_than_issued(quorum, returned, void):
    plan = by_rounds(validity=Validity(quorum=quorum))
    assert void_rounds(plan, rows(returned)) == ({"q1"} if void else set())
    cells = counts({Cell("u", "people", "q1"): {"A": 10}, Cell("u", "people", "q2"): {"C": 10}})
    run = score(plan, data(units("u"), cells, participation=rows(returned)))
    assert scores(run)["u"] == (60 if void else 80)


def short_run(action, events=(), scope=MinimumScope.CAMPAIGN, number=500):
    plan = scheme(survey(), validity=Validity(minimums=(Minimum(number, scope, if_short=action),)))
    cells = counts({Cell("u", "people"): {"A": 400, "U": 300}, Cell("v", "people"): {"B": 60}})
    return score(plan, data(units("u", "v"), cells, events=events))


def test_five_hundred_means_valid_ballots_and_falling_short_blocks_or_needs_a_signed_reason():
    assert scores(short_run(ShortAction.BLOCK)) == {"u": None, "v": None}
    assert "460份，少于规定的500份" in short_run(ShortAction.BLOCK).blocked[0].zh
    unsigned = EventRow("", "未达标说明", "2026-11-01")
    signed = EventRow("", "未达标说明", "2026-11-01", signed_by="张某")
    assert scores(short_run(ShortAction.REASON, (unsigned,)))["u"] is None
    assert scores(short_run(ShortAction.REASON, (signed,)))["u"] == 100
    assert scores(short_run(ShortAction.WARN))["u"] == 100


def test_a_unit_under_its_minimum_has_no_result_while_others_have():
    run = short_run(ShortAction.NA, scope=MinimumScope.UNIT_GROUP, number=100)
    assert scores(run) == {"u": 100, "v": None}


def test_min_valid_on_the_survey_itself():
    run = score(
        scheme(survey(min_valid=50)), data(units("u"), counts({Cell("u", "people"): {"A": 49, "U": 9}}))
    )
    assert scores(run)["u"] is None
    assert "有效票49份，少于50份" in run.unit("u").notes[0].zh


def test_a_panel_that_rates_every_unit_is_counted_once():
    panel = {"people": VoterGroup("people", "代表", scale="four", rates_all=True)}
    rule = Validity(minimums=(Minimum(60, if_short=ShortAction.BLOCK),))
    cells = counts({Cell(u, "people"): {"A": 58} for u in "uvw"})
    run = score(scheme(survey(), groups=panel, validity=rule), data(units(*"uvw"), cells))
    assert "58份，少于规定的60份" in run.blocked[0].zh


def test_a_withheld_cell_is_named_in_full():
    plan = by_rounds(small_cells=SmallCells(10, (MergeStep.CHANNEL,)))
    cells = {Cell("u", "people", "q1", cluster=""): {"A": 3}, Cell("u", "people", "q2"): {"A": 30}}
    found = merge_small_cells(plan, units("u"), counts(cells)).findings
    assert [f.text.zh for f in found] == ["「u」（群众，q1）只有3份有效票，少于10份，不计分也不公开"]


def test_a_void_round_is_said_beside_the_value_and_of_the_run():
    rows = (
        ParticipationRow("people", "q1", issued=40, returned=30),
        ParticipationRow("people", "q2", issued=40, returned=20),
    )
    plan = by_rounds(validity=Validity(quorum=Quorum(more_than=F(1, 2))))
    cells = {Cell("u", "people", q): {"A": 20} for q in ("q1", "q2")}
    run = score(plan, data(units("u"), counts(cells), participation=rows))
    assert "「q2」无效，其票不计" in [note.zh for note in run.unit("u").tree.notes]
    assert [f.text.zh for f in run.findings if f.code == "score.round_void"] == [
        "「q2」收回20份，占40份的50%，未达到规定比例，本期无效，其票不计"
    ]
