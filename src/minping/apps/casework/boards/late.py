"""逾期: what is late, on which rung of the ladder it stands, which follows and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from minping.apps.casework.boards.charts import Chart, plain
from minping.apps.casework.boards.days import Days
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rows import Entry, entries
from minping.apps.casework.boards.rules import ASKED_FROM, rules, steps
from minping.apps.casework.boards.words import LEVELS
from minping.apps.casework.models import Problem, Proposal, Urge
from minping.apps.casework.terms import UNIT_HOLDS
from minping.apps.foundation.clock import today
from minping.core.findings import Text

_FORWARD = timedelta(days=120)
_BACK = timedelta(days=730)


@dataclass(frozen=True)
class Late:
    """A late problem. ``next_rung``: what follows; ``next_on``: the day on which it falls due, None when it
    is due already and waits for a person."""

    entry: Entry
    next_rung: Text | None
    next_on: date | None
    by_person: bool
    proposed: bool
    silent: bool


def late(extent: Extent) -> QuerySet[Problem]:
    """Open problems past their day, the latest first."""
    return extent.open().filter(overdue=True).order_by(F("deadline").asc(nulls_last=True), "number", "id")


def told(problems: Iterable[Problem]) -> Sequence[Late]:
    """These problems with what follows for each."""
    rows = entries(problems)
    now, known = today(), rules()
    days = Days(now - _BACK, now + _FORWARD)
    after = dict(steps(known))
    ids = [row.id for row in rows]
    proposed = set(
        Proposal.objects.filter(problem__in=ids, state=Proposal.State.WAITING).values_list(
            "problem", flat=True
        )
    )
    silent = set(
        Urge.objects.filter(problem__in=ids, silent_on__isnull=False).values_list("problem", flat=True)
    )

    def line(row: Entry) -> Late:
        rung = row.level + 1
        if rung not in after or row.deadline is None or row.left is None:
            return Late(row, None, None, False, row.id in proposed, row.id in silent)
        on = days.after(row.deadline, after[rung])
        return Late(
            row,
            LEVELS[rung],
            on if on is not None and on > now else None,
            rung >= ASKED_FROM,
            row.id in proposed,
            row.id in silent,
        )

    return [line(row) for row in rows]


def chart(extent: Extent) -> Chart:
    """How many late problems stand on each rung."""
    asked = {f"l{level}": Count("state", filter=Q(level=level)) for level in LEVELS}
    numbers = extent.open().filter(overdue=True).aggregate(**asked)
    return plain(
        Text("逾期问题现在的督办层级", "Rungs on which late problems stand"),
        [
            (label, numbers[f"l{level}"], extent.ledger(overdue="yes", level=str(level)))
            for level, label in LEVELS.items()
        ],
        css="late-bar",
    )


def coming(extent: Extent) -> Sequence[Entry]:
    """What falls due within the days of reminding, soonest first."""
    now = today()
    last = Days(now, now + _FORWARD).after(now, rules().remind_before) or now
    rows = extent.open().filter(state__in=UNIT_HOLDS, deadline__gte=now, deadline__lte=last)
    return entries(rows.order_by("deadline", "number")[:50])
