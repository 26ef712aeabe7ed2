"""A kept run, read back: every page and document shows these same values, none is computed again."""

import tempfile
from dataclasses import dataclass
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
    """``run``: with the sources of entries and reports, for the office; ``shown``: the same numbers as the
    public data hold them. ``data``: merged counts and public rows."""

    run: Run
    shown: Run
    scheme: Scheme
    data: CampaignData
    office: str


def load_run(row: ScoreRun) -> Loaded:
    """What is kept of a run. Raises Refused when a file is missing or damaged."""
    return _loaded(row.record, row.public)


@lru_cache(maxsize=8)
def _loaded(record: str, public: str) -> Loaded:
    run = read_record(kept(record))
    with tempfile.TemporaryDirectory() as made:
        folder = unzipped(kept(public), Path(made) / "public")
        bundle = read_bundle(folder)
        shown = read_record((folder / RESULTS / SCORES_JSON).read_bytes())
    return Loaded(run, shown, bundle.scheme, bundle.data, bundle.office)
