"""Gaming shows in the ballots where the truth says so, and nowhere else."""

from collections import Counter

import pytest
from tests.core.simulate.plans import rich_scheme

from minping.core.scheme.model import Validity
from minping.core.simulate.ballots import LEADING, Row
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.gaming import CANVASSED, FORGED, STUFFED, Deed
from minping.core.simulate.plan import CountyPlan

PLAN = CountyPlan(units=16, ballots_per_unit=120)
CLUSTER = LEADING.index("群")


@pytest.fixture(scope="module")
def honest() -> SimulatedCounty:
    return simulate(rich_scheme(validity=Validity()), PLAN, 21)


@pytest.fixture(scope="module")
def gamed() -> SimulatedCounty:
    return simulate(rich_scheme(validity=Validity()), CountyPlan(**{**vars(PLAN), "gaming": True}), 21)


def rows_of(county: SimulatedCounty) -> list[Row]:
    return [row for table in county.ballots() for row in table.rows]


def deed(county: SimulatedCounty, kind: str) -> Deed:
    return next(d for d in county.truth.deeds if d.kind == kind)


def top_share(rows: list[Row]) -> float:
    best = {"A", "100"}
    return sum(all(answer in best for answer in row[len(LEADING) :]) for row in rows) / len(rows)


def about(county: SimulatedCounty, found: Deed) -> list[Row]:
    name = next(u.name for u in county.units if u.code == found.target)
    return [row for row in rows_of(county) if row[0] == name and (row[1], row[2]) in found.blocks]


def test_nobody_games_unless_asked_to(honest: SimulatedCounty) -> None:
    assert honest.truth.deeds == ()


def test_the_canvassed_unit_has_far_more_ballots_that_praise_everything(
    honest: SimulatedCounty, gamed: SimulatedCounty
) -> None:
    found = deed(gamed, CANVASSED)
    assert top_share(about(gamed, found)) > top_share(about(honest, found)) + 0.15


def test_the_stuffed_station_has_ballots_that_nobody_cast(
    honest: SimulatedCounty, gamed: SimulatedCounty
) -> None:
    found = deed(gamed, STUFFED)
    assert len(about(gamed, found)) - len(about(honest, found)) == found.ballots > 0
    stated = [p for p in gamed.participation if p.unit == found.target and (p.group, p.round) in found.blocks]
    assert sum(p.returned or 0 for p in stated) == len(about(gamed, found))


def test_the_forged_forms_repeat_each_other(gamed: SimulatedCounty) -> None:
    found = deed(gamed, FORGED)
    reached = [row for row in rows_of(gamed) if (row[1], row[2]) in found.blocks and row[CLUSTER]]
    forged = [row for row in reached if row[CLUSTER] == found.target]
    assert len(forged) == found.ballots
    assert variety(forged) < 0.7 * variety([row for row in reached if row[CLUSTER] != found.target])


def variety(rows: list[Row]) -> float:
    """Different answer patterns per ballot about one object, averaged over objects."""
    by_object: dict[str, Counter[Row]] = {}
    for row in rows:
        by_object.setdefault(row[0] + row[2] + row[CLUSTER], Counter())[row[len(LEADING) :]] += 1
    large = [count for count in by_object.values() if sum(count.values()) >= 4]
    return sum(len(count) / sum(count.values()) for count in large) / len(large)


def test_everybody_else_is_left_alone(honest: SimulatedCounty, gamed: SimulatedCounty) -> None:
    touched = {d.target for d in gamed.truth.deeds}
    names = {u.name for u in gamed.units if u.code in touched}
    before = Counter(row for row in rows_of(honest) if row[0] not in names and row[CLUSTER] not in touched)
    after = Counter(row for row in rows_of(gamed) if row[0] not in names and row[CLUSTER] not in touched)
    assert before == after
