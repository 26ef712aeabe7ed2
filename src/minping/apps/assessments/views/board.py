"""The list of entries, telling several units at once, the totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.assessments import services
from minping.apps.assessments.facts import facts_waiting
from minping.apps.assessments.ledger import Item, Place, every_item, has_ledger, totals
from minping.apps.assessments.models import Book, Correction, Entry
from minping.apps.assessments.selectors import exact
from minping.apps.assessments.services.freezing import lacks_of
from minping.apps.assessments.views.frame import (
    at,
    campaign_asked,
    campaign_or_404,
    framed,
    item_choices,
    own_places,
    sees_all,
    unit_choices,
)
from minping.apps.assessments.words import MARKS, STATES, signed
from minping.apps.campaigns.selectors import CampaignFacts, frozen_scheme
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import EntryState
from minping.core.scoring.result import ScoreNode

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as lists show it. ``points``: what it is worth before any cap."""

    entry: Entry
    unit: str
    item: str
    points: str
    word: Text
    mark: str


CORRECTED, ADDED = (
    Text("申诉后更正", "corrected on appeal"),
    Text("申诉后补记", "added on appeal"),
)


def appeals_said(entries: Sequence[Entry]) -> Mapping[UUID, Text]:
    """What appeals did to these entries: no longer counting, or recorded by one alone."""
    rows = Correction.objects.filter(Q(old__in=entries) | Q(new__in=entries, old=None))
    return {old or new: CORRECTED if old else ADDED for old, new in rows.values_list("old", "new")}


def line_of(
    entry: Entry, places: Mapping[UUID, Place], items: Mapping[str, Item], appealed: Text | None
) -> Line:
    """The entry with the words that go with it."""
    item = items.get(entry.item)
    given = exact(entry.points)
    worth = (
        given if given is not None or item is None or item.of.points is None else item.of.points * entry.count
    )
    place = places.get(entry.unit_id)
    return Line(
        entry,
        place.unit.name if place else "",
        item.name if item else entry.item,
        signed(worth) if worth is not None else "",
        appealed or STATES[entry.state],
        "plain" if appealed is CORRECTED else MARKS[entry.state],
    )


def lines_of(
    entries: Sequence[Entry], places: Mapping[UUID, Place], items: Mapping[str, Item]
) -> Sequence[Line]:
    """Several at once."""
    said = appeals_said(entries)
    return [line_of(one, places, items, said.get(one.id)) for one in entries]


def visible(request: HttpRequest, campaign: UUID, places: Mapping[UUID, Place]) -> QuerySet[Entry]:
    """Entries of these units; a unit's own people find what the unit was shown."""
    found = Entry.objects.filter(campaign=campaign)
    if sees_all(request):
        return found
    return found.filter(unit__in=list(places), shown_at__isnull=False)


@require_GET
@page("assessments.view")
def board(request: HttpRequest) -> HttpResponse:
    """All entries of a campaign, with what is to be done next."""
    campaign = campaign_asked(request)
    scheme = frozen_scheme(campaign.id) if campaign else None
    context = framed(request, "entries", campaign)
    if campaign is None or scheme is None or not has_ledger(scheme):
        return render(request, "assessments/board.html", context | {"nothing": True})
    places, items = own_places(request, campaign.id), every_item(scheme)
    found = visible(request, campaign.id, places)
    rows = _filtered(request, found)
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(list(pages.object_list), places, items)
    unseen = [one.entry.id for one in lines if one.entry.seen_at is None]
    actor = actor_of(request)
    if not sees_all(request) and actor.may("assessments.own") and unseen:
        services.entries_seen(actor=actor, entries=unseen)
    context |= {
        "book": Book.objects.filter(campaign=campaign.id).first(),
        "pages": pages,
        "lines": lines,
        "any": found.exists(),
        "proposed": found.filter(state=EntryState.PROPOSED).count(),
        "units": unit_choices(places),
        "items": item_choices(scheme),
        "states": [(code, word) for code, word in STATES.items() if sees_all(request) or code != "proposed"],
        "asked": request.GET,
    }
    return render(request, "assessments/board.html", context | _next(request, campaign))


def _next(request: HttpRequest, campaign: CampaignFacts) -> dict[str, object]:
    """What is to be done next, for those who may do it."""
    book = Book.objects.filter(campaign=campaign.id, state=Book.State.OPEN).first()
    if book is None or not actor_of(request).may("assessments.decide"):
        return {}
    return {"lacks": lacks_of(book), "facts": len(facts_waiting(campaign.id)), "may_freeze": True}


def _filtered(request: HttpRequest, found: QuerySet[Entry]) -> QuerySet[Entry]:
    unit, item, state = (request.GET.get(name, "") for name in ("unit", "item", "state"))
    try:
        found = found.filter(unit=UUID(unit)) if unit else found
    except ValueError:
        found = found.none()
    if item:
        found = found.filter(item=item)
    if state in STATES:
        found = found.filter(state=state)
    if text := request.GET.get("text", "").strip():
        found = found.filter(
            Q(reason__icontains=text) | Q(evidence__icontains=text) | Q(source__icontains=text)
        )
    return found.select_related(None)


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def show(request: HttpRequest) -> HttpResponse:
    """Tell the units what was picked; or, asked once more, everything that waits to be told."""
    campaign = campaign_or_404(request)
    waiting = Entry.objects.filter(campaign=campaign.id, state=EntryState.PROPOSED)
    if "all" in request.GET and request.method == "GET":
        return confirm(request, _telling_all(campaign.id, waiting))
    chosen = [UUID(one) for one in request.POST.getlist("entry") if _is_id(one)]
    if "all" in request.GET:
        chosen = list(waiting.values_list("id", flat=True))
    if request.method == "POST":
        done = Text(
            "已告知单位，异议期从今天起算。", "The units were told; their time to object runs from today."
        )
        attempt(
            request,
            lambda: services.entries_show(actor=actor_of(request), campaign=campaign.id, entries=chosen),
            done,
        )
    return redirect(at("board", campaign.id))


def _telling_all(campaign: UUID, waiting: QuerySet[Entry]) -> Question:
    n, units = waiting.count(), waiting.order_by().values("unit").distinct().count()
    return Question(
        title=Text("把待告知的记录全部告知单位", "Tell the units everything that waits"),
        happens=[
            Text(
                "单位看到这些记录并可以提出异议，异议期从今天起算。",
                "The units see these entries and may object; their time runs from today.",
            )
        ],
        undo=Text(
            "告知后不能再改；有误的可以写明理由撤回。",
            "What was shown is not changed; it can be withdrawn with a reason.",
        ),
        button=Text("全部告知", "Tell them"),
        back=at("board", campaign),
        number=Text(f"{units}个单位，{n}条记录", f"{n} entries of {units} units"),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class UnitTotal:
    """A unit's ledgers if the book were frozen now, and how many entries do not count yet."""

    place: Place
    nodes: Sequence[ScoreNode]
    waiting: int


@require_GET
@page("assessments.view")
def preview(request: HttpRequest) -> HttpResponse:
    """Totals as core computes them from what was shown."""
    campaign = campaign_or_404(request)
    scheme: Scheme | None = frozen_scheme(campaign.id)
    places = own_places(request, campaign.id)
    found = totals(campaign, places, places) if has_ledger(scheme) else {}
    waiting: dict[UUID, int] = {}
    open_states = (EntryState.PROPOSED, EntryState.OBJECTED)
    for unit in (
        visible(request, campaign.id, places).filter(state__in=open_states).values_list("unit", flat=True)
    ):
        waiting[unit] = waiting.get(unit, 0) + 1
    rows = [UnitTotal(places[unit], nodes, waiting.get(unit, 0)) for unit, nodes in found.items() if nodes]
    context = framed(request, "preview", campaign, rows=rows)
    context["frozen"] = Book.objects.filter(campaign=campaign.id, state=Book.State.FROZEN).exists()
    return render(request, "assessments/preview.html", context)
