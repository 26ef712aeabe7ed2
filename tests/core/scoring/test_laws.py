"""Laws of the engine that no plan may break."""

from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st
from tests.core.scoring.builders import cell_counts, data, head, run_points, scheme, scores, survey, units

from minping.core.scheme.model import Round
from minping.core.scheme.nodes import ByCategory, Dimension, Each, Mean, Missing, Part, Weighted
from minping.core.scheme.outcomes import Cut, CutTies, End, Mode, Purpose, Ranking, Selection, Ties
from minping.core.scoring.engine import score
from minping.core.scoring.ranks import Ordered, cut_off
from minping.core.scoring.record import record_bytes
from minping.core.scoring.rounding import decimal_text, rounded
from minping.core.tally.counts import Cell, Counts

ANSWERS = st.fixed_dictionaries({option: st.integers(0, 30) for option in "ABCDU"})
ROUNDS = {q: Round(q, q, ("people",)) for q in ("q1", "q2")}
TREE = Weighted(
    head("total", full=F(100)),
    (
        Part(Each(head("e"), Dimension.ROUND, survey("s")), ByCategory(F(70))),
        Part(Mean(head("m"), (survey("t"),)), ByCategory(F(30))),
    ),
    Missing.REDISTRIBUTE,
)
PLAN = scheme(TREE, rounds=ROUNDS)
CELLS = st.dictionaries(
    st.tuples(st.sampled_from("uvwx"), st.sampled_from(("q1", "q2"))), ANSWERS, min_size=1
)


def of(found: dict[tuple[str, str], dict[str, int]]) -> Counts:
    return Counts({Cell(u, "people", r): cell_counts(answers) for (u, r), answers in found.items()})


@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_in_which_cells_arrive_never_matters(found, random):
    items = list(found.items())
    random.shuffle(items)
    first = score(PLAN, data(units(*"uvwx"), of(found)))
    assert record_bytes(first) == record_bytes(score(PLAN, data(units(*"wxvu"), of(dict(items)))))


@given(CELLS, ANSWERS)
def test_a_unit_without_imputation_does_not_depend_on_the_others_ballots(found, other):
    alone = scores(score(PLAN, data(units(*"uvwx"), of(found))))
    changed = {**found, ("x", "q1"): other}
    again = scores(score(PLAN, data(units(*"uvwx"), of(changed))))
    assert {k: v for k, v in alone.items() if k != "x"} == {k: v for k, v in again.items() if k != "x"}


@given(CELLS, st.integers(2, 9))
def test_multiplying_every_count_changes_no_score(found, times):
    more = {k: {o: n * times for o, n in answers.items()} for k, answers in found.items()}
    assert scores(score(PLAN, data(units(*"uvwx"), of(found)))) == scores(
        score(PLAN, data(units(*"uvwx"), of(more)))
    )


@given(CELLS, st.integers(1, 50))
def test_one_more_unknown_changes_no_score_and_a_better_answer_never_lowers_it(found, number):
    base = scores(score(PLAN, data(units(*"uvwx"), of(found))))
    unknown = {k: {**answers, "U": answers["U"] + number} for k, answers in found.items()}
    assert scores(score(PLAN, data(units(*"uvwx"), of(unknown)))) == base
    for cell, answers in found.items():
        if answers["C"]:
            better = {**found, cell: {**answers, "C": answers["C"] - 1, "A": answers["A"] + 1}}
            now = scores(score(PLAN, data(units(*"uvwx"), of(better))))
            assert now[cell[0]] > base[cell[0]]
            break


@given(CELLS)
def test_every_contribution_adds_up_to_its_parent_and_stays_within_the_full_mark(found):
    for unit in score(PLAN, data(units(*"uvwx"), of(found))).units:
        if unit.score is None:
            continue
        assert sum(part.contribution for part in unit.tree.parts) == unit.score
        assert 0 <= unit.score <= 100
        assert sum(part.weight for part in unit.tree.parts) == 100


POINTS = st.dictionaries(st.sampled_from([f"u{i}" for i in range(8)]), st.integers(0, 4), min_size=1)


@given(POINTS, st.sampled_from(list(Ties)))
def test_ranks_are_monotone_and_equal_scores_share_a_place(points, ties):
    run = run_points(points, rankings=(Ranking("r", "r", ties=ties),))
    placed = {u.unit: u.placing for u in run.units}
    for a in points:
        for b in points:
            assert (points[a] > points[b]) == (placed[a].rank < placed[b].rank)
            assert (points[a] == points[b]) == (placed[a].rank == placed[b].rank)
    if ties is Ties.SHARE:
        assert sum(p.rank for p in placed.values()) == F(len(points) * (len(points) + 1), 2)


@given(
    st.lists(st.integers(1, 4), max_size=6),
    st.integers(0, 9),
    st.sampled_from(list(End)),
    st.sampled_from(list(CutTies)),
)
def test_a_cut_takes_whole_tie_groups_from_one_end(sizes, number, end, ties):
    names = iter(f"u{i}" for i in range(99))
    pool = Ordered("p", tuple(tuple(next(names) for _ in range(size)) for size in sizes))
    chosen = cut_off(Cut(end, number=number, ties=ties), pool)
    groups = pool.groups if end is End.TOP else pool.groups[::-1]
    taken = [set(group) <= set(chosen) for group in groups]
    assert all(set(g) <= set(chosen) or not set(g) & set(chosen) for g in groups)
    assert taken == sorted(taken, reverse=True)
    if ties is CutTies.INCLUDE:
        assert len(chosen) >= min(number, pool.size)
    else:
        assert len(chosen) <= number


@given(POINTS, st.integers(0, 8))
def test_top_and_bottom_selections_mirror_each_other(points, number):
    def run(end, sign):
        rule = Selection("s", "s", Purpose.OTHER, cut=Cut(end, number=number))
        made = run_points({u: F(50 + sign * p) for u, p in points.items()}, selections=(rule,))
        return {c.unit for s in made.selections for c in s.chosen}

    assert run(End.TOP, 1) == run(End.BOTTOM, -1)


@given(st.fractions(), st.integers(0, 6), st.sampled_from(list(Mode)))
def test_rounding_is_within_a_unit_and_printing_is_what_was_rounded(value, digits, mode):
    result = rounded(value, digits, mode)
    assert (result * 10**digits).denominator == 1
    assert abs(result - value) < F(1, 10**digits)
    assert F(decimal_text(value, digits, mode)) == result
    if mode in {Mode.HALF_UP, Mode.HALF_EVEN}:
        assert abs(result - value) <= F(1, 2 * 10**digits)
