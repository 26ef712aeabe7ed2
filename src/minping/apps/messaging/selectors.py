"""What other rooms may know of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from minping.apps.messaging.models import Message, MessageTemplate
from minping.core.findings import Text
from minping.core.lifecycle import DELIVERY


@dataclass(frozen=True)
class TemplateFacts:
    """A template that may be used."""

    id: UUID
    name: str
    zh: str
    en: str


def templates() -> Sequence[TemplateFacts]:
    """Texts that a person sends, by name, without retired ones and those that go out by themselves."""
    found = MessageTemplate.objects.filter(retired=False, standing="")
    return [TemplateFacts(t.id, t.name, t.zh, t.en) for t in found]


def fates(keys_begin: str) -> dict[str, Text]:
    """Key → what became of the message, of all whose key begins so; the newest last."""
    words = {state.name: state.label for state in DELIVERY.states}
    found = Message.objects.filter(key__startswith=keys_begin).order_by("not_before")
    return {key: words[state] for key, state in found.values_list("key", "state")}


def counts(campaign: UUID | None = None) -> dict[str, int]:
    """How many messages are in each state of the delivery."""
    found = Message.objects.filter(campaign=campaign) if campaign else Message.objects.all()
    return {row["state"]: row["n"] for row in found.values("state").annotate(n=Count("id")).order_by()}
