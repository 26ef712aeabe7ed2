"""A campaign in memory: plan, facts, counts, and where they came from."""

from dataclasses import dataclass, field
from enum import StrEnum

from minping.core.bundle.campaign_file import PRIVATE, PUBLIC
from minping.core.findings import Finding
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData
from minping.core.tally.counts import Counts
from minping.core.tally.result import TallyResult
from minping.core.tally.sources import BallotFile


class Form(StrEnum):
    """Private: with ballots, or counts of cells of any size. Public: merged counts only."""

    PRIVATE = PRIVATE
    PUBLIC = PUBLIC


@dataclass(frozen=True)
class SchemeFile:
    """The plan as it was written; ``name`` ends in .yaml or .json."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Bundle:
    """``data.counts`` are merged by the rule for small cells, ``raw_counts`` are not: a private bundle
    has them, a public one never. ``tally`` and ``ballots`` are there when ballots were read.
    ``findings``: everything noted that does not forbid scoring."""

    form: Form
    scheme: Scheme
    scheme_file: SchemeFile
    data: CampaignData
    raw_counts: Counts | None = None
    tally: TallyResult | None = None
    ballots: tuple[BallotFile, ...] = ()
    office: str = ""
    language: str = ""
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def title(self) -> str:
        """Name of the campaign."""
        return self.data.title

    @property
    def year(self) -> int:
        """The year that is appraised."""
        return self.data.year
