"""What the sending platform reports: delivered, not delivered, accepted; files that were never sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.messaging.models import Message, OptOut, SendFile
from minping.apps.messaging.services import CHUNK, moved
from minping.core.findings import Text
from minping.core.lifecycle import DELIVERY, possible

SILENCE = timedelta(days=3)
"""Without a report for so long, nobody knows what became of a message."""

DELIVERED, UNDELIVERED, ACCEPTED, REFUSES = "delivered", "undelivered", "accepted", "refuses"

_STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    ACCEPTED: (("accept", "gateway_accepted"),),
    DELIVERED: (("accept", "gateway_accepted"), ("deliver", "receipt_good")),
    UNDELIVERED: (("refuse", "gateway_refused"), ("fail", "receipt_bad")),
    REFUSES: (("refuse", "gateway_refused"), ("fail", "receipt_bad")),
}


@dataclass(frozen=True)
class Reported:
    """One line of a report: place in the file and what is said of it."""

    row: int
    outcome: str
    note: str = ""


@transaction.atomic
def report_take(*, actor: Actor, file: UUID, lines: Sequence[Reported]) -> int:
    """Note what a report says; how many messages changed. A report read twice changes nothing more."""
    require(actor, "messaging.send")
    said = {line.row: line for line in lines}
    changed = 0
    rows = sorted(said)
    for start in range(0, len(rows), CHUNK):
        held = Message.objects.select_for_update().filter(file=file, row__in=rows[start : start + CHUNK])
        some = [message for message in held if _told(message, said[message.row or 0])]
        Message.objects.bulk_update(some, ["state", "note"])
        changed += len(some)
    SendFile.objects.filter(id=file).update(reported_at=now())
    record(actor, "messaging.report.taken", file, lines=len(lines), changed=changed)
    return changed


def _told(message: Message, line: Reported) -> bool:
    before = message.state
    for act, fact in _STEPS[line.outcome]:
        if any(t.act == act for t in possible(DELIVERY, message.state, {fact})):
            moved(message, act, {fact})
    if line.outcome == REFUSES and message.number_index:
        OptOut.objects.get_or_create(number_index=message.number_index, defaults={"at": now()})
    message.note = line.note[:200]
    return message.state != before


@transaction.atomic
def file_take_back(*, actor: Actor, file: UUID, reason: str) -> int:
    """A file that was never handed to the platform: its messages go back into the queue."""
    require(actor, "messaging.send")
    if len(reason.strip()) < 4:
        raise Refused(Text("请写明理由。", "Say why."))
    found = SendFile.objects.select_for_update().filter(id=file).first()
    if found is None or found.reported_at is not None:
        raise Refused(
            Text(
                "已有回执，说明文件已经发送，不能退回。", "There is a report: the file was sent and stays so."
            )
        )
    held = list(Message.objects.select_for_update().filter(file=found, state="sending"))
    for message in held:
        moved(message, "lose_track", {"no_answer"})
        moved(message, "requeue", {"settled_by_hand"})
        message.file, message.row, message.sent_on = None, None, None
    Message.objects.bulk_update(held, ["state", "file", "row", "sent_on"], batch_size=CHUNK)
    record(actor, "messaging.file.taken_back", found.id, messages=len(held), reason=reason.strip())
    return len(held)


def lose_track() -> int:
    """Messages without a report for days become unknown; they are never sent again by themselves."""
    ids = list(
        Message.objects.filter(state="sending", sent_on__lt=today() - SILENCE).values_list("id", flat=True)
    )
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            held = list(
                Message.objects.select_for_update().filter(id__in=ids[start : start + CHUNK], state="sending")
            )
            for message in held:
                moved(message, "lose_track", {"no_answer"})
            Message.objects.bulk_update(held, ["state"])
    return len(ids)


def expire() -> int:
    """Queued messages whose validity is over are not sent any more."""
    with transaction.atomic():
        held = list(Message.objects.select_for_update().filter(state="queued", valid_until__lt=now())[:5_000])
        for message in held:
            moved(message, "expire", {"validity_over"})
        Message.objects.bulk_update(held, ["state"], batch_size=CHUNK)
    return len(held)


def forget_numbers() -> int:
    """Sealed numbers and their indexes go 90 days after sending, or after it came to nothing; counts by state stay."""
    old = Message.objects.filter(sent_on__lt=today() - timedelta(days=90)).exclude(number_index="")
    unsent = Message.objects.filter(sent_on=None, not_before__lt=now() - timedelta(days=90))
    over = unsent.exclude(state="queued").exclude(person=UNKNOWN)
    gone = {"number_index": "", "sealed_number": b"", "person": UNKNOWN, "values": {}, "note": ""}
    return old.update(**gone) + over.update(**gone)


UNKNOWN = UUID(int=0)
"""Stands for a person who is not known any more."""
