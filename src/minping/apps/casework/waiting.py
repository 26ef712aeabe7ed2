"""What waits to be done next about problems: for the office, for a unit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.casework.evidence import FOUND_BY_INSPECTORS
from minping.apps.casework.models import Extension, Problem, Proposal
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.selectors import APART, ProblemFacts, problem_facts
from minping.apps.casework.terms import UNIT_HOLDS
from minping.core.lifecycle.problem_terms import OPEN_STATES


@dataclass(frozen=True)
class Waiting:
    """How many problems wait for the office or for a unit, by what is to be done next."""

    to_register: int
    to_assign: int
    plans: int
    reports: int
    extensions: int
    to_ask: int
    answers: int
    late: int
    proposals: int


def waiting_for_office() -> Waiting:
    """What the office has to do next, over all campaigns."""
    states = Counter(
        Problem.objects.exclude(state__in=APART)
        .filter(state__in=(*OPEN_STATES, "raised", "triaged"))
        .values_list("state", flat=True)
    )
    asked = Extension.objects.filter(decision=Decision.WAITING, problem__state__in=OPEN_STATES)
    return Waiting(
        to_register=states["raised"] + states["triaged"],
        to_assign=states["registered"] + states["reopened"],
        plans=states["plan_submitted"],
        reports=states["reported_done"],
        extensions=asked.count(),
        to_ask=states["verified"],
        answers=states["citizen_checked"],
        proposals=Proposal.objects.filter(
            state=Proposal.State.WAITING, problem__state__in=OPEN_STATES
        ).count(),
        late=Problem.objects.exclude(state__in=APART).filter(overdue=True, state__in=OPEN_STATES).count(),
    )


def to_recheck(person: UUID | None) -> int:
    """Reported as solved, and found by this person at a hearing or an inspection, who looks again."""
    if person is None:
        return 0
    found = Problem.objects.filter(inspector=person, source__in=FOUND_BY_INSPECTORS, state="reported_done")
    return found.count()


def waiting_for_units(units: Iterable[UUID]) -> Sequence[ProblemFacts]:
    """Problems of these units whose next step is the unit's, the nearest deadline first."""
    found = Problem.objects.exclude(state__in=APART).filter(unit__in=list(units), state__in=UNIT_HOLDS)
    order = list(found.order_by("deadline", "number").values_list("id", flat=True))
    facts = problem_facts(order)
    return [facts[one] for one in order]
