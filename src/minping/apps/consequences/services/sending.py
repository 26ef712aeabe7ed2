"""Circulars of praise; recommendations to the organisation department and what it replies."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Circular, Letter, Measure
from minping.apps.consequences.services.acting import GONE, begun, held, measure_act
from minping.apps.consequences.services.talks import NOT_NOW
from minping.apps.consequences.terms import SECOND, Kind
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

NUMBER = Text("文号", "number")


@transaction.atomic
def circular_issue(
    *,
    actor: Actor,
    campaign: UUID,
    measures: Iterable[UUID],
    issued_on: date,
    number: str = "",
    text: str = "",
    award: bool = False,
    approval: str = "",
) -> UUID:
    """Issue approved praise in one circular; an award 表彰 needs the number of its own approval (F028)."""
    require(actor, "consequences.edit")
    if award and not approval.strip():
        raise Refused(
            Text(
                "表彰须填写批准文号；没有批准的，请改用通报表扬。",
                "An award needs the number of its approval; without one, praise them in a circular.",
            )
        )
    if issued_on > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot be later than today."))
    rows = [held(one) for one in dict.fromkeys(measures)]
    if not rows or any(row.campaign_id != campaign or row.kind != Kind.PRAISE for row in rows):
        raise Refused(Text("没有选中已批准的表扬。", "No approved praise was chosen."))
    made = Circular.objects.create(
        campaign_id=campaign,
        award=award,
        approval=short(approval, Text("批准文号", "number of the approval"), 100) if award else "",
        number=short(number, NUMBER, 60),
        text=short(text, Text("正文", "text"), 4000),
        issued_on=issued_on,
        issued_name=actor.name,
    )
    for row in rows:
        row.circular = made
        measure_act(actor=actor, measure=row, act="issue", facts={"circular_signed"}, note=made.number)
    record(actor, "consequences.circular.issued", campaign, circular=made.id, units=len(rows), award=award)
    return made.id


@transaction.atomic
def other_done(*, actor: Actor, measure: UUID, note: str) -> None:
    """Record that another consequence of the plan was carried out."""
    require(actor, "consequences.edit")
    row = held(measure)
    if row.kind != Kind.OTHER:
        raise Refused(GONE)
    words = said(note, Text("办理情况", "what was done"), 2000)
    measure_act(actor=actor, measure=row, act="issue", facts={"circular_signed"}, note=words)


def _recommendation(actor: Actor, measure: UUID, state: str) -> Measure:
    require(actor, "consequences.edit")
    row = held(measure)
    if row.kind != Kind.REPLACEMENT:
        raise Refused(GONE)
    if row.state != state:
        raise Refused(NOT_NOW)
    return row


@transaction.atomic
def letter_write(
    *, actor: Actor, measure: UUID, addressee: str, head: bool, deputy: bool, text: str, number: str = ""
) -> None:
    """Write the letter so that it can be printed and signed."""
    row = _recommendation(actor, measure, "approved")
    if not head and not deputy:
        raise Refused(Text("请选择建议调整的对象。", "Choose whom the recommendation is about."))
    values = {
        "addressee": said(addressee, Text("主送机关", "addressee"), 100),
        "head": head,
        "deputy": deputy,
        "text": said(text, Text("建议事项", "what is recommended"), 4000),
        "number": short(number, NUMBER, 60),
    }
    Letter.objects.update_or_create(measure=row, defaults=values)
    record(actor, "consequences.recommendation.written", row.id)


@transaction.atomic
def letter_send(*, actor: Actor, measure: UUID, on: date) -> None:
    """Record that the signed letter went out."""
    row = _recommendation(actor, measure, "approved")
    found = Letter.objects.filter(measure=row).first()
    if found is None:
        raise Refused(Text("请先填写并打印建议函。", "Write and print the letter first."))
    if on > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot be later than today."))
    found.sent_on = on
    found.save(update_fields=["sent_on"])
    measure_act(actor=actor, measure=row, act="send", facts={"letter_signed"}, note=found.addressee)
    if row.source == Measure.Source.SECOND_CARD and row.source_id is not None:
        facts = {"recommendation_signed", "second_person"}
        measure_act(actor=actor, measure=held(row.source_id), act="recommend", facts=facts, note=found.number)


@transaction.atomic
def reply_record(*, actor: Actor, measure: UUID, outcome: str, reply: str, on: date) -> None:
    """Record what the organisation department replied; it decides, not the office."""
    row = _recommendation(actor, measure, "sent")
    found = Letter.objects.get(measure=row)
    if outcome not in Letter.Outcome.values:
        raise Refused(GONE)
    if on > today() or (found.sent_on is not None and on < found.sent_on):
        raise Refused(
            Text("答复日期应在发函以后、今天以前。", "The reply comes after the letter and not after today.")
        )
    found.outcome, found.replied_on = outcome, on
    found.reply = said(reply, Text("答复内容", "the reply"), 4000)
    found.save(update_fields=["outcome", "replied_on", "reply"])
    measure_act(actor=actor, measure=row, act="reply", facts={"reply_received"}, note=found.reply)


@transaction.atomic
def card_recommend(*, actor: Actor, measure: UUID) -> UUID:
    """After a second card: propose the recommendation, which the leading group decides like any other (P22)."""
    require(actor, "consequences.edit")
    card = held(measure)
    if card.kind != Kind.YELLOW_CARD or card.state != "second_card":
        raise Refused(NOT_NOW)
    if Measure.objects.filter(source_id=card.id, kind=Kind.REPLACEMENT).exclude(state="lapsed").exists():
        raise Refused(Text("建议已经提出。", "It has been proposed already."))
    facts = [SECOND]
    facts += [Text(fact["zh"], fact["en"]) for fact in card.facts]
    made = begun(
        campaign=card.campaign_id,
        unit=card.unit_id,
        kind=Kind.REPLACEMENT,
        source=Measure.Source.SECOND_CARD,
        facts=facts,
        source_id=card.id,
        run=card.run,
        rule=(card.rule, card.rule_name, card.clause, card.pool),
    )
    record(actor, "consequences.card.recommended", card.id, measure=made.id)
    return made.id
