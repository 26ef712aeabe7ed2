"""What an appeal changes after the freeze: a new version beside the old."""

from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.models import Correction, Entry
from minping.apps.assessments.services.found import GONE, known_campaign, reasoned
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
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
    Correction.objects.create(
        old=old,
        new=new,
        appeal=appeal,
        reason=why,
        by=actor.person,
        by_name=actor.name,
        at=now(),
    )
    record(actor, "assessments.entry.corrected", entry, unit=old.unit_id, appeal=appeal, new=new and new.id)
    return new.id if new is not None else None


def _version(actor: Actor, old: Entry, points: Fraction | None, why: str) -> Entry:
    """The same entry with other points, frozen from the beginning."""
    return Entry.objects.create(
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
        state=EntryState.FROZEN,
        recorder=actor.person,
        recorder_name=actor.name,
        recorded_at=now(),
        shown_at=now(),
        decision=why,
        decider=actor.person,
        decider_name=actor.name,
        decided_at=now(),
    )
