"""Opinions made up for the tests, and ids for the addresses of the room."""

import uuid
from dataclasses import dataclass
from typing import Any

from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.foundation.actors import NOBODY
from minping.apps.opinions.models import FormPoint, Likeness, Opinion
from minping.apps.opinions.services import Taken, opinion_take
from minping.apps.opinions.triage.themes import theme_make
from minping.apps.opinions.triage.wordlists import words_save
from minping.apps.units.models import Unit, UnitName

PLAIN = "不动产窗口只开一个，排队两个小时，希望中午也有人值守。"
LEADING = "办证时经办人收了红包好处费才给办，请查一查。"
"""Holds words that point to misconduct."""


@dataclass(frozen=True)
class Place:
    """A running campaign with units."""

    campaign: uuid.UUID
    units: tuple[uuid.UUID, ...]


def make_place(*names: str) -> Place:
    """A running campaign with units of these names."""
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="running")
    category = Category.objects.create(campaign=campaign, code="行政单位", name="行政单位")
    units = []
    for name in names or ("县自然资源局", "县水务局"):
        unit = Unit.objects.create(code=f"U{uuid.uuid4().hex[:6]}")
        UnitName.objects.create(unit=unit, name=name)
        Participation.objects.create(campaign=campaign, unit=unit, category=category)
        units.append(unit.id)
    return Place(campaign.id, tuple(units))


def taken(place: Place, text: str = PLAIN, **about: Any) -> Taken:
    """An opinion that came by the public form."""
    about = {"actor": NOBODY, "source": "form", "unit": place.units[0], **about}
    return opinion_take(campaign=place.campaign, text=text, **about)


def kept(one: Taken) -> Opinion:
    """Its row."""
    return Opinion.objects.get(id=one.id)


def lead_of(one: Taken) -> uuid.UUID:
    """The lead that it became."""
    found = kept(one).lead
    assert found is not None
    return found


@makes("opinions:point-switch", "portal:opinion-point", shared=True)
def point(world: World) -> dict[str, object]:
    made = make_place()
    where = FormPoint.objects.create(campaign_id=made.campaign, unit_id=made.units[0], place="二楼3号窗口")
    return {"point": where.id}


@makes("opinions:opinion", "opinions:lead", "opinions:mask", "opinions:giver", once=True, shared=True)
def opinion(world: World) -> dict[str, object]:
    return {"opinion": taken(make_place(), unit=world.unit).id}


@makes("opinions:act", shared=True)
def act(world: World) -> dict[str, object]:
    return {**opinion(world), "act": "sort"}


@makes("opinions:pair", shared=True)
def pair(world: World) -> dict[str, object]:
    place = make_place()
    one, other = (taken(place, f"{PLAIN}{word}") for word in ("", "谢谢"))
    made = Likeness.objects.create(one_id=one.id, other_id=other.id, method="like", score=90)
    return {"pair": made.id}


def _theme(world: World) -> uuid.UUID:
    place = make_place()
    return theme_make(
        actor=world.clerk,
        unit=place.units[0],
        title="窗口少",
        text="几位群众说窗口少。",
        opinions=[taken(place, text).id for text in ("窗口太少了", "中午没人值守", "排队两个小时")],
    )


@makes("opinions:theme", "opinions:theme-release", shared=True)
def theme(world: World) -> dict[str, object]:
    return {"theme": _theme(world)}


@makes("opinions:theme-act", shared=True)
def theme_act(world: World) -> dict[str, object]:
    return {"theme": _theme(world), "act": "edit"}


@makes("opinions:words-compare", shared=True)
def words_compare(world: World) -> dict[str, object]:
    words_save(actor=world.clerk, part="irony", text="真是太好了", note="试", base=1)
    return {"number": 2}
