"""A county, a supervisor with every right, an inspection that he carries out."""

from collections.abc import Callable
from uuid import UUID

import pytest
from tests.apps.oversight import made
from tests.apps.oversight.made import County

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role


@pytest.fixture
def county(db) -> County:
    return made.county()


@pytest.fixture
def wang(someone: Callable[..., Actor], county: County) -> Actor:
    """A supervisor with an account."""
    actor = someone(Role.APPRAISER, name="王监督")
    made.supervisor(county.campaign, actor)
    return actor


@pytest.fixture
def inspection(lead: Actor, wang: Actor, county: County) -> UUID:
    return made.inspection(lead, county, wang)


@pytest.fixture
def liaison(someone: Callable[..., Actor], county: County) -> Actor:
    """Of the police bureau."""
    return someone(Role.LIAISON, unit=county.police, name="赵联络")


@pytest.fixture
def stranger(someone: Callable[..., Actor], county: County) -> Actor:
    """A liaison of the water bureau."""
    return someone(Role.LIAISON, unit=county.water, name="钱联络")
