"""What a hearing ends with: votes counted by two, promises that become problems, minutes that stand."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.casework.services import problem_assign, problem_raise, problem_recur
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.oversight.hearings.selectors import newest_of
from minping.apps.oversight.hearings.services import hearing_held
from minping.apps.oversight.inspections.services import short
from minping.apps.oversight.models import Hearing, Promise, Question, Vote, VoteCount
from minping.core.findings import Text


@transaction.atomic
def promise_add(
    *,
    actor: Actor,
    hearing: UUID,
    unit: UUID,
    text: str,
    standard: str,
    deadline: date,
    handler: str,
    question: UUID | None = None,
) -> UUID:
    """Take down what a unit promised: what, to what standard, until when, who answers for it."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.HELD)
    if not found.attendees.filter(unit=unit, present=True).exists():
        raise Refused(Text("这个单位没有到场。", "This unit was not there."))
    if not (text.strip() and standard.strip() and handler.strip()):
        raise Refused(
            Text(
                "承诺须写明事项、标准、责任人。",
                "A promise says what, to what standard, and who answers for it.",
            )
        )
    if deadline <= today():
        raise Refused(Text("整改时限须晚于今天。", "The deadline must be later than today."))
    asked = Question.objects.filter(id=question, hearing=found, unit=unit).first() if question else None
    made = Promise.objects.create(
        hearing=found,
        number=(found.promises.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        unit_id=unit,
        question=asked,
        text=text.strip()[:2000],
        standard=standard.strip()[:1000],
        deadline=deadline,
        handler=handler.strip()[:100],
    )
    record(actor, "oversight.promise.added", made.id, unit=unit, deadline=deadline)
    return made.id


@transaction.atomic
def promise_remove(*, actor: Actor, promise: UUID) -> None:
    """Strike out a promise that was taken down wrongly, until the minutes stand."""
    require(actor, "oversight.edit")
    found = Promise.objects.filter(id=promise).first()
    if found is None:
        raise Refused(Text("没有这项承诺。", "There is no such promise."))
    hearing_held(found.hearing_id, Hearing.State.HELD)
    record(actor, "oversight.promise.removed", found.id, unit=found.unit_id, text=found.text)
    found.delete()


@transaction.atomic
def vote_count(*, actor: Actor, hearing: UUID, unit: UUID, yes: int, no: int, void: int) -> bool:
    """What one person counted. True once two persons have counted the same: the vote is settled then.
    Who counted may correct the own count while the two differ."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.HELD)
    present = _present(found, unit)
    if min(yes, no, void) < 0 or yes + no + void > present:
        raise Refused(
            Text(
                f"票数合计{yes + no + void}，多于到场有表决权的{present}人。",
                f"{yes + no + void} votes, more than the {present} voters who are there.",
            )
        )
    vote, _ = Vote.objects.select_for_update().get_or_create(hearing=found, unit_id=unit)
    if vote.settled_at:
        raise Refused(Text("这项表决已经计完。", "This vote is settled already."))
    VoteCount.objects.update_or_create(
        vote=vote,
        user=actor.person,
        defaults={"by_name": actor.name, "yes": yes, "no": no, "void": void, "at": now()},
    )
    agreed = vote.counts.filter(yes=yes, no=no, void=void).count() >= 2
    if agreed:
        vote.yes, vote.no, vote.void, vote.present = yes, no, void, present
        vote.passed = yes * 100 > (yes + no) * found.pass_percent
        vote.settled_at = now()
        vote.save()
    record(actor, f"oversight.vote.{'settled' if agreed else 'counted'}", vote.id, yes=yes, no=no, void=void)
    return agreed


def _present(hearing: Hearing, unit: UUID) -> int:
    """Voters who are there. Refused below the quorum, or where the unit is not there."""
    if not hearing.attendees.filter(unit=unit, present=True).exists():
        raise Refused(Text("这个单位没有到场，不能表决。", "This unit was not there; there is no vote."))
    present = hearing.attendees.filter(voter=True, present=True).count()
    if present < max(hearing.quorum, 1):
        raise Refused(
            Text(
                f"到场有表决权的{present}人，不足法定人数{max(hearing.quorum, 1)}人，不能表决。",
                f"{present} voters are there, fewer than the {max(hearing.quorum, 1)} that are needed.",
            )
        )
    return present


@transaction.atomic
def minutes_confirm(*, actor: Actor, hearing: UUID) -> int:
    """The minutes stand: each promise becomes a problem of its own, given to its unit at once. How many."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.HELD)
    _check_complete(found)
    promises = list(found.promises.select_related("question"))
    for promise in promises:
        promise.problem = problem_raise(
            actor=actor,
            campaign=found.campaign_id,
            unit=promise.unit_id,
            origin="collective",
            source="hearing",
            source_id=promise.id,
            title=short(promise.text),
            text=promise.text,
            standard=promise.standard,
            deadline=promise.deadline,
            handler=promise.handler,
            inspector=promise.question.user if promise.question else None,
            inspector_name=promise.question.asked_by if promise.question else "",
        )
        problem_assign(
            actor=actor,
            problem=promise.problem,
            klass="planned",
            handler=promise.handler,
            deadline=promise.deadline,
        )
        promise.save(update_fields=["problem"])
    found.state, found.confirmed_by, found.confirmed_at = Hearing.State.CONFIRMED, actor.name, now()
    found.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(actor, "oversight.hearing.confirmed", found.id, promises=len(promises))
    return len(promises)


def _check_complete(hearing: Hearing) -> None:
    late = [one.number for one in hearing.promises.all() if one.deadline <= today()]
    if late:
        which = "、".join(str(number) for number in late)
        raise Refused(
            Text(
                f"第{which}项承诺的时限已过，请改期。",
                f"The deadline of promise {which} has passed; set another.",
            )
        )
    if hearing.votes.filter(settled_at__isnull=True).exists():
        raise Refused(
            Text("还有表决没有由两人计完。", "A vote has not been counted by two persons who agree.")
        )
    if not hearing.attendees.filter(present=True).exists():
        raise Refused(Text("请先登记到会情况。", "Note first who was there."))


@transaction.atomic
def promise_recurred(*, actor: Actor, promise: UUID, text: str) -> UUID:
    """What was promised and cured has come up again (重犯): a new problem, linked to the one before."""
    require(actor, "oversight.edit")
    found = Promise.objects.select_for_update(of=("self",)).filter(id=promise).first()
    newest = newest_of([promise]).get(promise)
    if found is None or newest is None:
        raise Refused(Text("这项承诺没有在办的问题。", "No problem of this promise is being dealt with."))
    if not text.strip():
        raise Refused(Text("请写明重犯的情况。", "Say what came up again."))
    made = problem_recur(actor=actor, problem=newest.id, text=text.strip())
    found.problem = made
    found.save(update_fields=["problem"])
    record(actor, "oversight.promise.recurred", found.id, problem=made)
    return made
