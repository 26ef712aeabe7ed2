"""A campaign whose scheme asks components of partners, and two partners of whom each sees its own."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.apps.partners.delivering import make_campaign, make_unit

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit

SCHEME = Path(__file__).with_name("scheme.yaml")


@dataclass(frozen=True)
class County:
    """``hotline``, ``centre``: partners' units, which are not appraised; ``one``, ``two``: their accounts."""

    campaign: uuid.UUID
    water: uuid.UUID
    power: uuid.UUID
    hotline: uuid.UUID
    centre: uuid.UUID
    one: Actor
    two: Actor


@pytest.fixture
def county(someone: Callable[..., Actor], settings, tmp_path: Path) -> County:
    settings.HOME = tmp_path
    campaign = make_campaign(SCHEME, ("部门", "部门"), {"A01": "县水务局", "A02": "县供电公司"})
    hotline, centre = make_unit("P01", "12345热线中心"), make_unit("P02", "政务服务中心")
    return County(
        campaign,
        Unit.objects.get(code="A01").id,
        Unit.objects.get(code="A02").id,
        hotline,
        centre,
        someone(Role.PARTNER, unit=hotline, name="热线孙科长"),
        someone(Role.PARTNER, unit=centre, name="中心李科长"),
    )
