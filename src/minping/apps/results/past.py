"""What was published of units in earlier years, by their identity."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from minping.apps.campaigns.selectors import campaigns
from minping.apps.results.models import Publication, Standing
from minping.apps.units.selectors import units_of
from minping.core.scoring.inputs import HistoryRow


def in_force(campaign: UUID | None = None) -> dict[UUID, Publication]:
    """Campaign → its publication in force."""
    found: dict[UUID, Publication] = {}
    rows = Publication.objects.order_by("campaign_id", "-number")
    for publication in rows if campaign is None else rows.filter(campaign=campaign):
        found.setdefault(publication.campaign_id, publication)
    return found


def standings_before(year: int, inside: UUID | None = None) -> list[Standing]:
    """Published standings of years before ``year``, oldest first. A half-year campaign is no year of its own
    (F006). What was held ``inside`` a unit is a history among its own sections, and no other's."""
    years = {one.id for one in campaigns() if one.inside == inside and not one.half_year}
    valid = [found.id for campaign, found in in_force().items() if campaign in years]
    return list(Standing.objects.filter(publication__in=valid, year__lt=year).order_by("year", "unit_id"))


def past_rows(year: int, inside: UUID | None = None) -> list[HistoryRow]:
    """Those standings as rows of the history that scoring reads."""
    found = standings_before(year, inside)
    lists = ranks_in(found)
    codes = {unit.id: unit.code for unit in units_of({row.unit_id for row in found})}
    return [
        HistoryRow(
            unit=codes[row.unit_id],
            year=row.year,
            category=row.category,
            rank=Fraction(row.rank) if row.rank else None,
            of=row.of,
            behind=behind(row, lists[row.publication_id, row.category]),
            score=Fraction(row.score) if row.score else None,
            grade=row.grade,
            exempt=row.exempt,
        )
        for row in found
        if row.unit_id in codes
    ]


def ranks_in(rows: Iterable[Standing]) -> Mapping[tuple[UUID, str], Sequence[Fraction]]:
    """Publication and category → the ranks of its list, the best first."""
    found: dict[tuple[UUID, str], list[Fraction]] = defaultdict(list)
    for row in rows:
        if row.rank:
            found[row.publication_id, row.category].append(Fraction(row.rank))
    return defaultdict(list, {key: sorted(ranks) for key, ranks in found.items()})


def behind(row: Standing, ranks: Sequence[Fraction]) -> int | None:
    """How many of the list had a worse rank; None where the list is not whole. ``ranks``: the best first."""
    if not row.rank or row.of is None or len(ranks) != row.of:
        return None
    return len(ranks) - bisect_right(ranks, Fraction(row.rank))
