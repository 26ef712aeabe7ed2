"""责令 and 问责建议: what the calendar proposes and a person decides (F018, F054)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rows import Entry, entries
from minping.apps.casework.boards.words import LEVELS, TOP
from minping.apps.casework.models import Problem, Proposal, Urge
from minping.apps.casework.services.lateness import problem_urge
from minping.apps.casework.terms import is_late
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.core.findings import Text

GONE = Text("这条建议已经有了结果。", "This proposal has been decided already.")
WHY = Text("理由", "reason")
_SHOWN = 200


@dataclass(frozen=True)
class Proposed:
    """A proposal with its problem, as a person reads it before deciding."""

    id: UUID
    entry: Entry
    rung: Text
    exposed: bool
    media_note: str
    days_late: int
    made_on: date
    state: str
    reason: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Pressed:
    """A problem for which accountability was proposed, for the discipline body."""

    entry: Entry
    media_note: str
    text: str
    days_late: int
    by_name: str
    at: datetime


def proposals(extent: Extent, state: str = Proposal.State.WAITING) -> Sequence[Proposed]:
    """Proposals in a state, the highest rung first."""
    rows = Proposal.objects.filter(state=state, problem__in=extent.problems()).select_related("problem")
    return _told(rows[:_SHOWN])


def one(extent: Extent, proposal: UUID) -> Proposed | None:
    """One proposal, or None where it is not to be seen."""
    rows = Proposal.objects.filter(id=proposal, problem__in=extent.problems()).select_related("problem")
    return next(iter(_told(rows)), None)


def _told(rows: QuerySet[Proposal]) -> Sequence[Proposed]:
    found = list(rows)
    lines = {line.id: line for line in entries({row.problem_id: row.problem for row in found}.values())}
    return [
        Proposed(
            row.id,
            lines[row.problem_id],
            LEVELS[row.level],
            row.exposed,
            row.problem.media_note,
            row.days_late,
            row.made_on,
            row.state,
            row.reason,
            row.decided_by,
            row.decided_at,
        )
        for row in found
    ]


def accountable(extent: Extent) -> Sequence[Pressed]:
    """Open problems for which accountability was proposed, newest first."""
    open_ones = extent.open().filter(level=TOP)
    rows = list(
        Urge.objects.filter(level=TOP, problem__in=open_ones).select_related("problem").order_by("-at")
    )
    lines = {line.id: line for line in entries({row.problem_id: row.problem for row in rows}.values())}
    return [
        Pressed(lines[row.problem_id], row.problem.media_note, row.text, row.days_late, row.by_name, row.at)
        for row in rows
    ]


def _held(actor: Actor, proposal: UUID) -> Proposal:
    require(actor, "casework.decide")
    hold()
    found = Proposal.objects.select_for_update().filter(id=proposal).first()
    if found is None or found.state != Proposal.State.WAITING:
        raise Refused(GONE)
    return found


@transaction.atomic
def proposal_agree(*, actor: Actor, proposal: UUID, letter: str) -> None:
    """Climb the rung that was proposed, with the letter 督办单 that the unit gets."""
    found = _held(actor, proposal)
    problem = Problem.objects.get(id=found.problem_id)
    if not is_late(problem) or (not found.exposed and problem.level + 1 != found.level):
        raise Refused(
            Text(
                "情况已变：问题不再逾期，或督办层级已经变化。请返回看最新情况。",
                "Things have changed: it is late no more, or stands on another rung. Go back and look again.",
            )
        )
    text = said(letter, Text("督办单", "letter"), 3000)
    level = None if found.exposed else found.level
    problem_urge(actor=actor, problem=problem.id, text=text, level=level, exposed=found.exposed)
    _decided(found, actor, Proposal.State.AGREED, "")


@transaction.atomic
def proposal_decline(*, actor: Actor, proposal: UUID, reason: str) -> None:
    """Leave the problem on its rung; the same is not proposed again for this deadline."""
    _decided(_held(actor, proposal), actor, Proposal.State.DECLINED, said(reason, WHY, 1000))


def _decided(found: Proposal, actor: Actor, state: str, reason: str) -> None:
    found.state, found.reason, found.decided_by, found.decided_at = state, reason, actor.name, now()
    found.save()
    record(actor, f"casework.proposal.{state}", found.problem_id, level=found.level)
