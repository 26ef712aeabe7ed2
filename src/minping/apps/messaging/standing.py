"""Notices that go out by themselves, in the shipped words or in those that the office put in their place."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import SYSTEM
from minping.apps.messaging.models import Message, MessageTemplate
from minping.apps.messaging.notices import STANDING
from minping.apps.messaging.services import CHUNK, Draft, messages_queue
from minping.apps.messaging.texts import placeholders


@transaction.atomic
def standing_queue(
    *,
    kind: str,
    drafts: Sequence[Draft],
    campaign: UUID | None = None,
    valid_until: datetime | None = None,
) -> int:
    """Queue a notice; how many are new. None once the office retired its text. KeyError: no such notice."""
    known = _known(drafts)
    fresh = [draft for draft in drafts if draft.key not in known]
    template = _template(kind) if fresh else None
    if template is None or template.retired:
        return 0
    asked = placeholders(template.zh)
    told = [
        Draft(
            one.key, one.person, one.number, {name: one.values[name] for name in asked if name in one.values}
        )
        for one in fresh
    ]
    return messages_queue(
        actor=SYSTEM, template=template.id, drafts=told, campaign=campaign, valid_until=valid_until
    )


def shipped_texts() -> None:
    """Write down the shipped texts that are missing: the office finds them before they are first used."""
    there = set(MessageTemplate.objects.exclude(standing="").values_list("standing", flat=True))
    for kind in STANDING:
        if kind not in there:
            _template(kind)


def _template(kind: str) -> MessageTemplate:
    shipped = STANDING[kind]
    taken = MessageTemplate.objects.filter(name=shipped.name).exclude(standing=kind).exists()
    found, _ = MessageTemplate.objects.get_or_create(
        standing=kind,
        defaults={
            "name": f"{shipped.name}（{kind}）" if taken else shipped.name,
            "zh": shipped.text.zh,
            "en": shipped.text.en,
        },
    )
    return found


def _known(drafts: Sequence[Draft]) -> frozenset[str]:
    keys = [draft.key for draft in drafts]
    found: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        held = Message.objects.filter(key__in=keys[start : start + CHUNK])
        found.update(held.values_list("key", flat=True))
    return frozenset(found)
