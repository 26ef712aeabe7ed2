"""Ids for the addresses of partners' reports."""

from datetime import date
from io import BytesIO
from uuid import UUID

from PIL import Image
from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import now
from minping.apps.foundation.evidence import of_bytes
from minping.apps.partners.models import Airing, Component, Submission
from minping.apps.partners.services.submissions import submission_keep


def _component(world: World) -> Component:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
    category = Category.objects.create(campaign=campaign, code="all", name="全部")
    Participation.objects.create(campaign=campaign, unit_id=world.unit, category=category)
    return Component.objects.create(
        campaign=campaign, partner_id=world.unit, title="热线", family="hotline", due=date(2026, 12, 1)
    )


def _submission(world: World) -> UUID:
    return Submission.objects.create(component=_component(world), number=1, taken_at=now()).id


@makes(
    "partners:component",
    "partners:edit",
    "partners:remove",
    "partners:sign",
    "partners:reopen",
    "partners:pool",
    "partners:absent",
    "partners:expected",
)
def component(world: World) -> dict[str, object]:
    return {"component": _component(world).id}


@makes("partners:version", "partners:file-add")
def submission(world: World) -> dict[str, object]:
    return {"submission": _submission(world)}


@makes("partners:original")
def original(world: World) -> dict[str, object]:
    made = _submission(world)
    submission_keep(submission=made, name="表.csv", raw=b"a")
    return {"submission": made}


@makes("partners:file", "partners:file-remove")
def file(world: World) -> dict[str, object]:
    made = _submission(world)
    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    kept = of_bytes(actor=SYSTEM, name="a.png", raw=raw.getvalue(), subject=made, room="partners")
    return {"submission": made, "file": kept}


def _schedule(world: World) -> Component:
    made = _component(world)
    made.family = "broadcast"
    made.save()
    return made


@makes("partners:programmes", "partners:programme-new", "partners:programme-take")
def schedule(world: World) -> dict[str, object]:
    return {"component": _schedule(world).id}


@makes("partners:programme", "partners:programme-move", "partners:programme-off")
def airing(world: World) -> dict[str, object]:
    made = Airing.objects.create(
        component=_schedule(world), unit_id=world.unit, on=date(2026, 3, 5), programme="阳光政务热线"
    )
    return {"airing": made.id}
