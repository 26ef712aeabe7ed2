"""Places where a printed code opens the form for one unit."""

from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import FormPoint
from minping.apps.units.selectors import units_of
from minping.core.findings import Text


def point_make(*, actor: Actor, campaign: UUID, unit: UUID, place: str) -> UUID:
    """A new place with a code of its own. Raises Refused."""
    require(actor, "opinions.take")
    named = place.strip()
    if not named:
        raise Refused(Text("请写明张贴地点。", "Say where it will hang."))
    if campaign_of(campaign) is None or not units_of([unit]):
        raise Refused(Text("没有这项活动或这个单位。", "There is no such campaign or unit."))
    try:
        with transaction.atomic():
            made = FormPoint.objects.create(campaign_id=campaign, unit_id=unit, place=named)
            record(actor, "opinions.point.made", made.id, place=named)
    except IntegrityError as twice:
        raise Refused(
            Text("这个单位在该地点已经有一个码。", "This unit has a code at that place already.")
        ) from twice
    return made.id


@transaction.atomic
def point_switch(*, actor: Actor, point: UUID, active: bool) -> None:
    """Switch a place off or on again; a code that is off leads to the general form."""
    require(actor, "opinions.take")
    if not FormPoint.objects.filter(id=point).update(active=active):
        raise Refused(Text("没有这个张贴点。", "There is no such place."))
    record(actor, "opinions.point.switched", point, active=active)
