"""The boards' first page, for the leading group: how much is open, late, cured, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from minping.apps.casework.boards.charts import Chart, plain, stacked
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.ledger import kinds_of
from minping.apps.casework.boards.query import Query
from minping.apps.casework.boards.rows import names_of
from minping.apps.casework.boards.words import CURED, HANDS
from minping.apps.casework.models import Proposal
from minping.apps.foundation.clock import today
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES

_MONTHS, _SHOWN = 12, 10
MONTH_KEYS = ((Text("挂号", "registered"), "g4"), (Text("销号", "cleared"), "g1"))


@dataclass(frozen=True)
class Figures:
    """How problems stand. ``in_time``: cleared by the day that was set, extensions included."""

    open: int = 0
    overdue: int = 0
    recurred: int = 0
    media: int = 0
    long_term: int = 0
    accountable: int = 0
    cured: int = 0
    in_time: int = 0
    dated: int = 0
    exceptions: int = 0


@dataclass(frozen=True)
class Month:
    """How many were registered and how many cleared."""

    first: date
    registered: int
    cleared: int


def figures(extent: Extent) -> Figures:
    """All figures: most are counted within the index ``problem_facets``, days of those cleared in one pass."""
    found: Counter[str] = Counter()
    rows = extent.problems()
    kinds = kinds_of(extent.actor, Query(campaign=extent.campaign, unit=extent.unit))
    for (state, _, _, _, level, overdue, media, recurs), n in kinds:
        found["long_term"] += n * (state == "long_term")
        found["cured"] += n * (state in CURED)
        if state in OPEN_STATES:
            found["open"] += n
            found["overdue"] += n * bool(overdue)
            found["recurred"] += n * bool(recurs)
            found["media"] += n * bool(media)
            found["accountable"] += n * (level == 4)
    signed = rows.filter(steps__act="clear_by_exception").values("id").distinct().count()
    in_time = Count("state", filter=Q(cleared_on__lte=F("deadline")))
    dated = rows.filter(state__in=CURED).aggregate(dated=Count("deadline"), in_time=in_time)
    return Figures(**found, **dated, exceptions=signed)


def months(extent: Extent) -> Sequence[Month]:
    """The last twelve months, this one included."""
    end = today().replace(day=1)
    line = [_back(end, n) for n in range(_MONTHS - 1, -1, -1)]
    sums: dict[str, Counter[date]] = {}
    for name in ("registered_on", "cleared_on"):
        rows = extent.problems().filter(**{f"{name}__gte": line[0]})
        found = sums[name] = Counter()
        for day, n in rows.values_list(name).annotate(n=Count("*")):
            found[day.replace(day=1)] += n
    return [Month(first, sums["registered_on"][first], sums["cleared_on"][first]) for first in line]


def _back(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def months_chart(found: Sequence[Month]) -> Chart:
    """Registered and cleared, month by month."""
    rows = [(f"{month.first:%Y-%m}", (month.registered, month.cleared), "") for month in found]
    return stacked(Text("每月挂号与销号", "Registered and cleared each month"), MONTH_KEYS, rows)


def hands_chart(extent: Extent) -> Chart:
    """In whose hands the open problems lie."""
    asked = {f"in_{name}": Count("state", filter=Q(state__in=states)) for name, (_, states) in HANDS.items()}
    numbers = extent.open().aggregate(**asked)
    rows = [
        (label, numbers[f"in_{name}"], extent.ledger(state=f"with_{name}"))
        for name, (label, _) in HANDS.items()
    ]
    return plain(Text("在办问题在谁手上", "In whose hands open problems lie"), rows)


def latest_units(extent: Extent) -> Chart:
    """The units with the most overdue problems."""
    rows = extent.open().filter(overdue=True, unit__isnull=False)
    counted = list(rows.values_list("unit").annotate(n=Count("*")).order_by("-n", "unit__code")[:_SHOWN])
    names = names_of(unit for unit, _ in counted)
    return plain(
        Text("逾期最多的单位", "Units with the most overdue problems"),
        [(names.get(unit, ""), n, extent.ledger(unit=unit, overdue="yes")) for unit, n in counted],
        css="late-bar",
    )


def waiting_proposals(extent: Extent) -> int:
    """Rungs that wait for a person's decision."""
    return Proposal.objects.filter(state=Proposal.State.WAITING, problem__in=extent.open()).count()
