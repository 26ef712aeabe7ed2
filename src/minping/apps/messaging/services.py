"""Every write about messages: templates, the queue, what was decided about one, the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import blind_index, seal
from minping.apps.messaging.models import Message, MessageTemplate, OptOut, Rules
from minping.apps.messaging.notices import STANDING
from minping.apps.messaging.texts import check_text, placeholders
from minping.core.findings import Text, has_errors
from minping.core.lifecycle import DELIVERY, Facts, IllegalMove, advance

CHUNK = 500


@dataclass(frozen=True)
class Draft:
    """One message to queue. ``key``: the same key is queued once, whatever happens."""

    key: str
    person: UUID | None = None
    number: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"


def rules() -> Rules:
    """The rules in force."""
    return Rules.objects.filter(id=1).first() or Rules()


@transaction.atomic
def rules_set(
    *,
    actor: Actor,
    per_number_day: int,
    per_day: int,
    quiet_from: time,
    quiet_until: time,
    signature: str,
) -> None:
    """Change how much may be sent, and when."""
    require(actor, "messaging.edit")
    if not signature.strip() or set(signature) & set("【】[]"):
        raise Refused(Text("请填写签名，不带括号。", "Write the signature without brackets."))
    if not 1 <= per_number_day <= 20 or not 1 <= per_day <= 1_000_000:
        raise Refused(
            Text(
                "每号每日 1 到 20 条，全部每日 1 到 100 万条。",
                "1 to 20 for a number and day, 1 to a million for a day.",
            )
        )
    Rules.objects.update_or_create(
        id=1,
        defaults={
            "per_number_day": per_number_day,
            "per_day": per_day,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "signature": signature.strip(),
        },
    )
    record(actor, "messaging.rules.set", "", per_number_day=per_number_day, per_day=per_day)


@transaction.atomic
def template_put(*, actor: Actor, name: str, zh: str, en: str = "", template: UUID | None = None) -> UUID:
    """Write a template or change one; one that was used is kept as it is and a new one takes its name."""
    require(actor, "messaging.edit")
    name, zh, en = name.strip(), zh.strip(), en.strip()
    if not name or not zh:
        raise Refused(Text("请填写名称和中文正文。", "Give a name and the Chinese text."))
    signature = rules().signature
    findings = [f for text in (zh, en) if text for f in check_text(text, signature)]
    if has_errors(findings):
        wrong = [f for f in findings if f.severity == "error"]
        raise Refused(Text("正文不合要求。", "The text is not fit to be sent."), wrong)
    if en and placeholders(en) != placeholders(zh):
        raise Refused(Text("中英文的占位符须相同。", "Both languages need the same placeholders."))
    found = MessageTemplate.objects.select_for_update().filter(id=template).first() if template else None
    if found is not None and found.messages.exists() and (found.zh, found.en) != (zh, en):
        stamp, standing = f"{now():%Y%m%d%H%M%S}", found.standing
        MessageTemplate.objects.filter(id=found.id).update(
            name=f"{found.name[:44]} {stamp}", retired=True, standing=""
        )
        found = MessageTemplate(standing=standing)
    made = found or MessageTemplate()
    if made.standing and (other := placeholders(zh) - placeholders(STANDING[made.standing].text.zh)):
        raise Refused(_not_filled(other))
    made.name, made.zh, made.en = name, zh, en
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as fault:
        raise Refused(Text("已有同名模板。", "There is a template of that name.")) from fault
    record(actor, "messaging.template.put", made.id, name=name)
    return made.id


def _not_filled(names: set[str]) -> Text:
    shown = "、".join(sorted(f"{{{name}}}" for name in names))
    return Text(
        f"这条通知由系统自动发送，不能用占位符 {shown}。",
        f"This notice goes out by itself and cannot use {shown}.",
    )


@transaction.atomic
def template_retire(*, actor: Actor, template: UUID) -> None:
    """Offer a template no longer."""
    require(actor, "messaging.edit")
    MessageTemplate.objects.filter(id=template).update(retired=True)
    record(actor, "messaging.template.retired", template)


@transaction.atomic
def messages_queue(
    *,
    actor: Actor,
    template: UUID,
    drafts: list[Draft],
    campaign: UUID | None = None,
    not_before: datetime | None = None,
    valid_until: datetime | None = None,
) -> int:
    """Put messages into the outbox; those whose key is there already are passed over. How many are new."""
    require(actor, "messaging.edit")
    found = MessageTemplate.objects.filter(id=template, retired=False).first()
    if found is None:
        raise Refused(Text("没有这个模板。", "There is no such template."))
    needed = placeholders(found.zh) - {"name"}
    for draft in drafts:
        if missing := sorted(needed - set(draft.values)):
            raise Refused(
                Text(f"缺少内容：{'、'.join(missing)}", f"values are missing: {', '.join(missing)}")
            )
    before = Message.objects.count()
    start = not_before or now()
    for at in range(0, len(drafts), CHUNK):
        Message.objects.bulk_create(
            [_message(found, draft, campaign, start, valid_until) for draft in drafts[at : at + CHUNK]],
            ignore_conflicts=True,
        )
    added = Message.objects.count() - before
    record(actor, "messaging.message.queued", found.id, messages=added, asked=len(drafts))
    return added


def _message(
    template: MessageTemplate,
    draft: Draft,
    campaign: UUID | None,
    start: datetime,
    valid_until: datetime | None,
) -> Message:
    return Message(
        template=template,
        campaign=campaign,
        person=draft.person,
        sealed_number=seal(draft.number, "phone") if draft.number else b"",
        number_index=blind_index(draft.number, "phone") if draft.number else "",
        language=draft.language if template.en else "zh",
        values=dict(draft.values),
        not_before=start,
        valid_until=valid_until,
        key=draft.key,
    )


def moved(message: Message, act: str, facts: Facts) -> None:
    """Carry out an act of the delivery's lifecycle on a message that the caller holds and saves."""
    message.state = advance(DELIVERY, message.state, act, facts)


@transaction.atomic
def message_requeue(*, actor: Actor, message: UUID) -> None:
    """Queue a message again whose fate is unknown, after checking by hand that it was not sent."""
    require(actor, "messaging.send")
    found = Message.objects.select_for_update().filter(id=message).first()
    if found is None:
        raise Refused(Text("没有这条短信。", "There is no such message."))
    try:
        moved(found, "requeue", {"settled_by_hand"})
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    found.file, found.row, found.note = None, None, ""
    found.save()
    record(actor, "messaging.message.requeued", found.id)


@transaction.atomic
def number_opts_out(*, actor: Actor, number: str) -> None:
    """Note that an E.164 number wants no more messages."""
    require(actor, "messaging.edit")
    OptOut.objects.get_or_create(number_index=blind_index(number, "phone"), defaults={"at": now()})
    record(actor, "messaging.number.opted_out")
