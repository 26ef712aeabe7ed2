"""A county with a reviewed run whose rules propose praise, interviews and a recommendation."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from tests.apps.consequences import made

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role


@dataclass(frozen=True)
class People:
    """One of each who deals with consequences."""

    lead: Actor
    clerk: Actor
    discipline: Actor
    group: Actor


@pytest.fixture
def people(someone: Callable[..., Actor], lead: Actor, clerk: Actor) -> People:
    return People(
        lead, clerk, someone(Role.DISCIPLINE, name="纪检周同志"), someone(Role.LEADING_GROUP, name="组长")
    )


@pytest.fixture
def county(people: People) -> made.County:
    return made.county(people.clerk, people.lead)


@pytest.fixture
def liaison_of(someone: Callable[..., Actor]) -> Callable[[UUID], Actor]:
    return lambda unit: someone(Role.LIAISON, unit=unit, name="联络员")
