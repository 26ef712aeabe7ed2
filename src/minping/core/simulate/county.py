"""A whole county made up from a seed: everything that a campaign folder holds, and the truth behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import (
    EntryRow,
    EventRow,
    HistoryRow,
    ParticipationRow,
    ReportRow,
    Unit,
)
from minping.core.simulate.ballots import BallotTable, ballot_tables
from minping.core.simulate.facts import facts_of
from minping.core.simulate.gaming import Deed, plot
from minping.core.simulate.layout import Block, blocks_of
from minping.core.simulate.names import Names
from minping.core.simulate.objects import make_units
from minping.core.simulate.past import history_of, rename_and_merge
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.turnout import participation_of

USUAL_YEAR = 2024
"""The year of a county whose scheme and plan name none."""


@dataclass(frozen=True)
class Truth:
    """What no office knows. ``quality``: true score of each object in thousandths of a point."""

    seed: int
    quality: dict[str, int]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class SimulatedCounty:
    """One year of one county. ``ballots()`` makes the ballots anew at each call, always the same."""

    title: str
    year: int
    office: str
    scheme: Scheme
    units: tuple[Unit, ...]
    participation: tuple[ParticipationRow, ...]
    reports: tuple[ReportRow, ...]
    entries: tuple[EntryRow, ...]
    events: tuple[EventRow, ...]
    history: tuple[HistoryRow, ...]
    truth: Truth
    blocks: tuple[Block, ...]

    def ballots(self) -> Iterator[BallotTable]:
        """Ballots of each voter group and round, row by row."""
        return ballot_tables(self.scheme, self.truth.seed, self.blocks, self.truth.deeds)

    @property
    def ballot_rows(self) -> int:
        """How many rows all ballot tables have together."""
        return sum(block.number * len(block.things) for block in self.blocks)


def simulate(scheme: Scheme, plan: CountyPlan, seed: int) -> SimulatedCounty:
    """A county for any scheme: groups, scales, aspects, rounds, components are read from it.

    Deterministic in ``scheme``, ``plan`` and ``seed``, on every machine.
    """
    names = Names(seed)
    year = plan.year or scheme.year or USUAL_YEAR
    things = make_units(scheme, plan, seed, names)
    rename_and_merge(plan, seed, names, things)
    blocks = blocks_of(scheme, plan, seed, names, things)
    blocks, deeds = plot(seed, blocks) if plan.gaming else (blocks, ())
    facts = facts_of(scheme, seed, year, names, things)
    return SimulatedCounty(
        title=f"{names.county}{year}年民主评议政风行风",
        year=year,
        office=f"{names.county}民主评议政风行风工作领导小组办公室",
        scheme=scheme,
        units=tuple(thing.unit for thing in things),
        participation=participation_of(scheme, seed, blocks),
        reports=facts.reports,
        entries=facts.entries,
        events=facts.events,
        history=history_of(scheme, plan, seed, year, things),
        truth=Truth(seed, {thing.unit.code: thing.quality for thing in things}, deeds),
        blocks=tuple(blocks),
    )
