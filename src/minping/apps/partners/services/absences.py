"""That nothing is handed in: signed with a reason, and taken back."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.families import SITE
from minping.apps.partners.services.found import GONE, held, in_force, scored
from minping.apps.partners.services.reopening import year_set_aside
from minping.core.findings import Text


@transaction.atomic
def absence_sign(*, actor: Actor, component: UUID, reason: str) -> None:
    """Sign that a site holds no session, or that a period is not handed in, and why (F170). A partner that
    hands nothing in at all is explained at the gate before totals."""
    require(actor, "partners.edit")
    found = held(component)
    if found.family != SITE and not found.parent_id:
        raise Refused(
            Text(
                "配合单位不报送的，请在计分的核对页签字说明。",
                "That a partner hands nothing in is explained on the gate's page before scores are computed.",
            )
        )
    if not reason.strip():
        raise Refused(Text("请写明不报送的理由。", "Say why nothing is handed in."))
    if in_force(found) is not None:
        raise Refused(Text("已经收到报送，不能再签字说明缺报。", "Something was handed in already."))
    found.absent_reason, found.absent_at = reason.strip(), now()
    found.absent_by, found.absent_name = actor.id, actor.name
    found.save()
    record(actor, "partners.absence.signed", found.id, reason=found.absent_reason)


@transaction.atomic
def absence_withdraw(*, actor: Actor, component: UUID) -> None:
    """Expect it again after all, before scores are computed."""
    require(actor, "partners.edit")
    found = held(component)
    if found.absent_at is None:
        raise Refused(GONE)
    if scored(found):
        raise Refused(Text("本年度已经计分，不能再改。", "The year's scores are computed; this stands."))
    found.absent_reason, found.absent_at, found.absent_by, found.absent_name = "", None, None, ""
    found.save()
    year_set_aside(found, actor, f"{found.title}：撤回不报的说明")
    record(actor, "partners.absence.withdrawn", found.id)
