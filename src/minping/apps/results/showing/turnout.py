"""Who took part: response rates with numerator and denominator, rounds, ballots by kind."""

from dataclasses import dataclass

from minping.apps.results.reports.answers import group_name
from minping.apps.results.reports.overview import Overview
from minping.core.scoring.inputs import ParticipationRow


@dataclass(frozen=True)
class Response:
    """One voter group in one round; None where a number was not told."""

    name: str
    eligible: int | None
    invited: int | None
    issued: int | None
    returned: int | None


def responses(overview: Overview, unit: str = "") -> tuple[Response, ...]:
    """Rows of the participation table: of the whole campaign, or those that name the unit."""
    rows = [row for row in overview.data.participation if row.unit == unit]
    sums: dict[tuple[str, str], list[ParticipationRow]] = {}
    for row in rows:
        sums.setdefault((row.group, row.round), []).append(row)
    return tuple(_response(overview, group, code, of) for (group, code), of in sums.items())


def _response(overview: Overview, group: str, code: str, rows: list[ParticipationRow]) -> Response:
    known = overview.scheme.rounds.get(code)
    name = known.name if known is not None else code
    who = group_name(overview, group)
    shown = name if who in name or not who else f"{who}·{name}" if name else who
    return Response(
        shown, _sum(rows, "eligible"), _sum(rows, "invited"), _sum(rows, "issued"), _sum(rows, "returned")
    )


def _sum(rows: list[ParticipationRow], name: str) -> int | None:
    values = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(values) if values else None
