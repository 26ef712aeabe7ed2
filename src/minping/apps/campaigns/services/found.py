"""Finding the row to change, held for the transaction; and words that several services say."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.db import models

from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.models import Campaign, Round, SchemeVersion
from minping.apps.foundation.errors import Refused
from minping.core.findings import Text

M = TypeVar("M", bound=models.Model)

GONE = Text("没有找到，可能已被删除。", "It was not found; it may have been removed.")
SETTLED = Text(
    "评议已进入计分或以后的阶段，设置不能再改。",
    "The campaign has gone on to scoring or later; its set-up cannot be changed any more.",
)
EDITABLE = frozenset({"draft", "scheme_frozen", "launched", "running", "commitment", "one_vote"})
"""States of a campaign in which its set-up may still be changed."""

BEGUN = ("open", "closed", "tallied", "validated", "short", "supplemented", "void", "repeated")
"""States of a round in which ballots may have been cast."""


def held_campaign(campaign: UUID) -> Campaign:
    """The campaign, held until the end of the transaction. Raises Refused."""
    found = Campaign.objects.select_for_update().filter(id=campaign).first()
    if found is None:
        raise Refused(GONE)
    return found


def editable_campaign(campaign: UUID) -> Campaign:
    """The campaign while its set-up may be changed. Raises Refused."""
    found = held_campaign(campaign)
    if found.state not in EDITABLE:
        raise Refused(SETTLED)
    return found


def held_round(round_id: UUID) -> Round:
    """The round, held until the end of the transaction. Raises Refused."""
    found = Round.objects.select_for_update().filter(id=round_id).first()
    if found is None:
        raise Refused(GONE)
    return found


def draft_of(campaign: UUID) -> SchemeVersion:
    """The draft of the scheme, held. Raises Refused where there is none."""
    found = SchemeVersion.objects.select_for_update().filter(campaign=campaign, frozen=False).first()
    if found is None:
        raise Refused(
            Text(
                "现在没有方案草稿。请先选用内置方案或上传方案。",
                "There is no draft. Choose a preset or upload one.",
            )
        )
    return found


def voting_begun(campaign: UUID) -> bool:
    """Whether any round has been opened, so that ballots may have been cast."""
    return Round.objects.filter(campaign=campaign, state__in=BEGUN).exists()


def words_needed(text: str, zh: str, en: str, longest: int) -> str:
    """The text without blanks around it. Raises Refused when empty or too long."""
    kept = " ".join(legible(text).split())
    if not kept:
        raise Refused(Text(f"请填写{zh}。", f"Fill in the {en}."))
    if len(kept) > longest:
        raise Refused(Text(f"{zh}最多{longest}字。", f"The {en} may have {longest} characters at most."))
    return kept


def set_all(row: M, changes: Mapping[str, object], allowed: frozenset[str]) -> dict[str, str]:
    """Set fields and save; what changed, as texts for the log. Raises TypeError for a field not allowed."""
    strange = set(changes) - allowed
    if strange:
        raise TypeError(f"{sorted(strange)} cannot be changed")
    told = {name: str(value) for name, value in changes.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    if told:
        row.save(update_fields=[*told])
    return told
