"""The county worked by hand, kept in the application: recorded, told, decided, frozen by two, counted, scored."""

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest
from tests.apps.results.steps import gathered
from tests.apps.results.year import Year, year_in

from minping.apps.assessments import services
from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.models import Entry
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.results.loaded import load_run
from minping.apps.results.services import campaign_reconcile, run_compute
from minping.core.bundle.read import read_bundle
from minping.core.scheme.canonical import scheme_hash
from minping.core.scoring.result import ScoreRun
from minping.core.simulate.county import SimulatedCounty, Truth
from minping.core.tally.patterns import Patterns
from minping.core.tally.result import TallyResult

pytestmark = pytest.mark.django_db
COUNTY = Path(__file__).parents[2] / "data" / "hand_county"
CUT_OFF, AFTER = date(2026, 9, 30), date(2026, 10, 22)
W, S, D, C = "W01", "S02", "D03", "C04"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (COUNTY / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.fixture
def year() -> Year:
    """Units, frozen scheme and counted rounds, as the county's own tables have them."""
    bundle = read_bundle(COUNTY)
    data = bundle.data
    county = SimulatedCounty(
        data.title,
        data.year,
        bundle.office,
        bundle.scheme,
        tuple(data.units.values()),
        (),
        (),
        (),
        (),
        (),
        Truth(0, {}, ()),
        (),
    )
    tallies: dict[tuple[str, str], TallyResult] = {}
    for cell, counts in data.counts.items():
        key = (cell.group, cell.round)
        known = tallies.setdefault(key, TallyResult(Patterns(), scheme_hash=scheme_hash(bundle.scheme)))
        for answer, number in counts.answers["总体评价"].items():
            if number:
                known.patterns.add(cell, (answer,), number)
    return year_in(county, tallies)


def record(year: Year, units: dict[str, str], clerk: Actor) -> dict[str, list[str]]:
    """Every entry on the day on which it happened, by what becomes of it; those outside the year are refused."""
    refused = []
    became: dict[str, list[str]] = {}
    for row in rows("entries.csv"):
        day = date.fromisoformat(row["日期"])
        line = EntryLine(
            year.units[units[row["单位"]]],
            row["考评项"],
            day,
            F(row["分值"]) if row["分值"] else None,
            int(row["次数"]),
            f"{row['考评项']}，见{row['佐证']}",
            row["佐证"],
            row["来源"],
        )
        with as_of(day):
            try:
                entry = services.entry_record(actor=clerk, campaign=year.campaign, line=line)
            except Refused:
                refused.append(row["日期"])
            else:
                became.setdefault(row["状态"], []).append(str(entry))
    assert refused == ["2025-09-30"]
    return became


def settle(year: Year, became: dict[str, list[str]], clerk: Actor, lead: Actor, someone) -> None:
    """All are shown on the last day; what the county objected to is decided; the book is frozen by two."""
    with as_of(CUT_OFF):
        every = list(Entry.objects.values_list("id", flat=True))
        services.entries_show(actor=clerk, campaign=year.campaign, entries=every)
        liaison = someone(Role.LIAISON, unit=year.units[W], name="水务联络员")
        for said, uphold in (("维持", True), ("撤销", False)):
            for entry in Entry.objects.filter(id__in=became[said]):
                services.entry_object(actor=liaison, entry=entry.id, reason="请复核")
                services.entry_decide(actor=lead, entry=entry.id, uphold=uphold, reason="经复核")
    with as_of(AFTER):
        services.freeze_ask(actor=clerk, campaign=year.campaign)
        (asked,) = approvals.waiting(year.campaign)
        approvals.agree(actor=lead, approval=asked.id)


def register(year: Year, units: dict[str, str], clerk: Actor, lead: Actor) -> None:
    """Every event by its paper, confirmed by another; those outside the assessment year are refused."""
    refused = []
    for row in rows("events.csv"):
        day = date.fromisoformat(row["日期"])
        with as_of(AFTER):
            try:
                event = services.event_register(
                    actor=clerk,
                    campaign=year.campaign,
                    unit=year.units[units[row["单位"]]],
                    event=row["事件"],
                    day=day,
                    count=int(row["次数"]),
                    document=row["说明"],
                    signed_by=row["签字人"],
                )
            except Refused:
                refused.append(row["日期"])
            else:
                services.event_confirm(actor=lead, event=event)
    assert refused == ["2025-09-30", "2026-10-01"]


@pytest.fixture
def run(year: Year, clerk: Actor, lead: Actor, someone) -> ScoreRun:
    units = {row["单位名称"]: row["代码"] for row in rows("units.csv")}
    with as_of(date(2025, 9, 20)):
        services.book_set(actor=lead, campaign=year.campaign, cut_off=CUT_OFF, objection_days=5)
    became = record(year, units, clerk)
    settle(year, became, clerk, lead, someone)
    register(year, units, clerk, lead)
    gathered(year, clerk)
    campaign_reconcile(actor=clerk, campaign=year.campaign)
    return load_run(run_compute(actor=clerk, campaign=year.campaign)).run


def test_the_application_comes_to_what_the_pencil_came_to(run: ScoreRun) -> None:
    totals = {code: run.unit(code).score for code in (W, S, D, C)}
    assert totals == {W: F("78.9"), S: F("94.75"), D: F(100), C: F("48.75")}
    halves = {code: run.unit(code).measures["上半年得分"].value for code in (W, S, D, C)}
    assert halves == {W: F("76.4"), S: F("92.5"), D: F(14811, 152), C: F("58.3")}
    ranks = {code: run.unit(code).placings[0].rank for code in (W, S, D, C)}
    assert ranks == {S: 1, W: 2, C: 3, D: 4}
    assert {code: run.unit(code).grade for code in (S, W, C, D)} == {
        S: "优秀",
        W: "合格",
        C: "不合格",
        D: "合格",
    }
