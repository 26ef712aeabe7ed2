"""Ten years from a table of the years before, from own publications and from this year's own run: who is proposed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People
from tests.apps.results.steps import scored
from tests.apps.results.year import Year, year_of

from minping.apps.consequences import services
from minping.apps.consequences.history import Past
from minping.apps.consequences.models import Measure
from minping.apps.foundation.actors import Actor
from minping.apps.results.services import review_give
from minping.apps.units.models import Succession
from minping.apps.units.selectors import units_of
from minping.apps.units.services import unit_rename

pytestmark = pytest.mark.django_db
HEAD = "单位,年度,类别,名次,总数,得分,等次,末位,免评"
FIRST, PUBLISHED = 2014, 2023


def table(rows: list[tuple[str, int, str, int | str, str, str]]) -> bytes:
    """(unit, year, category, rank, last, exempt) of lists of nine."""
    lines = [
        f"{unit},{year},{kind},{rank},9,80,合格,{last},{exempt}"
        for unit, year, kind, rank, last, exempt in rows
    ]
    return "\n".join([HEAD, *lines]).encode()


def power(year: int) -> tuple[str, int, str, int | str, str, str]:
    """The power company, then still called so: good for eight years, among the last in 2022."""
    return ("供电公司", year, "服务", 9 if year == 2022 else 2, "是" if year == 2022 else "否", "")


@pytest.fixture
def county(people: People) -> Year:
    """2014–2022 as the office's table has them, 2023 as it was published here, 2024 scored by its own rounds.
    Four units are alone in their lists, so that each is the last of it this year."""
    year = year_of()
    units = year.units
    unit_rename(actor=people.lead, unit=units["U301"], name="电力服务公司", year=2023)
    for code, name, main in (("G1", "国税局", True), ("D1", "地税局", False)):
        gone = made.unit_named(code, name, until=2022)
        Succession.objects.create(
            before_id=gone, after_id=units["U401"], what=Succession.What.MERGED, year=2023, main=main
        )
    rows = [power(number) for number in range(FIRST, 2023)]
    rows += [("电力服务公司", 2023, "服务", 1, "否", "")]
    rows += [("国税局", 2022, "垂直", 9, "是", ""), ("地税局", 2022, "垂直", 1, "否", "")]
    rows += [("科技局", 2021, "其他", 9, "是", ""), ("科技局", 2022, "其他", "", "", "是")]
    rows += [("榆禾镇", 2021, "镇街", 9, "是", "")]
    year.tables["history"] = table(rows)
    mine = [(units[code], kind, "1") for code, kind in LISTS.items()]
    made.published_year(PUBLISHED, mine)
    made.published_year(2022, [(units["U601"], "镇街", "1")], half_year=True)
    run = scored(year, people.clerk)
    review_give(actor=people.lead, run=run.id, sound=True, note="抽查")
    return year


LISTS = {"U301": "服务", "U401": "垂直", "U501": "其他", "U601": "镇街"}


def test_the_third_year_is_counted_over_table_publication_and_run(county: Year, people: People) -> None:
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    rows = Measure.objects.filter(kind="replacement")
    codes = {unit: code for code, unit in county.units.items()}
    proposed = {codes[row.unit_id]: " ".join(fact["zh"] for fact in row.facts) for row in rows}
    assert set(proposed) & set(LISTS) == {"U301", "U401"}, "an exempt year and a mere half-year break the row"
    assert "2023年" in proposed["U301"]
    assert "2022年（时称供电公司）第9名" in proposed["U301"]
    assert "国税局" in proposed["U401"]
    assert "地税局" not in proposed["U401"]
    assert {codes[row.unit_id] for row in Measure.objects.filter(kind="interview")} >= set(LISTS)


def test_the_ten_years_are_shown_as_they_counted(
    county: Year, people: People, browser_of: Callable[[Actor], Client]
) -> None:
    power = next(iter(units_of([county.units["U301"]])))
    line = Past().line(power, PUBLISHED)
    assert [one.year for one in line.years if one.row is not None] == list(range(FIRST, PUBLISHED + 1))
    shown = {one.year: one for one in line.years}
    assert (shown[2022].bottom, shown[2021].bottom, shown[2022].called) == (True, False, "供电公司")
    own = shown[2023].row
    assert own is not None
    assert own.campaign is not None, "what was published here goes before the table"
    page = _page(browser_of(people.discipline), county.units["U301"])
    assert "电力服务公司" in page
    assert "取自历年结果表" in page
    assert page.count("第9名") + page.count("9/9") >= 1


def _page(browser: Client, unit: UUID) -> str:
    answer = browser.get(f"/office/consequences/history/{unit}/")
    assert answer.status_code == 200
    return answer.content.decode()
