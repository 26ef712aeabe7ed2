"""Ids for the addresses of offices: they belong to no unit."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PIL import Image
from tests.apps.offices.conftest import GOLDEN
from tests.apps.offices.other import Other, items
from tests.apps.security.objects import World, makes

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.evidence import of_bytes
from minping.apps.offices import services
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.results.storing import zipped
from minping.core.bundle.compute import compute, publish_folder
from minping.core.dispatch import Kind


def _other(world: World, seed: int, side: str) -> tuple[Other, Peer]:
    other = Other(f"办公室{seed}", seed)
    return other, other.meet(world.lead, side)


def _item(world: World) -> Item:
    upper, _ = _other(world, 1 + Peer.objects.count(), "upper")
    raw = upper.letter(Kind.INSTRUCTION, items(kind="case"))
    services.letter_take(actor=world.lead, raw=raw)
    return Item.objects.order_by("letter__at").last()  # type: ignore[return-value]


def _file(subject: UUID) -> UUID:
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return of_bytes(actor=SYSTEM, name="a.jpg", raw=out.getvalue(), subject=subject, room="offices")


def _public(folder: Path) -> bytes:
    bundle, _ = compute(GOLDEN)
    publish_folder(bundle, folder / "public")
    return zipped(folder / "public")


@makes(
    "offices:peer",
    "offices:trust",
    "offices:guide",
    "offices:end",
    "offices:number",
    "offices:inform",
    "offices:report",
    shared=True,
)
def peer(world: World) -> dict[str, object]:
    return {"peer": _other(world, 1 + Peer.objects.count(), "upper")[1].id}


@makes("offices:grade", shared=True)
def grade(world: World) -> dict[str, object]:
    return {"peer": _other(world, 1 + Peer.objects.count(), "lower")[1].id}


@makes(
    "offices:item",
    "offices:answer",
    "offices:decide",
    "offices:task",
    "offices:problem",
    "offices:file-add",
    shared=True,
)
def item(world: World) -> dict[str, object]:
    return {"item": _item(world).id}


@makes("offices:file", "offices:file-remove", shared=True)
def file(world: World) -> dict[str, object]:
    found = _item(world)
    return {"item": found.id, "file": _file(found.id)}


@makes("offices:public", "offices:recompute", "offices:table", shared=True)
def result(world: World) -> dict[str, object]:
    lower, _ = _other(world, 1 + Peer.objects.count(), "lower")
    with TemporaryDirectory() as made:
        raw = lower.letter(Kind.RESULT, {"title": "2026年评议"}, [("public.zip", _public(Path(made)))])
    return {"letter": services.letter_take(actor=world.lead, raw=raw).letter}


@makes("offices:letter", "offices:letter-file", shared=True)
def letter(world: World) -> dict[str, object]:
    return {"letter": _item(world).letter_id}


@makes("offices:attached", shared=True)
def attached(world: World) -> dict[str, object]:
    found = Letter.objects.get(id=_item(world).letter_id)
    return {"letter": found.id, "file": _file(found.id)}
