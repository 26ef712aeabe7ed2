"""久拖不决: for how many working days problems have been open, by unit and by state (F019)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from minping.apps.casework.boards.charts import Chart, stacked
from minping.apps.casework.boards.days import Days
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rows import names_of
from minping.apps.casework.boards.words import STATES
from minping.apps.casework.models import Problem
from minping.apps.foundation.clock import today
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES

STARTS = (0, 11, 31, 61, 121)
"""Where each band of working days begins."""
BANDS: Sequence[tuple[Text, str]] = (
    (Text("10天以内", "up to 10"), "g1"),
    (Text("11至30天", "11 to 30"), "g2"),
    (Text("31至60天", "31 to 60"), "g3"),
    (Text("61至120天", "61 to 120"), "g4"),
    (Text("120天以上", "over 120"), "g5"),
)
_BACK = timedelta(days=730)
_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """Open problems of a unit or state: how many in each band, how many overdue, the oldest in working days."""

    label: Text | str
    link: str
    bands: tuple[int, ...]
    overdue: int
    oldest: int

    @property
    def total(self) -> int:
        return sum(self.bands)

    @property
    def old(self) -> int:
        """Open for more than 60 working days."""
        return sum(self.bands[3:])


@dataclass(frozen=True)
class Ageing:
    """The whole board; units with the most old problems first."""

    units: Sequence[Line]
    states: Sequence[Line]
    chart: Chart

    @property
    def total(self) -> int:
        return sum(line.total for line in self.states)

    @property
    def old(self) -> int:
        return sum(line.old for line in self.states)


def ageing(extent: Extent) -> Ageing:
    """Counted by the database, one pass by unit and one by state."""
    days = Days(today() - _BACK, today())
    rows = extent.open().filter(registered_on__isnull=False)
    by_unit, by_state = _counted(rows, "unit", days), _counted(rows, "state", days)
    names = names_of(by_unit)
    units = [
        Line(names.get(unit, ""), extent.ledger(unit=unit, sort="registered"), *counted)
        for unit, counted in by_unit.items()
    ]
    units.sort(key=lambda line: (-line.old, -line.total, str(line.label)))
    states = [
        Line(STATES[state], extent.ledger(state=state, sort="registered"), *by_state[state])
        for state in OPEN_STATES
        if state in by_state
    ]
    shown = [(line.label, line.bands, line.link) for line in units[:_SHOWN]]
    title = Text(
        "在办问题已经多少个工作日（单位按久拖数排列）", "Working days that open problems have been open"
    )
    return Ageing(units, states, stacked(title, BANDS, shown))


def _counted(rows: QuerySet[Problem], field: str, days: Days) -> dict[Any, tuple[tuple[int, ...], int, int]]:
    """For each value of the field: problems in each band, overdue ones, working days of the oldest."""
    now = today()
    ends = [days.limit(now, start) for start in STARTS]
    asked = {}
    for place, end in enumerate(ends):
        within = Q(registered_on__lte=end)
        if place + 1 < len(ends):
            within &= Q(registered_on__gt=ends[place + 1])
        asked[f"band{place}"] = Count("state", filter=within)
    found = rows.values_list(field).annotate(
        **asked, late=Count("state", filter=Q(overdue=True)), first=Min("registered_on")
    )
    return {
        value: (tuple(bands), late, days.between(first, now))
        for value, *bands, late, first in found.order_by()
    }


def oldest(extent: Extent) -> QuerySet[Problem]:
    """Open problems, the oldest first."""
    return extent.open().filter(registered_on__isnull=False).order_by("registered_on", "number", "id")
