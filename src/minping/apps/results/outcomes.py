"""What results say to the rooms that act on them: whom the rules propose, what each year said of a unit.

Everything is read from kept runs and publications; nothing is computed again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from minping.apps.campaigns.selectors import campaigns, frozen_scheme
from minping.apps.foundation.errors import Refused
from minping.apps.results.appeals.steps import pending
from minping.apps.results.composition import staged
from minping.apps.results.loaded import load_public, load_run
from minping.apps.results.models import ScoreRun, Sheet, Standing
from minping.apps.results.past import behind, in_force, ranks_in
from minping.apps.results.reports.overview import Overview
from minping.apps.results.tables import newest
from minping.core.findings import RefusedInput, Text
from minping.core.scheme.model import OptionKind, Scheme
from minping.core.scheme.nodes import Quantity
from minping.core.scheme.outcomes import HistoryRule
from minping.core.scoring.inputs import HistoryRow
from minping.core.scoring.result import ScoreNode, UnitResult
from minping.core.scoring.rounding import plain
from minping.core.tally.counts import JOIN, CellCounts


@dataclass(frozen=True)
class Picked:
    """A unit that a rule of the scheme proposes, with the facts that brought it there."""

    unit: UUID
    rule: str
    name: str
    purpose: str
    pool: str
    clause: str
    facts: tuple[Text, ...]


@dataclass(frozen=True)
class Picks:
    """All that the newest run proposes which was reviewed and found sound."""

    campaign: UUID
    run: UUID
    number: int
    picked: tuple[Picked, ...]


@dataclass(frozen=True)
class UnitOutcome:
    """One unit's result as the run has it. ``rank`` is printed as it is published."""

    unit: UUID
    category: str
    status: str
    score: str
    rank: str
    of: int | None
    grade: str
    vetoes: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """A window or station below a unit, with its satisfaction in the run."""

    unit: UUID
    under: UUID
    name: str
    shown: str
    value: Fraction
    valid: int


@dataclass(frozen=True)
class YearRow:
    """What one year said of a unit under its code or name of then. ``behind``: units of the same list with a
    worse rank; None where only the row itself is known. ``campaign``: None for a table of years before."""

    unit: str
    year: int
    campaign: UUID | None
    category: str
    rank: Fraction | None
    of: int | None
    behind: int | None
    score: str
    grade: str
    exempt: bool
    bottom: bool | None


def _sound_run(campaign: UUID) -> ScoreRun | None:
    """The newest run, if its last review found it sound."""
    run = ScoreRun.objects.filter(campaign=campaign).order_by("-number").first()
    review = run.reviews.order_by("-at").first() if run is not None else None
    return run if review is not None and review.sound else None


def picks_of(campaign: UUID) -> Picks | None:
    """Whom the rules propose. None before the newest run was reviewed and found sound."""
    run = _sound_run(campaign)
    if run is None:
        return None
    loaded = load_public(run)
    overview = Overview(loaded.run, loaded.scheme, loaded.data)
    picked = tuple(
        Picked(
            UUID(run.units[chosen.unit]),
            found.code,
            found.name or found.code,
            found.purpose,
            overview.pool_name(found.pool),
            found.clause,
            chosen.facts,
        )
        for found in loaded.run.selections
        for chosen in found.chosen
    )
    return Picks(campaign, run.id, run.number, picked)


@dataclass(frozen=True)
class Answering:
    """What the public counts say of a round: ballots, those that were valid; answers, those of 不了解."""

    ballots: int
    valid: int
    answers: int
    unknown: int

    def __add__(self, other: "Answering") -> "Answering":
        return Answering(
            self.ballots + other.ballots,
            self.valid + other.valid,
            self.answers + other.answers,
            self.unknown + other.unknown,
        )


def answering_of(campaign: UUID) -> Mapping[tuple[str, str], Answering]:
    """Voter group and round → how people answered, as the public data of the newest sound run tell it. Cells
    that are withheld, or joined over several groups or rounds, are left out."""
    run = _sound_run(campaign)
    found: dict[tuple[str, str], Answering] = {}
    if run is None:
        return found
    loaded = load_public(run)
    for cell, counts in loaded.data.counts.items():
        if not counts.short and JOIN not in cell.group + cell.round:
            key = (cell.group, cell.round)
            found[key] = found.get(key, Answering(0, 0, 0, 0)) + _answering(loaded.scheme, cell.group, counts)
    return found


def _answering(scheme: Scheme, group: str, counts: CellCounts) -> Answering:
    answers = unknown = 0
    for aspect, options in counts.answers.items():
        scale = scheme.scale_for(group, aspect)
        for code, number in options.items():
            option = scale.option(code) if scale is not None else None
            answers += number if not code.startswith("#") else 0
            unknown += number if option is not None and option.kind is OptionKind.UNKNOWN else 0
    return Answering(counts.returned, counts.valid, answers, unknown)


def outcomes_of(campaign: UUID) -> Sequence[UnitOutcome]:
    """Every unit of the newest sound run, category by category in the order of the result."""
    run = _sound_run(campaign)
    if run is None:
        return []
    loaded = load_public(run)
    overview = Overview(loaded.run, loaded.scheme, loaded.data)
    return [
        _outcome(overview, UUID(run.units[result.unit]), result)
        for category in overview.categories()
        for result in (*overview.listed(category), *overview.unlisted(category))
    ]


def _outcome(overview: Overview, unit: UUID, result: UnitResult) -> UnitOutcome:
    place = result.placing
    return UnitOutcome(
        unit,
        overview.category_name(result.category),
        result.status.value,
        result.published,
        plain(place.rank) if place is not None else "",
        place.of if place is not None else None,
        result.grade,
        result.vetoes,
    )


def appealing(campaign: UUID) -> frozenset[UUID]:
    """Units whose appeal against a number of the campaign is not closed."""
    return frozenset(appeal.unit_id for appeal in pending(campaign))


def windows_of(campaign: UUID) -> Sequence[Window]:
    """Windows and stations that were rated themselves, the most satisfied first (F072)."""
    run = _sound_run(campaign)
    if run is None:
        return []
    loaded = load_run(run)
    overview = Overview(loaded.run, loaded.scheme, loaded.data)
    found: dict[str, Window] = {}
    for result in loaded.run.units:
        for node in _rated_below(result.tree, result.unit):
            if node.object not in found and node.object in run.units:
                found[node.object] = _window(overview, run, result.unit, node)
    return sorted(found.values(), key=lambda one: (-one.value, one.name))


def _rated_below(tree: ScoreNode | None, unit: str) -> Iterator[ScoreNode]:
    """The topmost values of the objects below a unit that valid ballots stand behind."""
    for node in tree.parts if tree is not None else ():
        if node.object != unit and node.value is not None and node.valid:
            yield node
        else:
            yield from _rated_below(node, unit)


def _window(overview: Overview, run: ScoreRun, unit: str, node: ScoreNode) -> Window:
    value = node.value or Fraction(0)
    return Window(
        UUID(run.units[node.object]),
        UUID(run.units[unit]),
        overview.name(node.object),
        node.published + ("" if node.quantity is Quantity.RATE else "分"),
        value,
        node.valid or 0,
    )


def history_rules(campaign: UUID) -> Mapping[str, HistoryRule]:
    """Rules of several years in the campaign's plan, by what they propose; the longest of each."""
    scheme, found = frozen_scheme(campaign), dict[str, HistoryRule]()
    for rule in scheme.selections if scheme is not None else ():
        if rule.history is None:
            continue
        known = found.get(rule.purpose.value)
        if known is None or rule.history.years > known.years:
            found[rule.purpose.value] = rule.history
    return found


def year_rows() -> Sequence[YearRow]:
    """All that is known of all years: publications in force, and tables of the years before them.

    What this installation published goes before what a table says of the same unit and year. A half-year
    campaign is no year of its own, nor is what a unit held among its own sections.
    """
    years = {one.id for one in campaigns() if one.own_year}
    own = [row for campaign, rows in _published().items() if campaign in years for row in rows]
    known = {(row.unit, row.year) for row in own}
    for row in _told():
        if (row.unit, row.year) not in known:
            known.add((row.unit, row.year))
            own.append(row)
    return own


def _published() -> Mapping[UUID, Sequence[YearRow]]:
    current = {publication.id: publication for publication in in_force().values()}
    found: dict[UUID, list[YearRow]] = defaultdict(list)
    rows = list(Standing.objects.filter(publication__in=list(current)).select_related("unit"))
    lists = ranks_in(rows)
    for row in rows:
        publication = current[row.publication_id]
        found[publication.campaign_id].append(
            YearRow(
                row.unit.code,
                row.year,
                publication.campaign_id,
                _category(publication.campaign_id, row.category),
                Fraction(row.rank) if row.rank else None,
                row.of,
                behind(row, lists[row.publication_id, row.category]),
                row.shown,
                row.grade,
                row.exempt,
                None,
            )
        )
    return found


@lru_cache(maxsize=64)
def _names(campaign: UUID) -> Mapping[str, str]:
    """Categories of a frozen plan by code; what is frozen never changes its names."""
    scheme = frozen_scheme(campaign)
    return {code: one.name for code, one in scheme.categories.items()} if scheme is not None else {}


def _category(campaign: UUID, code: str) -> str:
    return _names(campaign).get(code) or code


def _told() -> Iterator[YearRow]:
    """Rows of the newest table of earlier years that each campaign was given, the newest campaign first; of a
    campaign whose tables cannot be read together, none."""
    for campaign in campaigns():
        version = newest(campaign.id).get(Sheet.HISTORY)
        if version is None or not version.file or campaign.inside is not None:
            continue
        try:
            rows = _table(campaign.id, version.file)
        except (Refused, RefusedInput):
            continue
        for row in rows:
            yield YearRow(
                row.unit,
                row.year,
                None,
                _category(campaign.id, row.category),
                row.rank,
                row.of,
                None,
                plain(row.score) if row.score is not None else "",
                row.grade,
                row.exempt,
                row.bottom,
            )


@lru_cache(maxsize=16)
def _table(campaign: UUID, digest: str) -> tuple[HistoryRow, ...]:
    """The rows of one stored version. Raises Refused, RefusedInput while the tables cannot be read together."""
    return staged(campaign, tallies=False).data.history
