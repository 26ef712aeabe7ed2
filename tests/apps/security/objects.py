"""How a walker gets an id for an address: each room says it in ``tests/apps/<room>/objects.py``.

    from tests.apps.security.objects import World, makes

    @makes("units:unit", "units:edit")
    def unit(world: World) -> dict[str, object]:
        return {"unit": world.unit}

The object must be another unit's (``world.unit``), so that liaisons and partners, who belong to
``world.own``, have to get 404. Where a thing belongs to no unit (a campaign, a job), say
``@makes(..., shared=True)``: then they may see it if their role may.
``once=True``: made once for all visits of a module, since it takes long. An address without a maker fails the
walk.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from minping.apps.foundation.actors import Actor

Made = dict[str, Any]


@dataclass(frozen=True)
class World:
    """What makers may build on: two units, and persons of the office."""

    unit: UUID
    own: UUID
    lead: Actor
    clerk: Actor
    kept: dict[str, Made] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker:
    """How to make the ids of one address."""

    make: Callable[[World], Made]
    shared: bool
    once: bool


MAKERS: dict[str, Maker] = {}


def makes(
    *names: str, shared: bool = False, once: bool = False
) -> Callable[[Callable[[World], Made]], Callable[[World], Made]]:
    """Say how the ids of the addresses ``names`` are made: view argument → id."""

    def keep(make: Callable[[World], Made]) -> Callable[[World], Made]:
        for name in names:
            assert name not in MAKERS, f"{name} has two makers"
            MAKERS[name] = Maker(make, shared, once)
        return make

    return keep


def gather() -> dict[str, Maker]:
    """The makers of every room."""
    for path in sorted(Path(__file__).parents[1].glob("*/objects.py")):
        if path.parent.name != "security":
            import_module(f"tests.apps.{path.parent.name}.objects")
    return MAKERS
