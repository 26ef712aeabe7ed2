"""Facts put forward: a person records each as it is, with changes, or leaves it with a reason. Never twice."""

from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.facts import Fact, fact_waiting
from minping.apps.assessments.ledger import places_of
from minping.apps.assessments.models import Entry, Handled
from minping.apps.assessments.services.entries import Uploads, entry_record
from minping.apps.assessments.services.found import open_book, reasoned
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

DONE = Text(
    "这件事已经处理过，或者已不成立，请刷新页面。",
    "This was decided on already, or no longer holds; reload the page.",
)


@transaction.atomic
def fact_record(
    *, actor: Actor, campaign: UUID, kind: str, source: UUID, line: EntryLine, files: Uploads = ()
) -> UUID:
    """Record the fact as an entry, as the person has it; it is not put forward again."""
    require(actor, "assessments.edit")
    open_book(campaign)
    fact = _waiting(campaign, kind, source)
    place = places_of(campaign).get(fact.unit)
    if line.unit not in {fact.unit, place.over if place is not None else None}:
        raise Refused(Text("单位与事实不符。", "The fact is about another unit."))
    entry = entry_record(actor=actor, campaign=campaign, line=line, files=files)
    Entry.objects.filter(id=entry).update(fact=kind, fact_source=source)
    _handled(actor, campaign, fact, entry=entry)
    return entry


@transaction.atomic
def fact_leave(*, actor: Actor, campaign: UUID, kind: str, source: UUID, reason: str) -> None:
    """The fact is not recorded, and why."""
    require(actor, "assessments.edit")
    open_book(campaign)
    fact = _waiting(campaign, kind, source)
    _handled(actor, campaign, fact, reason=reasoned(reason)[:500])
    record(actor, "assessments.fact.left", source, kind=kind, unit=fact.unit, reason=reason)


def _waiting(campaign: UUID, kind: str, source: UUID) -> Fact:
    fact = fact_waiting(campaign, kind, source)
    if fact is None:
        raise Refused(DONE)
    return fact


def _handled(
    actor: Actor, campaign: UUID, fact: Fact, *, entry: UUID | None = None, reason: str = ""
) -> None:
    try:
        with transaction.atomic():
            Handled.objects.create(
                campaign_id=campaign,
                kind=fact.kind,
                source=fact.source,
                unit_id=fact.unit,
                title=fact.title[:200],
                entry_id=entry,
                reason=reason,
                by_name=actor.name,
                at=now(),
            )
    except IntegrityError as fault:
        raise Refused(DONE) from fault
