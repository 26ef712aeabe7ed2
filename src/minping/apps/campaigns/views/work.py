"""Stages, leading group, tasks, what units hand in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns import services
from minping.apps.campaigns.forms import MemberForm, SettledStageForm, StageForm, TaskForm, uuid_or_none
from minping.apps.campaigns.library.kinds import PARTS, STAGE_KINDS, TASK_STATES
from minping.apps.campaigns.models import Member, Stage, Task
from minping.apps.campaigns.selectors import tasks_of
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.campaigns.views.timeline import timeline
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text

SAVED = Text("已保存。", "Saved.")


@require_GET
@page("campaigns.view")
def stages(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Stages with their planned days; which are open."""
    found = campaign_found(campaign)
    rows = list(found.stages.all())
    context = framed(
        request,
        found,
        "stages",
        rows=[(stage, STAGE_KINDS.get(stage.kind), stage.kind in found.open_stages) for stage in rows],
        chart=timeline(rows, today()),
        day=today(),
    )
    return render(request, "campaigns/stages.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def stage(request: HttpRequest, campaign: UUID, stage: UUID | None = None) -> HttpResponse:
    """Add or change a stage."""
    found = campaign_found(campaign)
    row = get_object_or_404(Stage, campaign=found, id=stage) if stage else None
    fields = ("name", "kind", "opens", "closes", "work")
    initial = {name: getattr(row, name) for name in fields} if row else {}
    kind = SettledStageForm if row and row.doubt else StageForm
    form = kind(request.POST or None, initial=initial)
    actor = actor_of(request)
    if request.method == "POST" and row and "remove" in request.POST:
        attempt(request, lambda: services.stage_remove(actor=actor, stage=row.id), SAVED)
        return redirect("campaigns:stages", campaign)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def change() -> None:
            if row:
                services.stage_edit(actor=actor, stage=row.id, **data)
            else:
                services.stage_create(actor=actor, campaign=campaign, **data)

        if attempt(request, change, SAVED):
            return redirect("campaigns:stages", campaign)
    doubt = Text(row.doubt["zh"], row.doubt["en"]) if row and row.doubt else None
    context = framed(request, found, "stages", form=form, note=doubt, removable=row is not None)
    return render(request, "campaigns/form.html", context)


@require_GET
@page("campaigns.view")
def tasks(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Tasks by due day with what is late; the leading group and the departments."""
    found = campaign_found(campaign)
    day = today()
    only = request.GET.get("show", "")
    rows = [
        (task, TASK_STATES[task.state], task.late(day))
        for task in tasks_of(campaign)
        if (only != "late" or task.late(day)) and (only != "open" or not task.done)
    ]
    members = sorted(found.members.all(), key=lambda m: list(PARTS).index(m.part))
    context = framed(
        request,
        found,
        "tasks",
        rows=rows,
        show=only,
        late=sum(task.late(day) for task in tasks_of(campaign)),
        members=[(PARTS[member.part], member) for member in members],
        states=TASK_STATES.items(),
    )
    return render(request, "campaigns/tasks.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def task(request: HttpRequest, campaign: UUID, task: UUID | None = None) -> HttpResponse:
    """Add or change a task."""
    found = campaign_found(campaign)
    row = get_object_or_404(Task, campaign=found, id=task) if task else None
    initial = {}
    if row:
        initial = {name: getattr(row, name) for name in ("title", "due", "owner_name", "given_by", "note")}
        initial |= {name: str(getattr(row, f"{name}_id") or "") for name in ("owner", "unit", "stage")}
    form = TaskForm(found, request.POST or None, initial=initial)
    actor = actor_of(request)
    if request.method == "POST" and row and "remove" in request.POST:
        attempt(request, lambda: services.task_remove(actor=actor, task=row.id), SAVED)
        return redirect("campaigns:tasks", campaign)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        ids = {name: uuid_or_none(data.pop(name)) for name in ("owner", "unit", "stage")}

        def change() -> None:
            if row:
                changed = {f"{name}_id": value for name, value in ids.items()}
                services.task_edit(actor=actor, task=row.id, **data, **changed)
            else:
                given: dict[str, Any] = data | ids
                services.task_create(actor=actor, campaign=campaign, **given)

        if attempt(request, change, SAVED):
            return redirect("campaigns:tasks", campaign)
    context = framed(request, found, "tasks", form=form, removable=row is not None)
    return render(request, "campaigns/form.html", context)


@require_POST
@page("campaigns.edit")
def settle(request: HttpRequest, campaign: UUID, task: UUID) -> HttpResponse:
    """Say that a task is done, dropped, or to do after all."""
    row = get_object_or_404(Task, campaign=campaign_found(campaign), id=task)
    state = request.POST.get("state", "")
    attempt(request, lambda: services.task_settle(actor=actor_of(request), task=row.id, state=state), SAVED)
    return redirect("campaigns:tasks", campaign)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def member(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Add somebody to the organisation."""
    found = campaign_found(campaign)
    form: Form = MemberForm(request.POST or None)
    actor = actor_of(request)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        unit = uuid_or_none(data.pop("unit"))
        add: Callable[[], object] = lambda: services.member_add(  # noqa: E731
            actor=actor, campaign=campaign, unit=unit, **data
        )
        if attempt(request, add, SAVED):
            return redirect("campaigns:tasks", campaign)
    return render(request, "campaigns/form.html", framed(request, found, "tasks", form=form))


@require_POST
@page("campaigns.edit")
def member_remove(request: HttpRequest, campaign: UUID, member: UUID) -> HttpResponse:
    """Take somebody out of the organisation."""
    row = get_object_or_404(Member, campaign=campaign_found(campaign), id=member)
    attempt(request, lambda: services.member_remove(actor=actor_of(request), member=row.id), SAVED)
    return redirect("campaigns:tasks", campaign)
