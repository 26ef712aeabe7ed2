"""What the office does with an opinion by itself: answer it, pass it on, note it, give it to somebody."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Answer, Opinion
from minping.apps.opinions.services.moving import APART, opinion_moved
from minping.core.findings import Text

LONGEST_ANSWER = 3000


@transaction.atomic
def opinion_answer(*, actor: Actor, opinion: UUID, text: str) -> UUID:
    """Write an answer that the giver reads with his private code (F037, F068). Raises Refused."""
    require(actor, "opinions.triage")
    said = text.strip()
    if len(said) > LONGEST_ANSWER:
        raise Refused(
            Text(f"答复不能超过{LONGEST_ANSWER}字。", f"An answer has at most {LONGEST_ANSWER} characters.")
        )
    opinion_moved(actor=actor, opinion=opinion, act="answer", facts={"answer_written": bool(said)})
    made = Answer.objects.create(opinion_id=opinion, text=said, by_name=actor.name, at=now())
    return made.id


def opinion_transfer(*, actor: Actor, opinion: UUID, receiver: str, note: str = "") -> None:
    """Pass on what is not the office's matter; the giver reads to whom. Raises Refused."""
    require(actor, "opinions.triage")
    to = receiver.strip()
    facts = {"receiver_named": bool(to)}
    opinion_moved(
        actor=actor, opinion=opinion, act="transfer", facts=facts, note=note.strip(), transferred_to=to[:100]
    )


def opinion_note(*, actor: Actor, opinion: UUID, reason: str) -> None:
    """Lay it aside with a reason. Raises Refused."""
    require(actor, "opinions.triage")
    said = reason.strip()
    opinion_moved(actor=actor, opinion=opinion, act="note", facts={"reason_given": bool(said)}, note=said)


def opinion_read_again(*, actor: Actor, opinion: UUID) -> None:
    """Take up again what was laid aside."""
    require(actor, "opinions.triage")
    opinion_moved(actor=actor, opinion=opinion, act="read_again")


@transaction.atomic
def opinion_assign(*, actor: Actor, opinion: UUID, handler: UUID, handler_name: str) -> None:
    """Name who deals with it (F068)."""
    require(actor, "opinions.triage")
    hold()
    named = Opinion.objects.filter(id=opinion).exclude(state__in=APART)
    if not named.update(handler=handler, handler_name=handler_name[:100]):
        raise Refused(Text("没有这条意见。", "There is no such opinion."))
    record(actor, "opinions.opinion.assigned", opinion, handler=handler)
