"""One unit's board: what waits for it, what it was urged to, what was cured, how it is rated."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rows import Entry, entries
from minping.apps.casework.boards.words import CURED, LEVELS, UNIT
from minping.apps.casework.models import Rating, Urge
from minping.core.findings import Text

_SHOWN = 30


@dataclass(frozen=True)
class Urged:
    """An urging that the unit has not answered. ``silent``: the time for an answer is over."""

    entry: Entry
    level: Text
    days_late: int
    silent: bool


@dataclass(frozen=True)
class Rated:
    """What citizens said about rectifications, open words and those of givers apart."""

    good: int
    fair: int
    bad: int

    @property
    def all(self) -> int:
        return self.good + self.fair + self.bad


def waiting(extent: Extent) -> Sequence[Entry]:
    """What the unit has to do next, the soonest due first."""
    rows = extent.open().filter(state__in=UNIT).order_by(F("deadline").asc(nulls_last=True), "number")
    return entries(rows[:_SHOWN])


def urged(extent: Extent) -> Sequence[Urged]:
    """Urgings without an answer, the highest rung first."""
    rows = Urge.objects.filter(problem__in=extent.open(), level__gte=1, answered_at__isnull=True)
    found = list(rows.select_related("problem").order_by("-level", "at")[:_SHOWN])
    lines = {line.id: line for line in entries({one.problem_id: one.problem for one in found}.values())}
    return [
        Urged(lines[one.problem_id], LEVELS[one.level], one.days_late, one.silent_on is not None)
        for one in found
    ]


def cured(extent: Extent) -> Sequence[Entry]:
    """What was cleared last."""
    rows = (
        extent.problems().filter(state__in=CURED).order_by(F("cleared_on").desc(nulls_last=True), "-number")
    )
    return entries(rows[:10])


def rated(extent: Extent, *, by_giver: bool) -> Rated:
    """Counts of the citizens' words."""
    words = {word: Count("id", filter=Q(word=word)) for word in Rating.Word.values}
    rows = Rating.objects.filter(problem__in=extent.problems(), by_giver=by_giver)
    return Rated(**rows.aggregate(**words))
