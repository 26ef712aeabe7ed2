"""Pages of rosters: what stands, one list, its warnings, locking."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.asked import (
    campaign_asked,
    campaign_or_404,
    round_or_404,
    unit_choices,
    unit_names,
)
from minping.apps.campaigns.selectors import CampaignFacts, RoundFacts, rounds_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.apps.people.identities import Identity, masked
from minping.apps.people.models import Roster, RosterRow, RosterWarning
from minping.apps.people.notices import OVER
from minping.apps.people.rosters.erasure import counts_of, due_on
from minping.apps.people.rosters.forms import EXCLUDED, PROVENANCE, RosterForm
from minping.apps.people.rosters.screening import roster_screen, warning_accept, warning_exclude
from minping.apps.people.rosters.services import (
    OPEN_STATES,
    roster_make,
    rosters_gather,
    rosters_lock,
    row_exclude,
)
from minping.apps.people.rosters.warnings import Explained, explained
from minping.apps.people.scope import all_units, roster_for, rosters_for, units_for
from minping.apps.people.selectors import RosterStand, roster_stand
from minping.core.findings import Text
from minping.core.lifecycle import ROUND

SHOWN = 50


@dataclass(frozen=True)
class RoundLine:
    """A round on the first page."""

    facts: RoundFacts
    state: Text
    stand: RosterStand


@dataclass(frozen=True)
class RosterLine:
    """A list in a table of lists."""

    roster: Roster
    name: str
    rows: int
    excluded: int
    waiting: int


@dataclass(frozen=True)
class Said:
    """A warning with its words."""

    warning: RosterWarning
    words: Explained


@require_GET
@page("people.view")
def home(request: HttpRequest) -> HttpResponse:
    """Rounds and how far their lists are; for a liaison the own unit's lists."""
    actor = actor_of(request)
    campaign = campaign_asked(request)
    if all_units(actor):
        return render(request, "people/home.html", {"campaign": campaign, "rounds": _round_lines(campaign)})
    rounds = [r for r in rounds_of(campaign.id) if r.state == "roster_open"] if campaign else []
    own = units_for(actor) or frozenset()
    context = {
        "campaign": campaign,
        "rounds": rounds,
        "units": unit_choices(ids=own),
        "lists": _lines(rosters_for(actor)),
    }
    return render(request, "people/home_of_unit.html", context)


def _round_lines(campaign: CampaignFacts | None) -> list[RoundLine]:
    rounds = rounds_of(campaign.id) if campaign else []
    return [RoundLine(facts, ROUND.state(facts.state).label, roster_stand(facts.id)) for facts in rounds]


def _lines(rosters: Any) -> list[RosterLine]:
    names = unit_names()
    counted = rosters.annotate(
        all_rows=Count("rows", distinct=True),
        out=Count("rows", filter=~Q(rows__excluded=""), distinct=True),
        waiting=Count("warnings", filter=Q(warnings__state=RosterWarning.State.OPEN), distinct=True),
    )
    return [
        RosterLine(
            roster,
            names.get(roster.unit_id, ""),
            roster.kept.get("rows", 0) if roster.state == Roster.State.ERASED else roster.all_rows,
            roster.out,
            roster.waiting,
        )
        for roster in counted
    ]


@require_GET
@page("people.rounds")
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The lists of a round, whether they can be locked, and its draw."""
    from minping.apps.people.draws.views import draw_context  # noqa: PLC0415 - each shows the other

    facts = round_or_404(round_id)
    context = {
        "round": facts,
        "campaign": campaign_or_404(facts.campaign),
        "state": ROUND.state(facts.state).label,
        "lists": _lines(rosters_for(actor_of(request)).filter(round=round_id)),
        "stand": roster_stand(round_id),
        "open": facts.state in OPEN_STATES,
        "provenance": PROVENANCE,
        "may_notice": facts.state not in OVER,
        **draw_context(facts),
    }
    return render(request, "people/round.html", context)


@page("people.supply")
def roster_new(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Begin a list of a round."""
    facts, actor = round_or_404(round_id), actor_of(request)
    scope = units_for(actor)
    units = unit_choices(ids=scope)
    form = RosterForm(request.POST or None, units=units, all_units=scope is None)
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        unit = UUID(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None

        def make() -> None:
            source = form.cleaned_data["source"]
            made.append(roster_make(actor=actor, round_id=round_id, unit=unit, source=source))

        if attempt(request, make, Text("已建立，请导入名单。", "Made; now import the people.")):
            return redirect("people:roster", made[0])
    back = reverse("people:round", args=[round_id]) if scope is None else reverse("people:home")
    return render(request, "people/roster_new.html", {"form": form, "round": facts, "back": back})


@require_GET
@page("people.view")
def roster(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """One list: its source, counts, warnings, and (for those who may) its rows, masked."""
    actor = actor_of(request)
    found = roster_for(actor, roster_id)
    counts = found.kept if found.state == Roster.State.ERASED else counts_of(found)
    own = actor.may("people.supply", found.unit_id) if found.unit_id else actor.may("people.see")
    of_office = actor.may("people.see")
    context = {
        "roster": found,
        "name": unit_names().get(found.unit_id, "") if found.unit_id else "",
        "provenance": PROVENANCE[Roster.Provenance(found.provenance)],
        "counts": counts,
        "may_fill": own and found.state == Roster.State.OPEN,
        "of_office": of_office,
        "reads_all": all_units(actor),
        "due": due_on(found),
        "open": found.state == Roster.State.OPEN,
    }
    if own or of_office:
        context["pages"], context["rows"] = _rows(request, found)
    if all_units(actor):
        context |= {"warnings": _said(found), "excluded": EXCLUDED}
    return render(request, "people/roster.html", context)


@dataclass(frozen=True)
class MaskedRow:
    """A row as a page shows it."""

    row: RosterRow
    shown: Identity
    excluded: Any


def _rows(request: HttpRequest, found: Roster) -> tuple[Page[RosterRow], list[MaskedRow]]:
    rows = RosterRow.objects.filter(roster=found).select_related("person").order_by("id")
    if stratum := request.GET.get("stratum"):
        rows = rows.filter(stratum=stratum)
    pages = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    lines = [MaskedRow(row, masked(row.person), EXCLUDED[row.excluded]) for row in pages.object_list]
    return pages, lines


def _said(found: Roster) -> list[Said]:
    names = unit_names()
    others = dict(Roster.objects.filter(round=found.round_id).values_list("id", "unit_id"))
    said = []
    for warning in RosterWarning.objects.filter(roster=found).exclude(state=RosterWarning.State.GONE):
        unit = others.get(UUID(warning.key)) if warning.code == "shared" else None
        other = names.get(unit, "") if unit else say(Text("另一份名册", "another list"))
        said.append(Said(warning, explained(warning.code, warning.facts, other, warning.key)))
    return sorted(said, key=lambda one: one.warning.state != RosterWarning.State.OPEN)


@require_POST
@page("people.edit")
def screen(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Look through a list again."""
    found = roster_for(actor_of(request), roster_id)
    attempt(
        request,
        lambda: roster_screen(actor=actor_of(request), roster=found.id),
        Text("已检查。", "Looked through."),
    )
    return redirect("people:roster", found.id)


@require_POST
@page("people.edit")
def warning(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Settle a warning: leave its rows out, or accept it with a reason."""
    actor = actor_of(request)
    found = get_object_or_404(RosterWarning, id=warning_id)
    roster_for(actor, found.roster_id)
    if request.POST.get("act") == "exclude":
        removed: list[int] = []
        if attempt(request, lambda: removed.append(warning_exclude(actor=actor, warning=found.id))):
            told = Text(f"{removed[0]}行不列入抽样。", f"{removed[0]} rows are left out.")
            messages.success(request, say(told))
    else:
        reason = request.POST.get("reason", "")
        attempt(
            request,
            lambda: warning_accept(actor=actor, warning=found.id, reason=reason),
            Text("理由已记录。", "The reason is on record."),
        )
    return redirect(f"{reverse('people:roster', args=[found.roster_id])}#warnings")


@require_POST
@page("people.edit")
def row_change(request: HttpRequest, roster_id: UUID, row_id: UUID) -> HttpResponse:
    """Leave a row out, or take it in again."""
    actor = actor_of(request)
    found = roster_for(actor, roster_id)
    if not RosterRow.objects.filter(roster=found, id=row_id).exists():
        raise Http404
    why = request.POST.get("why", "")
    attempt(
        request,
        lambda: row_exclude(actor=actor, roster=found.id, row=row_id, why=why),
        Text("已更新。", "Changed."),
    )
    return redirect("people:roster", found.id)


@require_POST
@page("people.edit")
def gather(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Begin to gather lists."""
    facts, actor = round_or_404(round_id), actor_of(request)
    done = Text("已开始，单位联络员可以报送了。", "Begun; liaisons may supply their lists.")
    attempt(request, lambda: rosters_gather(actor=actor, round_id=facts.id), done)
    return redirect("people:round", facts.id)


@page("people.edit")
def lock(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Lock the lists of a round."""
    facts, actor = round_or_404(round_id), actor_of(request)
    back = reverse("people:round", args=[round_id])
    if request.method == "POST":
        attempt(
            request,
            lambda: rosters_lock(actor=actor, round_id=round_id),
            Text("名册已锁定，可以抽样了。", "Locked; the draw can begin."),
        )
        return redirect(back)
    stand = roster_stand(round_id)
    used = stand.people - stand.excluded
    question = Question(
        title=Text(f"锁定名册：{facts.title}", f"Lock the lists: {facts.title_en or facts.title}"),
        happens=[
            Text("系统再检查一遍全部名册。", "All lists are looked through once more."),
            Text("此后任何人都不能增删改。", "From then on nobody can add, remove or change anything."),
        ],
        number=Text(f"{stand.rosters}份名册，{used}人", f"{stand.rosters} lists, {used} people"),
        undo=Text("不能撤销。", "It cannot be undone."),
        button=Text("锁定", "Lock"),
        back=back,
        danger=True,
    )
    return confirm(request, question)
