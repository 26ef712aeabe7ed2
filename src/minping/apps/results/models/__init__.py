"""Tables of the room results."""

from minping.apps.results.models.appeals import Appeal, AppealStep, CorrectionNotice
from minping.apps.results.models.inside import InsideTaken
from minping.apps.results.models.kept import KeptError
from minping.apps.results.models.runs import (
    Announcement,
    Documents,
    Explanation,
    Publication,
    Review,
    RoundTally,
    ScoreRun,
    Sheet,
    Standing,
    TableVersion,
)

__all__ = [
    "Announcement",
    "Appeal",
    "AppealStep",
    "CorrectionNotice",
    "Documents",
    "Explanation",
    "InsideTaken",
    "KeptError",
    "Publication",
    "Review",
    "RoundTally",
    "ScoreRun",
    "Sheet",
    "Standing",
    "TableVersion",
]
