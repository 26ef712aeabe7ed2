"""What the answers come to: reopened 复号, cleared 销号, watched, closed, recurred."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from minping.apps.casework.evidence import established, givers, rated
from minping.apps.casework.models import Check, Origin, Problem
from minping.apps.casework.services.acting import NOTE, held, held_by_office, problem_act
from minping.apps.casework.services.raising import problem_raise
from minping.apps.casework.services.telling import opinions_settled
from minping.apps.casework.terms import rules
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.core.findings import Text

EXCEPTION = "casework.exception"


class Settled(StrEnum):
    """What came of looking at the answers."""

    WAITING = "waiting"
    REOPENED = "reopened"
    CLEARED = "cleared"
    SILENT = "silent"
    RATED = "rated"
    ASKED = "asked"


@transaction.atomic
def problem_settle(*, actor: Actor, problem: UUID, reason: str = "") -> Settled:
    """Look at the answers: one "no" reopens, all "yes" clears; silence reopens what is overdue. What the public
    rated well enough waits for a person (``RATED``; see ``rating_confirm``).

    Silence otherwise needs two persons: somebody who holds ``casework.exception`` and says why asks for the
    second one here (``ASKED``); the sweep leaves it (``SILENT``). Raises Refused.
    """
    found = held_by_office(actor, problem)
    outcome = settle(actor, found)
    if outcome is Settled.SILENT and reason.strip() and not actor.system:
        _ask_for_exception(actor, found, reason.strip())
        return Settled.ASKED
    return outcome


def settle(actor: Actor, found: Problem) -> Settled:
    """As ``problem_settle`` on a held problem, without asking anybody."""
    if found.state != "citizen_checked":
        raise Refused(Text("现在没有在回访。", "Nobody is being asked now."))
    facts = established(found, actor)
    if facts["citizen_dissatisfied"]:
        return _reopened(actor, found, "reopen")
    if facts["citizen_satisfied"]:
        return _cleared(actor, found, "clear")
    if facts.get("rated_by_public"):
        return Settled.RATED
    if not facts["citizen_silent"]:
        return Settled.WAITING
    return _reopened(actor, found, "reopen_late") if found.overdue else Settled.SILENT


@transaction.atomic
def rating_confirm(*, actor: Actor, problem: UUID, note: str) -> None:
    """Somebody who did not verify it himself read the public's ratings and finds it solved: it is cleared.

    ``note``: what he saw. The numbers as they stand are written down with it. Raises Refused.
    """
    found = held_by_office(actor, problem, "casework.decide")
    seen = said(note, NOTE, 1000)
    last = found.steps.filter(act="verify").order_by("-serial").first()
    if last is not None and last.by == actor.id:
        raise Refused(
            Text(
                "核实的人不能再认定评价结果，请由另一人办理。",
                "Whoever verified it cannot judge the ratings as well; another person does.",
            )
        )
    heard = rated(found)
    told = f"好{heard.good}，一般{heard.fair}，不好{heard.bad}，共{heard.total}次，分在{heard.days}天。{seen}"
    problem_act(actor=actor, problem=found, act="clear_on_rating", facts={"rating_confirmed"}, note=told)
    watch(found)


def _reopened(actor: Actor, found: Problem, act: str) -> Settled:
    """The unit begins anew, with a new order from the office."""
    problem_act(actor=actor, problem=found, act=act)
    found.answer_due = None
    found.save(update_fields=["answer_due"])
    return Settled.REOPENED


def _cleared(actor: Actor, found: Problem, act: str) -> Settled:
    problem_act(actor=actor, problem=found, act=act)
    watch(found)
    return Settled.CLEARED


def watch(found: Problem) -> None:
    """A cleared problem is watched from that day on, and its opinions are settled."""
    _watch(SYSTEM, found)
    opinions_settled(found, found.label)


def _watch(actor: Actor, found: Problem) -> None:
    found.watch_until = today() + timedelta(days=rules().watch_days)
    found.answer_due = None
    problem_act(actor=actor, problem=found, act="watch", facts={"watch_until"})


@transaction.atomic
def problem_watch(*, actor: Actor, problem: UUID) -> None:
    """Begin the watch of a cleared problem; clearing does it by itself."""
    _watch(actor, held_by_office(actor, problem))


@transaction.atomic
def problem_close(*, actor: Actor, problem: UUID) -> None:
    """The watch is over and it did not come up again."""
    problem_act(actor=actor, problem=held_by_office(actor, problem), act="close")


# ---- silence


def _ask_for_exception(actor: Actor, found: Problem, reason: str) -> None:
    title = Text(
        f"例外销号：{found.label}“{found.title}”，提出人或公众未答复",
        f"Clear by exception: {found.label} “{found.title}”; givers or the public were silent",
    )
    payload = {"problem": str(found.id), "turn": found.turn, "reason": reason}
    require(actor, EXCEPTION)
    approvals.ask(
        actor=actor,
        act=EXCEPTION,
        subject=exception_subject(found),
        title=title,
        payload=payload,
        reason=reason,
    )


def exception_subject(found: Problem) -> str:
    """What the request for an exception is about: the problem in its present turn."""
    return f"{found.id}/{found.turn}"


def carry_exception(actor: Actor, problem: UUID, turn: int, reason: str) -> None:
    """The second person signed; whoever answered meanwhile is heard first. Raises Refused."""
    require(actor, EXCEPTION)
    found = held(problem)
    if found.turn != turn or settle(actor, found) is not Settled.SILENT:
        raise Refused(
            Text(
                "情况已变化，例外销号不再适用。",
                "Things have changed; the exception does not apply any more.",
            )
        )
    behind = givers(found)
    Check.objects.filter(
        of__problem=found, of__opinion__in=list(behind), turn=turn, answer=Check.Answer.OPEN
    ).update(answer=Check.Answer.SILENT)
    facts = {"exception_signed", "second_person"}
    problem_act(actor=actor, problem=found, act="clear_by_exception", facts=facts, note=reason, public=False)
    watch(found)


# ---- recurrence


@transaction.atomic
def problem_recur(
    *,
    actor: Actor,
    problem: UUID,
    text: str,
    title: str = "",
    opinions: Sequence[UUID] = (),
    campaign: UUID | None = None,
    source: str = "",
    media: bool = False,
) -> UUID:
    """It came up again after it was cleared: a new problem, one generation on, climbing one rung (F019, F142)."""
    require(actor, "casework.edit")
    earlier = held(problem)
    return problem_raise(
        actor=actor,
        campaign=campaign or earlier.campaign_id,
        unit=earlier.unit_id,
        origin=Origin.MASSES if opinions else earlier.origin,
        source=source or earlier.source,
        title=title or earlier.title,
        text=said(text, Text("再次发生的情况", "account of the recurrence")),
        opinions=opinions,
        source_id=earlier.source_id,
        standard=earlier.standard,
        inspector=earlier.inspector,
        inspector_name=earlier.inspector_name,
        media=media,
        topics=earlier.topics,
        recurrence_of=problem,
    )
