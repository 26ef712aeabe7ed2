"""Ten years of all units, and of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import CampaignFacts, campaigns, participations_of
from minping.apps.consequences.history import (
    YEARS,
    Line,
    Past,
    Year,
    by_category,
    names_then,
)
from minping.apps.consequences.models import Measure
from minping.apps.consequences.views.frame import campaign_asked, framed, shown
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import page
from minping.apps.results.outcomes import history_rules
from minping.apps.units.selectors import UnitFacts, units_of
from minping.core.findings import Text
from minping.core.scheme.outcomes import HistoryRule, Purpose

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 352, 220, 36, 24, 36


@dataclass(frozen=True)
class Cell:
    """One year in the list; ``signs`` stand below."""

    bottom: bool
    shown: Text
    signs: tuple[Text, ...]


@dataclass(frozen=True)
class Row:
    """A unit in the list, its years the newest first. ``so_far``: years that have come together for the plan's
    rule."""

    line: Line
    cells: tuple[Cell, ...]
    so_far: int
    of: int

    @property
    def warned(self) -> bool:
        """One more year would make it as many as the rule asks for."""
        return bool(self.of) and self.so_far >= self.of - 1


@require_GET
@page("consequences.view")
def history(request: HttpRequest) -> HttpResponse:
    """Units of the campaign by category with the place of each year (F160)."""
    campaign, past = campaign_asked(request), Past()
    if campaign is None or past.newest is None:
        return render(request, "consequences/history.html", framed("history", campaign))
    taking_part = {part.unit for part in participations_of(campaign.id)}
    units = units_of(taking_part)
    rule = _rule(campaign)
    last = max(past.newest, campaign.year - 1)
    rows = {line.unit: row for unit in units for row, line in [_row(past, unit, last, rule)]}
    chosen = request.GET.get("category", "")
    groups = by_category([row.line for row in rows.values()])
    context = framed(
        "history",
        campaign,
        years=list(range(last, last - YEARS, -1)),
        rule=rule,
        categories=[name for name, _ in groups],
        chosen=chosen,
        groups=[
            (name, [rows[line.unit] for line in lines])
            for name, lines in groups
            if not chosen or name == chosen
        ],
    )
    return render(request, "consequences/history.html", context)


def _row(past: Past, unit: UnitFacts, last: int, rule: HistoryRule | None) -> tuple[Row, Line]:
    line = past.line(unit, last, rule=rule)
    so_far = past.so_far(unit, rule, last + 1) if rule is not None else 0
    cells = tuple(_cell(one, one.year in line.moved) for one in reversed(line.years))
    return Row(line, cells, so_far, rule.years if rule is not None else 0), line


_NOTHING, _EXEMPT, _UNRANKED = Text("—", "—"), Text("免", "ex."), Text("未排", "n/r")
_LAST, _MOVED = Text("末", "last"), Text("换类", "moved")


def _cell(one: Year, moved: bool) -> Cell:
    signs = (*([_LAST] if one.bottom and one.rank else []), *([_MOVED] if moved else []))
    if one.row is None:
        return Cell(False, _NOTHING, ())
    if one.exempt:
        return Cell(False, _EXEMPT, signs)
    if not one.rank:
        return Cell(one.bottom, _UNRANKED, signs)
    place = f"{one.rank}/{one.row.of if one.row.of is not None else '?'}"
    return Cell(one.bottom, Text(place, place), signs)


def _rule(campaign: CampaignFacts | None) -> HistoryRule | None:
    """The rule of several years that leads furthest."""
    found = history_rules(campaign.id) if campaign is not None else {}
    hardest = (Purpose.REPLACEMENT, Purpose.YELLOW_CARD, Purpose.ADMONITION, Purpose.INTERVIEW)
    return next((found[purpose.value] for purpose in hardest if purpose.value in found), None)


@require_GET
@page("consequences.view")
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: chart and table of ten years, names of then, what followed."""
    found = unit_context(unit)
    rows = list(Measure.objects.filter(unit=unit).exclude(state="lapsed").order_by("-campaign__year", "kind"))
    context = framed("history", campaign_asked(request), **found)
    context["measures"] = shown(rows)
    context["titles"] = {one.id: one for one in campaigns()}
    return render(request, "consequences/unit.html", context)


def unit_context(unit: UUID) -> dict[str, Any]:
    """A unit's years with the chart, for the office and for its own liaison."""
    known = next(iter(units_of([unit])), None)
    if known is None:
        raise Http404
    past = Past()
    last = past.newest or today().year - 1
    newest = next((one for one in campaigns() if one.own_year and one.state != "draft"), None)
    rule = _rule(newest)
    line = past.line(known, last, rule=rule)
    return {
        "line": line,
        "names": names_then(line),
        "chart": chart_of(line.years),
        "so_far": past.so_far(known, rule, last + 1) if rule is not None else 0,
        "rule": rule,
    }


@dataclass(frozen=True)
class Dot:
    """A year in the chart. ``kind``: known, last, exempt, none."""

    year: int
    x: int
    y: int
    kind: str
    label: Text


@dataclass(frozen=True)
class Chart:
    """Places over the years, the first place at the top; a line joins years that follow each other."""

    dots: tuple[Dot, ...]
    lines: tuple[tuple[Dot, Dot], ...]
    guides: tuple[tuple[int, Text], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def chart_of(years: Sequence[Year]) -> Chart:
    """Where the unit stood in its list each year, from the first place down to the last."""
    step = (WIDTH - LEFT - 30) // max(len(years) - 1, 1)
    dots = tuple(_dot(one, LEFT + 14 + place * step) for place, one in enumerate(years))
    ranked = {"known", "last"}
    lines = tuple(
        (before, after) for before, after in pairwise(dots) if before.kind in ranked and after.kind in ranked
    )
    return Chart(dots, lines, tuple(_GUIDES.items()))


_HIGH = HEIGHT - TOP - BOTTOM
_GUIDES: Mapping[int, Text] = {
    TOP: Text("首位", "first"),
    TOP + _HIGH // 2: Text("居中", "mid"),
    TOP + _HIGH: Text("末位", "last"),
}


def _dot(one: Year, x: int) -> Dot:
    if one.exempt:
        return Dot(one.year, x, TOP + _HIGH // 2, "exempt", Text("免评", "exempt"))
    if one.place is None:
        return Dot(one.year, x, HEIGHT - BOTTOM, "none", Text("", ""))
    y = TOP + int(one.place * _HIGH)
    of = one.row.of if one.row is not None else ""
    return Dot(
        one.year, x, y, "last" if one.bottom else "known", Text(f"{one.rank}/{of}", f"{one.rank}/{of}")
    )
