"""A running campaign with two units."""

import pytest
from tests.apps.opinions.objects import Place, make_place


@pytest.fixture
def place(db) -> Place:
    return make_place()
