"""Recording entries, telling the unit, taking back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from minping.apps.assessments.checks import (
    EVIDENCE_REMEDY,
    NO_EVIDENCE,
    EntryLine,
    Ground,
    faults_of,
    ground_of,
)
from minping.apps.assessments.models import Book, Entry
from minping.apps.assessments.services.found import GONE, act, held, open_book, reasoned, writable_book
from minping.apps.assessments.telling import tell_shown
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import files_of, files_of_each, keep
from minping.apps.foundation.permissions import require
from minping.apps.foundation.workdays import calendar
from minping.apps.foundation.written import said, short
from minping.core.findings import Text
from minping.core.scoring.inputs import EntryState

ROOM = "assessments"
Uploads = Sequence["UploadedFile[Any]"]
"""Files as a form gives them."""
LONGEST_POINTS = 40
TWICE = Text(
    "同一单位同一天已有同样的记录；请核对是否重复。",
    "The same was recorded of this unit for this day already; check whether it is meant twice.",
)


@transaction.atomic
def entry_record(*, actor: Actor, campaign: UUID, line: EntryLine, files: Uploads = ()) -> UUID:
    """Record an entry with its evidence; the unit does not see it yet. Refuses with every remedy."""
    require(actor, "assessments.edit")
    ground = ground_of(writable_book(campaign))
    checked(line, ground, files=bool(files))
    found = entry_made(actor, campaign, line)
    found.save(force_insert=True)
    for upload in files:
        keep(actor=actor, upload=upload, subject=found.id, room=ROOM)
    record(actor, "assessments.entry.recorded", found.id, unit=line.unit, item=line.item, day=line.day)
    return found.id


@transaction.atomic
def entry_change(*, actor: Actor, entry: UUID, line: EntryLine, files: Uploads = ()) -> None:
    """Mend an entry that the unit has not seen."""
    require(actor, "assessments.edit")
    found = held(entry)
    if found.state != EntryState.PROPOSED:
        raise Refused(
            Text(
                "已告知单位的记录不能再改；有误的请撤回后重新记录。",
                "What the unit was shown is not changed; withdraw it and record it anew.",
            )
        )
    ground = ground_of(writable_book(found.campaign_id))
    checked(line, ground, files=bool(files or files_of(entry)), but=entry)
    put(found, line)
    found.save()
    for upload in files:
        keep(actor=actor, upload=upload, subject=entry, room=ROOM)
    record(actor, "assessments.entry.changed", entry, unit=line.unit, item=line.item, day=line.day)


def checked(line: EntryLine, ground: Ground, *, files: bool, but: UUID | None = None) -> None:
    """Refuses with every remedy; ``but``: the entry that is being changed."""
    faults = list(faults_of(line, ground, files=files))
    if faults:
        zh, en = ("".join(f.text.zh for f in faults), " ".join(f.text.en for f in faults))
        raise Refused(Text(zh, en))
    same = Entry.objects.filter(
        campaign=ground.book.campaign_id,
        unit=line.unit,
        item=line.item,
        day=line.day,
        reason=line.reason.strip(),
        correction=None,
    ).exclude(state=EntryState.STRUCK)
    if any(one != but for one in same.values_list("id", flat=True)):
        raise Refused(TWICE)


def entry_made(actor: Actor, campaign: UUID, line: EntryLine) -> Entry:
    """A new entry, not saved yet."""
    found = Entry(campaign_id=campaign, recorder=actor.id, recorder_name=actor.name, recorded_at=now())
    put(found, line)
    return found


def put(found: Entry, line: EntryLine) -> None:
    """What was written down goes into the entry."""
    found.unit_id, found.item, found.day, found.count = line.unit, line.item, line.day, line.count
    found.points = "" if line.points is None else str(line.points)
    if len(found.points) > LONGEST_POINTS:
        raise Refused(Text("分值太长，请约简。", "The points have too many digits."))
    found.reason = said(line.reason, Text("事由", "what happened"), 2000)
    found.source = said(line.source, Text("来源", "the source"), 200)
    found.evidence = short(line.evidence, Text("佐证", "evidence"), 300)


@transaction.atomic
def entries_show(*, actor: Actor, campaign: UUID, entries: Sequence[UUID]) -> int:
    """Tell the units what is recorded of them: from now on they may object. How many were shown.

    Also after the cut-off, so that what was recorded on its last day is told: the freeze waits for the answer.
    """
    require(actor, "assessments.edit")
    ground = ground_of(open_book(campaign))
    wanted = Entry.objects.select_for_update().filter(campaign=campaign, id__in=list(entries))
    chosen = list(wanted.order_by("id"))
    if not chosen:
        raise Refused(Text("请先勾选要告知的记录。", "Choose the entries first."))
    files = files_of_each(one.id for one in chosen)
    until = calendar().add(today(), ground.book.objection_days).day
    for one in chosen:
        item = ground.item(EntryLine(one.unit_id, one.item, one.day))
        proven = item is not None and (bool(one.evidence or files.get(one.id)) or not item.evidence)
        if not proven and one.state == EntryState.PROPOSED:
            raise Refused(
                Text(f"{NO_EVIDENCE.zh}{EVIDENCE_REMEDY.zh}", f"{NO_EVIDENCE.en} {EVIDENCE_REMEDY.en}")
            )
        act(one, "show", {"evidence": proven})
        one.shown_at, one.object_until = now(), until
        one.save(update_fields=["state", "shown_at", "object_until"])
        record(actor, "assessments.entry.shown", one.id, unit=one.unit_id, object_until=until)
    tell_shown(campaign, chosen, until)
    return len(chosen)


@transaction.atomic
def entry_withdraw(*, actor: Actor, entry: UUID, reason: str) -> None:
    """The office takes an entry back, with the reason; what was shown stays to be read."""
    require(actor, "assessments.edit")
    found = held(entry)
    found.decision = reasoned(reason)
    act(found, "withdraw", {"reason_given": True})
    found.decider, found.decider_name, found.decided_at = actor.id, actor.name, now()
    found.save()
    record(actor, "assessments.entry.withdrawn", entry, unit=found.unit_id, reason=found.decision)


@transaction.atomic
def batch_remove(*, actor: Actor, campaign: UUID, batch: UUID) -> int:
    """Take an import back while none of its entries was shown; how many were removed."""
    require(actor, "assessments.edit")
    book = Book.objects.select_for_update().filter(campaign=campaign).first()
    if book is None:
        raise Refused(GONE)
    rows = list(Entry.objects.select_for_update().filter(campaign=campaign, batch=batch))
    if book.state == Book.State.FROZEN or any(one.state != EntryState.PROPOSED for one in rows):
        raise Refused(
            Text(
                "其中有记录已告知单位或已处理，不能整批撤销；有误的请逐条撤回。",
                "Some were shown to units or decided on; withdraw single entries instead.",
            )
        )
    Entry.objects.filter(campaign=campaign, batch=batch).delete()
    record(actor, "assessments.entry.batch_taken_back", campaign, batch=batch, entries=len(rows))
    return len(rows)
