"""Ids for the addresses of foundation."""

from tests.apps.security.objects import World, makes

from minping.apps.foundation.approvals import act_by_two
from minping.apps.foundation.clock import now
from minping.apps.foundation.models import Approval, Job

act_by_two("tests.nothing", "foundation.approve")(lambda actor, payload: None)


@makes("foundation:approval", shared=True)
def approval(world: World) -> dict[str, object]:
    made = Approval.objects.create(
        act="tests.nothing",
        subject="1",
        title={"zh": "试", "en": "try"},
        requested_by=world.lead.person,
        requested_name=world.lead.name,
        requested_at=now(),
    )
    return {"approval": made.id}


@makes("foundation:job")
def job(world: World) -> dict[str, object]:
    return {"job": Job.objects.create(kind="tests.nothing", key="tests", not_before=now()).id}
