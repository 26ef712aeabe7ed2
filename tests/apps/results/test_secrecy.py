"""Nothing public holds a whole ballot, an answer pattern, or a cell that was withheld."""

import csv
import io
import json
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from tests.apps.results.steps import published
from tests.apps.results.year import Year, year_of

from minping.apps.foundation.actors import Actor
from minping.apps.results.models import RoundTally, ScoreRun
from minping.apps.results.selectors import public_data, publication_of
from minping.apps.results.storing import kept, unzipped
from minping.core.bundle.read import read_bundle
from minping.core.tally.counts import JOIN, Cell
from minping.core.tally.shards import load_tally

pytestmark = pytest.mark.django_db
FEW = 2
"""Ballots of every third object in a round: cells that must be merged or withheld."""


def public_files(year: Year) -> dict[str, str]:
    found = publication_of(year.campaign)
    assert found is not None
    with zipfile.ZipFile(io.BytesIO(public_data(found))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def test_the_public_folder_holds_no_ballot_and_no_pattern(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    files = public_files(year)
    assert not [n for n in files if "ballot" in n or "tally" in n or "pattern" in n or "moment" in n]
    whole = "\n".join(files.values())
    for tally in RoundTally.objects.all():
        assert tally.file not in whole
        with tempfile.TemporaryDirectory() as made:
            patterns = load_tally(unzipped(kept(tally.file), Path(made))).patterns
        for _, answers, _ in patterns.rows():
            if len(answers) > 1:
                assert json.dumps(answers, ensure_ascii=False) not in whole
                assert ";".join(answers) not in whole


def test_evidence_and_sources_stay_inside(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    whole = "\n".join(public_files(year).values())
    private = [entry.evidence for entry in year.county.entries if len(entry.evidence) > 3]
    assert private
    assert not [words for words in private if words in whole]


def test_cells_under_the_threshold_show_their_number_alone(clerk: Actor, lead: Actor) -> None:
    year = year_of(few=FEW)
    published(year, clerk, lead)
    rows = list(csv.DictReader(io.StringIO(public_files(year)["counts.csv"])))
    cells: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in rows:
        key = tuple(row.get(name, "") for name in ("单位名称", "投票层面", "轮次", "渠道", "层", "群"))
        cells[key][f"{row['测评项']}/{row['选项']}"] = int(row["票数"])
    short = {key: found for key, found in cells.items() if "*/short" in found}
    assert short, "this county must have small cells"
    assert all(set(found) == {"*/short"} for found in short.values())
    threshold = year.county.scheme.small_cells.threshold
    assert all(found["*/valid"] >= threshold for key, found in cells.items() if key not in short)


def test_no_withheld_cell_can_be_computed_from_what_is_shown(clerk: Actor, lead: Actor) -> None:
    """Differencing: each shown table is a set of sums over the raw cells; no raw cell under the threshold
    lies in their span."""
    year = year_of(few=FEW)
    published(year, clerk, lead)
    run = ScoreRun.objects.get(campaign=year.campaign)
    with tempfile.TemporaryDirectory() as made:
        raw = read_bundle(unzipped(kept(run.private), Path(made) / "private")).raw_counts
        shown = read_bundle(unzipped(kept(run.public), Path(made) / "public")).data.counts
    assert raw is not None
    places = {cell: place for place, (cell, _) in enumerate(raw.items())}
    sums = [_members(cell, places) for cell, found in shown.items() if not found.short]
    threshold = year.county.scheme.small_cells.threshold
    small = [cell for cell, found in raw.items() if 0 < found.valid < threshold]
    assert small
    matrix = np.array(sums, dtype=float) if sums else np.zeros((1, len(places)))
    rank = np.linalg.matrix_rank(matrix)
    for cell in small:
        one = np.zeros((1, len(places)))
        one[0, places[cell]] = 1
        assert np.linalg.matrix_rank(np.vstack([matrix, one])) > rank, cell


def _members(shown: Cell, places: dict[Cell, int]) -> list[int]:
    """Which raw cells a shown cell adds up."""

    def within(name: str, raw: Cell) -> bool:
        value = getattr(shown, name)
        return not value or getattr(raw, name) in value.split(JOIN)

    names = ("unit", "group", "round", "channel", "stratum", "cluster")
    return [int(all(within(name, raw) for name in names)) for raw in places]


def test_a_county_of_usual_size_withholds_nothing(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    assert "short" not in public_files(year)["counts.csv"]
