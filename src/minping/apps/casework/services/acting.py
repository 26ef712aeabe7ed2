"""The one place where a problem changes its state."""

from collections.abc import Collection
from uuid import UUID

from minping.apps.casework.evidence import established
from minping.apps.casework.models import Problem, Step, Urge
from minping.apps.casework.terms import due_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.selectors import scope_of
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM, Case, IllegalMove, perform

GONE = Text("没有找到这个问题，可能不在您的范围内。", "There is no such problem, or it is not yours.")
CLEARED = ("cleared", "cleared_by_exception")
ELSEWHERE = ("transfer", "hand_over")
"""Acts of which the log says the same, so that it does not tell which of them was a lead."""
ENDED = (*CLEARED, "watch", "closed")


def held(problem: UUID) -> Problem:
    """The problem, held until the end of the transaction, as the log of acts is before it. One that became a lead
    is not found. Raises Refused."""
    hold()
    found = Problem.objects.select_for_update().filter(id=problem).exclude(state="handed_over").first()
    if found is None:
        raise Refused(GONE)
    return found


def held_by_office(actor: Actor, problem: UUID, permission: str = "casework.edit") -> Problem:
    """As ``held``, for somebody who holds the permission."""
    require(actor, permission)
    return held(problem)


def held_by_unit(actor: Actor, problem: UUID) -> Problem:
    """As ``held``, for the unit's liaison, or for the office that enters what the unit sent on paper."""
    found = held(problem)
    if actor.may("casework.edit"):
        return found
    require(actor, "casework.own")
    scope = scope_of(actor, "casework.own")
    if scope is not None and found.unit_id not in scope:
        raise Refused(GONE)
    return found


def case_of(problem: Problem) -> Case:
    """Where it stands, as the table reads it."""
    return Case(problem.state, flags=frozenset(problem.flags), counters=dict(problem.counters))


def problem_act(
    *,
    actor: Actor,
    problem: Problem,
    act: str,
    facts: Collection[str] = (),
    note: str = "",
    public: bool = True,
    letter: str = "",
    days_late: int = 0,
) -> None:
    """Perform ``act`` on a held problem and write down the step; all changes of its fields are saved with it.

    ``facts``: what the caller established. Who found it, what givers and the public answered is looked up here
    and cannot be claimed. ``letter``: the text of an urging, where the act climbs a rung. Raises Refused.
    """
    case, before = case_of(problem), problem.state
    given: dict[str, object] = dict.fromkeys(facts, True)
    try:
        after = perform(PROBLEM, case, act, given | established(problem, actor))
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    take_over(problem, after)
    problem.save()
    Step.objects.create(
        problem=problem,
        serial=problem.steps.count() + 1,
        act=act,
        before=before,
        after=after.state,
        note=note,
        by=actor.id,
        by_name=actor.name,
        at=now(),
        public=public,
    )
    if act in ELSEWHERE:
        record(actor, "casework.problem.moved_on", problem.id)
    else:
        record(actor, f"casework.problem.{act}", problem.id, before=before, after=after.state)
    if after.counters["level"] > case.counters["level"]:
        _urged(actor, problem, letter, days_late)


def take_over(problem: Problem, case: Case) -> None:
    """Copy the case into the row, the fields for lists included."""
    problem.state, problem.flags, problem.counters = case.state, sorted(case.flags), dict(case.counters)
    problem.level, problem.generation = case.counters["level"], case.counters["generation"]
    problem.overdue, problem.media = "overdue" in case.flags, "media_exposed" in case.flags
    if case.state == "registered" and problem.registered_on is None:
        problem.registered_on = today()
    if case.state in CLEARED:
        problem.cleared_on = today()


def _urged(actor: Actor, problem: Problem, letter: str, days_late: int) -> None:
    """A rung was climbed: the unit finds an urging in its list, whatever made it climb."""
    by = "" if actor.system else actor.name
    Urge.objects.create(
        problem=problem,
        level=problem.level,
        deadline=due_of(problem) or problem.deadline,
        days_late=days_late,
        text=letter,
        by_name=by,
        at=now(),
    )


REASON = Text("理由", "reason")
NOTE = Text("说明", "note")
