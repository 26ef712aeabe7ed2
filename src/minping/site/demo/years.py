"""The invented county in three campaigns: the same units, other ballots, one history."""

import csv
import re
import tempfile
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from minping.core.bundle.model import SchemeFile
from minping.core.scheme.reader import read_scheme
from minping.core.scoring.inputs import HistoryRow, Status
from minping.core.simulate.ballots import BallotTable
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.demo import DEMO_PLAN, DEMO_SEED, demo_scheme_file
from minping.core.simulate.past import BOTTOM
from minping.core.tally.files import tally_files
from minping.core.tally.result import TallyResult

WRITTEN_FOR = b"2024"
"""The year that the demo's plan names; it is moved to the year of each campaign."""


LATE_HALF = 8
"""From this month on the half-year of the running year is what was scored last, before it the year before."""
WINDOW_OPEN_SINCE = timedelta(days=9)
LATER_ROUNDS = "专家11月|三季度|四季度"
YEARLY_RULES = "表扬|黄牌|连续三年"
PAST = 11


@dataclass(frozen=True)
class DemoYear:
    """One campaign of the demo: its county and its plan as it was written. ``ends``: the last day that counts;
    ``scored``: when its numbers were first computed."""

    year: int
    county: SimulatedCounty
    plan: SchemeFile
    half: bool
    ends: date
    scored: date

    @property
    def title(self) -> str:
        return f"{self.year}年民主评议政风行风{'（上半年）' if self.half else ''}"


def demo_years(day: date, seed: int = DEMO_SEED) -> tuple[DemoYear, DemoYear, DemoYear]:
    """The campaign that is over, the one whose result may be appealed against, the one that collects."""
    late, now = day.month >= LATE_HALF, day.year
    over = now - 1 if late else now - 2
    third = _year(now, seed, 0, scored=date(now + 1, 1, 8))
    past = _steady(third.county, over)
    first = _year(over, seed, 2, scored=date(over + 1, 1, 8), rested=False)
    second = _year(now if late else now - 1, seed, 1, half=late, scored=day - WINDOW_OPEN_SINCE)
    first, second, third = (
        replace(one, county=replace(one.county, history=past)) for one in (first, second, third)
    )
    return first, second, third


def _year(
    year: int, seed: int, back: int, *, scored: date, half: bool = False, rested: bool = True
) -> DemoYear:
    file = demo_scheme_file()
    leap = f"{year}-02-{monthrange(year, 2)[1]}".encode()
    data = file.data.replace(WRITTEN_FOR + b"-02-29", leap).replace(WRITTEN_FOR, str(year).encode())
    plan = SchemeFile(file.name, _first_half(data.decode()).encode() if half else data)
    size = replace(DEMO_PLAN, year=year, strata=1, years=PAST, rested=rested)
    county = simulate(read_scheme(plan.data, plan.name), size, seed)
    voters = replace(county.truth, seed=seed + back)
    ends = date(year, 6, 30) if half else date(year, 11, 30)
    return DemoYear(year, replace(county, truth=voters), plan, half, ends, scored)


def _first_half(text: str) -> str:
    """The plan without what comes after June and without what is decided for whole years."""
    text = re.sub(rf"  (?:{LATER_ROUNDS}):\n(?:    .*\n)+", "", text)
    text = re.sub(rf"  - 代码: (?:{YEARLY_RULES})\n(?:    .*\n)+", "", text)
    return text.replace("民主评议政风行风工作方案", "上半年民主评议政风行风工作方案").replace(
        "-11-30}", "-06-30}"
    )


def _steady(county: SimulatedCounty, year: int) -> tuple[HistoryRow, ...]:
    """What was known before ``year``. The weakest unit of the largest category was last in the two years before:
    with the result of ``year`` that makes three. Others that were low did better in the year between."""
    rows = [row for row in county.history if row.year < year]
    for category in DEMO_PLAN.categories:
        _recover(rows, year - 1, category)
    largest = next(iter(DEMO_PLAN.categories))
    own = [unit for unit in county.units if unit.category == largest and unit.status is Status.APPRAISED]
    weakest = min(own, key=lambda unit: county.truth.quality[unit.code])
    name = weakest.former[0] if weakest.former else weakest.code
    for past in (year - 2, year - 1):
        ranks = _ranks(rows, past, largest)
        mine = next(at for at in ranks if rows[at].unit == name)
        _swap(rows, ranks[-1], mine)
    return tuple(rows)


def _recover(rows: list[HistoryRow], year: int, category: str) -> None:
    """The last three change places with the three before them."""
    ranks = _ranks(rows, year, category)
    for low, high in zip(ranks[-BOTTOM:], ranks[-2 * BOTTOM : -BOTTOM], strict=False):
        _swap(rows, low, high)


def _ranks(rows: list[HistoryRow], year: int, category: str) -> list[int]:
    """Where in ``rows`` a category stands in a year, the first of it first."""
    found = [at for at, row in enumerate(rows) if (row.year, row.category) == (year, category) and row.rank]
    return sorted(found, key=lambda at: rows[at].rank or 0)


def _swap(rows: list[HistoryRow], one: int, other: int) -> None:
    """Two units change places in a year."""
    first, second = rows[one], rows[other]
    rows[one], rows[other] = replace(first, unit=second.unit), replace(second, unit=first.unit)


def tallies(demo: DemoYear) -> Iterator[tuple[str, str, TallyResult]]:
    """(voter group, round code, tally) of every round, from its made-up ballots."""
    units = {unit.code: unit for unit in demo.county.units}
    families = list(dict.fromkeys((block.group, block.round) for block in demo.county.blocks))
    with tempfile.TemporaryDirectory() as folder:
        for (group, code), table in zip(families, demo.county.ballots(), strict=True):
            file = _written(table, Path(folder) / f"{table.name}.csv")
            yield group, code, tally_files([file], demo.county.scheme, units)
            file.unlink()


def _written(table: BallotTable, file: Path) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(table.header)
        writer.writerows(table.rows)
    return file
