"""Common problems: suggested, made by a person, answered by a rule."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.casework.boards.commons import (
    Draft,
    common_adopt,
    common_drop,
    common_edit,
    common_join,
    common_leave,
    common_make,
    stand_of,
    suggestions,
    visible,
)
from minping.apps.casework.boards.extent import Extent, extent_of
from minping.apps.casework.boards.forms import AdoptForm, CommonForm, ReasonForm
from minping.apps.casework.boards.rows import Entry, entries, names_of
from minping.apps.casework.boards.views.boards import frame
from minping.apps.casework.models import CommonProblem, Problem
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

_MOST = 300


@require_GET
@page("casework.view")
def commons(request: HttpRequest) -> HttpResponse:
    """All common problems, and what may be one."""
    extent = extent_of(request)
    rows = list(visible(extent))
    names = names_of(row.answerable_id for row in rows)
    context = {
        **frame(extent),
        "rows": [
            (row, names.get(row.answerable_id, "") if row.answerable_id else "", *stand_of(row, extent))
            for row in rows
        ],
        "suggestions": suggestions(extent) if extent.actor.may("casework.edit") else [],
    }
    return render(request, "casework/boards/commons.html", context)


def _choices() -> list[tuple[str, str]]:
    return [(str(unit.id), unit.name) for unit in units_of() if unit.until is None]


def _chosen(request: HttpRequest) -> set[UUID]:
    found = set()
    for text in request.POST.getlist("problem"):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _theme(request: HttpRequest) -> str:
    return (request.POST.get("theme") or request.GET.get("theme") or "").replace("\0", "").strip()[:60]


def _offered(request: HttpRequest, extent: Extent) -> list[Problem]:
    """The problems that one may choose from: of a suggestion, of a search, or all that are free."""
    theme, words = _theme(request), request.GET.get("q", "").replace("\0", "").strip()[:60]
    rows = (
        extent.problems()
        .filter(common__isnull=True, unit__isnull=False)
        .exclude(state__in=("raised", "linked"))
    )
    if theme and not words:
        ids = next((one.problems for one in suggestions(extent) if one.theme == theme), ())
        return list(rows.filter(id__in=ids).order_by("unit__code", "number")[:_MOST])
    if words:
        rows = rows.filter(title__icontains=words)
    return list(rows.order_by("-registered_on", "number")[:100])


@page("casework.edit")
def make(request: HttpRequest) -> HttpResponse:
    """Make one over several problems."""
    extent = extent_of(request)
    theme = _theme(request)
    form = CommonForm(request.POST or None, units=_choices(), initial={"title": theme, "published": True})
    picked = _chosen(request)
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        draft = Draft(theme=theme, **form.cleaned_data)
        if attempt(
            request,
            lambda: made.append(common_make(actor=extent.actor, draft=draft, problems=picked)),
            Text("已立为普遍性问题。", "It is now a common problem."),
        ):
            return redirect("casework:common", made[0])
    problems = _offered(request, extent)
    context = {
        **frame(extent),
        "form": form,
        "theme": theme,
        "wanted": request.GET.get("q", ""),
        "rows": [(line, line.id in picked or bool(theme and not picked)) for line in entries(problems)],
    }
    return render(request, "casework/boards/common_make.html", context)


def _held(request: HttpRequest, common: UUID) -> tuple[CommonProblem, Extent]:
    extent = Extent(actor_of(request))
    return get_object_or_404(visible(extent), id=common), extent


@require_GET
@page("casework.view")
def common(request: HttpRequest, common: UUID) -> HttpResponse:
    """One with its problems and its rule."""
    found, extent = _held(request, common)
    rows: list[Entry] = list(
        entries(extent.problems().filter(common=found).order_by("unit__code", "year", "number"))
    )
    context = {
        "found": found,
        "unit": names_of([found.answerable_id]).get(found.answerable_id, "") if found.answerable_id else "",
        "rows": rows,
        "stand": stand_of(found, extent),
        "may_edit": extent.actor.may("casework.edit"),
        "open": found.state == CommonProblem.State.OPEN,
    }
    return render(request, "casework/boards/common_problem.html", context)


@page("casework.edit")
def edit(request: HttpRequest, common: UUID) -> HttpResponse:
    """Change what is said about it."""
    found, extent = _held(request, common)
    initial = {
        "title": found.title,
        "text": found.text,
        "answerable": str(found.answerable_id or ""),
        "due": found.due,
        "published": found.published,
    }
    form = CommonForm(request.POST or None, units=_choices(), initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = Draft(theme=found.theme, **form.cleaned_data)
        done = Text("已保存。", "Saved.")
        if attempt(request, lambda: common_edit(actor=extent.actor, common=found.id, draft=draft), done):
            return redirect("casework:common", found.id)
    return render(request, "casework/boards/common_form.html", {"form": form, "found": found, "what": "edit"})


@page("casework.edit")
def adopt(request: HttpRequest, common: UUID) -> HttpResponse:
    """The rule was made."""
    found, extent = _held(request, common)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Text("已登记制度。", "The rule is noted.")
        if attempt(request, lambda: common_adopt(actor=extent.actor, common=found.id, **given), done):
            return redirect("casework:common", found.id)
    return render(
        request, "casework/boards/common_form.html", {"form": form, "found": found, "what": "adopt"}
    )


@page("casework.edit")
def drop(request: HttpRequest, common: UUID) -> HttpResponse:
    """No rule will be made."""
    found, extent = _held(request, common)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        done = Text("已记录不再推进。", "Noted that it is not pursued.")
        if attempt(request, lambda: common_drop(actor=extent.actor, common=found.id, reason=why), done):
            return redirect("casework:common", found.id)
    return render(request, "casework/boards/common_form.html", {"form": form, "found": found, "what": "drop"})


@page("casework.edit")
def join(request: HttpRequest, common: UUID) -> HttpResponse:
    """Add problems."""
    found, extent = _held(request, common)
    if request.method == "POST":
        picked, done = _chosen(request), Text("已加入。", "Added.")
        if attempt(request, lambda: common_join(actor=extent.actor, common=found.id, problems=picked), done):
            return redirect("casework:common", found.id)
    context = {
        "found": found,
        "wanted": request.GET.get("q", ""),
        "rows": [(line, False) for line in entries(_offered(request, extent))],
    }
    return render(request, "casework/boards/common_join.html", context)


@require_POST
@page("casework.edit")
def leave(request: HttpRequest, common: UUID, problem: UUID) -> HttpResponse:
    """Take a problem out."""
    found, extent = _held(request, common)
    if not extent.problems().filter(id=problem, common=found).exists():
        raise Http404
    done = Text("已移出。", "Taken out.")
    attempt(request, lambda: common_leave(actor=extent.actor, common=found.id, problem=problem), done)
    return redirect("casework:common", found.id)
