"""Simulated scores lie in the bounds; where nothing is imputed, the ends are reached."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.scheme.random_plans import ASPECTS, GROUPS, ROUNDS, UNITS, schemes, year

from minping.core.scheme.bounds import bounds
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node
from minping.core.scheme.tree import walk
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.result import ScoreNode
from minping.core.tally.counts import Cell, CellCounts, Counts


def below(shown: ScoreNode) -> Iterator[ScoreNode]:
    yield shown
    for part in shown.parts:
        yield from below(part)


def nodes_of(scheme: Scheme) -> dict[str, Node]:
    return {n.head.code: n for tree in scheme.trees.values() for n in walk(tree)}


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), st.integers(0, 999))
def test_every_computed_value_lies_in_its_bounds(scheme: Scheme, seed: int) -> None:
    known = nodes_of(scheme)
    for unit in score(scheme, year(scheme, seed)).units:
        if unit.tree is None:
            continue
        for shown in below(unit.tree):
            node = known.get(shown.code)
            if node is None or shown.object != unit.unit:
                continue
            found = bounds(scheme, node, unit.category)
            if shown.value is None:
                assert found.may_be_missing, shown.code
            else:
                assert found.low is None or shown.value >= found.low, (shown.code, shown.value, found)
                assert found.high is None or shown.value <= found.high, (shown.code, shown.value, found)


def answered(scheme: Scheme, best: dict[str, str]) -> CampaignData:
    """A year in which everybody of a group gives the same answer: group → option."""
    cells = {
        Cell(unit, group, turn): CellCounts({a: {best[group]: 20} for a in ASPECTS}, {"valid": 20})
        for unit in UNITS
        for group in GROUPS
        for turn in ROUNDS
    }
    return CampaignData("试验", 2024, UNITS, Counts(cells))


@settings(max_examples=40)
@given(schemes(plain=True))
def test_weighted_surveys_reach_both_ends(scheme: Scheme) -> None:
    """All answers at the top (at the bottom) of the scale give the highest (lowest) possible score."""
    for pick in (min, max):
        extreme = {
            code: pick(scheme.scales[group.scale].graded, key=lambda o: (o.points or 0, o.satisfied)).code
            for code, group in scheme.groups.items()
        }
        for unit in score(scheme, answered(scheme, extreme)).units:
            found = bounds(scheme, scheme.trees["总分"], unit.category)
            assert unit.score == (found.low if pick is min else found.high)
