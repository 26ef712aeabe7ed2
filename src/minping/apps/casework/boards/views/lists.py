"""The ledger as a page, as a workbook and for print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import campaigns, focus_topics_of
from minping.apps.casework.boards.export import XLSX, written
from minping.apps.casework.boards.ledger import (
    Counts,
    Kinds,
    by_topic,
    by_unit,
    counts_of,
    folded,
    found,
    kinds_of,
    visible,
)
from minping.apps.casework.boards.query import ALL, NONE, Query, query_of
from minping.apps.casework.boards.rows import entries, names_of
from minping.apps.casework.boards.words import CLASSES, GROUPS, LEVELS, ORIGINS, SOURCES, STATES
from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, fresh, language, page
from minping.apps.units.selectors import scope_of, unit_lines
from minping.core.findings import Text

_PAGE = 50
_PRINTED = 2_000

VIEWS: Sequence[tuple[Text, Query]] = (
    (Text("在办", "Open"), Query()),
    (Text("待甄别", "To be triaged"), Query(state="new")),
    (Text("等评议办", "With the office"), Query(state="with_office")),
    (Text("在单位", "With units"), Query(state="with_unit")),
    (Text("逾期", "Overdue"), Query(overdue="yes", order="deadline")),
    (Text("重点督办", "Key supervision"), Query(level="2")),
    (Text("媒体曝光", "In the media"), Query(media="yes")),
    (Text("纠而复生", "Recurred"), Query(recurred="yes")),
    (Text("长期挂账", "Long-term"), Query(state="with_obstacle", order="deadline")),
    (Text("已销号", "Cleared"), Query(state="cured")),
    (Text("全部", "All"), Query(state=ALL)),
)
"""Views that stand ready. Any other is kept by its address."""

HEADS: Mapping[str, Text] = {
    "number": Text("编号", "Number"),
    "unit": Text("单位", "Unit"),
    "state": Text("状态", "State"),
    "level": Text("督办层级", "Rung"),
    "registered": Text("挂号", "Registered"),
    "deadline": Text("期限", "Due"),
}


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows whose number is known already; a page's ids are sorted out before its rows are read."""

    def __init__(self, rows: QuerySet[Problem], size: int, total: int) -> None:
        super().__init__(rows.values_list("id", flat=True), size)
        self._total = total

    @cached_property
    def count(self) -> int:
        """Known, not asked for again."""
        return self._total

    def page(self, number: int | str) -> Page[Problem]:
        """The rows in their order: sorting whole rows takes the database twice as long."""
        found = super().page(number)
        ids = list(found.object_list)
        rows = Problem.objects.in_bulk(ids)
        found.object_list = [rows[one] for one in ids]
        return found


@dataclass(frozen=True)
class Choice:
    """One choice of a filter with what it would leave."""

    value: str
    label: Text | str
    n: int
    chosen: bool


def _choices(counts: Counts, query: Query) -> dict[str, list[Choice]]:
    def some(name: str, words: Mapping[str, Text]) -> list[Choice]:
        now = getattr(query, name)
        numbers = [(value, label, counts.of[name][value]) for value, label in words.items() if value]
        return [Choice(value, label, n, value == now) for value, label, n in numbers if n or value == now]

    states = [
        Choice(name, label, counts.sum("state", of), name == query.state)
        for name, (label, of) in GROUPS.items()
    ]
    states += [
        Choice(name, label, counts.of["state"][name], name == query.state)
        for name, label in STATES.items()
        if counts.of["state"][name] or name == query.state
    ]
    levels = [
        Choice(str(level), label, counts.of["level"][level], str(level) == query.level)
        for level, label in LEVELS.items()
    ]
    classes = some("klass", CLASSES)
    if (unsettled := counts.of["klass"][""]) or query.klass == NONE:
        classes.append(Choice(NONE, CLASSES[""], unsettled, query.klass == NONE))
    return {
        "states": states,
        "classes": classes,
        "sources": some("source", SOURCES),
        "origins": some("origin", ORIGINS),
        "levels": levels,
    }


def _units(actor: Actor, query: Query) -> list[Choice]:
    """Units that have some, and the one asked for; names for those alone."""
    numbers = dict(by_unit(actor, query))
    wanted = {unit for unit in numbers if unit is not None} | ({query.unit} if query.unit else set())
    scope = scope_of(actor, "casework.view")
    return [
        Choice(str(unit.id), unit.name, numbers.get(unit.id, 0), unit.id == query.unit)
        for unit in unit_lines(wanted)
        if scope is None or unit.id in scope
    ]


def _topics(actor: Actor, query: Query) -> list[Choice]:
    chosen = [one.id for one in campaigns() if query.campaign in (None, one.id)]
    names = list(dict.fromkeys(name for one in chosen[:5] for name in focus_topics_of(one)))
    if query.topic and query.topic not in names:
        names.append(query.topic)
    return [Choice(name, name, n, name == query.topic) for name, n in by_topic(actor, query, names).items()]


def _turned(now_is: str, order: str) -> tuple[str, str]:
    """What a click on a head asks for, and the direction it has now."""
    if now_is == order:
        return f"-{order}", "ascending"
    return order, "descending" if now_is == f"-{order}" else ""


def _views(kinds: Kinds, query: Query) -> list[tuple[Text, str, int | None, bool]]:
    """The ready views with their numbers in the campaign and unit at hand; without numbers beside a search."""
    shown = []
    few = [] if query.words or query.topic else folded(kinds)
    for label, view in VIEWS:
        wanted = replace(view, campaign=query.campaign, unit=query.unit)
        n = counts_of(few, wanted).total if few else None
        if n is None or n or view in (Query(), Query(state=ALL)):
            chosen = wanted == replace(query, order=wanted.order)
            shown.append((label, "?" + urlencode(wanted.address), n, chosen))
    return shown


@require_GET
@page("casework.view")
def ledger(request: HttpRequest) -> HttpResponse:
    """The problems asked for, with what each filter would leave."""
    actor, query = actor_of(request), query_of(request.GET.dict())
    kinds = kinds_of(actor, query)
    counts = counts_of(kinds, query)
    pages = Counted(found(actor, query), _PAGE, counts.total).get_page(request.GET.get("page"))
    told = [one for one in campaigns() if one.state != "draft"]
    context = {
        "query": query,
        "pages": pages,
        "rows": entries(pages.object_list),
        "heads": [(order, label, _turned(query.order, order)) for order, label in HEADS.items()],
        "views": _views(kinds, query),
        "units": _units(actor, query),
        "topics": _topics(actor, query),
        "campaigns": told if len(told) > 1 else [],
        "overdue": counts.of["overdue"][True],
        "media": counts.of["media"][True],
        "recurred": counts.of["recurs"][True],
        "any": bool(counts.total) or visible(actor).exists(),
        "all_states": ALL,
        **_choices(counts, query),
    }
    return render(request, "casework/boards/ledger.html", context)


@require_GET
@page("casework.view")
@fresh
def export(request: HttpRequest) -> FileResponse:
    """The problems asked for, as a workbook; written into the log of acts."""
    actor, query = actor_of(request), query_of(request.GET.dict())
    rows = found(actor, query)
    with transaction.atomic():
        record(actor, "casework.ledger.exported", "", problems=rows.count(), **query.address)
    name = f"{'problems' if language() == 'en' else '整改台账'}-{today():%Y%m%d}.xlsx"
    return FileResponse(written(rows, language()), as_attachment=True, filename=name, content_type=XLSX)


@require_GET
@page("casework.view")
def printed(request: HttpRequest) -> HttpResponse:
    """The problems asked for on paper, with what was asked for above them."""
    actor, query = actor_of(request), query_of(request.GET.dict())
    rows = found(actor, query)
    total = rows.count()
    asked: list[Text | str] = [GROUPS[query.state][0]] if query.state in GROUPS else []
    asked += [STATES[query.state]] if query.state in STATES else []
    asked += [words[getattr(query, name)] for name, words in _ASKED if getattr(query, name) in words]
    asked += [LEVELS[int(query.level)]] if query.level else []
    asked += [label for name, label in _FLAGGED if getattr(query, name)]
    asked += list(names_of([query.unit]).values()) if query.unit and _sees(actor, query.unit) else []
    asked += [f"“{said}”" for said in (query.topic, query.words) if said]
    context = {
        "rows": entries(rows[:_PRINTED]),
        "total": total,
        "left_out": max(total - _PRINTED, 0),
        "asked": asked,
        "today": today(),
        "query": query,
    }
    return render(request, "casework/boards/printed.html", context)


_ASKED: Sequence[tuple[str, Mapping[str, Text]]] = (
    ("klass", CLASSES),
    ("source", SOURCES),
    ("origin", ORIGINS),
)
_FLAGGED = (
    ("overdue", Text("逾期", "overdue")),
    ("media", Text("媒体曝光", "in the media")),
    ("recurred", Text("纠而复生", "recurred")),
)


def _sees(actor: Actor, unit: UUID) -> bool:
    scope = scope_of(actor, "casework.view")
    return scope is None or unit in scope
