"""One line of a list of problems, with everything a reader needs to see what is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from minping.apps.casework.boards.days import days_around
from minping.apps.casework.boards.words import CLASSES, LEVELS, SOURCES, STATES, look_of
from minping.apps.casework.models import Problem
from minping.apps.casework.terms import due_of
from minping.apps.foundation.clock import today
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES


@dataclass(frozen=True)
class Entry:
    """A problem in a list. ``left``: working days to the day that counts, negative where it has passed; None:
    nothing is due from the unit now. ``open_days``: working days since it was registered."""

    id: UUID
    number: str
    title: str
    unit: UUID | None
    unit_name: str
    state: str
    state_words: Text
    look: str
    source: Text
    klass: Text
    level: int
    level_words: Text
    generation: int
    overdue: bool
    media: bool
    order: bool
    handler: str
    registered_on: date | None
    deadline: date | None
    cleared_on: date | None
    left: int | None
    open_days: int | None

    @property
    def link(self) -> str:
        """Where it is dealt with."""
        return reverse("casework:problem", args=[self.id])

    @property
    def late(self) -> int:
        """Working days since the deadline passed."""
        return -self.left if self.left is not None and self.left < 0 else 0


def entries(problems: Iterable[Problem]) -> Sequence[Entry]:
    """The lines of these problems, in their order."""
    rows = list(problems)
    now = today()
    days = days_around(now, [d for row in rows for d in (row.deadline, row.next_date, row.registered_on)])
    names = names_of(row.unit_id for row in rows)

    def line(row: Problem) -> Entry:
        due, left = due_of(row), None
        if due is not None:
            left = -days.between(due, now) if due < now else days.between(now, due)
        registered = row.registered_on if row.state in OPEN_STATES else None
        return Entry(
            id=row.id,
            number=row.label,
            title=row.title,
            unit=row.unit_id,
            unit_name=names.get(row.unit_id, "") if row.unit_id else "",
            state=row.state,
            state_words=STATES[row.state],
            look=look_of(row.state),
            source=SOURCES[row.source],
            klass=CLASSES[row.klass],
            level=row.level,
            level_words=LEVELS[row.level],
            generation=row.generation,
            overdue=row.overdue,
            media=row.media,
            order="problem_order" in row.flags,
            handler=row.handler,
            registered_on=row.registered_on,
            deadline=row.next_date if row.state == "long_term" else row.deadline,
            cleared_on=row.cleared_on,
            left=left,
            open_days=days.between(registered, now) if registered else None,
        )

    return [line(row) for row in rows]


def names_of(units: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Present names of units."""
    wanted = {unit for unit in units if unit is not None}
    return {unit.id: unit.name for unit in unit_lines(wanted)} if wanted else {}
