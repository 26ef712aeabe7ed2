"""Ten years by identity: mergers, exempt years, renames, category moves; the three-year rule over them."""

from fractions import Fraction
from uuid import UUID

import pytest
from tests.apps.consequences import made

from minping.apps.consequences.history import Past, names_then, told
from minping.apps.foundation.actors import Actor
from minping.apps.results.models import Standing
from minping.apps.results.past import past_rows
from minping.apps.units.selectors import units_of
from minping.apps.units.services import NewUnit, unit_rename, units_merge
from minping.core.scheme.outcomes import ExemptYears, HistoryRule
from minping.core.scoring.history import years_in_row
from minping.core.scoring.inputs import CampaignData, Unit
from minping.core.tally.counts import Counts

pytestmark = pytest.mark.django_db
THREE = HistoryRule(3, bottom=1, exempt=ExemptYears.SKIP)


def _decade(lead: Actor) -> tuple[UUID, UUID]:
    """2016–2025: 文化局 last in 2016; 体育局 last in 2018 and, renamed, in 2019; merged in 2020 into 文体局, exempt
    in 2020, last in 2021, in another category last in 2022, then good."""
    culture = made.unit_named("C1", "县文化局")
    sport = made.unit_named("S1", "县体育局")
    others = [made.unit_named(f"X{n}", f"县第{n}局") for n in range(3)]

    def year(number: int, last: UUID, category: str = "行政", exempt: tuple[UUID, ...] = ()) -> None:
        rest = [unit for unit in (*others, *present) if unit != last and unit not in exempt]
        ranks = [(unit, category, str(place)) for place, unit in enumerate(rest, start=1)]
        made.published_year(number, [*ranks, (last, category, str(len(rest) + 1))], exempt)

    present: list[UUID] = [culture, sport]
    year(2016, culture)
    year(2017, others[0])
    year(2018, sport)
    unit_rename(actor=lead, unit=sport, name="县体育总局", year=2019)
    year(2019, sport)
    both = units_merge(
        actor=lead, units=[culture, sport], into=NewUnit("县文体局", "WT"), year=2020, main=sport
    )
    present[:] = [both]
    year(2020, others[1], exempt=(both,))
    year(2021, both)
    year(2022, both, category="服务")
    year(2023, others[2])
    return culture, both


def test_ten_years_with_a_merger_and_an_exempt_year_drive_the_three_year_rule(lead: Actor) -> None:
    gone, both = _decade(lead)
    found, past = units_of([both])[0], Past()
    line = past.line(found, 2025)
    assert [one.year for one in line.years] == list(range(2016, 2026))
    assert [one.rank for one in line.years] == ["4", "4", "5", "5", "", "4", "4", "3", "", ""]
    shown = {one.year: one for one in line.years}
    assert (shown[2016].bottom, shown[2018].bottom, shown[2019].bottom) == (False, True, True)
    assert shown[2020].exempt
    assert (shown[2021].bottom, shown[2022].bottom, shown[2023].bottom) == (True, True, False)
    assert line.moved == {2022, 2023}
    assert shown[2018].called == "县体育总局"
    assert names_then(line)[2018] == "县体育局"
    assert "时称县体育总局" in told(shown[2019]).zh
    assert told(shown[2020]).zh == "2020年免评"
    # 2018, 2019 and, past the exempt year, 2021 make three; where exempt years break the row they do not.
    assert [past.so_far(found, THREE, before) for before in (2019, 2020, 2021, 2022, 2023, 2024)] == [
        1,
        2,
        2,
        3,
        3,
        0,
    ]
    broken = HistoryRule(3, bottom=1, exempt=ExemptYears.BREAK)
    assert [past.so_far(found, broken, before) for before in (2021, 2022, 2023)] == [0, 1, 2]
    culture = units_of([gone])[0]
    assert past.so_far(culture, THREE, 2020) == 0


def test_scoring_reads_the_same_years(lead: Actor) -> None:
    _, both = _decade(lead)
    found = units_of([both])[0]
    own = Unit(found.code, found.name, former=found.former)
    for year, this_year, holds in (
        (2021, True, True),
        (2022, True, True),
        (2023, False, False),
        (2024, True, False),
    ):
        data = CampaignData("", year, {own.code: own}, Counts(), history=tuple(past_rows(year)))
        assert years_in_row(THREE, own, data, this_year).holds is holds, year


def test_equal_ranks_at_the_end_are_all_last() -> None:
    units = [made.unit_named(f"T{n}", f"县{n}局") for n in range(4)]
    made.published_year(2024, [(unit, "行政", rank) for unit, rank in zip(units, "1233", strict=True)])
    past = Past()
    lines = [past.line(unit, 2024, 1) for unit in units_of(units)]
    assert [line.years[0].bottom for line in lines] == [False, False, True, True]
    assert lines[0].years[0].place == 0
    assert lines[3].years[0].place == Fraction(2, 3)


def test_a_half_year_is_no_year_of_the_history() -> None:
    units = [made.unit_named(f"H{n}", f"县{n}局") for n in range(2)]
    made.published_year(2024, [(units[0], "行政", "1"), (units[1], "行政", "2")], half_year=True)
    assert Standing.objects.count() == 2
    assert not Past().line(units_of(units)[1], 2024).known
