"""A campaign with two units, opinions of citizens, and the people of office and units."""

import io
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.apps.casework.walk import Walk

from minping.apps.campaigns.services import campaign_create
from minping.apps.casework import services
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.opinions.services import Taken, opinion_take
from minping.apps.units.models import Unit, UnitName

START = "2026-03-02"
"""A Monday."""


@pytest.fixture(autouse=True)
def monday(settings) -> None:
    settings.AS_OF = START


@pytest.fixture
def on(settings) -> Callable[[str], date]:
    """``on("2026-03-09")``: go on on that day."""

    def go(day: str) -> date:
        settings.AS_OF = day
        return date.fromisoformat(day)

    return go


@pytest.fixture
def campaign(lead) -> UUID:
    return campaign_create(actor=lead, form="full", title="机关评议", title_en="Bureaus", year=2026)


@pytest.fixture
def units(db) -> list[UUID]:
    """The unit at fault and another one."""
    made = []
    for code, name in (("B01", "县公安局"), ("B02", "县水务局")):
        unit = Unit.objects.create(code=code)
        UnitName.objects.create(unit=unit, name=name)
        made.append(unit.id)
    return made


@pytest.fixture
def unit(units: list[UUID]) -> UUID:
    return units[0]


@pytest.fixture
def liaison(someone: Callable[..., Actor], unit: UUID) -> Actor:
    return someone(Role.LIAISON, unit=unit, name="联络员甲")


@pytest.fixture
def stranger(someone: Callable[..., Actor], units: list[UUID]) -> Actor:
    return someone(Role.LIAISON, unit=units[1], name="联络员乙")


@pytest.fixture
def opinion(lead, campaign, unit) -> Callable[..., Taken]:
    """``opinion("…", source="form")``: an opinion that came in."""

    def take(text: str = "窗口上班时间没有人，等了两个小时", source: str = "form", **more: object) -> Taken:
        given = {"actor": lead, "campaign": campaign, "unit": unit, "source": source, "text": text} | more
        taken: Taken = opinion_take(**given)
        return taken

    return take


@pytest.fixture
def photo() -> Callable[[], SimpleUploadedFile]:
    """A picture as evidence."""

    def make(shade: int = 90) -> SimpleUploadedFile:
        raw = io.BytesIO()
        Image.new("RGB", (12, 9), (shade, 120, 60)).save(raw, "PNG")
        return SimpleUploadedFile("现场.png", raw.getvalue(), content_type="image/png")

    return make


@pytest.fixture
def raised(lead, campaign, unit) -> Callable[..., UUID]:
    """``raised(opinions=[…], source="opinion")``: a registered problem."""

    def make(**more: object) -> UUID:
        given = {
            "actor": lead,
            "campaign": campaign,
            "unit": unit,
            "origin": "masses",
            "source": "opinion",
            "title": "办事窗口无人",
            "text": "办事大厅3号窗口上班时间无人值守，群众等候时间过长。",
        } | more
        made: UUID = services.problem_raise(**given)
        return made

    return make


@pytest.fixture
def walk(lead, clerk, liaison, photo) -> Walk:
    """The ordinary way of a problem, step by step."""
    return Walk(lead, clerk, liaison, photo)
