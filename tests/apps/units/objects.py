"""Ids for the addresses of units."""

from tests.apps.security.objects import World, makes

from minping.apps.units.models import Change, Office
from minping.apps.units.services import unit_edit

_OF_UNITS = ("unit", "edit", "move", "correct", "rename", "merge", "split", "end")


@makes(*(f"units:{act}" for act in _OF_UNITS))
def unit(world: World) -> dict[str, object]:
    return {"unit": world.unit}


@makes("units:undo")
def change(world: World) -> dict[str, object]:
    unit_edit(
        actor=world.clerk, unit=world.unit, code="C03", category="", enforcement=False, since=None, note=""
    )
    return {"change": Change.objects.latest("at").id}


@makes("units:office", "units:office_delete", shared=True)
def office(world: World) -> dict[str, object]:
    own, _ = Office.objects.get_or_create(own=True, defaults={"name": "县评议办"})
    return {"office": Office.objects.create(name="局评议办", upper=own).id}
