"""What an appeal changes after the freeze: a new version beside the old, or what was never recorded."""

from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.checks import EntryLine, Ground, ground_of
from minping.apps.assessments.models import Book, Correction, Entry
from minping.apps.assessments.services.entries import ROOM, Uploads, checked, entry_made
from minping.apps.assessments.services.found import GONE, known_campaign, reasoned
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import keep
from minping.apps.foundation.permissions import require
from minping.core.findings import Text
from minping.core.scoring.inputs import EntryState


@transaction.atomic
def entry_correct(
    *, actor: Actor, entry: UUID, appeal: UUID, strike: bool, points: Fraction | None, reason: str
) -> UUID | None:
    """Strike a frozen entry, or let other points count in its place; the new version, if any.

    The old version is kept as it was and no longer counts. Not by its recorder. Raises Refused.
    """
    require(actor, "assessments.decide")
    old = Entry.objects.select_for_update().filter(id=entry).first()
    if old is None:
        raise Refused(GONE)
    known_campaign(old.campaign_id)
    if old.state != EntryState.FROZEN or Correction.objects.filter(old=old).exists():
        raise Refused(
            Text(
                "只有冻结后仍在计分的记录可以更正。",
                "Only a frozen entry that still counts can be corrected.",
            )
        )
    if old.recorder == actor.id:
        raise Refused(Text("须由记录人以外的人更正。", "Somebody else than the recorder must correct it."))
    if not strike and not points:
        raise Refused(
            Text("请填写更正后的分值，或撤销这条记录。", "Give the right points, or strike the entry.")
        )
    why = reasoned(reason)
    new = None if strike else _version(actor, old, points, why)
    _kept(actor, appeal, why, old=old, new=new)
    record(actor, "assessments.entry.corrected", entry, unit=old.unit_id, appeal=appeal, new=new and new.id)
    return new.id if new is not None else None


@transaction.atomic
def entry_add_on_appeal(
    *,
    actor: Actor,
    campaign: UUID,
    line: EntryLine,
    appeal: UUID,
    decided_by: UUID | None,
    reason: str,
    files: Uploads = (),
) -> UUID:
    """Put what was never recorded into the frozen book, with the same proof as any entry; its id.

    Not by ``decided_by``, who found for the unit: nobody else looks at it before it counts. A deduction only
    in the place of what the same appeal struck. Raises Refused.
    """
    require(actor, "assessments.decide")
    known_campaign(campaign)
    book = Book.objects.select_for_update().filter(campaign=campaign).first()
    if book is None or book.state != Book.State.FROZEN:
        raise Refused(
            Text(
                "日常考评尚未冻结，请直接在台账里记录。",
                "The book is not frozen; record it there as any other entry.",
            )
        )
    if actor.id is None or actor.id == decided_by:
        raise Refused(
            Text(
                "补记须由作出申诉决定以外的人办理。", "Somebody else than who decided the appeal must add it."
            )
        )
    ground = ground_of(book)
    checked(line, ground, files=bool(files))
    _not_worse(line, ground, appeal)
    why = reasoned(reason)
    new = _frozen(actor, entry_made(actor, campaign, line), why)
    for upload in files:
        keep(actor=actor, upload=upload, subject=new.id, room=ROOM)
    _kept(actor, appeal, why, new=new)
    record(actor, "assessments.entry.added_on_appeal", new.id, unit=line.unit, appeal=appeal)
    return new.id


def _not_worse(line: EntryLine, ground: Ground, appeal: UUID) -> None:
    """A deduction that the unit was never shown enters only for one that the same appeal took away."""
    item = ground.item(line)
    worth = line.points if line.points is not None or item is None else item.of.points
    struck = Correction.objects.filter(appeal=appeal, old__unit=line.unit, new=None)
    if worth is not None and worth < 0 and not struck.exists():
        raise Refused(
            Text(
                "扣分没有告知过单位，不能补记；记错项目的，先撤销原记录，再补记正确的一条。",
                "The unit was never shown this deduction, so it cannot be added. Where the item was wrong, "
                "strike the former entry first, then add the right one.",
            )
        )


def _kept(
    actor: Actor, appeal: UUID, why: str, *, old: Entry | None = None, new: Entry | None = None
) -> None:
    Correction.objects.create(
        old=old,
        new=new,
        appeal=appeal,
        reason=why,
        by=actor.person,
        by_name=actor.name,
        at=now(),
    )


def _version(actor: Actor, old: Entry, points: Fraction | None, why: str) -> Entry:
    """The same entry with other points."""
    return _frozen(
        actor,
        Entry(
            campaign_id=old.campaign_id,
            unit_id=old.unit_id,
            item=old.item,
            day=old.day,
            points=str(points),
            count=old.count,
            reason=old.reason,
            evidence=old.evidence,
            source=old.source,
            fact=old.fact,
            fact_source=old.fact_source,
            recorder=actor.person,
            recorder_name=actor.name,
            recorded_at=now(),
        ),
        why,
    )


def _frozen(actor: Actor, found: Entry, why: str) -> Entry:
    """Frozen and known to the unit from the beginning."""
    found.state, found.shown_at, found.decision = EntryState.FROZEN, now(), why
    found.decider, found.decider_name, found.decided_at = actor.person, actor.name, now()
    found.save(force_insert=True)
    return found
