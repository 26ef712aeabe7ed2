"""Every preset gets a county in which good units score well."""

from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from tests.core.simulate.counting import correlation, data_of

from minping.core.bundle.read import read_bundle
from minping.core.scheme.model import Scheme
from minping.core.scheme.reader import read_scheme
from minping.core.scoring.engine import score
from minping.core.simulate.county import simulate
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.write import write_simulated

PRESETS = {
    file.name: file.read_bytes()
    for file in sorted(files("minping.core.scheme").joinpath("presets").iterdir(), key=lambda f: f.name)
    if file.name.endswith(".yaml")
}


def decided(scheme: Scheme) -> Scheme:
    """The scheme with what it suggests taken as decided, so that it can be scored."""
    questions = tuple(replace(q, answer=q.answer or "建议值", decided_by="试验") for q in scheme.questions)
    return replace(scheme, questions=questions)


def test_the_presets_are_there() -> None:
    assert {"seed-001.yaml", "seed-002.yaml", "P5.yaml", "P6.yaml", "P8.yaml"} <= set(PRESETS)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_preset_simulates_and_scores(name: str) -> None:
    scheme = decided(read_scheme(PRESETS[name], name))
    county = simulate(scheme, CountyPlan(), 5)
    run = score(scheme, data_of(county))
    assert not run.blocked
    assert all(result.valid for result in run.rounds)
    appraised = [u for u in county.units if u.status == "appraised" and (u.category or not scheme.categories)]
    scored = [u for u in run.units if u.score is not None]
    assert len(scored) >= len(appraised) - 2
    pools = defaultdict(list)
    for unit in scored:
        pools[unit.category].append((float(county.truth.quality[unit.unit]), float(unit.score or 0)))
    pairs = [
        (quality - sum(q for q, _ in pool) / len(pool), points - sum(p for _, p in pool) / len(pool))
        for pool in pools.values()
        for quality, points in pool
    ]
    assert correlation([q for q, _ in pairs], [p for _, p in pairs]) > 0.5


def test_a_county_with_stations_and_windows_scores_alike_from_its_folder(tmp_path: Path) -> None:
    """Seed 001: the mean of windows and stations; whatever they are called, the folder keeps it."""
    scheme = decided(read_scheme(PRESETS["seed-001.yaml"], "seed-001.yaml"))
    county = simulate(scheme, CountyPlan(units=8), 5)
    write_simulated(county, tmp_path / "county")
    bundle = read_bundle(tmp_path / "county")
    from_folder = score(bundle.scheme, bundle.data).units
    assert [(u.unit, u.score) for u in from_folder] == [
        (u.unit, u.score) for u in score(scheme, data_of(county)).units
    ]
