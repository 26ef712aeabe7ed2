"""A campaign with two units, the liaison of one of them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit, UnitName


@dataclass(frozen=True)
class County:
    campaign: uuid.UUID
    water: uuid.UUID
    power: uuid.UUID
    liaison: Actor


def make_unit(code: str, name: str) -> uuid.UUID:
    unit = Unit.objects.create(code=code)
    UnitName.objects.create(unit=unit, name=name)
    return unit.id


@pytest.fixture
def county(someone: Callable[..., Actor]) -> County:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
    category = Category.objects.create(campaign=campaign, code="service", name="服务行业")
    water, power = make_unit("A01", "县水务局"), make_unit("A02", "县供电公司")
    for unit in (water, power):
        Participation.objects.create(campaign=campaign, unit_id=unit, category=category)
    return County(campaign.id, water, power, someone(Role.LIAISON, unit=water, name="水务联络员"))
