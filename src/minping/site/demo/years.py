"""The invented county in three years: the same units, other ballots."""

import csv
import tempfile
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from minping.core.bundle.model import SchemeFile
from minping.core.scheme.reader import read_scheme
from minping.core.simulate.ballots import BallotTable
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.demo import DEMO_PLAN, DEMO_SEED, demo_scheme_file
from minping.core.tally.files import tally_files
from minping.core.tally.result import TallyResult

WRITTEN_FOR = b"2024"
"""The year that the demo's plan names; it is moved to the year of each campaign."""


@dataclass(frozen=True)
class DemoYear:
    """One campaign of the demo: its county and its plan as it was written."""

    year: int
    county: SimulatedCounty
    plan: SchemeFile


def demo_years(day: date, seed: int = DEMO_SEED) -> tuple[DemoYear, DemoYear, DemoYear]:
    """The years of the archived campaign, the one in review and the one that collects, as of ``day``."""
    first, second, third = (_year(day.year - back, seed, back) for back in (2, 1, 0))
    return first, second, third


def _year(year: int, seed: int, back: int) -> DemoYear:
    file = demo_scheme_file()
    leap = f"{year}-02-{monthrange(year, 2)[1]}".encode()
    text = file.data.replace(WRITTEN_FOR + b"-02-29", leap).replace(WRITTEN_FOR, str(year).encode())
    plan = SchemeFile(file.name, text)
    county = simulate(read_scheme(plan.data, plan.name), replace(DEMO_PLAN, year=year, strata=1), seed)
    voters = replace(county.truth, seed=seed + back)
    return DemoYear(year, replace(county, truth=voters), plan)


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
