"""What every service of this room asks first: who, for which unit, in which campaign."""

from uuid import UUID

from minping.apps.campaigns.selectors import campaign_of, participations_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.units.selectors import below
from minping.core.findings import Text

GONE = Text("这一项已不存在，请刷新页面。", "This no longer exists; reload the page.")


def as_unit_or_office(actor: Actor, unit: UUID) -> bool:
    """True when the office acts; a liaison acts for his unit and what lies below it. Raises NotAllowed."""
    if actor.may("commitments.edit"):
        return True
    if not actor.may("commitments.own") or unit not in below(actor.units):
        raise NotAllowed("commitments.own")
    return False


def as_office(actor: Actor) -> None:
    """Raises NotAllowed unless the office acts."""
    require(actor, "commitments.edit")


def takes_part(campaign: UUID, unit: UUID) -> None:
    """Refuses a campaign that is over and a unit that is not in it (a station: its department is enough)."""
    found = campaign_of(campaign)
    if found is None:
        raise Refused(GONE)
    if found.state == "archived":
        raise Refused(
            Text("这次评议已归档，不能再改。", "This campaign is archived and can no longer be changed.")
        )
    if unit not in below(part.unit for part in participations_of(campaign)):
        raise Refused(Text("该单位没有参加这次评议。", "This unit does not take part in this campaign."))


def reasoned(reason: str) -> str:
    """Why something is returned; never empty."""
    return said(reason, Text("退回理由", "the reason for returning it"), 300)
