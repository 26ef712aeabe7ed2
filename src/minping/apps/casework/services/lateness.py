"""What presses: lateness, exposure in the media, the rungs of the ladder."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.casework.models import Problem, Urge
from minping.apps.casework.services.acting import GONE, REASON, held_by_office, held_by_unit, problem_act
from minping.apps.casework.terms import due_of, is_late
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.workdays import calendar
from minping.apps.foundation.written import said, short
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import LADDER

RUNGS = {1: "urge", 2: "supervise", 3: "order", 4: "propose_accountability"}
LETTER = Text("督办单", "letter")


def note_lateness(found: Problem) -> None:
    """Mark a held problem as overdue if its day has passed: it is late before anything else happens to it."""
    if not found.overdue and is_late(found):
        problem_act(actor=SYSTEM, problem=found, act="mark_overdue", public=False)


@transaction.atomic
def problem_mark_overdue(*, actor: Actor, problem: UUID) -> bool:
    """Mark it as overdue if it is and was not marked; whether it was marked now."""
    found = held_by_office(actor, problem)
    before = found.overdue
    note_lateness(found)
    return found.overdue and not before


def days_late(problem: Problem, day: date) -> int:
    """Working days since the day that counted."""
    due = due_of(problem) or problem.deadline
    return calendar().between(due, day) if due is not None and due < day else 0


@transaction.atomic
def problem_urge(
    *, actor: Actor, problem: UUID, text: str = "", level: int | None = None, exposed: bool = False
) -> int:
    """Climb one rung of the ladder with a letter 督办单; the new level.

    An overdue problem climbs by the calendar or by hand; one that is not overdue only by hand, with a letter, and
    never to a proposal of accountability. ``level``: the rung that the caller means, refused if it is not the
    next. ``exposed``: straight to that proposal, when late after exposure in the media. Raises Refused.
    """
    found = held_by_office(actor, problem, "casework.decide")
    rung = found.level + 1
    if not exposed and level is not None and level != rung:
        raise Refused(_not_next(found))
    letter = short(text, LETTER, 3000) if actor.system else said(text, LETTER, 3000)
    note_lateness(found)
    if exposed:
        act = "propose_accountability_exposed"
    elif found.overdue:
        act = RUNGS.get(rung, RUNGS[4])
    else:
        act = "raise_level"
    facts = {"reason_given"} if letter else set[str]()
    late = days_late(found, today())
    problem_act(actor=actor, problem=found, act=act, facts=facts, letter=letter, days_late=late, public=False)
    return found.level


def _not_next(found: Problem) -> Text:
    here = LADDER.rungs[found.level]
    return Text(
        f"督办层级现为“{here.zh}”，只能逐级上升。",
        f"It stands on the rung “{here.en}”; only the next rung can follow.",
    )


@transaction.atomic
def problem_mark_media(*, actor: Actor, problem: UUID, note: str) -> None:
    """It was exposed by the media; ``note``: where and when."""
    found = held_by_office(actor, problem)
    found.media_note = said(note, Text("曝光媒体和日期", "medium and day"), 200)
    problem_act(actor=actor, problem=found, act="mark_media", note=found.media_note, public=False)


@transaction.atomic
def urge_answer(*, actor: Actor, urge: UUID, answer: str) -> None:
    """The unit answers an urging: what it does and until when."""
    asked = Urge.objects.filter(id=urge).first()
    if asked is None:
        raise Refused(GONE)
    found = held_by_unit(actor, asked.problem_id)
    if asked.answered_at is not None:
        raise Refused(Text("这份督办已经答复。", "This was answered already."))
    asked.answer, asked.answered_at = said(answer, REASON, 2000), now()
    asked.save(update_fields=["answer", "answered_at"])
    record(actor, "casework.urge.answered", found.id, level=asked.level)
