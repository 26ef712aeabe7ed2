"""Opening the book, its days, and which facts are put forward."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.ledger import every_item
from minping.apps.assessments.models import Book, Entry, FactRule
from minping.apps.assessments.services.found import known_campaign, open_book
from minping.apps.assessments.words import FACTS, day_words
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

MOST_DAYS = 60
"""Working days that may be given to object."""
OVER = frozenset(
    {"scored", "reviewed", "internally_announced", "appeal_window", "final", "published", "follow_up"}
)
"""States in which a book that is opened anew would come too late."""


@transaction.atomic
def book_set(*, actor: Actor, campaign: UUID, cut_off: date, objection_days: int) -> UUID:
    """Open the campaign's book, or move its days while it is open. Entries that were shown keep their term."""
    require(actor, "assessments.edit")
    facts, scheme = known_campaign(campaign), frozen_scheme(campaign)
    if scheme is None or not every_item(scheme):
        raise Refused(
            Text(
                "方案尚未冻结，或者方案里没有日常考评（台账）项目。",
                "The scheme is not frozen yet, or it has no items of a daily assessment.",
            )
        )
    if cut_off < today():
        raise Refused(Text("截止日不能早于今天。", "The cut-off cannot lie in the past."))
    if not 1 <= objection_days <= MOST_DAYS:
        raise Refused(
            Text(
                f"异议期请填1至{MOST_DAYS}个工作日。", f"The time to object is 1 to {MOST_DAYS} working days."
            )
        )
    there = Book.objects.filter(campaign=campaign).exists()
    if not there and facts.state in OVER:
        raise Refused(Text("这次评议已经计分，不能再开账。", "This campaign was scored already."))
    book = open_book(campaign) if there else Book(campaign_id=campaign, opened_at=now())
    latest = Entry.objects.filter(campaign=campaign).order_by("-day").values_list("day", flat=True).first()
    if latest is not None and latest > cut_off:
        day = day_words(latest)
        raise Refused(
            Text(
                f"已有{day.zh}的记录，截止日不能更早。", f"There are entries of {day.en}; choose a later day."
            )
        )
    book.cut_off, book.objection_days = cut_off, objection_days
    book.save()
    record(actor, "assessments.book.set", campaign, cut_off=cut_off, objection_days=objection_days)
    return book.id


@transaction.atomic
def fact_rules_set(*, actor: Actor, campaign: UUID, rules: Mapping[str, str]) -> None:
    """Kind of fact → item it is put forward for; an empty item: not put forward."""
    require(actor, "assessments.edit")
    open_book(campaign)
    scheme = frozen_scheme(campaign)
    items = every_item(scheme) if scheme is not None else {}
    chosen = {kind: item for kind, item in rules.items() if item}
    if not set(chosen) <= set(FACTS) or not set(chosen.values()) <= set(items):
        raise Refused(Text("请从列表中选择。", "Choose from the list."))
    FactRule.objects.filter(campaign=campaign).delete()
    FactRule.objects.bulk_create(
        FactRule(campaign_id=campaign, kind=kind, item=item) for kind, item in chosen.items()
    )
    record(actor, "assessments.fact_rules.set", campaign, rules=chosen)
