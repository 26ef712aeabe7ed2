"""The register of events: circulars, vetoes, whatever the scheme counts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.assessments import services
from minping.apps.assessments.event_uses import EventUse, event_uses, events_below, windows_of
from minping.apps.assessments.forms import EventForm, ReasonForm
from minping.apps.assessments.ledger import Place, places_of
from minping.apps.assessments.models import Event
from minping.apps.assessments.services.books import OVER
from minping.apps.assessments.services.entries import ROOM
from minping.apps.assessments.views.frame import (
    campaign_asked,
    framed,
    own_places,
    seen,
    sees_all,
    unit_choices,
)
from minping.apps.campaigns.selectors import campaign_of, frozen_scheme
from minping.apps.foundation import evidence
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.scheme.model import Scheme

REGISTERED = Text("已登记，请另一人核对确认。", "Registered; another person must confirm it.")
WAITING, CONFIRMED, STRUCK = (
    Text("待确认", "to be confirmed"),
    Text("已确认", "confirmed"),
    Text("已撤销", "struck"),
)
DONE = {"confirm": Text("已确认。", "Confirmed."), "strike": Text("已撤销。", "Struck.")}


def _state(found: Event) -> tuple[str, Text]:
    if found.struck_at is not None:
        return "plain", STRUCK
    return ("done", CONFIRMED) if found.confirmed_at is not None else ("waiting", WAITING)


def _uses(scheme: Scheme | None) -> Mapping[str, Sequence[EventUse]]:
    return event_uses(scheme) if scheme is not None else {}


@require_GET
@page("assessments.view")
def events(request: HttpRequest) -> HttpResponse:
    """All events of a campaign; a unit finds its own once they are confirmed."""
    campaign = campaign_asked(request)
    context = framed(request, "events", campaign)
    if campaign is not None:
        places, uses = own_places(request, campaign.id), _uses(frozen_scheme(campaign.id))
        found = Event.objects.filter(campaign=campaign.id)
        if not sees_all(request):
            found = found.filter(unit__in=list(places), confirmed_at__isnull=False)
        rows = [(one, _name(places, one.unit_id), *_state(one)) for one in found]
        known = [(name, used, windows_of(used)) for name, used in uses.items()]
        context |= {"rows": rows, "known": known}
    return render(request, "assessments/events.html", context)


def _name(places: Mapping[UUID, Place], unit: UUID) -> str:
    place = places.get(unit)
    return place.unit.name if place is not None else ""


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Register an event; without a frozen scheme there is none to choose."""
    campaign, actor = campaign_asked(request), actor_of(request)
    uses = _uses(frozen_scheme(campaign.id)) if campaign is not None else {}
    if campaign is None or not uses:
        return redirect("assessments:events")
    scheme, places = frozen_scheme(campaign.id), places_of(campaign.id)
    rolled = scheme is not None and bool(events_below(scheme))
    form = EventForm(
        request.POST or None,
        request.FILES or None,
        units=unit_choices({unit: one for unit, one in places.items() if rolled or not one.below}),
        events=[(name, name) for name in uses],
    )
    if request.method == "POST" and form.is_valid():
        said, made = dict(form.cleaned_data), list[UUID]()
        unit, files = UUID(said.pop("unit")), said.pop("proof")

        def register() -> None:
            made.append(
                services.event_register(actor=actor, campaign=campaign.id, unit=unit, files=files, **said)
            )

        if attempt(request, register, REGISTERED):
            return redirect("assessments:event", made[0])
    known = [(name, used, windows_of(used)) for name, used in uses.items()]
    context = framed(request, "events", campaign, form=form, known=known, scored=campaign.state in OVER)
    return render(request, "assessments/event_form.html", context)


def _event_or_404(request: HttpRequest, event: UUID) -> Event:
    found = Event.objects.filter(id=event).first()
    if found is None:
        raise Http404
    seen(request, found.unit_id)
    if found.confirmed_at is None and not sees_all(request):
        raise Http404
    return found


@require_GET
@page("assessments.view")
def event(request: HttpRequest, event: UUID) -> HttpResponse:
    """One event with its paper and what the scheme makes of it."""
    found, actor = _event_or_404(request, event), actor_of(request)
    uses = _uses(frozen_scheme(found.campaign_id)).get(found.event, ())
    others = actor.may("assessments.decide") and found.registered_by != actor.id
    waiting = found.confirmed_at is None and found.struck_at is None
    strikable = actor.may("assessments.decide") and found.struck_at is None and (others or waiting)
    mark, word = _state(found)
    campaign = campaign_of(found.campaign_id)
    context = framed(
        request,
        "events",
        campaign,
        event=found,
        unit=_name(places_of(found.campaign_id), found.unit_id),
        mark=mark,
        word=word,
        uses=uses,
        scored=waiting and campaign is not None and campaign.state in OVER,
        files=evidence.files_of(event),
        may_confirm=waiting and others,
        may_strike=strikable,
        reason_form=ReasonForm(),
    )
    return render(request, "assessments/event.html", context)


@require_POST
@page("assessments.decide")
def act(request: HttpRequest, event: UUID, act: str) -> HttpResponse:
    """Confirm or strike."""
    _event_or_404(request, event)
    actor, reason = actor_of(request), request.POST.get("reason", "")
    if act == "confirm":
        attempt(request, lambda: services.event_confirm(actor=actor, event=event), DONE[act])
    elif act == "strike":
        attempt(request, lambda: services.event_strike(actor=actor, event=event, reason=reason), DONE[act])
    else:
        raise Http404
    return redirect("assessments:event", event)


@require_GET
@page("assessments.view")
def file(request: HttpRequest, event: UUID, file: UUID) -> HttpResponse:
    """The paper, to save."""
    _event_or_404(request, event)
    return evidence.answer(file, ROOM, event)
