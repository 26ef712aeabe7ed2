"""The campaign's own acts, with their facts established here and nowhere else."""

from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.services import campaign_move
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.year.standing import facts_of, standing_of
from minping.apps.year.steps import acts_of
from minping.core.findings import Text


@transaction.atomic
def campaign_act(*, actor: Actor, campaign: UUID, act: str) -> None:
    """Carry out one of ``acts_of``. Raises Refused with what it lacks."""
    require(actor, "year.move")
    standing = standing_of(campaign)
    if standing is None:
        raise Refused(Text("没有这个活动。", "There is no such campaign."))
    offered = next((one for one in acts_of(standing) if one.name == act), None)
    if offered is None:
        raise Refused(
            Text(
                "这一步现在不能办理，可能刚刚已经办过。",
                "This cannot be done now; perhaps it has just been done.",
            )
        )
    if not offered.ready:
        raise Refused(
            Text(
                f"「{offered.label.zh}」还不能办理。" + "；".join(text.zh for text in offered.lacking),
                f"“{offered.label.en}” cannot be done yet: " + "; ".join(text.en for text in offered.lacking),
            )
        )
    campaign_move(actor=actor, campaign=campaign, act=act, facts=facts_of(standing))
    record(actor, f"year.{act}", campaign)
