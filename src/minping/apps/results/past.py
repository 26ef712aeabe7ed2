"""What was published of units in earlier years, by their identity."""

from collections.abc import Iterable
from fractions import Fraction
from uuid import UUID

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


def standings_before(year: int, units: Iterable[UUID] | None = None) -> list[Standing]:
    """Published standings of years before ``year``, oldest first; of some units if given."""
    valid = [publication.id for publication in in_force().values()]
    rows = Standing.objects.filter(publication__in=valid, year__lt=year).order_by("year", "unit_id")
    return list(rows if units is None else rows.filter(unit__in=list(units)))


def past_rows(year: int) -> list[HistoryRow]:
    """Those standings as rows of the history that scoring reads."""
    found = standings_before(year)
    codes = {unit.id: unit.code for unit in units_of({row.unit_id for row in found})}
    return [
        HistoryRow(
            unit=codes[row.unit_id],
            year=row.year,
            category=row.category,
            rank=Fraction(row.rank) if row.rank else None,
            of=row.of,
            score=Fraction(row.score) if row.score else None,
            grade=row.grade,
            exempt=row.exempt,
        )
        for row in found
        if row.unit_id in codes
    ]
