"""Notices, records of talks, orders to rectify, answers and rechecks."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Measure, Notice, Order, Talk
from minping.apps.consequences.selectors import own_units
from minping.apps.consequences.services.acting import GONE, held, measure_act
from minping.apps.consequences.terms import SANCTIONS, TALKS, Kind
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

HANDLE = "consequences.handle"
NOT_NOW = Text("现在不能办理这一步，请刷新页面。", "This cannot be done now; reload the page.")


def _sanction(actor: Actor, measure: UUID, *states: str) -> Measure:
    require(actor, HANDLE)
    row = held(measure)
    if row.kind not in SANCTIONS:
        raise Refused(GONE)
    if row.state not in states:
        raise Refused(NOT_NOW)
    return row


@transaction.atomic
def notice_write(
    *,
    actor: Actor,
    measure: UUID,
    asked: str,
    number: str = "",
    on: date | None = None,
    time: str = "",
    place: str = "",
    topics: str = "",
) -> None:
    """Write the notice so that it can be printed; it counts once it is served."""
    row = _sanction(actor, measure, "approved", "issued")
    if row.kind in TALKS and (on is None or not place.strip()):
        raise Refused(Text("请填写谈话日期和地点。", "Fill in the day and place of the talk."))
    values = {
        "asked": said(asked, Text("被谈话人或送达对象", "who is asked to come"), 200),
        "number": short(number, Text("文号", "number"), 60),
        "on": on,
        "time": short(time, Text("时间", "time"), 40),
        "place": short(place, Text("地点", "place"), 100),
        "topics": short(topics, Text("谈话事项", "what it is about"), 2000),
    }
    Notice.objects.update_or_create(measure=row, defaults=values)
    record(actor, "consequences.notice.written", row.id)


@transaction.atomic
def notice_serve(*, actor: Actor, measure: UUID, on: date, to: str) -> None:
    """Record that the notice was served; from now on the unit sees it. A card is served with its order."""
    row = _sanction(actor, measure, "approved", "issued")
    found = Notice.objects.filter(measure=row).first()
    if found is None:
        raise Refused(Text("请先填写并打印通知。", "Write and print the notice first."))
    _not_later(on)
    if row.kind == Kind.YELLOW_CARD and not row.orders.exists():
        raise Refused(Text("黄牌须同时写明整改要求和期限。", "A card is served with an order to rectify."))
    found.served_on, found.served_to = on, said(to, Text("签收人", "who took it"), 100)
    found.save(update_fields=["served_on", "served_to"])
    note = f"{found.served_to}，{on}"
    if row.kind == Kind.YELLOW_CARD:
        measure_act(actor=actor, measure=row, act="begin_rectifying", facts={"notice_served"}, note=note)
    else:
        measure_act(actor=actor, measure=row, act="notify", facts={"notice_sent"}, note=note)


@transaction.atomic
def notice_receive(*, actor: Actor, measure: UUID) -> None:
    """The unit's liaison confirms that the notice has come."""
    row = held(measure)
    require(actor, "consequences.own")
    _in_scope(actor, row)
    found = Notice.objects.select_for_update().filter(measure=row, served_on__isnull=False).first()
    if found is None or found.received_at is not None:
        raise Refused(GONE)
    found.received_at, found.received_name = now(), actor.name
    found.save(update_fields=["received_at", "received_name"])
    record(actor, "consequences.notice.received", row.id)


@transaction.atomic
def talk_write(
    *,
    actor: Actor,
    measure: UUID,
    on: date,
    place: str,
    by: str,
    spoken_to: str,
    team: bool,
    recorder: str,
    told: str,
    causes: str,
    undertaken: str = "",
    organisation: str = "",
    accountability: str = "",
) -> None:
    """Write the record: who spoke to whom, what was said, the causes, what the organisation answers for."""
    row = _sanction(actor, measure, "notified")
    _not_later(on)
    if bool(organisation.strip()) != bool(accountability.strip()):
        raise Refused(
            Text(
                "对党组织问责须同时写明党组织名称和问责情况。",
                "Accountability needs both the party organisation and what was decided.",
            )
        )
    values = {
        "on": on,
        "place": said(place, Text("地点", "place"), 100),
        "by": said(by, Text("谈话人", "who spoke"), 200),
        "spoken_to": said(spoken_to, Text("被谈话人", "who was spoken to"), 200),
        "team": team,
        "recorder": said(recorder, Text("记录人", "recorder"), 100),
        "told": said(told, Text("谈话内容", "what was said"), 8000),
        "causes": said(causes, Text("原因分析", "the causes"), 4000),
        "undertaken": short(undertaken, Text("单位表态", "what the unit undertook"), 4000),
        "organisation": short(organisation, Text("党组织", "party organisation"), 200),
        "accountability": short(accountability, Text("问责情况", "accountability"), 4000),
    }
    Talk.objects.update_or_create(measure=row, defaults=values)
    record(actor, "consequences.talk.written", row.id)


@transaction.atomic
def talk_sign(*, actor: Actor, measure: UUID, on: date) -> None:
    """Record that both sides signed the record; the talk has been held."""
    row = _sanction(actor, measure, "notified")
    found = Talk.objects.filter(measure=row).first()
    if found is None:
        raise Refused(Text("请先填写谈话记录。", "Write the record first."))
    _not_later(on)
    found.signed_on = on
    found.save(update_fields=["signed_on"])
    measure_act(
        actor=actor, measure=row, act="hold", facts={"record_signed"}, note=f"{found.by} → {found.spoken_to}"
    )


@transaction.atomic
def order_issue(*, actor: Actor, measure: UUID, text: str, deadline: date) -> UUID:
    """Order the unit to rectify by a day: after the talk, with the card, or again after a recheck."""
    row = _sanction(actor, measure, "held", "rechecked", "issued", "rectifying")
    last = row.orders.last()
    if row.state == "issued" and last is not None:
        raise Refused(NOT_NOW)
    if row.state == "rectifying" and (last is None or last.rectified is not False):
        raise Refused(Text("上一次整改要求还没有复查。", "The last order has not been rechecked yet."))
    if deadline <= today():
        raise Refused(Text("整改期限须在今天以后。", "The deadline must be after today."))
    made = Order.objects.create(
        measure=row,
        number=1 if last is None else last.number + 1,
        text=said(text, Text("整改要求", "what is to be rectified"), 4000),
        deadline=deadline,
        issued_on=today(),
        issued_by=actor.id,
        issued_name=actor.name,
    )
    if row.kind in TALKS:
        act = "order" if row.state == "held" else "order_again"
        facts = {"deadline_set", "not_rectified"}
        measure_act(actor=actor, measure=row, act=act, facts=facts, note=f"{deadline}")
    record(actor, "consequences.order.issued", row.id, deadline=deadline.isoformat())
    return made.id


@transaction.atomic
def order_answer(*, actor: Actor, order: UUID, text: str) -> None:
    """The unit reports what it has done; the office may enter what came on paper."""
    found = _order(order)
    row = held(found.measure_id)
    if not actor.may(HANDLE):
        require(actor, "consequences.own")
        _in_scope(actor, row)
    if found.rectified is not None or row.state not in {"rectification_ordered", "rectifying"}:
        raise Refused(Text("这次整改已经复查，不能再改。", "It has been rechecked and cannot be changed."))
    found.answer = said(text, Text("整改情况", "what was done"), 8000)
    found.answered_at, found.answered_name = now(), actor.name
    found.save(update_fields=["answer", "answered_at", "answered_name"])
    record(actor, "consequences.order.answered", row.id)


@transaction.atomic
def order_recheck(*, actor: Actor, order: UUID, rectified: bool, found: str) -> None:
    """Somebody other than who ordered it looks whether it is done: then it ends, else it is ordered again."""
    require(actor, HANDLE)
    one = _order(order)
    row = held(one.measure_id)
    if one.rectified is not None or row.state not in {"rectification_ordered", "rectifying"}:
        raise Refused(NOT_NOW)
    if actor.id is None or actor.id == one.issued_by:
        raise Refused(
            Text(
                "复查须由另一人进行，不能由下达整改要求的人复查。",
                "Somebody else than who ordered it must recheck.",
            )
        )
    if not one.answer and one.deadline >= today():
        raise Refused(
            Text("单位还没有报整改情况，期限也未到。", "The unit has not answered and still has time.")
        )
    one.found = said(found, Text("复查情况", "what was found"), 4000)
    one.rectified, one.rechecked_by, one.rechecked_name = rectified, actor.id, actor.name
    one.rechecked_on = today()
    one.save()
    record(actor, "consequences.order.rechecked", row.id, rectified=rectified)
    if row.kind in TALKS:
        measure_act(actor=actor, measure=row, act="recheck", note=one.found)
        if rectified:
            measure_act(actor=actor, measure=row, act="close", facts={"rectified"})
    elif rectified:
        measure_act(actor=actor, measure=row, act="lift", facts={"rectified"}, note=one.found)


def _order(order: UUID) -> Order:
    found = Order.objects.select_for_update().filter(id=order).first()
    if found is None:
        raise Refused(GONE)
    return found


def _in_scope(actor: Actor, row: Measure) -> None:
    if row.unit_id not in own_units(actor):
        raise Refused(GONE)


def _not_later(on: date) -> None:
    if on > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot be later than today."))
