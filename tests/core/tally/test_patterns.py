"""Answer patterns: additive, without order, and what ballots count for under each policy."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.tally.county import CATEGORY_OF, FIVE, MARKS, rule, scheme

from minping.core.scheme.model import (
    BlankPolicy,
    FreePoints,
    Option,
    OptionKind,
    Scale,
    Scheme,
    VoterGroup,
)
from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.counts import BLANK, SPOILED, Cell, CellCounts, Counts, merged
from minping.core.tally.forms import Forms
from minping.core.tally.patterns import Answers, Patterns, counts_of, judge, merged_patterns, row_hits

EDU = Cell("edu", "people", "mid", "web")
ANSWER = st.sampled_from(["A", "B", "C", "D", "U", "X", "", "#spoiled"])
CELLS = st.builds(
    Cell,
    st.sampled_from(["edu", "tax"]),
    st.just("people"),
    st.sampled_from(["mid", "end"]),
    cluster=st.sampled_from(["", "甲会场"]),
)
ENTRY = st.tuples(CELLS, st.tuples(ANSWER, ANSWER, ANSWER), st.integers(1, 2**34))


def histogram(entries: list[tuple[Cell, Answers, int]]) -> Patterns:
    patterns = Patterns()
    for cell, answers, number in entries:
        patterns.add(cell, answers, number)
    return patterns


def of(entries: Mapping[str, int]) -> Patterns:
    """Ballots about one bureau; each text lists its answers with blanks between, ``-`` for none."""
    patterns = Patterns()
    for text, number in entries.items():
        patterns.add(EDU, tuple("" if a == "-" else a for a in text.split()), number)
    return patterns


def with_blank(policy: BlankPolicy) -> Scheme:
    return scheme(scales={"five": replace(FIVE, blank=policy), "marks": MARKS})


@given(st.lists(ENTRY, max_size=12), st.lists(ENTRY, max_size=12))
def test_counts_of_a_sum_are_the_sum_of_counts(left, right):
    plan = scheme()
    together = merged_patterns([histogram(left), histogram(right)])
    apart = merged([counts_of(histogram(part), plan, CATEGORY_OF) for part in (left, right)])
    assert counts_of(together, plan, CATEGORY_OF) == apart


@given(st.lists(ENTRY, max_size=12).flatmap(lambda e: st.tuples(st.just(e), st.permutations(e))))
def test_order_never_shows(both):
    first, second = (histogram(entries) for entries in both)
    assert list(first.rows()) == list(second.rows())
    counted = [counts_of(patterns, scheme(), CATEGORY_OF) for patterns in (first, second)]
    listed = [
        [(cell, list(c.answers.items()), list(c.ballots.items())) for cell, c in of.items()] for of in counted
    ]
    assert listed[0] == listed[1]


@given(st.lists(ENTRY, max_size=12))
def test_every_ballot_is_counted_once_in_every_aspect(entries):
    counts = counts_of(histogram(entries), scheme(), CATEGORY_OF)
    for cell, counted in counts.items():
        ballots = sum(number for at, _, number in entries if at == cell)
        assert counted.returned == ballots
        for aspect in ("law", "service", "clean"):
            assert sum(counted.answers[aspect].values()) == ballots


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("A - -", "valid"),
        ("#spoiled U D", "valid"),
        ("#spoiled U -", "spoiled"),
        ("#spoiled #spoiled #spoiled", "spoiled"),
        ("- - -", "blank"),
        ("U X -", "unknown_only"),
        ("U U U", "unknown_only"),
    ],
)
def test_state_of_a_ballot(answers, state):
    counts = counts_of(of({answers: 3}), scheme(), CATEGORY_OF)
    assert counts[EDU].ballots == {state: 3}


def test_four_non_answers_are_counted_apart():
    counts = counts_of(of({"U X -": 2, "A A #spoiled": 1}), scheme(), CATEGORY_OF)
    assert counts[EDU].answers == {
        "law": {"U": 2, "A": 1},
        "service": {"X": 2, "A": 1},
        "clean": {BLANK: 2, SPOILED: 1},
    }


@pytest.mark.parametrize(
    ("policy", "law", "clean", "ballots"),
    [
        (BlankPolicy.ABSTAIN, {"A": 5}, {BLANK: 5}, {"valid": 5}),
        (BlankPolicy.SPOIL_ASPECT, {"A": 5}, {SPOILED: 5}, {"valid": 5}),
        (BlankPolicy.SPOIL_BALLOT, {SPOILED: 5}, {SPOILED: 5}, {"spoiled": 5}),
    ],
)
def test_blank_policies(policy, law, clean, ballots):
    counted = counts_of(of({"A B -": 5}), with_blank(policy), CATEGORY_OF)[EDU]
    assert (counted.answers["law"], counted.answers["clean"], counted.ballots) == (law, clean, ballots)


def test_a_station_is_asked_fewer_aspects():
    patterns = Patterns()
    patterns.add(Cell("east", "people", "mid"), ("A", "B"), 4)
    counts = counts_of(patterns, scheme(), CATEGORY_OF)
    assert counts[Cell("east", "people", "mid")].answers == {"law": {"A": 4}, "service": {"B": 4}}


def test_answers_that_do_not_fit_the_form_are_a_fault_of_the_caller():
    patterns = Patterns()
    patterns.add(Cell("east", "people", "mid"), ("A", "B", "C"), 1)
    with pytest.raises(ValueError, match="3 answers where 2 are asked"):
        counts_of(patterns, scheme(), CATEGORY_OF)
    with pytest.raises(ValueError, match="no option 'Q'"):
        counts_of(of({"Q A A": 1}), scheme(), CATEGORY_OF)


@pytest.mark.parametrize(
    ("answers", "spoiled"),
    [
        ("A A A", True),
        ("A A -", True),
        ("A - -", False),
        ("A A U", False),
        ("U U U", False),
        ("A A B", False),
    ],
)
def test_straight_lines_are_spoiled_if_the_plan_says_so(answers, spoiled):
    plan = scheme(rule("all_same", "spoil"))
    counted = counts_of(of({answers: 2}), plan, CATEGORY_OF)[EDU]
    assert counted.ballots.get("spoiled", 0) == (2 if spoiled else 0)
    if spoiled:
        assert counted.answers["law"] == {SPOILED: 2}


@pytest.mark.parametrize(
    ("answers", "option", "over"),
    [
        ("A A B", "A", True),  # 2 of 3 > 60 %
        ("A B C", "A", False),
        ("A A B", "B", False),
        ("A A -", "A", True),
        ("B B A", "", True),
        ("U U A", "", False),
        ("U U A", "U", True),
    ],
)
def test_share_of_one_option(answers, option, over):
    plan = scheme(rule("max_share", "flag", option=option, limit=F(3, 5)))
    hits = row_hits(of({answers: 7}), plan, CATEGORY_OF)
    assert hits == ({RuleHit("max_share", "flag", "people"): 7} if over else {})
    assert counts_of(of({answers: 7}), plan, CATEGORY_OF)[EDU].ballots.keys() <= {"valid"}


def test_exactly_the_limit_is_allowed():
    plan = scheme(rule("max_share", "spoil", option="A", limit=F(2, 3)))
    assert counts_of(of({"A A B": 1}), plan, CATEGORY_OF)[EDU].ballots == {"valid": 1}


def test_rules_on_one_row_leave_alone_those_who_rate_all_units():
    plan = scheme(rule("all_same", "spoil"))
    patterns = Patterns()
    cell = Cell("edu", "experts", "mid")
    patterns.add(cell, ("A", "A", "A"), 3)
    assert counts_of(patterns, plan, CATEGORY_OF)[cell].ballots == {"valid": 3}


MIXED = Scale("marks", "百分", (Option("U", "不了解", OptionKind.UNKNOWN),), FreePoints(F(0), F(100)))
MARK = st.sampled_from(["0", "59", "60", "87.5", "100", "U", "", "#spoiled"])


@given(
    st.lists(st.tuples(st.tuples(MARK, MARK, MARK), st.integers(1, 5)), max_size=10),
    st.sampled_from(list(BlankPolicy)),
    st.booleans(),
)
def test_free_points_count_as_each_ballot_by_itself_would(entries, policy, with_rule):
    """Forms with free points are counted another way; the outcome is what every ballot is judged to be."""
    rules = [rule("all_same", "spoil")] if with_rule else []
    scales = {"five": FIVE, "marks": replace(MIXED, blank=policy)}
    groups = {"people": VoterGroup("people", "群众", scale="marks")}
    plan = scheme(*rules, scales=scales, groups=groups)
    patterns = histogram([(EDU, answers, number) for answers, number in entries])
    expected = CellCounts()
    form = Forms(plan).of("people", "bureau")
    for answers, number in entries:
        state, counted = judge(form, answers)
        expected.add_ballots(state, number)
        for aspect, outcome in zip(form.aspects, counted, strict=True):
            expected.add_answer(aspect, outcome, number)
    counts = counts_of(patterns, plan, CATEGORY_OF)
    assert counts == Counts({EDU: expected} if entries else {})


def test_ballots_can_be_taken_out_again():
    patterns = of({"A A A": 3, "B B B": 1})
    patterns.take(EDU, ("A", "A", "A"), 3)
    assert patterns == of({"B B B": 1})
    with pytest.raises(ValueError, match="fewer than 2"):
        patterns.take(EDU, ("B", "B", "B"), 2)
    patterns.take(EDU, ("B", "B", "B"), 1)
    assert patterns == Patterns()


def test_more_ballots_than_a_machine_word_holds():
    patterns = of(dict(zip(["A A A", "A A B"], repeat(2**62), strict=False)))
    assert counts_of(patterns, scheme(), CATEGORY_OF)[EDU].answers["law"] == {"A": 2**63}


def test_no_negative_ballots():
    with pytest.raises(ValueError, match="negative"):
        Patterns().add(EDU, ("A", "A", "A"), -1)
