"""An invented county: a campaign with two rounds, three units, their people."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from minping.apps.campaigns.models import Campaign, Round
from minping.apps.people.rosters.services import Listed
from minping.apps.units.models import Unit, UnitName

DICE = "3 5 1 6 2 4 4 1 6 3 2 5 1 1 6 4 2 3 5 6"
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def county(db) -> SimpleNamespace:
    """Campaign, a round of service objects, a round of experts, units 甲局 乙局 丙局."""
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026)
    units = {}
    for code, name in (("A01", "甲局"), ("A02", "乙局"), ("A03", "丙局")):
        units[name] = Unit.objects.create(code=code)
        UnitName.objects.create(unit=units[name], name=name)
    rounds = {
        group: Round.objects.create(
            campaign=campaign,
            group=group,
            title=title,
            opens=date(2026, 12, 1),
            closes=datetime(2026, 12, 10, 18, tzinfo=ZONE),
        )
        for group, title in (("service", "服务对象测评"), ("experts", "专家评议"))
    }
    return SimpleNamespace(
        campaign=campaign,
        service=rounds["service"],
        experts=rounds["experts"],
        a=units["甲局"].id,
        b=units["乙局"].id,
        c=units["丙局"].id,
    )


def people(count: int, start: int = 0, stratum: str = "社区居民", step: int = 1_237) -> list[Listed]:
    """Invented people whose numbers do not follow each other."""
    names = "王李张刘陈杨黄赵吴周"
    return [
        Listed(
            name=f"{names[n % 10]}{chr(0x4E00 + 700 + n % 5000)}{chr(0x4E00 + 900 + n // 7 % 5000)}",
            phone=f"+86138{(start + n) * step % 100_000_000:08d}",
            stratum=stratum,
        )
        for n in range(count)
    ]


@pytest.fixture
def made_people() -> Callable[..., list[Listed]]:
    return people


def phone(number: int) -> str:
    """A mobile number as people write it."""
    return f"138{number:08d}"


def reload(model: type, key: UUID):
    """The row as it is stored now."""
    return model.objects.get(id=key)  # type: ignore[attr-defined]
