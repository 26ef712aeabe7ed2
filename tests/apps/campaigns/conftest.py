"""A campaign with units, and one with a scheme, for the tests of this room."""

import pytest

from minping.apps.campaigns.services import campaign_create, participations_set, scheme_draft_from_preset
from minping.apps.units.models import Unit, UnitName


@pytest.fixture
def full(lead):
    """A campaign of the five stages with the scheme of seed 002."""
    return campaign_create(actor=lead, form="full", title="机关评议", title_en="Bureau", year=2026)


@pytest.fixture
def drafted(full, lead):
    """``drafted("P8")``: the campaign with another preset as its draft."""

    def make(preset: str):
        scheme_draft_from_preset(actor=lead, campaign=full, preset=preset)
        return full

    return make


@pytest.fixture
def units(full, lead):
    """Three units, two of them appraised, one exempt."""
    made = []
    for number in (1, 2, 3):
        unit = Unit.objects.create(code=f"A0{number}", enforcement=number == 1)
        UnitName.objects.create(unit=unit, name=f"第{number}股")
        made.append(unit)
    ids = [unit.id for unit in made]
    participations_set(actor=lead, campaign=full, units=ids[:2], category="参评单位")
    participations_set(
        actor=lead, campaign=full, units=ids[2:], category="", status="exempt", reason="上年第1名"
    )
    return made
