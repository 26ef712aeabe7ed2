"""A campaign whose frozen scheme has a daily assessment from October to September."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minping.apps.assessments import services
from minping.apps.assessments.checks import EntryLine
from minping.apps.campaigns.models import Campaign, Category, Participation, SchemeVersion
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, now
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit, UnitName
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.reader import read_scheme

SCHEME = Path(__file__).parents[2] / "data" / "hand_county" / "scheme.yaml"
DAY = date(2026, 3, 10)
CUT_OFF = date(2026, 9, 30)


@dataclass(frozen=True)
class County:
    """``post``: a station below the water office; ``away``: takes no part."""

    campaign: uuid.UUID
    water: uuid.UUID
    power: uuid.UUID
    post: uuid.UUID
    away: uuid.UUID
    liaison: Actor
    other: Actor


def make_unit(code: str, name: str, parent: uuid.UUID | None = None) -> uuid.UUID:
    unit = Unit.objects.create(code=code, parent_id=parent)
    UnitName.objects.create(unit=unit, name=name)
    return unit.id


@pytest.fixture
def in_march() -> Iterator[date]:
    """Everything happens on 10 March 2026."""
    with as_of(DAY):
        yield DAY


def make_campaign(title: str = "2026年民主评议", written: bytes = SCHEME.read_bytes()) -> uuid.UUID:
    """A launched campaign under the scheme of the county worked by hand, or another, without units."""
    scheme = read_scheme(written, SCHEME.name)
    campaign = Campaign.objects.create(title=title, year=2026, state="launched")
    SchemeVersion.objects.create(
        campaign=campaign,
        number=1,
        frozen=True,
        frozen_at=now(),
        canonical=to_canonical(scheme),
        digest=scheme_hash(scheme),
    )
    Category.objects.create(campaign=campaign, code="服务", name="服务类单位")
    return campaign.id


def takes_part(campaign: uuid.UUID, unit: uuid.UUID, status: str = "appraised") -> None:
    category = Category.objects.get(campaign=campaign)
    Participation.objects.create(campaign_id=campaign, unit_id=unit, category=category, status=status)


def line(unit: uuid.UUID, **changes: Any) -> EntryLine:
    """A complaint found true, in every way right."""
    known: dict[str, Any] = {
        "item": "投诉属实",
        "day": date(2026, 3, 5),
        "reason": "群众投诉停水未提前通知，经查属实",
        "evidence": "热线交办单2026-21号",
        "source": "12345热线",
    }
    return EntryLine(unit, **(known | changes))


@pytest.fixture
def county(in_march: date, someone: Callable[..., Actor]) -> County:
    campaign = make_campaign()
    water, power, away = (
        make_unit(code, name)
        for code, name in (("W01", "县水务局"), ("D03", "县供电公司"), ("X09", "县档案馆"))
    )
    post = make_unit("W01-1", "城关水务站", water)
    for unit in (water, power):
        takes_part(campaign, unit)
    return County(
        campaign,
        water,
        power,
        post,
        away,
        someone(Role.LIAISON, unit=water, name="水务联络员"),
        someone(Role.LIAISON, unit=power, name="供电联络员"),
    )


@pytest.fixture
def book(county: County, lead: Actor) -> County:
    """The same with its book open until the end of September, five working days to object."""
    services.book_set(actor=lead, campaign=county.campaign, cut_off=CUT_OFF, objection_days=5)
    return county


def shown(actor: Actor, county: County, unit: uuid.UUID, **changes: Any) -> uuid.UUID:
    """An entry that the unit was told of."""
    entry = services.entry_record(actor=actor, campaign=county.campaign, line=line(unit, **changes))
    services.entries_show(actor=actor, campaign=county.campaign, entries=[entry])
    return entry
