"""How long the year is and what it asks of each unit."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from minping.apps.campaigns.models import Campaign, Category, Participation, Stage, Task
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit, UnitName
from minping.apps.year.load import load_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db: None) -> Campaign:
    made = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
    category = Category.objects.create(campaign=made, code="all", name="全部")
    for at, name in enumerate(("县水务局", "县供电公司")):
        unit = Unit.objects.create(code=f"A0{at}")
        UnitName.objects.create(unit=unit, name=name)
        Participation.objects.create(campaign=made, unit=unit, category=category)
    for at, (opens, closes) in enumerate(
        ((date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 3, 25), date(2026, 4, 9)))
    ):
        Stage.objects.create(
            campaign=made, kind=f"s{at}", name=f"阶段{at}", opens=opens, closes=closes, order=at
        )
    busy = Unit.objects.get(code="A01")
    Task.objects.create(campaign=made, title="报送名册", unit=busy, due=date(2026, 3, 20))
    return made


def test_days_are_counted_with_both_ends(campaign: Campaign) -> None:
    load = load_of(campaign.id)
    assert [one.days for one in load.stages] == [31, 16]
    assert (load.days, load.lapping) == (40, 7)


def test_the_most_burdened_stands_first(campaign: Campaign) -> None:
    assert [(one.name, one.total) for one in load_of(campaign.id).units] == [
        ("县供电公司", 1),
        ("县水务局", 0),
    ]


def test_no_stage_is_no_day(campaign: Campaign) -> None:
    Stage.objects.all().delete()
    load = load_of(campaign.id)
    assert (load.days, load.lapping, load.stages) == (0, 0, [])


def test_the_page_is_for_the_office(
    campaign: Campaign, lead: Actor, browser_of: Callable[..., Client], someone: Callable[..., Actor]
) -> None:
    there = f"/office/year/{campaign.id}/load/"
    page = browser_of(lead).get(there).content.decode()
    assert "共40天" in page
    assert "缩短或调整阶段" in page
    liaison = someone(Role.LIAISON, unit=Unit.objects.get(code="A00").id)
    assert browser_of(liaison).get(there).status_code == 403
