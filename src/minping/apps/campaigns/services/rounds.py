"""Rounds: planned, edited until opened, moved through their states."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from minping.apps.campaigns.models import Round
from minping.apps.campaigns.services.found import (
    BEGUN,
    editable_campaign,
    held_campaign,
    held_round,
    set_all,
    words_needed,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text
from minping.core.lifecycle import ROUND, Case, Facts, IllegalMove, perform

EDITABLE_FIELDS = frozenset(
    {
        "group",
        "code",
        "title",
        "title_en",
        "channel",
        "opens",
        "closes",
        "minimum",
        "trained_only",
    }
)
REASON_FIELDS = frozenset({"reason"})


@transaction.atomic
def round_create(
    *,
    actor: Actor,
    campaign: UUID,
    group: str,
    title: str,
    opens: date,
    closes: datetime,
    code: str = "",
    title_en: str = "",
    channel: str = "web",
    minimum: int | None = None,
    trained_only: bool = False,
) -> UUID:
    """Plan a round. ``group`` and ``code`` are those of the scheme."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    _check_days(opens, closes)
    made = Round.objects.create(
        campaign=found,
        group=words_needed(group, "投票层面", "voter group", 60),
        code=code.strip()[:60],
        title=words_needed(title, "轮次名称", "name of the round", 100),
        title_en=title_en.strip()[:160],
        channel=channel,
        opens=opens,
        closes=closes,
        minimum=minimum,
        trained_only=trained_only,
    )
    record(actor, "campaigns.round.created", made.id, campaign=campaign, group=group, title=title)
    return made.id


@transaction.atomic
def round_edit(*, actor: Actor, round: UUID, **changes: object) -> None:
    """Change a round before it opens; afterwards only its ``reason`` may be written."""
    require(actor, "campaigns.edit")
    found = held_round(round)
    if found.state in BEGUN and not set(changes) <= REASON_FIELDS:
        raise Refused(
            Text("轮次已开始投票，不能再改。", "This round has been opened and can no longer be changed.")
        )
    for name, zh, en in (("title", "轮次名称", "name of the round"), ("group", "投票层面", "voter group")):
        if name in changes:
            changes[name] = words_needed(str(changes[name]), zh, en, 60 if name == "group" else 100)
    told = set_all(found, changes, EDITABLE_FIELDS | REASON_FIELDS)
    _check_days(found.opens, found.closes)
    if told:
        record(actor, "campaigns.round.edited", round, **told)


@transaction.atomic
def round_remove(*, actor: Actor, round: UUID) -> None:
    """Remove a round that is only planned."""
    require(actor, "campaigns.edit")
    found = held_round(round)
    if found.state != "planned":
        raise Refused(
            Text(
                "只有“已计划”的轮次可以删除。",
                "Only a round that is merely planned can be removed.",
            )
        )
    try:
        found.delete()
    except ProtectedError as fault:
        raise Refused(
            Text(
                "这一轮已有名册或邀请，不能删除。",
                "This round has lists or invitations already and cannot be removed.",
            )
        ) from fault
    record(actor, "campaigns.round.removed", round, title=found.title)


@transaction.atomic
def round_move(
    *,
    actor: Actor,
    round: UUID,
    act: str,
    facts: Facts = (),
    manifest: str = "",
) -> str:
    """Carry out an act of the round's lifecycle; the new state. Raises Refused where the table forbids it.

    ``manifest``: hash of what the box was given, kept when the round opens.
    """
    require(actor, "campaigns.edit")
    found = held_round(round)
    held_campaign(found.campaign_id)
    try:
        moved = perform(ROUND, Case(found.state, flags=frozenset(found.flags)), act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    before = found.state
    found.state, found.flags = moved.state, sorted(moved.flags)
    if manifest:
        found.manifest = manifest
    found.save(update_fields=["state", "flags", "manifest"])
    record(actor, f"campaigns.round.{act}", round, before=before, after=moved.state)
    return moved.state


def _check_days(opens: date, closes: datetime) -> None:
    if timezone.is_naive(closes):
        raise ValueError("closes needs a time zone")
    if timezone.localtime(closes).date() < opens:
        raise Refused(Text("截止时间早于开始日期。", "The round closes before it opens."))
