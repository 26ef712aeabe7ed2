"""Registering an event, confirming it as the second person, striking it with a reason."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.event_uses import event_uses, events_below, used_on, windows_of
from minping.apps.assessments.ledger import places_of
from minping.apps.assessments.models import Event
from minping.apps.assessments.services.entries import ROOM, Uploads
from minping.apps.assessments.services.found import GONE, known_campaign, reasoned
from minping.apps.assessments.words import day_words
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import keep
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

DONE = Text("这一事件已经确认或撤销过。", "This event was confirmed or struck already.")
MOST = 1000
"""Events of one kind of a unit on one day."""


@transaction.atomic
def event_register(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    event: str,
    day: date,
    document: str,
    signed_by: str,
    count: int = 1,
    note: str = "",
    files: Uploads = (),
) -> UUID:
    """Register an event by its paper; it counts once another person has confirmed it."""
    require(actor, "assessments.edit")
    known_campaign(campaign)
    _check(campaign, unit, event, day, count)
    found = Event(
        campaign_id=campaign,
        unit_id=unit,
        event=event,
        day=day,
        count=count,
        note=short(note, Text("说明", "note"), 2000),
        document=said(document, Text("文号", "the number of the paper"), 100),
        signed_by=said(signed_by, Text("签发单位或签发人", "who signed it"), 100),
        registered_by=actor.id,
        registered_name=actor.name,
        registered_at=now(),
    )
    twice = Event.objects.filter(
        campaign=campaign, unit=unit, event=event, day=day, document=found.document, struck_at=None
    )
    if twice.exists():
        raise Refused(Text("同一文号的这一事件已经登记。", "This event was registered by the same paper."))
    found.save(force_insert=True)
    for upload in files:
        keep(actor=actor, upload=upload, subject=found.id, room=ROOM)
    record(actor, "assessments.event.registered", found.id, unit=unit, event=event, day=day, count=count)
    return found.id


def _check(campaign: UUID, unit: UUID, event: str, day: date, count: int) -> None:
    if not 1 <= count <= MOST:
        raise Refused(Text(f"次数请填1至{MOST}。", f"The number of events is 1 to {MOST}."))
    scheme = frozen_scheme(campaign)
    uses = event_uses(scheme) if scheme is not None else {}
    places = places_of(campaign)
    if unit not in places:
        raise Refused(Text("该单位没有参加这次评议。", "This unit does not take part in this campaign."))
    if event not in uses:
        names = "、".join(uses) or "—"
        raise Refused(
            Text(
                f"方案没有用到事件「{event}」，可登记的有：{names}。",
                f"The scheme does not use the event “{event}”; there are: {names}.",
            )
        )
    if places[unit].below and scheme is not None and event not in events_below(scheme):
        over = places[places[unit].over].unit.name
        raise Refused(
            Text(
                f"方案不单独计算下属站所、窗口的这一事件，请登记到{over}。",
                f"The scheme does not count this event of stations and windows; register it for {over}.",
            )
        )
    if day > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot lie in the future."))
    if not used_on(uses[event], day):
        words, told = windows_of(uses[event]), day_words(day)
        raise Refused(
            Text(
                f"{told.zh}不在方案的计算期间（{words.zh}）内。请核对日期；属于其他年度的，登记到那一年的评议。",
                f"{told.en} lies outside the days that count ({words.en}). Check it, or register it in its own year.",
            )
        )


@transaction.atomic
def event_confirm(*, actor: Actor, event: UUID) -> None:
    """Another person has held it against the paper."""
    require(actor, "assessments.decide")
    found = _held(event)
    if found.confirmed_at is not None or found.struck_at is not None:
        raise Refused(DONE)
    if found.registered_by == actor.id:
        raise Refused(
            Text(
                "须由登记人以外的人核对确认。",
                "Somebody else than the one who registered it must confirm it.",
            )
        )
    found.confirmed_by, found.confirmed_name, found.confirmed_at = actor.person, actor.name, now()
    found.save(update_fields=["confirmed_by", "confirmed_name", "confirmed_at"])
    record(actor, "assessments.event.confirmed", event, unit=found.unit_id, event=found.event)


@transaction.atomic
def event_strike(*, actor: Actor, event: UUID, reason: str, appeal: UUID | None = None) -> None:
    """The event no longer counts; it stays to be read. A confirmed one: not by the one who registered it."""
    require(actor, "assessments.decide")
    found = _held(event)
    if found.struck_at is not None:
        raise Refused(DONE)
    if found.confirmed_at is not None and found.registered_by == actor.id:
        raise Refused(
            Text(
                "已确认的事件须由登记人以外的人撤销。",
                "A confirmed event is struck by somebody else than the one who registered it.",
            )
        )
    found.struck_reason = reasoned(reason)[:500]
    found.struck_name, found.struck_at, found.appeal = actor.name, now(), appeal
    found.save(update_fields=["struck_reason", "struck_name", "struck_at", "appeal"])
    record(actor, "assessments.event.struck", event, unit=found.unit_id, reason=found.struck_reason)


def _held(event: UUID) -> Event:
    found = Event.objects.select_for_update().filter(id=event).first()
    if found is None:
        raise Refused(GONE)
    known_campaign(found.campaign_id)
    return found
