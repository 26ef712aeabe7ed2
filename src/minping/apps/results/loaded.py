"""A kept run, read back: every page and document shows these same values, none is computed again."""

import tempfile
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from minping.apps.results.models import ScoreRun
from minping.apps.results.storing import kept, unzipped
from minping.core.bundle.read import read_bundle
from minping.core.bundle.results import RESULTS, SCORES_JSON
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.record_read import read_record
from minping.core.scoring.result import ScoreRun as Run


@dataclass(frozen=True)
class Loaded:
    """A run with the scheme and the public rows that explain it: merged counts, participation."""

    run: Run
    scheme: Scheme
    data: CampaignData
    office: str


def load_run(row: ScoreRun) -> Loaded:
    """A run for the office, with the sources of entries and reports. Raises Refused when a file is missing
    or damaged."""
    return replace(load_public(row), run=_record(row.record))


def load_public(row: ScoreRun) -> Loaded:
    """A run as the public data hold it: the same numbers, without private sources. Raises Refused."""
    return _public(row.public)


@lru_cache(maxsize=8)
def _record(digest: str) -> Run:
    return read_record(kept(digest))


@lru_cache(maxsize=8)
def _public(digest: str) -> Loaded:
    with tempfile.TemporaryDirectory() as made:
        folder = unzipped(kept(digest), Path(made) / "public")
        bundle = read_bundle(folder)
        shown = read_record((folder / RESULTS / SCORES_JSON).read_bytes())
    return Loaded(shown, bundle.scheme, bundle.data, bundle.office)
