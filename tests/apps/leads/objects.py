"""Ids for the addresses of leads; the discipline body opens them."""

from django.db import transaction
from tests.apps.security.objects import World, makes

from minping.apps.foundation.actors import NOBODY
from minping.apps.leads.services import lead_spot


def _spotted(world: World) -> object:
    with transaction.atomic():
        return lead_spot(actor=NOBODY, text="收红包", source="form", words=("红包",), unit=world.unit)


@makes("leads:lead")
def lead(world: World) -> dict[str, object]:
    return {"lead": _spotted(world)}


@makes("leads:act")
def act(world: World) -> dict[str, object]:
    return {"lead": _spotted(world), "act": "dismiss"}
