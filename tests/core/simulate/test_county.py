"""A county is the same for the same seed, consistent in itself, and good units score well."""

import hashlib
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.scheme.schemes import schemes
from tests.core.simulate.counting import correlation, data_of
from tests.core.simulate.plans import GROUPS, F, head, rich_scheme

from minping.core.scheme.model import Category, Scheme, Validity
from minping.core.scheme.nodes import Dimension, Ledger, Missing, Ref, Report, Sum, Survey, Term
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import Status
from minping.core.simulate.ballots import LEADING
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.needs import dimensions_of, every_node, needs_of
from minping.core.simulate.plan import CountyPlan

UNIT, GROUP, ROUND, CHANNEL, STRATUM, CLUSTER, KEY = range(7)


def fingerprint(county: SimulatedCounty) -> str:
    """Everything that would be written, in order."""
    seen = hashlib.sha256()
    for table in county.ballots():
        seen.update(repr((table.name, table.header)).encode())
        for row in table.rows:
            seen.update("\x1f".join(row).encode())
    for rows in (county.units, county.participation, county.reports, county.entries, county.history):
        seen.update(repr(rows).encode())
    return seen.hexdigest()


@pytest.fixture(scope="module")
def county() -> SimulatedCounty:
    return simulate(rich_scheme(), CountyPlan(), 7)


def test_the_same_seed_gives_the_same_bytes(county: SimulatedCounty) -> None:
    again = simulate(rich_scheme(), CountyPlan(), 7)
    assert again == county
    assert fingerprint(again) == fingerprint(county)


def test_the_bytes_are_these_on_every_machine() -> None:
    small = simulate(rich_scheme(validity=Validity()), CountyPlan(units=6, ballots_per_unit=24), 1)
    assert fingerprint(small) == "fe16204a021963bf2f4da1863f37a063f7e47ed07588a670782eabe64f5cea29"


def test_another_seed_is_another_county(county: SimulatedCounty) -> None:
    other = simulate(rich_scheme(), CountyPlan(), 8)
    assert {u.name for u in other.units if u.kind == "station"} != {
        u.name for u in county.units if u.kind == "station"
    }


def test_the_county_has_the_size_asked_for() -> None:
    plan = CountyPlan(units=31, exempt=4, opinion_only=2)
    made = simulate(rich_scheme(), plan, 3)
    top = [u for u in made.units if not u.parent]
    assert Counter(u.status for u in top) == {Status.APPRAISED: 31, Status.EXEMPT: 4, Status.OPINION_ONLY: 2}
    assert {u.category for u in top} == {"admin", "law", "town"}
    sizes = {"admin": 3, "law": 12, "镇（街道）": 5}
    given = simulate(rich_scheme(), replace(plan, categories=sizes), 3)
    appraised = [u.category for u in given.units if not u.parent and u.status is Status.APPRAISED]
    assert Counter(appraised) == {"admin": 3, "law": 12, "town": 5}


def test_names_are_unique(county: SimulatedCounty) -> None:
    every = [u.name for u in county.units] + [name for u in county.units for name in u.former]
    assert len(set(every)) == len(every)


def test_stations_belong_to_a_department_and_a_district(county: SimulatedCounty) -> None:
    stations = [u for u in county.units if u.kind == "station"]
    towns = {u.code for u in county.units if u.category == "town" and u.status is Status.APPRAISED}
    codes = {u.code for u in county.units}
    assert stations
    assert {s.district for s in stations} == towns
    assert {s.parent for s in stations} <= codes


def test_stations_get_different_numbers_of_ballots(county: SimulatedCounty) -> None:
    sizes = {b.things[0].unit.code: b.number for b in county.blocks if b.things[0].below}
    assert max(sizes.values()) > 2 * min(sizes.values())


def test_ballots_are_as_many_as_promised(county: SimulatedCounty) -> None:
    lengths = [(table.number, len(list(table.rows))) for table in county.ballots()]
    assert all(promised == found for promised, found in lengths)
    assert sum(found for _, found in lengths) == county.ballot_rows


def test_participation_agrees_with_the_ballots(county: SimulatedCounty) -> None:
    found: Counter[tuple[str, ...]] = Counter()
    voters: dict[tuple[str, ...], set[str]] = {}
    names = {u.name: u.code for u in county.units}
    for table in county.ballots():
        for row in table.rows:
            where = (row[GROUP], row[ROUND], row[CHANNEL], row[STRATUM])
            if row[KEY]:
                voters.setdefault((*where, ""), set()).add(row[KEY])
            else:
                found[(*where, names[row[UNIT]])] += 1
    found.update({where: len(keys) for where, keys in voters.items()})
    stated = {(p.group, p.round, p.channel, p.stratum, p.unit): p.returned for p in county.participation}
    assert stated == dict(found)
    for p in county.participation:
        assert (p.eligible or 0) >= (p.invited or 0) >= (p.issued or 0) >= (p.returned or 0)


def test_every_member_of_a_panel_rates_every_unit_once(county: SimulatedCounty) -> None:
    table = next(county.ballots())
    rows = list(table.rows)
    pairs = Counter((row[KEY], row[UNIT]) for row in rows)
    assert set(pairs.values()) == {1}
    assert len(pairs) == len({k for k, _ in pairs}) * len({u for _, u in pairs})


def test_nobody_rates_exempt_and_opinion_only_units(county: SimulatedCounty) -> None:
    silent = {u.name for u in county.units if u.status is not Status.APPRAISED}
    rated = {row[UNIT] for table in county.ballots() for row in table.rows}
    assert len(silent) == 3
    assert not silent & rated
    reported = {row.unit for row in county.reports} | {row.unit for row in county.entries}
    assert not {u.code for u in county.units if u.status is not Status.APPRAISED} & reported


def test_all_kinds_of_answers_occur_and_good_ones_prevail(county: SimulatedCounty) -> None:
    tables = {table.name: list(table.rows) for table in county.ballots()}
    experts = Counter(row[len(LEADING)] for row in tables["01-experts-h1"])
    assert set(experts) >= {"A", "B", "C", "D", "E", "U", "", "A;E"}
    assert experts["A"] > experts["B"] > experts["C"] > experts["D"]
    points = Counter(row[len(LEADING)] for rows in tables.values() for row in rows if row[GROUP] == "towns")
    graded = [Fraction(code) for code in points.elements() if code not in {"", "U", "废票"}]
    assert 70 < sum(graded) / len(graded) < 95
    assert all(0 <= value <= 100 for value in graded)


def test_answers_of_one_voter_hang_together(county: SimulatedCounty) -> None:
    grade = {"A": 2, "B": 1, "C": 0}
    pairs = [
        (grade[row[8]], grade[row[9]])
        for table in county.ballots()
        for row in table.rows
        if row[GROUP] == "served" and row[8] in grade and row[9] in grade
    ]
    assert correlation([a for a, _ in pairs], [b for _, b in pairs]) > 0.4


def test_true_scores_show_in_computed_scores() -> None:
    made = simulate(rich_scheme(), CountyPlan(units=30, ballots_per_unit=80, station_share=100), 5)
    run = score(made.scheme, data_of(made))
    assert not run.blocked
    scored = [u for u in run.units if u.score is not None]
    assert len(scored) == 30
    quality = [float(made.truth.quality[u.unit]) for u in scored if u.category != "town"]
    computed = [float(u.score or 0) for u in scored if u.category != "town"]
    assert correlation(quality, computed) > 0.75


def test_reports_lie_within_their_marks(county: SimulatedCounty) -> None:
    for row in county.reports:
        if row.component in {"窗口考核", "执法考核"} and row.applicable:
            assert 0 <= (row.value or 0) <= 5
        if row.component == "按时办结率":
            assert row.numerator is not None
            assert row.denominator is not None
            assert row.value == row.numerator / row.denominator <= 1
            assert row.signer
    law = {u.code for u in county.units if u.category == "law"}
    assert {r.unit for r in county.reports if r.component == "执法考核"} == {
        code for code in law if any(u.code == code and u.status is Status.APPRAISED for u in county.units)
    }


def test_entries_and_events_fall_into_their_windows(county: SimulatedCounty) -> None:
    assert county.entries
    assert all("2023-10-01" <= e.date <= "2024-09-30" for e in county.entries)
    assert all(e.evidence and e.source for e in county.entries)
    assert all((e.points is None) == (e.item == "late") for e in county.entries)
    circulars = [e for e in county.events if e.event == "通报批评"]
    assert all("2024-01-01" <= e.date <= "2024-10-31" for e in circulars)
    assert {e.event for e in county.events} <= {"通报批评", "媒体曝光", "严重违纪案件"}


def test_history_ranks_each_category_under_the_names_of_then() -> None:
    made = simulate(rich_scheme(), CountyPlan(units=30, years=3, renames=2, mergers=1), 11)
    former = {name for u in made.units for name in u.former}
    merged = [u for u in made.units if len(u.former) == 2]
    known = {u.code for u in made.units} | former
    assert len(merged) == 1
    assert {row.unit for row in made.history} <= known
    assert former <= {row.unit for row in made.history}
    assert {row.year for row in made.history} == {2021, 2022, 2023}
    for year in (2021, 2022, 2023):
        ranked = [r for r in made.history if r.year == year and r.category == "admin" and not r.exempt]
        assert {r.of for r in ranked} == {len(ranked)}
        assert min(r.rank or 0 for r in ranked) == 1
        assert sum(bool(r.bottom) for r in ranked) in {2, 3}


def test_a_total_of_ballots_is_met_exactly() -> None:
    made = simulate(rich_scheme(validity=Validity()), CountyPlan(ballots=5000), 2)
    assert sum(block.number for block in made.blocks if not block.panel) == 5000


def test_a_minimum_is_met_however_few_ballots_were_planned() -> None:
    made = simulate(rich_scheme(), CountyPlan(units=4, ballots_per_unit=1, station_share=0), 2)
    assert not score(made.scheme, data_of(made)).blocked


def test_quotas_are_met() -> None:
    groups = GROUPS | {"served": replace(GROUPS["served"], quota=3000)}
    made = simulate(rich_scheme(groups=groups), CountyPlan(units=6), 2)
    for code in ("h1", "h2"):
        assert sum(b.number for b in made.blocks if (b.group, b.round) == ("served", code)) >= 3000


def test_one_option_is_not_overused_where_the_plan_limits_it(county: SimulatedCounty) -> None:
    """P21: no option on more than a share of a ballot; the panel's ballot is all its rows."""
    used: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for table in county.ballots():
        for row in table.rows:
            if row[GROUP] == "experts":
                used[row[KEY]] += sum(answer == "A" for answer in row[len(LEADING) :])
                given[row[KEY]] += sum(answer not in {"", "U"} for answer in row[len(LEADING) :])
    broken = sum(used[key] > given[key] * F(8, 10) for key in given)
    assert broken <= len(given) // 5


def test_a_scheme_without_ballots_needs_none() -> None:
    bare = rich_scheme(
        trees={"total": Report(head("only", full=F(100)), "考核")},
        categories={"c": Category("c", "部门")},
        groups={},
        rounds={},
        validity=Validity(),
    )
    made = simulate(bare, CountyPlan(units=5), 1)
    assert made.ballot_rows == 0
    assert len(made.reports) == 5


def test_a_cycle_of_references_ends() -> None:
    circular = rich_scheme(trees={"a": Ref(head("ra"), "b"), "b": Ref(head("rb"), "a")})
    assert not needs_of(circular, circular.trees["a"], "admin").surveys


def test_a_ledger_met_twice_has_its_entries_once() -> None:
    ledger = next(node for node, _ in every_node(rich_scheme()) if isinstance(node, Ledger))
    plain = rich_scheme(trees={"total": Sum(head("s"), (Term(ledger), Term(ledger)))})
    once = simulate(rich_scheme(trees={"total": Sum(head("s"), (Term(ledger),))}), CountyPlan(), 4)
    assert simulate(plain, CountyPlan(), 4).entries == once.entries


def test_names_that_the_scheme_lists_are_the_ones_on_the_ballots() -> None:
    survey = Survey(
        head("s", missing=Missing.ZERO),
        ("served",),
        channels=("窗口", "热线"),
        strata=("城区",),
        clusters=("一号",),
    )
    listed = rich_scheme(trees={"total": survey}, validity=Validity())
    known = dimensions_of(listed, "served")
    assert known.apart == {Dimension.CHANNEL, Dimension.STRATUM, Dimension.CLUSTER}
    made = simulate(listed, CountyPlan(units=6), 1)
    rows = [row for table in made.ballots() for row in table.rows]
    assert {(row[CHANNEL], row[STRATUM], row[CLUSTER]) for row in rows} == {
        ("窗口", "城区", "一号"),
        ("热线", "城区", "一号"),
    }
    cells = Counter((row[UNIT], row[CHANNEL], row[ROUND]) for row in rows)
    assert min(cells.values()) >= 18


@pytest.mark.parametrize("bad", [{"units": 0}, {"ballots_per_unit": 0}, {"exempt": -1}, {"spread": -2}])
def test_impossible_sizes_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="county"):
        CountyPlan(**bad)  # type: ignore[arg-type]


@settings(max_examples=10)
@given(schemes(), st.integers(0, 9))
def test_any_valid_scheme_gets_a_county(scheme: Scheme, seed: int) -> None:
    plan = CountyPlan(units=4, ballots_per_unit=3, experts=4, exempt=1, gaming=True)
    made = simulate(scheme, plan, seed)
    for table in made.ballots():
        rows = list(table.rows)
        assert len(rows) == table.number
        assert len(set(table.header)) == len(table.header)
        assert {len(row) for row in rows} == {len(table.header)}
