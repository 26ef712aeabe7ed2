"""Counties, measures and published years to test consequences with."""

import csv
import io
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from tests.apps.results.steps import scored
from tests.apps.results.year import Year, year_of

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.consequences.models import Measure
from minping.apps.consequences.services.acting import begun
from minping.apps.foundation.actors import Actor
from minping.apps.results.models import Publication, ScoreRun, Standing
from minping.apps.results.outcomes import UnitOutcome, outcomes_of
from minping.apps.results.services import review_give, run_compute, table_take
from minping.apps.units.models import Unit, UnitName
from minping.core.findings import Text

BAD = ("投诉属实", "逾期办理", "暗访问题", "媒体曝光")
"""Items of the daily assessment that cost points."""


@dataclass(frozen=True)
class County:
    """A campaign whose first run was reviewed."""

    campaign: uuid.UUID
    year: Year
    run: uuid.UUID


def county(clerk: Actor, lead: Actor, *, all_last: bool = False) -> County:
    """The made-up county, scored by the clerk and found sound by the lead. ``all_last``: by the table of earlier
    years everybody was among the last."""
    year = year_of()
    if all_last:
        year.tables["history"] = year.tables["history"].decode().replace(",否,", ",是,").encode()
    run = scored(year, clerk)
    review_give(actor=lead, run=run.id, sound=True, note="抽查五个单位")
    return County(year.campaign, year, run.id)


def campaign_of_year(year: int, state: str = "reviewed", **more: object) -> uuid.UUID:
    """A campaign without anything in it."""
    return Campaign.objects.create(title=f"{year}年民主评议", year=year, state=state, counters={}, **more).id


def unit_named(code: str, name: str, **more: object) -> uuid.UUID:
    """A unit."""
    unit = Unit.objects.create(code=code, **more)
    UnitName.objects.create(unit=unit, name=name)
    return unit.id


def taking_part(campaign: uuid.UUID, units: Sequence[uuid.UUID], category: str = "行政") -> None:
    """Units in one category of a campaign."""
    made, _ = Category.objects.get_or_create(campaign_id=campaign, code=category, name=category)
    for unit in units:
        Participation.objects.create(campaign_id=campaign, unit_id=unit, category=made)


def published_year(
    year: int, ranks: Sequence[tuple[uuid.UUID, str, str]], exempt: Sequence[uuid.UUID] = (), **more: object
) -> uuid.UUID:
    """A campaign of that year with a publication: (unit, category, rank), exempt units beside them."""
    campaign = campaign_of_year(year, "archived", **more)
    found = _published(campaign, len(ranks))
    sizes = Counter(category for _, category, _ in ranks)
    for unit, category, rank in ranks:
        Standing(
            publication=found, unit_id=unit, year=year, category=category, rank=rank, of=sizes[category]
        ).save()
    for unit in exempt:
        Standing(publication=found, unit_id=unit, year=year, category="", exempt=True).save()
    return campaign


def _published(campaign: uuid.UUID, scored: int) -> Publication:
    digest, at = uuid.uuid4().hex * 2, timezone.now()
    files = dict.fromkeys(("scheme_digest", "inputs_digest", "record", "public", "private"), digest)
    run = ScoreRun(
        campaign_id=campaign, number=1, inputs={}, units={}, scored=scored, by_name="陈干事", at=at, **files
    )
    run.save()
    by = {"asked_by": uuid.uuid4(), "asked_name": "甲", "agreed_by": uuid.uuid4(), "agreed_name": "乙"}
    fields = ["score", "rank", "grade"]
    found = Publication(campaign_id=campaign, run=run, number=1, fields=fields, at=at, **by)
    found.save()
    return found


def measure(campaign: uuid.UUID, unit: uuid.UUID, kind: str = "interview", rule: str = "约谈") -> Measure:
    """A proposal of a rule, not yet put forward."""
    return begun(
        campaign=campaign,
        unit=unit,
        kind=kind,
        source=Measure.Source.SELECTION,
        facts=[Text("得分70.00", "score 70.00"), Text("第3名，共3个", "rank 3 of 3")],
        rule=(rule, f"{rule}末位", "第十二条", "行政单位"),
    )


def turned_round(county: County, clerk: Actor, lead: Actor) -> uuid.UUID:
    """A second run, in which entries that had been put to the wrong office turn the order round; not reviewed."""
    rows = list(csv.reader(io.StringIO(county.year.tables["entries"].decode("utf-8-sig"))))
    offices = sorted((one for one in outcomes_of(county.campaign) if "行政" in one.category), key=_place)
    codes = {unit: code for code, unit in county.year.units.items()}
    first, last = (codes[one.unit] for one in (offices[0], offices[-1]))
    kept = [row for row in rows if row[0] not in {first, last}]
    for number in range(1, 29):
        kept += [[first, item, f"2024-05-{number:02}", "", f"{number}号", "县评议办", ""] for item in BAD]
    out = io.StringIO()
    csv.writer(out).writerows(kept)
    data = out.getvalue().encode()
    table_take(
        actor=clerk, campaign=county.campaign, sheet="entries", name="entries.csv", data=data, source="更正"
    )
    review_give(actor=lead, run=county.run, sound=False, note="考评记录记错了单位")
    return run_compute(actor=clerk, campaign=county.campaign, reason="第1号申诉更正").id


def corrected(county: County, clerk: Actor, lead: Actor) -> None:
    """The same, found sound by the lead."""
    review_give(actor=lead, run=turned_round(county, clerk, lead), sound=True, note="申诉更正后复核")


def _place(one: UnitOutcome) -> int:
    return int(one.rank) if one.rank.isdigit() else 99
