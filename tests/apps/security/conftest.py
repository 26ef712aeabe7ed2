"""A world with two units, seen by somebody of every role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.apps.security.objects import World

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import SCOPED, Role
from minping.apps.units.models import Unit, UnitName


@pytest.fixture
def world(db: None, lead: Actor, clerk: Actor) -> World:
    own, other = (Unit.objects.create(code=code) for code in ("A01", "B02"))
    for unit, name in ((own, "甲局"), (other, "乙局")):
        UnitName.objects.create(unit=unit, name=name)
    return World(unit=other.id, own=own.id, lead=lead, clerk=clerk)


@pytest.fixture
def visitors(
    world: World, someone: Callable[..., Actor], browser_of: Callable[..., Client]
) -> dict[Role, Client]:
    """A browser for each role, signed in just now; liaisons and partners belong to ``world.own``."""
    found: dict[Role, Client] = {}
    for role in Role:
        more: dict[str, Any] = {"unit": world.own} if role in SCOPED else {}
        found[role] = browser_of(someone(role, **more))
    return found
