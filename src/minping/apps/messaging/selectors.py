"""What other rooms may know of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from minping.apps.messaging.models import Message, MessageTemplate


@dataclass(frozen=True)
class TemplateFacts:
    """A template that may be used."""

    id: UUID
    name: str
    zh: str
    en: str


def templates() -> Sequence[TemplateFacts]:
    """Templates by name, without retired ones."""
    return [TemplateFacts(t.id, t.name, t.zh, t.en) for t in MessageTemplate.objects.filter(retired=False)]


def counts(campaign: UUID | None = None) -> dict[str, int]:
    """How many messages are in each state of the delivery."""
    found = Message.objects.filter(campaign=campaign) if campaign else Message.objects.all()
    return {row["state"]: row["n"] for row in found.values("state").annotate(n=Count("id")).order_by()}
