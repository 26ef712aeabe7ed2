"""What is written is a campaign folder that reads back as the county that was made."""

import json
from pathlib import Path

import pytest
from tests.core.simulate.counting import counts_in
from tests.core.simulate.plans import rich_scheme

from minping.core.bundle.model import Form
from minping.core.bundle.read import read_bundle
from minping.core.findings import RefusedInput
from minping.core.scoring.engine import score
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.demo import demo_county, demo_scheme_file
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.write import write_simulated, write_truth


@pytest.fixture(scope="module")
def county() -> SimulatedCounty:
    return simulate(rich_scheme(), CountyPlan(units=9, ballots_per_unit=30, gaming=True), 7)


@pytest.fixture(scope="module")
def folder(county: SimulatedCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("county") / "campaign"
    write_simulated(county, target)
    return target


def test_every_table_reads_back(county: SimulatedCounty, folder: Path) -> None:
    bundle = read_bundle(folder)
    assert bundle.form is Form.PRIVATE
    assert bundle.scheme == county.scheme
    assert (bundle.title, bundle.year, bundle.office) == (county.title, county.year, county.office)
    assert dict(bundle.data.units) == {unit.code: unit for unit in county.units}
    assert bundle.data.participation == county.participation
    assert bundle.data.reports == county.reports
    assert bundle.data.entries == county.entries
    assert bundle.data.events == county.events
    assert bundle.data.history == county.history


def test_the_tally_of_the_files_counts_what_was_made(county: SimulatedCounty, folder: Path) -> None:
    assert read_bundle(folder).raw_counts == counts_in(county)


def test_the_same_county_is_written_in_the_same_bytes(
    county: SimulatedCounty, folder: Path, tmp_path: Path
) -> None:
    write_simulated(county, tmp_path / "again")
    names = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*.*"))
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_progress_tells_the_rows_written(county: SimulatedCounty, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    write_simulated(county, tmp_path / "c", progress=lambda name, rows: told.append((name, rows)))
    assert told[-1][1] == county.ballot_rows
    assert [name for name, _ in told] == sorted(name for name, _ in told)


def test_a_folder_that_holds_something_is_left_alone(county: SimulatedCounty, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedInput):
        write_simulated(county, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_truth_is_kept_apart(county: SimulatedCounty, folder: Path, tmp_path: Path) -> None:
    write_truth(county, tmp_path / "truth.json")
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth["seed"] == 7
    assert set(truth["units"]) == {unit.code for unit in county.units}
    assert [deed["kind"] for deed in truth["gaming"]] == ["canvassed", "stuffed", "forged"]
    written = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"canvassed" not in written
    assert b"quality" not in written


def test_the_demo_has_47_units_and_6_exempt_in_six_categories() -> None:
    demo = demo_county()
    top = [unit for unit in demo.units if not unit.parent]
    assert sum(unit.status == "appraised" for unit in top) == 47
    assert sum(unit.status == "exempt" for unit in top) == 6
    assert len({unit.category for unit in top}) == 6
    assert any(unit.kind == "station" for unit in demo.units)
    assert not demo.scheme.open_questions
    assert {question.decided_by for question in demo.scheme.questions} == {"演示"}


def test_the_demo_scores_from_its_folder(tmp_path: Path) -> None:
    demo = demo_county()
    write_simulated(demo, tmp_path / "demo", scheme_file=demo_scheme_file())
    bundle = read_bundle(tmp_path / "demo")
    assert bundle.scheme_file == demo_scheme_file()
    assert not [finding for finding in bundle.findings if finding.severity != "info"]
    run = score(bundle.scheme, bundle.data)
    assert not run.blocked
    assert sum(unit.score is not None for unit in run.units) == 47
