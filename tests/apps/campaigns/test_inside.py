"""A campaign inside one unit: only its own sections, windows and stations, and no year of the county's history."""

import pytest

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.selectors import campaign_of, campaigns, categories_of, participations_of
from minping.apps.campaigns.services import campaign_create, participations_copy, participations_set
from minping.apps.foundation.errors import Refused
from minping.apps.units.models import Unit, UnitName
from minping.apps.units.selectors import within

pytestmark = pytest.mark.django_db


def unit(code: str, name: str, **more) -> Unit:
    made = Unit.objects.create(code=code, **more)
    UnitName.objects.create(unit=made, name=name)
    return made


@pytest.fixture
def bureau():
    """A bureau with a section, a window of that section, a closed station; another bureau beside it."""
    host = unit("J", "县经贸局")
    section = unit("J1", "企业股", kind="section", parent=host)
    window = unit("J2", "政务窗口", kind="window", parent=section)
    closed = unit("J3", "原执法队", kind="station", parent=host, until=2020)
    other = unit("K1", "教育股", kind="section", parent=unit("K", "县教育局"))
    return {"host": host, "section": section, "window": window, "closed": closed, "other": other}


@pytest.fixture
def inside(bureau, lead):
    return campaign_create(
        actor=lead, form="inside", title="经贸局内部评议", year=2026, inside=bureau["host"].id
    )


def test_it_begins_with_sections_windows_stations_and_a_scheme(inside, bureau):
    assert [one.name for one in categories_of(inside)] == ["科室", "窗口", "站所（所属单位）"]
    facts = campaign_of(inside)
    assert facts.inside == bureau["host"].id
    assert not facts.own_year
    assert Campaign.objects.get(id=inside).schemes.get().preset == "seed-002-inside"


def test_only_what_belongs_to_the_host_takes_part(inside, bureau, lead):
    assert within(bureau["host"].id) == {bureau["section"].id, bureau["window"].id}
    participations_set(actor=lead, campaign=inside, units=[bureau["section"].id], category="科室")
    participations_set(actor=lead, campaign=inside, units=[bureau["window"].id], category="窗口")
    for odd in ("other", "host", "closed"):
        with pytest.raises(Refused, match="县经贸局"):
            participations_set(actor=lead, campaign=inside, units=[bureau[odd].id], category="科室")
    assert {one.unit for one in participations_of(inside)} == {bureau["section"].id, bureau["window"].id}


def test_a_system_holds_one_among_the_units_whose_line_names_it(lead):
    system = unit("S", "教育系统", kind="system")
    school = unit("X", "第一中学", system="教育系统")
    office = unit("X1", "教务处", kind="section", parent=school)
    unit("Y", "县医院", system="卫生系统")
    assert within(system.id) == {school.id, office.id}
    made = campaign_create(actor=lead, form="inside", title="教育系统评议", year=2026, inside=system.id)
    assert participations_set(actor=lead, campaign=made, units=[school.id], category="站所") == 1


def test_what_makes_no_sense_is_refused(bureau, lead):
    bare = unit("Z", "没有科室的局")
    for form, host in (("inside", None), ("inside", bare.id), ("inside", bureau["closed"].id)):
        with pytest.raises(Refused):
            campaign_create(actor=lead, form=form, title="甲", year=2026, inside=host)
    with pytest.raises(Refused, match="不在一个单位内部"):
        campaign_create(actor=lead, form="full", title="甲", year=2026, inside=bureau["host"].id)
    assert not Campaign.objects.exists()


def test_a_copied_list_brings_only_what_belongs_to_the_host(inside, bureau, lead):
    county = campaign_create(actor=lead, form="public_services", title="全县", year=2026)
    mine = Campaign.objects.get(id=inside)
    mine.categories.create(code="窗口单位", name="窗口单位")
    units = [bureau["window"].id, bureau["other"].id]
    participations_set(actor=lead, campaign=county, units=units, category="窗口单位")
    assert participations_copy(actor=lead, campaign=inside, source=county) == 1


def test_it_does_not_hide_the_campaign_of_the_county(inside, lead, rf):
    county = campaign_create(actor=lead, form="full", title="全县评议", year=2026)
    Campaign.objects.update(state="running")
    assert [one.id for one in campaigns()] == [county, inside]
    assert campaign_asked(rf.get("/")).id == county


def test_the_pages_ask_for_the_host_and_list_only_its_own(inside, bureau, lead, browser_of):
    office = browser_of(lead)
    page = office.get("/office/campaigns/new/inside/").content.decode()
    assert "县经贸局" in page
    assert "教育股" not in page
    asked = {"title": "又一个", "year": 2026}
    assert "请" in office.post("/office/campaigns/new/inside/", asked).content.decode()
    asked["inside"] = str(bureau["host"].id)
    made = office.post("/office/campaigns/new/inside/", asked)
    assert made.status_code == 302
    units = office.get(f"/office/campaigns/{inside}/units/").content.decode()
    assert "企业股" in units
    assert "教育股" not in units
    assert "在「县经贸局」内部" in office.get("/office/campaigns/").content.decode()
