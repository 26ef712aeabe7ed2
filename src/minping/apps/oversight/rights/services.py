"""Give the rights of supervisors and take them away."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.oversight.models import Right
from minping.apps.oversight.rights.selectors import supervisors_of
from minping.core.findings import Text


@transaction.atomic
def rights_set(*, actor: Actor, campaign: UUID, person: UUID, kinds: Iterable[str]) -> None:
    """Let a person hold exactly these rights from now on. Only an accepted appraiser holds rights."""
    require(actor, "oversight.edit")
    wanted = frozenset(kinds)
    if not wanted <= frozenset(Right.Kind.values):
        raise Refused(Text("没有这项权利。", "There is no such right."))
    found = next((one for one in supervisors_of(campaign) if one.facts.person == person), None)
    if found is None:
        raise Refused(
            Text("只有已聘任的评议员、监督员享有四项权利。", "Only accepted appraisers hold the four rights.")
        )
    fresh, gone = wanted - found.rights, found.rights - wanted
    for kind in sorted(fresh):
        Right.objects.create(
            campaign_id=campaign,
            person=person,
            user=found.facts.user,
            kind=kind,
            given_by=actor.name,
            given_at=now(),
        )
    Right.objects.filter(campaign=campaign, person=person, kind__in=gone, ended_at__isnull=True).update(
        ended_at=now(), ended_by=actor.name
    )
    if fresh or gone:
        record(actor, "oversight.rights.set", found.facts.candidate, given=sorted(fresh), taken=sorted(gone))
