"""Stations and windows: recorded there only where the scheme counts it, else for the unit above them."""

import uuid
from collections.abc import Callable
from datetime import date
from fractions import Fraction as F

import pytest
from django.test import Client
from tests.apps.assessments.conftest import (
    CUT_OFF,
    DAY,
    SCHEME,
    County,
    line,
    make_campaign,
    make_unit,
    shown,
    takes_part,
)
from tests.apps.assessments.objects import late_problem
from tests.apps.assessments.test_pages import HOME, filled, said

from minping.apps.assessments import services
from minping.apps.assessments.ledger import places_of, totals
from minping.apps.assessments.models import Entry, Event
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
START = "          - 名称: 日常考评\n            权重: 30\n"
ROLLED = (
    "          - 名称: 日常考评\n            权重: 30\n            满分: 30\n            运算: 下级平均\n"
    "            归属: 上级\n            平均方式: 等权\n            取自:\n"
)


def rolled_scheme() -> bytes:
    """The same plan, the daily assessment kept of the stations and averaged for the unit above."""
    head, _, rest = SCHEME.read_text(encoding="utf-8").partition(START)
    kept, mark, after = rest.partition("      - 名称: 表彰加分")
    inner = "".join(f"    {row}\n" for row in ("            名称: 站所日常考评\n" + kept).splitlines())
    return (head + ROLLED + inner + mark + after).encode()


@pytest.fixture
def rolled(in_march: date, lead: Actor) -> tuple[uuid.UUID, uuid.UUID, list[uuid.UUID]]:
    """A campaign under it; a bureau and its two stations."""
    campaign = make_campaign("站所考评", rolled_scheme())
    bureau = make_unit("B01", "县卫健局")
    takes_part(campaign, bureau)
    stations = [make_unit(f"B01-{n}", f"第{n}卫生院", bureau) for n in (1, 2)]
    services.book_set(actor=lead, campaign=campaign, cut_off=CUT_OFF, objection_days=5)
    return campaign, bureau, stations


def test_a_station_that_would_not_count_is_refused_with_the_unit_above(
    book: County, clerk: Actor, browser_of: Browser
) -> None:
    with pytest.raises(Refused, match="请记到县水务局"):
        services.entry_record(actor=clerk, campaign=book.campaign, line=line(book.post))
    office = browser_of(clerk)
    assert "城关水务站" not in said(office.get(f"{HOME}entries/new/?campaign={book.campaign}"))
    office.post(f"{HOME}entries/new/", filled(book, unit=str(book.post)))
    assert not Entry.objects.exists()


def test_a_fact_of_a_station_is_recorded_for_the_unit_above(
    book: County, lead: Actor, clerk: Actor, browser_of: Browser
) -> None:
    services.fact_rules_set(actor=lead, campaign=book.campaign, rules={"late": "逾期办理"})
    problem = late_problem(book.campaign, book.post)
    path = f"{HOME}proposals/late/{problem.id}/?campaign={book.campaign}"
    office = browser_of(clerk)
    assert f'value="{book.water}" selected' in said(office.get(path))
    with pytest.raises(Refused, match="单位与事实不符"):
        services.fact_record(
            actor=clerk, campaign=book.campaign, kind="late", source=problem.id, line=line(book.power)
        )
    entry = services.fact_record(
        actor=clerk, campaign=book.campaign, kind="late", source=problem.id, line=line(book.water, day=DAY)
    )
    assert Entry.objects.get(id=entry).unit_id == book.water


def test_where_stations_are_counted_they_take_entries(rolled, clerk: Actor) -> None:
    campaign, bureau, stations = rolled
    entry = services.entry_record(actor=clerk, campaign=campaign, line=line(stations[0]))
    services.entries_show(actor=clerk, campaign=campaign, entries=[entry])
    services.entry_record(
        actor=clerk, campaign=campaign, line=line(bureau, item="上级表彰", reason="市局表扬")
    )
    facts = campaign_of(campaign)
    assert facts is not None
    places = places_of(campaign)
    found = totals(facts, places, places)
    daily = {
        unit: [node.value for node in nodes if node.name == "站所日常考评"] for unit, nodes in found.items()
    }
    assert daily == {bureau: [], stations[0]: [F(24)], stations[1]: [F(25)]}


def test_an_event_of_a_station_goes_to_the_unit_above(
    book: County, clerk: Actor, browser_of: Browser
) -> None:
    def register(unit: uuid.UUID) -> None:
        services.event_register(
            actor=clerk,
            campaign=book.campaign,
            unit=unit,
            event="纪委通报",
            day=DAY,
            document="青纪通〔2026〕1号",
            signed_by="县纪委",
        )

    with pytest.raises(Refused, match="请登记到县水务局"):
        register(book.post)
    assert "城关水务站" not in said(browser_of(clerk).get(f"{HOME}events/new/?campaign={book.campaign}"))
    register(book.water)
    assert Event.objects.count() == 1


def test_preview_lists_only_units_that_have_a_ledger(book: County, clerk: Actor, browser_of: Browser) -> None:
    shown(clerk, book, book.water)
    page = said(browser_of(clerk).get(f"{HOME}preview/?campaign={book.campaign}"))
    assert "县水务局" in page
    assert "城关水务站" not in page
