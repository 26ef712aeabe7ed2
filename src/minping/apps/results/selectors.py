"""What other rooms may know of results: what is published, and nothing that is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from minping.apps.results.levels import ANSWERS, COMPONENTS, GRADE, RANK, SCORE, recomputable
from minping.apps.results.loaded import load_public
from minping.apps.results.models import Publication, RoundTally, ScoreRun, Standing
from minping.apps.results.past import in_force
from minping.apps.results.reports.method import method_blocks
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.turnout import turnout_blocks
from minping.apps.results.reports.unit_report import origin_tables, public_blocks
from minping.apps.results.showing.blocks import Shown, shown, tree
from minping.apps.results.showing.sheet import CategoryList, Entry, category_lists
from minping.apps.results.showing.turnout import Response, responses
from minping.apps.results.storing import kept
from minping.core.findings import Text
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData, Status
from minping.core.scoring.result import ScoreRun as Run
from minping.core.scoring.result import UnitResult
from minping.core.tally.counts import Counts


@dataclass(frozen=True)
class PublishedFacts:
    """A publication in force. ``earlier``: correction notices, newest first, with their days."""

    id: UUID
    campaign: UUID
    number: int
    run: int
    fields: tuple[str, ...]
    level: str
    at: datetime
    scheme_digest: str
    record_digest: str
    public_digest: str
    notices: tuple[tuple[datetime, Text], ...]

    @property
    def recomputable(self) -> bool:
        """Whether the data may be downloaded and everything recomputed from them."""
        return recomputable(self.fields)


@dataclass(frozen=True)
class PublicSheet:
    """The result of a campaign as the public sees it. ``ids``: unit code → id."""

    title: str
    categories: tuple[CategoryList, ...]
    responses: tuple[Response, ...]
    turnout: tuple[Shown, ...]
    scored: int
    units: int


@dataclass(frozen=True)
class PublicUnit:
    """One unit's result as the public sees it."""

    entry: Entry
    category: CategoryList
    blocks: tuple[Shown, ...]
    origin: tuple[Shown, ...]
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class PastYear:
    """What was published of a unit in one year; empty where that publication did not show it."""

    campaign: UUID
    year: int
    category: str
    score: str
    rank: str
    of: int | None
    grade: str
    exempt: bool


def published() -> dict[UUID, PublishedFacts]:
    """Campaign → its publication in force."""
    return {campaign: _facts(found.id) for campaign, found in in_force().items()}


def publication_of(campaign: UUID) -> PublishedFacts | None:
    """The publication in force, or None."""
    newest = Publication.objects.filter(campaign=campaign).order_by("-number").values_list("id", flat=True)
    found = newest.first()
    return _facts(found) if found is not None else None


@lru_cache(maxsize=256)
def _facts(publication: UUID) -> PublishedFacts:
    """What is said of a publication never changes, so it is read once."""
    found = Publication.objects.select_related("run").get(id=publication)
    noted = Publication.objects.filter(campaign=found.campaign_id, number__lte=found.number)
    run = found.run
    return PublishedFacts(
        found.id,
        found.campaign_id,
        found.number,
        run.number,
        tuple(found.fields),
        found.level,
        found.at,
        run.scheme_digest,
        run.record,
        run.public,
        tuple(
            (one.at, Text(one.notice, one.notice_en or one.notice))
            for one in noted.exclude(notice="").order_by("-number")
        ),
    )


@dataclass(frozen=True)
class BoxHead:
    """The end of the box's log of a round, as it was read out at the close."""

    head: str
    size: int
    manifest: str


def heads_of(campaign: UUID) -> dict[UUID, BoxHead]:
    """Round → the end of its log, for rounds whose tally was taken over."""
    return {
        tally.round_id: BoxHead(tally.log_head, tally.log_size, tally.manifest)
        for tally in RoundTally.objects.filter(campaign=campaign)
    }


def public_data(publication: PublishedFacts) -> bytes:
    """The public folder as a zip file, from which everything can be recomputed."""
    return kept(publication.public_digest)


def public_sheet(publication: PublishedFacts, language: str) -> PublicSheet:
    """The result by category. What is published never changes, so it is put together once."""
    return _sheet(publication.id, language)


@lru_cache(maxsize=16)
def _sheet(publication: UUID, language: str) -> PublicSheet:
    found = Publication.objects.select_related("run").get(id=publication)
    return sheet_of(found.run, tuple(found.fields), language)


def sheet_of(row: ScoreRun, fields: Sequence[str], language: str) -> PublicSheet:
    """A run with exactly these fields; the preview before publication shows the same."""
    loaded = load_public(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language)
    ids = {code: UUID(unit) for code, unit in row.units.items()}
    return PublicSheet(
        overview.title,
        category_lists(overview, ids, fields),
        responses(overview),
        tuple(shown(turnout_blocks(overview))),
        len(overview.all_scores()),
        len(loaded.run.units),
    )


def public_unit(publication: PublishedFacts, unit: UUID, language: str) -> PublicUnit | None:
    """One unit's page, or None when the unit took no part."""
    return _unit(publication.id, unit, language)


@lru_cache(maxsize=512)
def _unit(publication: UUID, unit: UUID, language: str) -> PublicUnit | None:
    found = Publication.objects.select_related("run").get(id=publication)
    lists = _sheet(publication, language).categories
    return unit_of(found.run, unit, tuple(found.fields), language, lists)


def unit_of(
    row: ScoreRun,
    unit: UUID,
    fields: Sequence[str],
    language: str,
    lists: Sequence[CategoryList] | None = None,
) -> PublicUnit | None:
    """A unit of a run with exactly these fields; ``lists``: the categories, if they are known already."""
    loaded = load_public(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language)
    ids = {code: UUID(one) for code, one in row.units.items()}
    for category in lists if lists is not None else category_lists(overview, ids, fields):
        for entry in category.entries:
            if entry.unit == unit:
                return _public_unit(overview, entry, category, fields)
    return None


def _public_unit(
    overview: Overview, entry: Entry, category: CategoryList, fields: Sequence[str]
) -> PublicUnit:
    blocks = public_blocks(
        overview,
        entry.code,
        score=SCORE in fields,
        components=COMPONENTS in fields,
        answers=ANSWERS in fields,
    )
    origin = origin_tables(overview, entry.code) if recomputable(fields) else []
    return PublicUnit(
        entry,
        category,
        tuple(shown(blocks)),
        tuple(tree(table) for table in origin),
        responses(overview, entry.code),
    )


def past_of(unit: UUID) -> list[PastYear]:
    """What was published of a unit, newest first, each year as far as its publication shows it."""
    current = {publication.id: publication for publication in in_force().values()}
    rows = Standing.objects.filter(unit=unit, publication__in=list(current)).order_by("-year")
    return [_past(row, current[row.publication_id]) for row in rows]


def _past(row: Standing, publication: Publication) -> PastYear:
    fields = publication.fields
    loaded = load_public(publication.run)
    known = loaded.scheme.categories.get(row.category)
    return PastYear(
        publication.campaign_id,
        row.year,
        known.name if known is not None else row.category,
        row.shown if SCORE in fields else "",
        row.rank if RANK in fields else "",
        row.of if RANK in fields else None,
        row.grade if GRADE in fields else "",
        row.exempt,
    )


def method_of(scheme: Scheme, language: str) -> tuple[Shown, ...]:
    """How the score is made up, in plain words, from the scheme alone."""
    units = tuple(UnitResult(f"#{code}", "", code, Status.APPRAISED, None) for code in scheme.categories)
    run = Run(scheme.title, scheme.year or 0, scheme_hash(scheme), {}, units)
    data = CampaignData(scheme.title, scheme.year or 0, {}, Counts())
    return tuple(shown(method_blocks(Overview(run, scheme, data, language))))
