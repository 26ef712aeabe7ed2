"""Freezing the scheme: asked for by one, carried out when another agrees (F020)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.fit import freeze_findings
from minping.apps.campaigns.models import Campaign, SchemeVersion
from minping.apps.campaigns.schemes import scheme_in
from minping.apps.campaigns.services.campaigns import moved
from minping.apps.campaigns.services.drafts import LATE
from minping.apps.campaigns.services.found import draft_of, editable_campaign, voting_begun
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Severity, Text

ACT = "campaigns.freeze"
STOPS = frozenset({Severity.ERROR, Severity.OPEN})


@transaction.atomic
def scheme_freeze(*, actor: Actor, campaign: UUID, reason: str = "") -> UUID:
    """Ask for the draft to be frozen; the approval's id. Raises Refused while errors or open values remain."""
    require(actor, ACT)
    found = editable_campaign(campaign)
    draft = _ready(found)
    title = Text(
        f"冻结“{found.title}”评议方案第{draft.number}版（SHA-256 {draft.digest[:12]}…）",
        f"Freeze the scheme of “{found.title_en or found.title}”, version {draft.number} "
        f"(SHA-256 {draft.digest[:12]}…)",
    )
    payload = {"campaign": str(campaign), "version": str(draft.id), "digest": draft.digest}
    return approvals.ask(
        actor=actor, act=ACT, subject=campaign, title=title, payload=payload, reason=reason.strip()
    )


def _ready(campaign: Campaign) -> SchemeVersion:
    draft = draft_of(campaign.id)
    if draft.number > 1 and voting_begun(campaign.id):
        raise Refused(LATE)
    stops = [f for f in freeze_findings(campaign, draft) if f.severity in STOPS]
    if stops:
        raise Refused(
            Text(
                f"方案还有{len(stops)}处错误或待定，不能冻结。",
                f"The scheme has {len(stops)} errors or open values and cannot be frozen.",
            ),
            stops,
        )
    return draft


def carry_freeze(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Freeze what was asked for, if it is still the same, and move the campaign on."""
    campaign = editable_campaign(UUID(payload["campaign"]))
    draft = _ready(campaign)
    if draft.digest != payload["digest"] or str(draft.id) != payload["version"]:
        raise Refused(
            Text(
                "提请之后方案又有改动，请撤回后重新提请。",
                "The scheme was changed after this was asked for; withdraw it and ask again.",
            )
        )
    if scheme_in(draft.canonical).open_questions:
        raise Refused(Text("方案还有待定事项。", "The scheme has open values."))
    draft.frozen, draft.frozen_at = True, now()
    draft.save(update_fields=["frozen", "frozen_at"])
    record(actor, "campaigns.scheme.frozen", campaign.id, version=draft.number, digest=draft.digest)
    facts = {"no_open_values", "scheme_checked", "new_version_frozen"}
    act = "freeze_scheme" if campaign.state == "draft" else "amend_scheme"
    moved(actor, campaign, act, facts)
