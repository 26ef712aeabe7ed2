"""A unit's rectification in numbers that the yearly assessment reads (F016): each with what it is a part of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q

from minping.apps.casework.boards.words import CURED, OF_UNITS
from minping.apps.casework.models import Plan, Problem, Report, Step
from minping.apps.casework.models.papers import Decision
from minping.core.lifecycle.problem_terms import OPEN_STATES


@dataclass(frozen=True)
class Part:
    """``n`` out of ``of``."""

    n: int = 0
    of: int = 0


@dataclass(frozen=True)
class CaseworkFacts:
    """One unit, itself without what lies below it. ``late``: was overdue at any time; ``recurred``: second and
    later generations; ``reopened``: went back at least once after a check; all three of what was registered.
    ``in_time``: cleared by the day that was set, extensions included; ``exceptions``: cleared without an answer;
    both of what was cleared. ``returned``: plans and reports sent back, of those decided on."""

    unit: UUID
    registered: int
    open: int
    overdue: int
    late: Part
    recurred: Part
    reopened: Part
    cleared: Part
    in_time: Part
    exceptions: Part
    returned: Part
    exposed: int
    orders: int


_ASKED: Mapping[str, Q] = {
    "n": Q(),
    "open": Q(state__in=OPEN_STATES),
    "overdue": Q(state__in=OPEN_STATES, overdue=True),
    "recurred": Q(generation__gte=2),
    "cured": Q(state__in=CURED),
    "dated": Q(state__in=CURED, deadline__isnull=False),
    "in_time": Q(state__in=CURED, cleared_on__lte=F("deadline")),
    "exposed": Q(media=True),
}


def casework_facts(campaign: UUID) -> Mapping[UUID, CaseworkFacts]:
    """By unit, whoever had a problem registered in the campaign; six queries however many there are."""
    rows = Problem.objects.filter(campaign=campaign, state__in=OF_UNITS, unit__isnull=False).order_by()
    counts = {f"n_{name}": Count("state", filter=of) for name, of in _ASKED.items()}
    counted = rows.values_list("unit").annotate(**counts)
    late, reopened = _stepped(campaign, act="mark_overdue"), _stepped(campaign, after="reopened")
    signed = _stepped(campaign, act="clear_by_exception")
    returned, decided = _papers(campaign)
    orders = Counter(unit for unit, flags in rows.values_list("unit", "flags") if "problem_order" in flags)

    def facts(unit: UUID, n: Mapping[str, int]) -> CaseworkFacts:
        return CaseworkFacts(
            unit,
            registered=n["n"],
            open=n["open"],
            overdue=n["overdue"],
            late=Part(late[unit], n["n"]),
            recurred=Part(n["recurred"], n["n"]),
            reopened=Part(reopened[unit], n["n"]),
            cleared=Part(n["cured"], n["n"]),
            in_time=Part(n["in_time"], n["dated"]),
            exceptions=Part(signed[unit], n["cured"]),
            returned=Part(returned[unit], decided[unit]),
            exposed=n["exposed"],
            orders=orders[unit],
        )

    return {
        unit: facts(unit, dict(zip(_ASKED, numbers, strict=True)))
        for unit, *numbers in counted
        if unit is not None
    }


def _stepped(campaign: UUID, **step: str) -> Counter[UUID]:
    """Problems by unit that took such a step."""
    rows = Step.objects.filter(problem__campaign=campaign, problem__state__in=OF_UNITS, **step).order_by()
    counted = rows.values_list("problem__unit").annotate(n=Count("problem", distinct=True))
    return Counter({unit: n for unit, n in counted if unit is not None})


def _papers(campaign: UUID) -> tuple[Counter[UUID], Counter[UUID]]:
    """Plans and reports by unit: sent back, and decided on."""
    returned: Counter[UUID] = Counter()
    decided: Counter[UUID] = Counter()
    for papers in (Plan.objects, Report.objects):
        rows = papers.filter(problem__campaign=campaign).exclude(decision=Decision.WAITING).order_by()
        counted = rows.values_list("problem__unit").annotate(
            n=Count("*"), back=Count("id", filter=Q(decision=Decision.RETURNED))
        )
        for unit, n, back in counted:
            if unit is not None:
                decided[unit] += n
                returned[unit] += back
    return returned, decided
