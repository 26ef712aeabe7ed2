"""A lower office's result becomes a component of the upper one's own campaign, to the last digit."""

from fractions import Fraction
from pathlib import Path

import pytest
from tests.apps.offices.other import Other
from tests.apps.partners.delivering import assign, looked, make_campaign, make_unit, signed, told

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.offices import services
from minping.apps.offices.export import result_table
from minping.apps.offices.models import Letter
from minping.apps.offices.reading import public_of
from minping.apps.offices.services.contents import record_of
from minping.apps.partners.selectors import report_rows
from minping.core.dispatch import Kind

pytestmark = pytest.mark.django_db
SCHEME = Path(__file__).parents[2] / "data" / "city_scheme.yaml"


def test_every_published_score_arrives(lead: Actor, someone, public_zip: bytes) -> None:
    county = Other("县评议办", 4)
    county.meet(lead, "lower")
    raw = county.letter(Kind.RESULT, {"title": "2026年评议"}, [("public.zip", public_zip)])
    taken = services.letter_take(actor=lead, raw=raw)
    assert taken.letter is not None
    letter = Letter.objects.get(id=taken.letter)
    run = record_of(public_of(letter))
    table = result_table(letter, run, today())
    units = {f"X{number:03d}": one.name for number, one in enumerate(run.units)}
    campaign = make_campaign(SCHEME, ("部门", "部门"), units)
    sender = make_unit("P01", county.name)
    component = assign(lead, campaign, sender, "table", {"得分": "value"}, "县评议结果")
    partner = someone(Role.PARTNER, unit=sender, name="县评议办经办人")
    assert told(looked(partner, component, table, "结果.xlsx")) == []
    signed(partner, component, table)
    rows = {units[row.unit]: row.value for row in report_rows(campaign) if row.applicable}
    assert rows == {one.name: Fraction(one.published) for one in run.units if one.published}
