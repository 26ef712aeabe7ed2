"""Ids for the addresses of consequences: everything of another unit, told to it where that matters."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image
from tests.apps.consequences import made
from tests.apps.security.objects import Made, World, makes

from minping.apps.consequences.models import Bonus, Circular, Exemption, Measure, Notice, Order
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.evidence import of_bytes


def _campaign() -> UUID:
    return made.campaign_of_year(2026)


def _measure(world: World, state: str = "triggered") -> Measure:
    row = made.measure(_campaign(), world.unit)
    row.state = state
    row.save()
    return row


def _served(world: World) -> Measure:
    row = _measure(world, "rectification_ordered")
    Notice.objects.create(measure=row, asked="主要负责人", served_on=today(), served_to="办公室")
    Order.objects.create(
        measure=row,
        number=1,
        text="整改",
        deadline=today() + timedelta(days=9),
        issued_on=today(),
        issued_by=uuid4(),
        issued_name="某",
    )
    return row


@makes(
    "consequences:take",
    "consequences:put-several",
    "consequences:approve-several",
    "consequences:issue",
    "consequences:sheet",
    shared=True,
)
def campaign(world: World) -> Made:
    return {"campaign": _campaign()}


@makes("consequences:draft", shared=True)
def draft(world: World) -> Made:
    return {"campaign": _campaign(), "kind": "docx"}


@makes("consequences:measure", "consequences:file-add")
def measure(world: World) -> Made:
    return {"measure": _measure(world).id}


@makes("consequences:act")
def act(world: World) -> Made:
    return {"measure": _measure(world).id, "act": "put"}


@makes("consequences:paper")
def paper(world: World) -> Made:
    return {"measure": _served(world).id, "name": "notice", "kind": "docx"}


@makes("consequences:answer", "consequences:recheck")
def order(world: World) -> Made:
    row = _served(world).orders.last()
    return {"order": row.id if row else uuid4()}


@makes("consequences:unit", "consequences:own-history")
def unit(world: World) -> Made:
    return {"unit": world.unit}


@makes("consequences:exemption-decline", "consequences:exemption-revoke")
def exemption(world: World) -> Made:
    row = Exemption.objects.create(
        campaign_id=_campaign(),
        unit_id=world.unit,
        basis_id=made.campaign_of_year(2025),
        facts=[],
        reason="上年第一",
        state="proposed",
        put_name="某",
        put_at=now(),
    )
    return {"exemption": row.id}


@makes("consequences:circular", shared=True)
def circular(world: World) -> Made:
    row = Circular.objects.create(campaign_id=_campaign(), issued_on=today(), issued_name="某")
    return {"circular": row.id, "kind": "docx"}


@makes("consequences:bonus-remove", shared=True)
def bonus(world: World) -> Made:
    return {"bonus": Bonus.objects.create(campaign_id=_campaign(), ground="praise", points="1").id}


@makes("consequences:own-measure", "consequences:receive", "consequences:own-file-add")
def own(world: World) -> Made:
    return {"measure": _served(world).id}


@makes("consequences:own-paper")
def own_paper(world: World) -> Made:
    return {"measure": _served(world).id, "name": "notice", "kind": "docx"}


def _file(subject: UUID) -> UUID:
    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    return of_bytes(actor=SYSTEM, name="a.png", raw=raw.getvalue(), subject=subject, room="consequences")


@makes("consequences:file")
def file(world: World) -> Made:
    row = _measure(world)
    return {"measure": row.id, "file": _file(row.id)}


@makes("consequences:own-file", "consequences:own-file-remove")
def own_file(world: World) -> Made:
    row = _served(world)
    last = row.orders.last()
    return {"measure": row.id, "file": _file(last.id if last else row.id)}
