"""Content heads with check points, tag sets, focus topics."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.models import Campaign, CheckPoint, ContentHead, FocusTopic, Tag
from minping.apps.campaigns.services.found import GONE, editable_campaign, words_needed
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text


def _clean(lines: Sequence[str], longest: int) -> list[str]:
    kept = dict.fromkeys(" ".join(legible(line).split())[:longest] for line in lines)
    return [line for line in kept if line]


@transaction.atomic
def head_save(
    *,
    actor: Actor,
    campaign: UUID,
    name: str,
    do: Sequence[str],
    dont: Sequence[str],
    categories: Sequence[str] = (),
    head: UUID | None = None,
) -> UUID:
    """Write a content head with its check points; a new one without ``head``."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    name = words_needed(name, "评议内容", "content head", 60)
    if any(row.id != head for row in found.heads.filter(name=name)):
        raise Refused(Text(f"已有评议内容「{name}」。", f"There is a content head “{name}” already."))
    row = found.heads.select_for_update().filter(id=head).first() if head else _new_head(found)
    if row is None:
        raise Refused(GONE)
    row.name, row.categories = name, [c for c in categories if c]
    row.save()
    row.points.all().delete()
    CheckPoint.objects.bulk_create(
        CheckPoint(head=row, positive=positive, text=text, order=place)
        for positive, lines in ((True, do), (False, dont))
        for place, text in enumerate(_clean(lines, 200))
    )
    record(actor, "campaigns.content.saved", campaign, name=name, do=len(do), dont=len(dont))
    return row.id


def _new_head(campaign: Campaign) -> ContentHead:
    last = campaign.heads.aggregate(last=Max("order"))["last"]
    return ContentHead(campaign=campaign, order=0 if last is None else last + 1)


@transaction.atomic
def head_remove(*, actor: Actor, campaign: UUID, head: UUID) -> None:
    """Take a content head out."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign).heads.filter(id=head).first()
    if found is None:
        raise Refused(GONE)
    found.delete()
    record(actor, "campaigns.content.removed", campaign, name=found.name)


@transaction.atomic
def tags_save(*, actor: Actor, campaign: UUID, group: str, names: Sequence[str]) -> None:
    """Write the words of a tag set; none at all removes the set."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    group = words_needed(group, "标签组", "tag set", 40)
    words = _clean(names, 60)
    found.tags.filter(group=group).delete()
    last = found.tags.aggregate(last=Max("order"))["last"] or 0
    Tag.objects.bulk_create(
        Tag(campaign=found, group=group, name=name, order=last + 1 + place)
        for place, name in enumerate(words)
    )
    record(actor, "campaigns.tags.saved", campaign, group=group, words=words)


@transaction.atomic
def topics_save(*, actor: Actor, campaign: UUID, names: Sequence[str]) -> None:
    """Write the focus topics of the year."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    words = _clean(names, 100)
    found.topics.exclude(name__in=words).delete()
    for place, name in enumerate(words):
        FocusTopic.objects.update_or_create(campaign=found, name=name, defaults={"order": place})
    record(actor, "campaigns.topics.saved", campaign, topics=words)
