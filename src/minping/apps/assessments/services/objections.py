"""What the unit says to an entry, and what somebody else than the recorder decides."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from minping.apps.assessments.models import Entry
from minping.apps.assessments.services.entries import ROOM, Uploads
from minping.apps.assessments.services.found import GONE, act, as_unit, held, reasoned
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import keep
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.core.findings import Text
from minping.core.scoring.inputs import EntryState


@transaction.atomic
def entries_seen(*, actor: Actor, entries: Sequence[UUID]) -> None:
    """The unit has opened its entries: by whom and when the first time."""
    for entry in entries:
        found = Entry.objects.filter(id=entry, shown_at__isnull=False, seen_at=None).first()
        if found is not None:
            as_unit(actor, found.unit_id)
            Entry.objects.filter(id=entry, seen_at=None).update(seen_at=now(), seen_by=actor.name)
            record(actor, "assessments.entry.seen", entry, unit=found.unit_id)


@transaction.atomic
def entry_accept(*, actor: Actor, entry: UUID) -> None:
    """The unit has no objection: its time to object ends."""
    found = _shown_to(actor, entry)
    if found.state != EntryState.VISIBLE or found.content:
        raise Refused(Text("这条记录已经答复过。", "This entry was answered already."))
    found.content = True
    found.save(update_fields=["content"])
    record(actor, "assessments.entry.accepted", entry, unit=found.unit_id)


@transaction.atomic
def entry_object(*, actor: Actor, entry: UUID, reason: str, files: Uploads = ()) -> None:
    """The unit objects within its time, with the reason and files that bear it out."""
    found = _shown_to(actor, entry)
    found.objection = said(reason, Text("异议理由", "the reason of the objection"), 4000)
    in_time = objectable(found)
    if not in_time and found.state == EntryState.VISIBLE:
        raise Refused(
            Text(
                "异议期已过，或贵单位已表示无异议。对最后结果仍可在申诉期提出申诉。",
                "The time to object is over, or your unit said that it had no objection. The final result may "
                "still be appealed against.",
            )
        )
    act(found, "object", {"reason_given": True, "within_objection_period": in_time})
    found.objected_at, found.objected_by = now(), actor.name
    found.save()
    for upload in files:
        keep(actor=actor, upload=upload, subject=found.answer, room=ROOM)
    record(actor, "assessments.entry.objected", entry, unit=found.unit_id)


@transaction.atomic
def entry_object_on_paper(
    *, actor: Actor, entry: UUID, reason: str, received: date, files: Uploads = ()
) -> None:
    """The office writes down the objection of a unit that cannot do so itself, from its signed letter.

    A letter that came in time counts, also when it is written down later, as long as the book is open.
    """
    require(actor, "assessments.edit")
    found = held(entry)
    if found.shown_at is None:
        raise Refused(GONE)
    found.objection = said(reason, Text("异议理由", "the reason of the objection"), 4000)
    letter_check(received, files)
    told = timezone.localdate(found.shown_at)
    if found.state == EntryState.VISIBLE and not told <= received <= (found.object_until or received):
        raise Refused(
            Text(
                "来信不在异议期内。对最后结果仍可在申诉期提出申诉。",
                "The letter did not come while the unit could object. The final result may be appealed against.",
            )
        )
    if found.content:
        raise Refused(Text("单位已表示无异议。", "The unit said that it had no objection."))
    act(found, "object", {"reason_given": True, "within_objection_period": True})
    found.objected_at, found.objected_by, found.letter_day = now(), actor.name, received
    found.save()
    for upload in files:
        keep(actor=actor, upload=upload, subject=found.answer, room=ROOM)
    record(actor, "assessments.entry.objected", entry, unit=found.unit_id, on_paper=True, received=received)


def letter_check(received: date, files: Uploads) -> None:
    """What is taken in on paper came today or before, and stands beside what was written down."""
    if received > today():
        raise Refused(Text("收到日期不能在今天之后。", "The day of receipt lies in the future."))
    if not files:
        raise Refused(Text("请附签字盖章的原件。", "The signed paper must be uploaded with it."))


def objectable(found: Entry) -> bool:
    """Whether the unit may still object."""
    within = found.object_until is not None and today() <= found.object_until
    return found.state == EntryState.VISIBLE and within and not found.content


@transaction.atomic
def entry_decide(*, actor: Actor, entry: UUID, uphold: bool, reason: str) -> None:
    """Somebody else than the recorder decides on the objection, in writing."""
    require(actor, "assessments.decide")
    found = held(entry)
    if found.recorder == actor.id:
        raise Refused(
            Text(
                "异议须由记录人以外的人裁定。", "An objection is decided by somebody else than the recorder."
            )
        )
    found.decision = reasoned(reason)
    act(found, "uphold" if uphold else "strike", {"decided_by_other": True, "reason_given": True})
    found.decider, found.decider_name, found.decided_at = actor.id, actor.name, now()
    found.save()
    record(
        actor,
        f"assessments.entry.{found.state}",
        entry,
        unit=found.unit_id,
        reason=found.decision,
    )


def _shown_to(actor: Actor, entry: UUID) -> Entry:
    found = held(entry)
    as_unit(actor, found.unit_id)
    if found.shown_at is None:
        raise Refused(GONE)
    return found
