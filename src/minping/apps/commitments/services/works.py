"""Duties of a unit's head, and whom the unit went to see."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from minping.apps.commitments.models import Contact, Duty
from minping.apps.commitments.services.found import GONE, as_office, as_unit_or_office, reasoned, takes_part
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

LONGEST = timedelta(days=366)


@transaction.atomic
def duty_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    kind: str,
    on: date,
    who: str,
    in_person: bool,
    note: str = "",
    duty: UUID | None = None,
) -> UUID:
    """Record what the head did on a day, himself or by a substitute (F026)."""
    as_unit_or_office(actor, unit)
    takes_part(campaign, unit)
    _past(on)
    held = Duty.objects.select_for_update().filter(campaign=campaign, unit=unit)
    found = held.filter(id=duty).first() if duty else Duty(campaign_id=campaign, unit_id=unit)
    if found is None or kind not in Duty.Kind.values:
        raise Refused(GONE)
    if found.state == Duty.State.ACCEPTED:
        raise Refused(
            Text("记录已经核实，不能再改。", "The record was accepted and can no longer be changed.")
        )
    found.kind = found.kind if found.due else kind
    found.on, found.in_person = on, in_person
    found.who = said(who, Text("参加人", "who did it"), 100)
    found.note = short(note, Text("说明", "note"), 2000)
    found.state, found.reason = Duty.State.REPORTED, ""
    found.save()
    record(actor, "commitments.duty.reported", found.id, unit=unit, kind=kind)
    return found.id


@transaction.atomic
def duties_plan(
    *, actor: Actor, campaign: UUID, units: Collection[UUID], kind: str, due: date, note: str = ""
) -> int:
    """Set a day for a duty of the heads of these units, who report what was done; how many are new."""
    as_office(actor)
    if kind not in Duty.Kind.values:
        raise Refused(GONE)
    if not units:
        raise Refused(Text("请选择单位。", "Choose units."))
    if not today() <= due <= today() + LONGEST:
        raise Refused(Text("日期须在今天之后一年以内。", "The day lies within a year from today."))
    note = short(note, Text("说明", "note"), 2000)
    held = Duty.objects.filter(campaign=campaign, kind=kind, due=due)
    there = set(held.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit not in there]
    for unit in new:
        takes_part(campaign, unit)
        made = Duty(campaign_id=campaign, unit_id=unit, kind=kind, on=due, due=due, note=note)
        made.state = Duty.State.PLANNED
        made.save(force_insert=True)
        record(actor, "commitments.duty.planned", made.id, unit=unit, kind=kind, due=due)
    return len(new)


@transaction.atomic
def duty_call_off(*, actor: Actor, duty: UUID) -> None:
    """Take back a day that was set, before the unit has reported."""
    as_office(actor)
    found = Duty.objects.select_for_update().filter(id=duty, state=Duty.State.PLANNED).first()
    if found is None:
        raise Refused(
            Text("只有待填报的安排可以取消。", "Only what is still to be reported can be taken back.")
        )
    record(actor, "commitments.duty.dropped", duty, unit=found.unit_id, kind=found.kind, due=found.due)
    found.delete()


@transaction.atomic
def duty_decide(*, actor: Actor, duty: UUID, accept: bool, reason: str = "") -> None:
    """The office accepts the record, or returns it with the reason."""
    as_office(actor)
    found = Duty.objects.select_for_update().filter(id=duty).first()
    if found is None:
        raise Refused(GONE)
    if found.state != Duty.State.REPORTED:
        raise Refused(Text("这条记录已经处理过。", "This record was decided already."))
    found.state = Duty.State.ACCEPTED if accept else Duty.State.RETURNED
    found.reason = "" if accept else reasoned(reason)
    found.save(update_fields=["state", "reason"])
    record(actor, f"commitments.duty.{found.state}", duty, unit=found.unit_id, reason=found.reason)


@transaction.atomic
def contact_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    kind: str,
    on: date,
    whom: str,
    by: str,
    told: str,
    done: str = "",
    contact: UUID | None = None,
) -> UUID:
    """Record a visit of 三联系一走访 (F130): to whom, what was heard, what was done about it."""
    as_unit_or_office(actor, unit)
    takes_part(campaign, unit)
    _past(on)
    held = Contact.objects.select_for_update().filter(campaign=campaign, unit=unit)
    found = held.filter(id=contact).first() if contact else Contact(campaign_id=campaign, unit_id=unit)
    if found is None or kind not in Contact.Kind.values:
        raise Refused(GONE)
    found.kind, found.on = kind, on
    found.whom = said(whom, Text("联系走访对象", "whom you went to see"), 100)
    found.by = said(by, Text("联系走访人", "who went"), 100)
    found.told = said(told, Text("反映的情况", "what was heard"), 4000)
    found.done = short(done, Text("办理情况", "what was done"), 4000)
    found.save()
    record(actor, "commitments.contact.saved", found.id, unit=unit, kind=kind)
    return found.id


def _past(on: date) -> None:
    if on > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot lie in the future."))
