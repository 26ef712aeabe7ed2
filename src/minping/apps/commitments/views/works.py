"""Topics, duties of heads, visits: lists, forms, decisions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.commitments import services
from minping.apps.commitments.forms import ContactForm, DutyForm, ForUnit, PlanForm, ResultForm, TopicForm
from minping.apps.commitments.models import Contact, Duty, Topic
from minping.apps.commitments.views.files import closed
from minping.apps.commitments.views.frame import (
    campaign_or_404,
    choices,
    framed,
    own_units,
    rows_of,
    seen,
)
from minping.apps.commitments.words import CONTACTS, DUTIES, DUTY_STATES, MARKS, TOPIC_STATES
from minping.apps.foundation.clock import today
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text

SAVED = Text("已保存。", "Saved.")
REPORTED = Text("已报送。", "Sent to the office.")
RETURNED = Text("已退回，理由已告知单位。", "Returned; the unit sees why.")


PAGES = {
    "topics": "commitments:topic",
    "duties": "commitments:duty-edit",
    "contacts": "commitments:contact-edit",
}
NOUNS = {"topics": "topic", "duties": "duty", "contacts": "contact"}


def _list(
    request: HttpRequest, kind: type[Model], tab: str, words: Mapping[Any, Text], **typed: Any
) -> HttpResponse:
    campaign = campaign_asked(request)
    rows = []
    if campaign is not None:
        units = {unit.id: unit for unit in own_units(request, campaign.id)}
        found = kind._default_manager.filter(campaign=campaign.id, unit__in=list(units))
        if (state := request.GET.get("state", "")) in {str(code) for code in words}:
            found = found.filter(state=state)
        rows = rows_of(list(found), words, units)
    context = framed(request, tab, campaign, rows=rows, states=words.items(), kinds=DUTIES, day=today())
    context |= {"chosen": request.GET.get("state", ""), "typed": typed}
    return render(request, f"commitments/{tab}.html", context)


@require_GET
@page("commitments.view")
def topics(request: HttpRequest) -> HttpResponse:
    """Topics chosen by the units (F081)."""
    return _list(request, Topic, "topics", TOPIC_STATES)


@require_GET
@page("commitments.view")
def duties(request: HttpRequest) -> HttpResponse:
    """What heads of units did (F026)."""
    return _list(request, Duty, "duties", DUTY_STATES)


@require_GET
@page("commitments.view")
def contacts(request: HttpRequest) -> HttpResponse:
    """Visits of 三联系一走访 (F130)."""
    campaign = campaign_asked(request)
    rows = []
    if campaign is not None:
        units = {unit.id: unit for unit in own_units(request, campaign.id)}
        found = Contact.objects.filter(campaign=campaign.id, unit__in=list(units))
        rows = [(one, units[one.unit_id], CONTACTS[Contact.Kind(one.kind)]) for one in found]
    return render(request, "commitments/contacts.html", framed(request, "contacts", campaign, rows=rows))


def _edit(
    request: HttpRequest,
    tab: str,
    form_class: type[ForUnit],
    save: Callable[..., UUID],
    found: Topic | Duty | Contact | None,
) -> HttpResponse:
    campaign, actor = campaign_or_404(request), actor_of(request)
    if found is not None:
        seen(request, found.unit_id)
    names = [name for name in form_class.base_fields if name != "unit"]
    initial = {name: getattr(found, name) for name in names} if found else {}
    units = own_units(request, campaign.id)
    form = form_class(request.POST or None, initial=initial, units=choices(units), fixed=found is not None)
    back = f"{reverse(f'commitments:{tab}')}?campaign={found.campaign_id if found else campaign.id}"
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        unit = found.unit_id if found else UUID(data.pop("unit"))
        more = {NOUNS[tab]: found.id if found else None}
        target, made = found.campaign_id if found else campaign.id, list[UUID]()
        act = partial(save, actor=actor, campaign=target, unit=unit, **data, **more)
        if attempt(request, lambda: made.append(act()), REPORTED):
            return redirect(back if found else f"{reverse(PAGES[tab], args=made)}?campaign={target}#files")
    context = framed(
        request, tab, campaign, form=form, back=back, reason=getattr(found, "reason", ""), found=found
    )
    return render(request, "commitments/edit.html", context | _files(found))


def _files(found: Topic | Duty | Contact | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"record": found.id, "files": files_of(found.id), "files_closed": closed(found)}


def _held(kind: type[Any], request: HttpRequest, record: UUID | None) -> Any:
    if record is None:
        return None
    found = kind.objects.filter(id=record).first()
    if found is None:
        raise Http404
    seen(request, found.unit_id)
    return found


@require_http_methods(["GET", "POST"])
@page("commitments.own")
def topic_edit(request: HttpRequest, topic: UUID | None = None) -> HttpResponse:
    """Choose a topic or change it."""
    return _edit(request, "topics", TopicForm, services.topic_save, _held(Topic, request, topic))


@require_http_methods(["GET", "POST"])
@page("commitments.own")
def duty_edit(request: HttpRequest, duty: UUID | None = None) -> HttpResponse:
    """Record what the head did."""
    return _edit(request, "duties", DutyForm, services.duty_save, _held(Duty, request, duty))


@require_http_methods(["GET", "POST"])
@page("commitments.edit")
def duty_plan(request: HttpRequest) -> HttpResponse:
    """Set a day for a duty of several heads: they are reminded, and report what was done."""
    campaign = campaign_or_404(request)
    form = PlanForm(request.POST or None, units=choices(own_units(request, campaign.id)))
    back = f"{reverse('commitments:duties')}?campaign={campaign.id}"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        units = [UUID(unit) for unit in data.pop("units")]
        act = partial(
            services.duties_plan, actor=actor_of(request), campaign=campaign.id, units=units, **data
        )
        if attempt(request, act, Text("已安排，到期前提醒单位。", "Set; the units are reminded in time.")):
            return redirect(back)
    return render(request, "commitments/edit.html", framed(request, "duties", campaign, form=form, back=back))


@require_POST
@page("commitments.edit")
def duty_drop(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Take back a day that was set."""
    found = _held(Duty, request, duty)
    attempt(
        request,
        lambda: services.duty_call_off(actor=actor_of(request), duty=duty),
        Text("已取消安排。", "Taken back."),
    )
    return redirect(f"{reverse('commitments:duties')}?campaign={found.campaign_id}")


@require_http_methods(["GET", "POST"])
@page("commitments.own")
def contact_edit(request: HttpRequest, contact: UUID | None = None) -> HttpResponse:
    """Record a visit."""
    return _edit(request, "contacts", ContactForm, services.contact_save, _held(Contact, request, contact))


@require_http_methods(["GET", "POST"])
@page("commitments.view")
def topic(request: HttpRequest, topic: UUID) -> HttpResponse:
    """One topic: what was chosen, what came of it, what is to be decided."""
    found, actor = _held(Topic, request, topic), actor_of(request)
    form: Form = ResultForm(request.POST or None)
    if request.method == "POST" and actor.may("commitments.own") and form.is_valid():
        result = form.cleaned_data["result"]
        if attempt(request, lambda: services.topic_report(actor=actor, topic=topic, result=result), REPORTED):
            return redirect("commitments:topic", topic)
    return _topic_page(request, found, form, {})


def _topic_page(request: HttpRequest, found: Topic, form: Form, typed: Mapping[str, Any]) -> HttpResponse:
    """The page; ``typed``: what a decision that was refused was given."""
    unit = next((one for one in own_units(request, found.campaign_id) if one.id == found.unit_id), None)
    context = framed(
        request,
        "topics",
        campaign_of(found.campaign_id),
        topic=found,
        unit=unit,
        form=form,
        typed=typed,
        word=TOPIC_STATES[Topic.State(found.state)],
        mark=MARKS.get(found.state, "plain"),
    )
    return render(request, "commitments/topic.html", context | _files(found))


@require_POST
@page("commitments.edit")
def topic_decide(request: HttpRequest, topic: UUID) -> HttpResponse:
    """Accept or return a topic; at the end say whether it was solved."""
    found, actor, data = _held(Topic, request, topic), actor_of(request), request.POST
    typed = {"judgement": data.get("judgement", ""), "reason": data.get("reason", "")}
    solved, accept = data.get("solved") == "yes", "accept" in data
    if "solved" in data:
        act, done = partial(services.topic_judge, solved=solved, judgement=typed["judgement"]), SAVED
    else:
        act = partial(services.topic_decide, accept=accept, reason=typed["reason"])
        done = SAVED if accept else RETURNED
    if attempt(request, lambda: act(actor=actor, topic=topic), done):
        return redirect("commitments:topic", topic)
    return _topic_page(request, found, ResultForm(), typed)


@require_POST
@page("commitments.edit")
def duty_decide(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Accept a record or return it."""
    found, accept = _held(Duty, request, duty), "accept" in request.POST
    reason = request.POST.get("reason", "")
    if attempt(
        request,
        lambda: services.duty_decide(actor=actor_of(request), duty=duty, accept=accept, reason=reason),
        SAVED if accept else RETURNED,
    ):
        return redirect(f"{reverse('commitments:duties')}?campaign={found.campaign_id}")
    return _list(request, Duty, "duties", DUTY_STATES, at=duty, reason=reason)
