"""The restricted inbox: for the discipline body and the keepers; for everybody else there is nothing here."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.asking import typed
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.leads import services
from minping.apps.leads.access import keepers, may_know, of_discipline, visible
from minping.apps.leads.forms import (
    AccessForm,
    CloseForm,
    DismissForm,
    FeedBackForm,
    HandOverForm,
    ReceiptForm,
    SealForm,
)
from minping.apps.leads.models import Lead
from minping.apps.leads.reading import counts, inbox, lines_of, steps_of
from minping.apps.leads.words import OUTCOMES
from minping.core.findings import Text
from minping.core.lifecycle import LEAD, allowed

_TABS = {
    "waiting": Text("待判断、待移交", "to judge or hand over"),
    "under_way": Text("办理中", "under way"),
    "ended": Text("已结束", "ended"),
}
Made = Mapping[str, Any]


@require_GET
@page("leads.view")
def home(request: HttpRequest) -> HttpResponse:
    """The inbox; for somebody of the office who keeps no leads, only who does."""
    actor = actor_of(request)
    if not may_know(actor):
        return render(request, "leads/closed.html", {"keepers": keepers()})
    tab = request.GET.get("tab", "waiting")
    tab = tab if tab in _TABS else "waiting"
    leads = visible(actor)
    pages = Paginator(inbox(leads, tab), 50).get_page(request.GET.get("page"))
    counted = counts(leads)
    context = {
        "tabs": [(name, label, counted[name], name == tab) for name, label in _TABS.items()],
        "late": counted["late"],
        "pages": pages,
        "lines": lines_of(pages.object_list),
    }
    return render(request, "leads/home.html", context)


@require_GET
@page("leads.view")
def lead(request: HttpRequest, lead: UUID) -> HttpResponse:
    """One lead; opening it is written down."""
    found = get_object_or_404(visible(actor_of(request)), id=lead)
    return _show(request, found, {})


def _show(request: HttpRequest, found: Lead, bound: Mapping[str, forms.Form]) -> HttpResponse:
    actor = actor_of(request)
    text = services.lead_read(actor=actor, lead=found)
    campaign = campaign_of(found.campaign) if found.campaign else None
    context = {
        "lead": found,
        "line": lines_of([found])[0],
        "text": text,
        "campaign": campaign,
        "steps": steps_of(found),
        "outcome": OUTCOMES[Lead.Outcome(found.outcome)] if found.outcome else None,
        "readings": found.readings.order_by("-at")[:100],
        "access": found.access.all(),
        "forms": (offered := _forms(actor, found, bound)),
        "kept": [
            line
            for act, form in bound.items()
            if act != "access" and act not in {one["act"] for one in offered}
            for line in typed(form)
        ],
        "access_form": bound.get("access") or AccessForm(people=_outside(found)),
        "may_add": found.state not in ("spotted", "dismissed") and bool(_outside(found)),
    }
    return render(request, "leads/lead.html", context)


def _outside(found: Lead) -> list[tuple[UUID, str]]:
    """Keepers who do not know of it yet."""
    inside = set(found.access.values_list("user", flat=True))
    return [(keeper.user, keeper.name) for keeper in keepers() if keeper.user not in inside]


def _forms(actor: Actor, found: Lead, bound: Mapping[str, forms.Form]) -> list[dict[str, Any]]:
    """The acts that the state allows, each with its form."""
    return [
        {
            "act": step.act,
            "label": _HEADS[step.act],
            "form": bound.get(step.act) or _ACTS[step.act][0](actor, None),
            "danger": step.act == "dismiss",
        }
        for step in sorted(allowed(LEAD, found.state), key=lambda step: step.act == "dismiss")
    ]


def _sealing(actor: Actor, data: QueryDict | None) -> forms.Form:
    people = [(keeper.user, keeper.name) for keeper in keepers()]
    initial = [] if of_discipline(actor) else [str(actor.id)]
    return SealForm(data, people=people, initial={"users": initial})


_HEADS = {
    "dismiss": Text("不属线索，退回办理", "No lead: give it back"),
    "seal": Text("属线索，封存", "A lead: seal it"),
    "hand_over": Text("移交纪检监察机关", "Hand over to the discipline body"),
    "sign_receipt": Text("签收", "Sign for it"),
    "feed_back": Text("反馈办理结果", "Feed back the result"),
    "close": Text("办结", "Close"),
}
_ACTS: dict[
    str, tuple[Callable[[Actor, QueryDict | None], forms.Form], Callable[[Actor, UUID, Made], None]]
] = {
    "dismiss": (
        lambda actor, data: DismissForm(data),
        lambda actor, lead, made: services.lead_dismiss(actor=actor, lead=lead, reason=made["reason"]),
    ),
    "seal": (
        _sealing,
        lambda actor, lead, made: services.lead_seal(
            actor=actor, lead=lead, users=[UUID(user) for user in made["users"]]
        ),
    ),
    "hand_over": (
        lambda actor, data: HandOverForm(data),
        lambda actor, lead, made: services.lead_hand_over(actor=actor, lead=lead, **made),
    ),
    "sign_receipt": (
        lambda actor, data: ReceiptForm(data, initial={"signer": actor.name if of_discipline(actor) else ""}),
        lambda actor, lead, made: services.lead_receipt(actor=actor, lead=lead, **made),
    ),
    "feed_back": (
        lambda actor, data: FeedBackForm(data),
        lambda actor, lead, made: services.lead_feed_back(actor=actor, lead=lead, **made),
    ),
    "close": (
        lambda actor, data: CloseForm(data),
        lambda actor, lead, made: services.lead_close(actor=actor, lead=lead, **made),
    ),
    "access": (
        lambda actor, data: AccessForm(data, people=[(keeper.user, keeper.name) for keeper in keepers()]),
        lambda actor, lead, made: services.access_give(actor=actor, lead=lead, user=UUID(made["user"])),
    ),
}


@require_POST
@page("leads.hand_over")
def act(request: HttpRequest, lead: UUID, act: str) -> HttpResponse:
    """One act on a lead; a form with a fault comes back as it was filled in."""
    actor = actor_of(request)
    found = get_object_or_404(visible(actor), id=lead)
    if act not in _ACTS:
        raise Http404
    make, carry = _ACTS[act]
    form = make(actor, request.POST)
    if not form.is_valid():
        return _show(request, found, {act: form})
    done = attempt(
        request,
        lambda: carry(actor, lead, form.cleaned_data),
        Text("已办理并记录时间。", "Done, with its time."),
    )
    gone = not visible(actor).filter(id=lead).exists()
    if not done and not gone:
        return _show(request, get_object_or_404(visible(actor), id=lead), {act: form})
    return redirect("leads:home") if gone else redirect("leads:lead", lead=lead)
