"""What a daily assessment may put forward: problems late, come up again, returned twice, exposed (F016, F148)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from minping.apps.casework.boards.words import OF_UNITS
from minping.apps.casework.models import Plan, Problem, Report, Step
from minping.apps.casework.models.papers import Decision

LATE, RECURRED, RETURNED, EXPOSED, BROKEN = "late", "recurred", "returned", "exposed", "promise_broken"
TIMES = 2
"""How often a plan or report must have come back."""


@dataclass(frozen=True)
class NotableFact:
    """One thing that happened to a problem of a unit, on the day on which it became a fact."""

    kind: str
    problem: UUID
    number: str
    unit: UUID
    title: str
    day: date


def notable_facts(campaign: UUID) -> Sequence[NotableFact]:
    """Everything notable of the campaign's problems, by day; five queries however many there are.

    A promise made at a hearing whose day passed is ``promise_broken``, any other problem then is ``late``.
    """
    problems = Problem.objects.filter(campaign=campaign, state__in=OF_UNITS, unit__isnull=False)
    overdue, exposed = _first(problems, "mark_overdue"), _first(problems, "mark_media")
    returned = _returned(problems)
    found = [
        NotableFact(kind, one.id, one.label, one.unit_id, one.title, day)
        for one in problems
        for kind, day in _kinds(one, overdue.get(one.id), exposed.get(one.id), returned.get(one.id))
        if one.unit_id is not None
    ]
    return sorted(found, key=lambda fact: (fact.day, fact.number, fact.kind))


def _kinds(
    one: Problem, overdue: date | None, exposed: date | None, returned: date | None
) -> Iterator[tuple[str, date]]:
    if overdue is not None:
        yield (BROKEN if one.source == Problem.Source.HEARING else LATE), overdue
    if one.generation > 1:
        yield RECURRED, one.raised_on
    if returned is not None:
        yield RETURNED, returned
    if exposed is not None:
        yield EXPOSED, exposed


def _first(problems: QuerySet[Problem], act: str) -> Mapping[UUID, date]:
    rows = Step.objects.filter(problem__in=problems, act=act).order_by("-serial")
    return {problem: _day(at) for problem, at in rows.values_list("problem", "at")}


def _returned(problems: QuerySet[Problem]) -> Mapping[UUID, date]:
    """The day on which the second paper came back."""
    days: dict[UUID, list[datetime]] = {}
    for papers in (Plan.objects, Report.objects):
        rows = papers.filter(problem__in=problems, decision=Decision.RETURNED, decided_at__isnull=False)
        for problem, at in rows.values_list("problem", "decided_at"):
            if at is not None:
                days.setdefault(problem, []).append(at)
    return {problem: _day(sorted(held)[TIMES - 1]) for problem, held in days.items() if len(held) >= TIMES}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
