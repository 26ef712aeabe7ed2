"""Ids for the addresses of commitments."""

from io import BytesIO
from uuid import UUID

from PIL import Image
from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.commitments import services
from minping.apps.commitments.models import Promise
from minping.apps.commitments.services import PromiseLine
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import today
from minping.apps.foundation.evidence import of_bytes


def _campaign(world: World) -> UUID:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
    category = Category.objects.create(campaign=campaign, code="all", name="全部")
    Participation.objects.create(campaign=campaign, unit_id=world.unit, category=category)
    return campaign.id


def _commitment(world: World) -> UUID:
    return services.commitment_save(
        actor=SYSTEM,
        campaign=_campaign(world),
        unit=world.unit,
        text="承诺",
        promises=[PromiseLine("一件事")],
    )


def _published(world: World) -> UUID:
    made = _commitment(world)
    services.commitment_submit(actor=SYSTEM, commitment=made)
    services.commitment_decide(actor=SYSTEM, commitment=made, publish=True)
    return made


@makes("commitments:commitment")
def commitment(world: World) -> dict[str, object]:
    _commitment(world)
    return {"unit": world.unit}


@makes("commitments:decide")
def decide(world: World) -> dict[str, object]:
    return {"commitment": _commitment(world)}


@makes("commitments:judge")
def judge(world: World) -> dict[str, object]:
    return {"promise": Promise.objects.filter(commitment=_commitment(world))[0].id}


@makes("commitments:topic", "commitments:topic-edit", "commitments:topic-decide")
def topic(world: World) -> dict[str, object]:
    made = services.topic_save(
        actor=SYSTEM,
        campaign=_campaign(world),
        unit=world.unit,
        title="选题",
        goal="目标",
        measures="措施",
        handler="责任人",
        due=today(),
    )
    return {"topic": made}


@makes("commitments:duty-edit", "commitments:duty-decide", "commitments:duty-drop")
def duty(world: World) -> dict[str, object]:
    made = services.duty_save(
        actor=SYSTEM,
        campaign=_campaign(world),
        unit=world.unit,
        kind="on_air",
        on=today(),
        who="局长",
        in_person=True,
    )
    return {"duty": made}


@makes("commitments:contact-edit")
def contact(world: World) -> dict[str, object]:
    made = services.contact_save(
        actor=SYSTEM,
        campaign=_campaign(world),
        unit=world.unit,
        kind="village",
        on=today(),
        whom="上河村",
        by="站长",
        told="情况",
    )
    return {"contact": made}


@makes(
    "commitments:example-edit", "commitments:example-release", "commitments:example-take-down", shared=True
)
def example(world: World) -> dict[str, object]:
    made = services.example_save(
        actor=SYSTEM, campaign=_campaign(world), unit=None, kind="practice", title="好做法", text="正文"
    )
    return {"example": made}


@makes("portal:commitment", shared=True)
def public_commitment(world: World) -> dict[str, object]:
    _published(world)
    return {"unit_id": world.unit}


@makes("commitments:file-add")
def files_of_duty(world: World) -> dict[str, object]:
    return {"record": duty(world)["duty"]}


@makes("commitments:file", "commitments:file-remove")
def file(world: World) -> dict[str, object]:
    record = duty(world)["duty"]
    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    made = of_bytes(actor=SYSTEM, name="a.png", raw=raw.getvalue(), subject=record, room="commitments")
    return {"record": record, "file": made}
