"""What other rooms may know of problems. One that became a lead is found by none of these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from minping.apps.casework.boards.facts import CaseworkFacts, Part, casework_facts
from minping.apps.casework.models import Check, Problem, ProblemOpinion, Step
from minping.apps.casework.terms import RUNNING, is_late
from minping.apps.foundation.clock import today
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM
from minping.core.lifecycle.problem_terms import OPEN_STATES

__all__ = [
    "APART",
    "CURED",
    "WITH_OFFICE",
    "AskedFacts",
    "CaseworkFacts",
    "Part",
    "ProblemFacts",
    "Progress",
    "Stand",
    "act_words",
    "casework_facts",
    "late",
    "problem_facts",
    "problems_of",
    "progress_of_opinions",
    "stand_of",
]

APART = ("handed_over",)
CURED = ("cleared", "cleared_by_exception", "watch", "closed")


@dataclass(frozen=True)
class ProblemFacts:
    """A problem as other rooms see it. ``title``, ``text``: in the office's words, without givers.

    ``ended``: nothing more is asked of the unit; ``cured``: cleared, by consent or by exception.
    """

    id: UUID
    number: str
    campaign: UUID
    unit: UUID | None
    origin: str
    source: str
    source_id: UUID | None
    title: str
    text: str
    state: str
    words: Text
    level: int
    generation: int
    redone: int
    overdue: bool
    media: bool
    klass: str
    handler: str
    deadline: date | None
    next_date: date | None
    raised_on: date
    registered_on: date | None
    cleared_on: date | None
    recurrence_of: UUID | None
    by_exception: bool
    topics: tuple[str, ...]

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def cured(self) -> bool:
        return self.state in CURED

    @property
    def ended(self) -> bool:
        return self.cured or self.state in ("transferred", "linked")


def _facts(found: Problem) -> ProblemFacts:
    return ProblemFacts(
        found.id,
        found.label,
        found.campaign_id,
        found.unit_id,
        found.origin,
        found.source,
        found.source_id,
        found.title,
        found.text,
        found.state,
        PROBLEM.state(found.state).label,
        found.level,
        found.generation,
        found.counters["redo"],
        found.overdue,
        found.media,
        found.klass,
        found.handler,
        found.deadline,
        found.next_date,
        found.raised_on,
        found.registered_on,
        found.cleared_on,
        found.recurrence_of_id,
        found.counters["exceptions"] > 0,
        tuple(found.topics),
    )


def _known() -> QuerySet[Problem]:
    return Problem.objects.exclude(state__in=APART)


def problem_facts(ids: Iterable[UUID]) -> Mapping[UUID, ProblemFacts]:
    """Problems by id."""
    return {found.id: _facts(found) for found in _known().filter(id__in=list(ids))}


def problems_of(
    *,
    unit: UUID | None = None,
    campaign: UUID | None = None,
    source_ids: Iterable[UUID] | None = None,
    states: Iterable[str] | None = None,
) -> Sequence[ProblemFacts]:
    """Problems, newest first; of a unit, a campaign, or those that came from these promises, findings, topics."""
    found = _known()
    if unit is not None:
        found = found.filter(unit=unit)
    if campaign is not None:
        found = found.filter(campaign=campaign)
    if source_ids is not None:
        found = found.filter(source_id__in=list(source_ids))
    if states is not None:
        found = found.filter(state__in=list(states))
    return [_facts(one) for one in found]


def late(campaign: UUID | None = None, unit: UUID | None = None) -> Sequence[ProblemFacts]:
    """Problems whose day has passed while the unit holds them, the most overdue first."""
    held = Q(state__in=RUNNING, deadline__lt=today()) | Q(state="long_term", next_date__lt=today())
    found = _known().filter(held | Q(overdue=True, state__in=OPEN_STATES)).order_by("deadline", "number")
    if campaign is not None:
        found = found.filter(campaign=campaign)
    if unit is not None:
        found = found.filter(unit=unit)
    return [_facts(one) for one in found if one.overdue or is_late(one)]


# ---- for the giver's page


@dataclass(frozen=True)
class AskedFacts:
    """A giver is asked whether it is solved, until ``due``."""

    problem: UUID
    due: date
    answered: bool


@dataclass(frozen=True)
class Progress:
    """What the giver of an opinion may know of the problem it became."""

    problem: UUID
    number: str
    title: str
    state: str
    words: Text
    day: date
    deadline: date | None
    steps: Sequence[tuple[Text, date]]
    question: AskedFacts | None


def progress_of_opinions(opinions: Iterable[UUID]) -> Mapping[UUID, Progress]:
    """How far each opinion's problem has come; the newest problem where it came up again."""
    links = (
        ProblemOpinion.objects.filter(opinion__in=list(opinions))
        .exclude(problem__state__in=APART)
        .select_related("problem")
        .order_by("problem__year", "problem__number")
    )
    newest = {link.opinion_id: link for link in links}
    asked = {check.of_id: check for check in _asked(newest.values())}
    steps = _public_steps(link.problem_id for link in newest.values())
    return {
        opinion: _progress(link.problem, steps.get(link.problem_id, []), asked.get(link.id))
        for opinion, link in newest.items()
    }


def _asked(links: Iterable[ProblemOpinion]) -> Iterable[Check]:
    """The present question to each giver."""
    turns = {link.id: link.problem.turn for link in links if link.problem.state == "citizen_checked"}
    return (check for check in Check.objects.filter(of__in=turns) if check.turn == turns[check.of_id])


def _public_steps(problems: Iterable[UUID]) -> Mapping[UUID, list[tuple[Text, date]]]:
    found: dict[UUID, list[tuple[Text, date]]] = {}
    for step in Step.objects.filter(problem__in=set(problems), public=True).order_by("serial"):
        found.setdefault(step.problem_id, []).append(
            (act_words(step.act), timezone.localtime(step.at).date())
        )
    return found


def _progress(problem: Problem, steps: list[tuple[Text, date]], check: Check | None) -> Progress:
    question = (
        AskedFacts(problem.id, check.due, check.answer in (Check.Answer.SOLVED, Check.Answer.NOT_SOLVED))
        if check
        else None
    )
    return Progress(
        problem.id,
        problem.label,
        problem.title,
        problem.state,
        PROBLEM.state(problem.state).label,
        steps[-1][1] if steps else problem.raised_on,
        problem.deadline,
        steps,
        question,
    )


_ACTS = {transition.act: transition.label for transition in PROBLEM.transitions}


def act_words(act: str) -> Text:
    """What an act is called."""
    return _ACTS.get(act, Text(act, act))


# ---- figures


@dataclass(frozen=True)
class Stand:
    """How the problems of a campaign stand."""

    raised: int
    registered: int
    open: int
    overdue: int
    long_term: int
    with_office: int
    asked: int
    cleared: int
    exceptions: int
    recurred: int


WITH_OFFICE = ("raised", "triaged", "registered", "plan_submitted", "reported_done", "verified", "reopened")


def stand_of(campaign: UUID) -> Stand:
    """Numbers of one campaign; ``cleared`` includes the exceptions."""
    rows = _known().filter(campaign=campaign)
    found = list(rows.values_list("state", "overdue", "counters", "generation"))
    states = [state for state, *_ in found]
    return Stand(
        raised=sum(state in ("raised", "triaged") for state in states),
        registered=sum(state in (*OPEN_STATES, *CURED) for state in states),
        open=sum(state in OPEN_STATES for state in states),
        overdue=sum(overdue and state in OPEN_STATES for state, overdue, *_ in found),
        long_term=states.count("long_term"),
        with_office=sum(state in WITH_OFFICE for state in states),
        asked=states.count("citizen_checked"),
        cleared=sum(state in CURED for state in states),
        exceptions=sum(counters["exceptions"] > 0 for _, _, counters, _ in found),
        recurred=sum(generation > 1 for *_, generation in found),
    )
