"""A made-up campaign year in the database, its rounds counted by a box that left its tallies to be taken."""

import datetime
import tempfile
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import actor_for
from minping.apps.campaigns.models import Campaign, Category, Participation, Round, SchemeVersion
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Office, Succession, Unit, UnitName
from minping.core.bundle.read import read_bundle
from minping.core.bundle.rows_out import written_tables
from minping.core.bundle.write import table_csv
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.reader import read_scheme
from minping.core.secrecy.exchange import (
    TALLY,
    Head,
    Status,
    open_round,
    round_folder,
    write_head,
    write_status,
)
from minping.core.secrecy.manifest import Choice, CredentialClass, Manifest, Question, RatedUnit
from minping.core.secrecy.manifest_check import sized
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.demo import demo_scheme_file
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.write import bundle_of, write_simulated
from minping.core.tally.patterns import Patterns
from minping.core.tally.result import TallyResult
from minping.core.tally.shards import save_tally


def person(role: Role) -> Actor:
    """Somebody who holds a role, outside the tests' own fixtures."""
    user = User.objects.create(
        username=f"{role}-{uuid.uuid4().hex[:8]}", name=str(role), made_at=timezone.now()
    )
    Grant.objects.create(user=user, role=role, given_at=timezone.now())
    return actor_for(user.id)


SMALL = CountyPlan(
    units=8, exempt=1, opinion_only=1, stations=2, ballots_per_unit=40, experts=24, mergers=0, renames=1
)
SEED = 11
TABLES = ("reports", "entries", "events", "history")


@dataclass(frozen=True)
class Year:
    """The campaign and where its parts are; ``tables``: file contents by sheet, as an office would bring them."""

    campaign: uuid.UUID
    county: SimulatedCounty
    units: dict[str, uuid.UUID]
    rounds: dict[tuple[str, str], uuid.UUID]
    tables: dict[str, bytes]


_COUNTED: dict[tuple[str, int], tuple[SimulatedCounty, dict[tuple[str, str], TallyResult]]] = {}


def counted(
    plan: CountyPlan = SMALL, seed: int = SEED, few: int = 0
) -> tuple[SimulatedCounty, dict[tuple[str, str], TallyResult]]:
    """A county and the tally of each of its rounds, made once. ``few``: at most so many ballots of every
    third object in each round."""
    key = (f"{plan!r} {few}", seed)
    if key not in _COUNTED:
        _COUNTED[key] = _counted(plan, seed, few)
    return _COUNTED[key]


def _counted(
    plan: CountyPlan, seed: int, few: int
) -> tuple[SimulatedCounty, dict[tuple[str, str], TallyResult]]:
    file = demo_scheme_file()
    county = simulate(read_scheme(file.data, file.name), plan, seed)
    with tempfile.TemporaryDirectory() as made:
        write_simulated(county, Path(made) / "county")
        tally = read_bundle(Path(made) / "county").tally
    assert tally is not None
    parts: dict[tuple[str, str], Patterns] = defaultdict(Patterns)
    scarce = {unit.code for unit in county.units[::3]}
    left: Counter[tuple[str, str]] = Counter()
    for cell, answers, number in tally.patterns.rows():
        plain = replace(cell, channel="web", stratum="", cluster="")
        place = (cell.unit, cell.round)
        kept = min(number, few - left[place]) if few and cell.unit in scarce else number
        left[place] += kept
        if kept > 0:
            parts[cell.group, cell.round].add(plain, answers, kept)
    return county, {key: TallyResult(p, scheme_hash=tally.scheme_hash) for key, p in parts.items()}


def year_of(plan: CountyPlan = SMALL, seed: int = SEED, *, few: int = 0, state: str = "running") -> Year:
    """The county in the database: everything held, rounds closed and counted, no table brought yet."""
    county, tallies = counted(plan, seed, few)
    return year_in(county, tallies, state=state)


def year_in(
    county: SimulatedCounty, tallies: dict[tuple[str, str], TallyResult], *, state: str = "running"
) -> Year:
    """Any county in the database with the tallies of its rounds."""
    Office.objects.update_or_create(own=True, defaults={"name": county.office, "phone": "0553-1234567"})
    campaign = Campaign.objects.create(
        title=county.title,
        title_en="Appraisal of 2024",
        year=county.year,
        state=state,
        open_stages=["rating"],
        counters={"scheme_version": 1, "score_runs": 0, "corrections": 0},
        requirement="对本行政区域内的部门和行业开展评议",
    )
    SchemeVersion.objects.create(
        campaign=campaign,
        number=1,
        canonical=to_canonical(county.scheme),
        digest=scheme_hash(county.scheme),
        frozen=True,
        frozen_at=timezone.now(),
    )
    units = _units(county, campaign)
    rounds = {key: _round(campaign, county, key, tally) for key, tally in tallies.items()}
    return Year(campaign.id, county, units, rounds, tables_of(county))


def tables_of(county: SimulatedCounty) -> dict[str, bytes]:
    """The tables of partners and the office."""
    written = {table.spec.name: table_csv(table) for table in written_tables(bundle_of(county))}
    return {name: written[name] for name in TABLES if name in written}


def _units(county: SimulatedCounty, campaign: Campaign) -> dict[str, uuid.UUID]:
    categories = {
        code: Category.objects.create(campaign=campaign, code=code, name=known.name, order=order)
        for order, (code, known) in enumerate(county.scheme.categories.items())
    }
    made: dict[str, Unit] = {}
    by_name = {unit.name: unit.code for unit in county.units}
    for unit in sorted(county.units, key=lambda u: bool(u.parent)):
        parent = made.get(by_name.get(unit.parent, unit.parent))
        row = Unit.objects.create(
            code=unit.code, kind=unit.kind, parent=parent, district=unit.district, system=unit.system
        )
        UnitName.objects.create(unit=row, name=unit.name)
        for name in unit.former:
            _former(row, name, county.year)
        made[unit.code] = row
        if unit.category or unit.status != "appraised":
            Participation.objects.create(
                campaign=campaign, unit=row, category=categories.get(unit.category), status=unit.status.value
            )
    return {code: row.id for code, row in made.items()}


def _former(row: Unit, name: str, year: int) -> None:
    """An earlier name; of a merged unit, a unit of its own."""
    if name.isascii():
        before = Unit.objects.create(code=name, until=year - 1)
        Succession.objects.create(before=before, after=row, what="merged", year=year)
    else:
        UnitName.objects.create(unit=row, name=name, until=year - 1)


def _round(
    campaign: Campaign, county: SimulatedCounty, key: tuple[str, str], tally: TallyResult
) -> uuid.UUID:
    group, code = key
    known = county.scheme.rounds[code]
    opens, last = known.fieldwork.start or "2024-12-01", known.fieldwork.end or "2024-12-20"
    closes = datetime.datetime.fromisoformat(f"{last}T18:00")
    row = Round.objects.create(
        campaign=campaign,
        group=group,
        code=code,
        title=known.name,
        state="closed",
        opens=datetime.date.fromisoformat(opens),
        closes=timezone.make_aware(closes),
        minimum=10,
    )
    number = persons(county, group, tally)
    manifest = manifest_of(row, county, invited=2 * number)
    exchange = Path(settings.EXCHANGE)
    row.manifest = open_round(exchange, manifest, to_canonical(county.scheme))
    row.save()
    folder = round_folder(exchange, str(row.id)) / TALLY
    save_tally(tally, folder)
    head = Head(
        str(row.id), row.manifest, tally.scheme_hash, number, 3, 0, number + 4, "ab" * 32, {"一": number}
    )
    write_head(folder, head)
    write_status(exchange, Status(str(row.id), row.manifest, "closed", number, 3, number + 4, "ab" * 32))
    return row.id


def persons(county: SimulatedCounty, group: str, tally: TallyResult) -> int:
    """Persons behind the tally: those of a panel rate all units."""
    found = Counter(cell.unit for cell, _, number in tally.patterns.rows() for _ in range(number))
    return max(found.values()) if county.scheme.groups[group].rates_all else tally.patterns.ballots


def manifest_of(row: Round, county: SimulatedCounty, invited: int) -> Manifest:
    """What the box was given when the round opened."""
    scheme = county.scheme
    scale = scheme.scales[scheme.groups[row.group].scale]
    choices = tuple(Choice(o.code, o.name, kind=o.kind.value) for o in scale.options)
    asked = tuple(Question(code, a.name, "", scale.code) for code, a in scheme.aspects.items()) or (
        Question("总体评价", "总体评价", "", scale.code),
    )
    rated = tuple(RatedUnit(u.code, u.name, u.category) for u in county.units if u.category)
    return sized(
        Manifest(
            round=str(row.id),
            campaign=str(row.campaign_id),
            title=row.title,
            title_en="",
            office="评议办",
            phone="0553-1234567",
            opens=row.opens.isoformat(),
            closes=row.closes.isoformat(),
            group=row.group,
            round_code=row.code,
            scheme_hash=scheme_hash(scheme),
            scales={scale.code: choices},
            forms=dict.fromkeys(scheme.categories, asked),
            units=rated,
            categories={code: c.name for code, c in scheme.categories.items()},
            classes=(CredentialClass("一", row.title, None, invited, invited + 500),),
            ballot_size=0,
            key="0" * 16,
        )
    )
