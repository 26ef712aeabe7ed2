"""The broadcaster's schedule: planned ahead, recorded afterwards; and each unit's own dates."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.partners import services
from minping.apps.partners.families import BROADCAST
from minping.apps.partners.forms import AttendanceForm, PlanForm, ReasonForm
from minping.apps.partners.models import Airing, Component
from minping.apps.partners.programmes.record import record_of, turns_of
from minping.apps.partners.scope import taking_part
from minping.apps.partners.views.frame import component_seen
from minping.apps.partners.words import ATTENDED, ON_AIR_MARKS
from minping.apps.units.selectors import below, unit_lines
from minping.core.findings import Text

SAVED = Text("已保存。", "Saved.")
SUGGESTED = ("阳光政务热线", "作风面对面", "电视问政", "政务面对面")


def _schedule(request: HttpRequest, component: UUID) -> Component:
    found = component_seen(request, component)
    if found.family != BROADCAST.code or found.parent_id:
        raise Http404
    return found


def _turn(request: HttpRequest, airing: UUID) -> Airing:
    found = Airing.objects.select_related("component__campaign").filter(id=airing).first()
    if found is None:
        raise Http404
    _schedule(request, found.component_id)
    return found


@require_GET
@page("partners.view")
def schedule(request: HttpRequest, component: UUID) -> HttpResponse:
    """Every turn by day; what should be recorded and is not stands out."""
    found, told = _schedule(request, component), request.GET.get("show", "")
    every = list(found.airings.all())
    named = {unit.id: unit.name for unit in unit_lines({one.unit_id for one in every})}
    state = record_of(found)
    lacking = {one.id for one in state.lacking}
    rows = [
        (one, named[one.unit_id], _state(one, lacking), ON_AIR_MARKS.get(one.attended, "plain"))
        for one in every
        if told != "lacking" or one.id in lacking
    ]
    context = {"found": found, "campaign": found.campaign, "rows": rows, "state": state}
    return render(
        request, "partners/programmes.html", context | {"lacking": lacking, "show": told, "day": today()}
    )


def _state(one: Airing, lacking: set[UUID]) -> Text:
    if one.called_off:
        return Text("停播", "called off")
    if one.id in lacking:
        return Text("未登记", "not recorded")
    return ATTENDED[one.attended]


@page("partners.own")
def new(request: HttpRequest, component: UUID) -> HttpResponse:
    """Put a turn on the schedule."""
    return _plan(request, _schedule(request, component), None)


@page("partners.own")
def move(request: HttpRequest, airing: UUID) -> HttpResponse:
    """Change a turn before it is recorded."""
    one = _turn(request, airing)
    return _plan(request, one.component, one)


def _plan(request: HttpRequest, found: Component, one: Airing | None) -> HttpResponse:
    units = [(str(unit.id), unit.name) for unit in unit_lines(taking_part(found.campaign_id))]
    names = ("on", "programme", "guest")
    initial = {name: getattr(one, name) for name in names} | {"unit": one.unit_id} if one else {}
    form = PlanForm(request.POST or None, units=units, initial=initial)
    back, actor = reverse("partners:programmes", args=[found.id]), actor_of(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        plan = services.Plan(**{**data, "unit": UUID(data["unit"])})
        ident = one.id if one else None
        if attempt(
            request,
            lambda: services.airing_plan(actor=actor, component=found.id, plan=plan, airing=ident),
            SAVED,
        ):
            return redirect(back)
    context = {"form": form, "found": found, "back": back, "one": one, "suggested": SUGGESTED}
    return render(request, "partners/programme.html", context)


@page("partners.own")
def attendance(request: HttpRequest, airing: UUID) -> HttpResponse:
    """Record who was on air and what became of what citizens raised."""
    one, actor = _turn(request, airing), actor_of(request)
    initial = {name: getattr(one, name) for name in AttendanceForm.base_fields}
    form = AttendanceForm(request.POST or None, initial=initial)
    back = reverse("partners:programmes", args=[one.component_id])
    if request.method == "POST" and form.is_valid():
        said = services.Attendance(**form.cleaned_data)
        if attempt(request, lambda: services.airing_record(actor=actor, airing=one.id, said=said), SAVED):
            return redirect(back)
    unit = next(iter(unit_lines([one.unit_id]))).name
    context = {
        "form": form,
        "found": one.component,
        "back": back,
        "one": one,
        "unit": unit,
        "recording": True,
    }
    return render(request, "partners/programme.html", context)


@page("partners.own")
def call_off(request: HttpRequest, airing: UUID) -> HttpResponse:
    """The programme was not made."""
    one, actor = _turn(request, airing), actor_of(request)
    back = reverse("partners:programmes", args=[one.component_id])
    form = ReasonForm(request.POST or None)
    done = Text("已记为停播。", "Called off.")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request, lambda: services.airing_call_off(actor=actor, airing=one.id, reason=reason), done
        ):
            return redirect(back)
    on = one.on.isoformat()
    question = Question(
        title=Text(f"停播：{on} {one.programme}", f"Call off: {on} {one.programme}"),
        happens=[
            Text(
                "这一场不计上线，也不算缺席；原因留存。单位没有派人上线的不是停播，请登记为缺席。",
                "It counts neither as attended nor as absent; the reason stays. Where nobody came, record an absence.",
            )
        ],
        undo=Text("不能撤销；需要时重新排期。", "No; plan it anew if needed."),
        button=Text("记为停播", "Call off"),
        back=back,
        danger=True,
    )
    return confirm(request, question, form)


@require_POST
@page("partners.own")
def take(request: HttpRequest, component: UUID) -> HttpResponse:
    """Make the table of the record: a draft to be checked and signed."""
    found, actor = component_seen(request, component), actor_of(request)
    done = Text("已按登记生成，请核对后签字。", "Made of the record: check it and sign.")
    attempt(request, lambda: services.record_take(actor=actor, component=found.id), done)
    return redirect("partners:component", found.id)


@require_GET
@page("partners.dates")
def dates(request: HttpRequest) -> HttpResponse:
    """When one's own unit is on air, and what was recorded of it."""
    turns = turns_of(list(below(actor_of(request).units)))
    day = today()
    ahead = sorted((one for one in turns if one.on >= day and not one.attended), key=lambda one: one.on)
    past = [(one, ATTENDED[one.attended]) for one in turns if one not in ahead]
    return render(request, "partners/dates.html", {"ahead": ahead, "past": past})
