"""What is said of each unit's year, and the summary of a campaign inside a unit (F085)."""

from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.models import Campaign, Commentary
from minping.apps.campaigns.services.found import held_campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.core.findings import Text

LONGEST = 4000


def may_comment(actor: Actor, campaign: Campaign) -> bool:
    """The office; of a campaign inside a unit that unit too, for its own sections."""
    if actor.may("campaigns.edit"):
        return True
    return campaign.inside_id is not None and actor.may("campaigns.own", campaign.inside_id)


@transaction.atomic
def commentary_write(*, actor: Actor, campaign: UUID, unit: UUID, text: str) -> None:
    """Write what is said of a unit that takes part, or of the host the summary; empty: take it back.

    The unit reads it with its result. Raises NotAllowed, Refused.
    """
    found = held_campaign(campaign)
    if not may_comment(actor, found):
        raise NotAllowed("campaigns.edit")
    if found.state == "archived":
        raise Refused(Text("评议已归档，点评不能再改。", "The campaign is archived."))
    if unit != found.inside_id and not found.participations.filter(unit=unit).exists():
        raise Refused(Text("该单位没有参加这次评议。", "This unit does not take part in this campaign."))
    said = legible(text).strip()
    if len(said) > LONGEST:
        raise Refused(Text(f"点评最多{LONGEST}字。", f"A commentary may have {LONGEST} characters at most."))
    before = Commentary.objects.filter(campaign=found, unit=unit).first()
    if said == (before.text if before else ""):
        return
    if not said:
        Commentary.objects.filter(campaign=found, unit=unit).delete()
        record(actor, "campaigns.commentary.removed", campaign, unit=unit)
        return
    told = {"text": said, "by": actor.id, "by_name": actor.name, "at": now()}
    Commentary.objects.update_or_create(campaign=found, unit_id=unit, defaults=told)
    record(actor, "campaigns.commentary.written", campaign, unit=unit)
