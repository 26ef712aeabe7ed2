"""Acts on one measure: each a form of its own, the same way for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.forms import Form as DjangoForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minping.apps.consequences import forms, services
from minping.apps.consequences.models import Measure, Order
from minping.apps.consequences.sources import doubt_of
from minping.apps.consequences.terms import Kind, body_of, state_words
from minping.apps.consequences.views.frame import (
    framed,
    known_campaign,
    measure_or_404,
    next_acts,
    shown,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed
from minping.apps.foundation.pages import actor_of, attempt, fresh_to_send, page, say
from minping.core.findings import Text


@dataclass(frozen=True)
class Act:
    """A form and the service that takes what it holds. ``hint``: said above the form."""

    form: Callable[..., DjangoForm]
    carry: Callable[..., object]
    done: Text
    hint: Text | None = None


def _put(*, actor: Actor, measure: UUID, advice: str, opinion: str) -> object:
    return services.measures_put(actor=actor, measures=[measure], advice=advice, opinion=opinion)


SAVED = Text("已保存，可以打印；办完后再登记。", "Saved; print it, then record that it was done.")
RECORDED = Text("已登记。", "Recorded.")
ACTS: Mapping[str, Act] = {
    "put": Act(
        forms.PutForm,
        _put,
        Text("已提请审定。", "Put forward."),
        Text(
            "评议办只提出建议，由审定机关决定；可以建议不采取或改用较轻的措施。",
            "The office only advises; the body decides. Waiving or a milder measure may be advised.",
        ),
    ),
    "decide": Act(
        forms.DecideForm,
        services.measure_decide,
        Text("决定已登记。", "The decision is recorded."),
        Text("决定须写明理由，留存备查。", "Each decision needs a reason, which stays on record."),
    ),
    "reconsider": Act(
        forms.ReconsiderForm,
        services.measure_reconsider,
        Text("重新审定的决定已登记。", "The new decision is recorded."),
        Text(
            "不再维持的：尚未办理的撤销，已经办理的撤回；原来不予采取的，重新列为建议。",
            "Not upheld: taken back, or withdrawn where it was carried out; what was waived is proposed again.",
        ),
    ),
    "waive": Act(forms.ReasonForm, services.measure_waive, Text("已撤销。", "Taken back.")),
    "notice": Act(forms.NoticeForm, services.notice_write, SAVED),
    "serve": Act(
        forms.ServeForm,
        services.notice_serve,
        RECORDED,
        Text("登记送达后，单位在系统里即可看到。", "Once served, the unit sees it here."),
    ),
    "talk": Act(forms.TalkForm, services.talk_write, SAVED),
    "sign": Act(forms.SignForm, services.talk_sign, RECORDED),
    "order": Act(
        forms.OrderForm,
        services.order_issue,
        Text("已责令整改。", "The order is given."),
        Text("复查须由另一人进行。", "Somebody else must recheck it."),
    ),
    "letter": Act(forms.LetterForm, services.letter_write, SAVED),
    "send": Act(forms.SendForm, services.letter_send, RECORDED),
    "reply": Act(forms.ReplyForm, services.reply_record, RECORDED),
    "done": Act(forms.DoneForm, services.other_done, RECORDED),
    "recommend": Act(
        DjangoForm,
        services.card_recommend,
        Text("已列入建议，待提请领导小组审定。", "Proposed; it is put before the leading group next."),
        Text(
            "整改期间再次触发黄牌，可向领导小组提出组织处理建议。",
            "A second card came while the first lasted: a recommendation may be proposed to the leading group.",
        ),
    ),
}


@require_http_methods(["GET", "POST"])
@page("consequences.view")
@fresh_to_send
def act(request: HttpRequest, measure: UUID, act: str) -> HttpResponse:
    """One act on a measure that this person may carry out now."""
    row, actor, known = measure_or_404(measure), actor_of(request), ACTS.get(act)
    if known is None:
        raise Http404
    doubt = doubt_of(row)
    step = next((one for one in next_acts(actor, row, doubt is not None) if one.act == act), None)
    if step is None:
        return _not_now(request, actor, row, act)
    form = _form(known, row, act, request)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if attempt(request, lambda: known.carry(actor=actor, measure=measure, **data), known.done):
            return redirect("consequences:measure", measure)
    context = framed(
        "measures",
        known_campaign(row.campaign_id),
        line=shown([row])[0],
        form=form,
        title=step.words,
        hint=known.hint,
        back=reverse("consequences:measure", args=[measure]),
        facts=row.facts if act in {"put", "decide", "waive", "reconsider"} else [],
        doubt=doubt,
        row=row,
    )
    return render(request, "consequences/act.html", context)


_DECIDING = {"decide", "waive", "reconsider"}
_OFFICE = {"put", "letter", "send", "reply", "done", "recommend"}


def _not_now(request: HttpRequest, actor: Actor, row: Measure, act: str) -> HttpResponse:
    """Whoever may never do this is refused; whoever comes too early or too late is shown where it stands."""
    needed = "consequences.edit" if act in _OFFICE else "consequences.handle"
    needed = body_of(row.kind) if act in _DECIDING else needed
    if not actor.may(needed):
        raise NotAllowed(needed)
    stand = state_words(row.kind, row.state)
    text = Text(
        f"这一步现在不能办理：这一项现为“{stand.zh}”。", f"This cannot be done now: it is “{stand.en}”."
    )
    messages.error(request, say(text))
    return redirect("consequences:measure", row.id)


def _form(known: Act, row: Measure, act: str, request: HttpRequest) -> DjangoForm:
    made = known.form
    more: dict[str, Any] = {"kind": row.kind} if act in {"put", "decide"} else {}
    if act == "notice" and row.kind == Kind.YELLOW_CARD:
        made = forms.CardForm
    data = request.POST if request.method == "POST" else None
    return made(data, initial=_initial(row, act), **more)


def _initial(row: Measure, act: str) -> dict[str, Any]:
    """What is known already: what was written before, today for a day."""
    written: Any = {
        "notice": getattr(row, "notice", None),
        "talk": getattr(row, "talk", None),
        "letter": getattr(row, "letter", None),
    }.get(act)
    if written is not None:
        return {field.name: getattr(written, field.name) for field in written._meta.concrete_fields}
    if act == "decide":
        return {"decision": row.advice}
    if act in {"serve", "sign", "send", "reply"}:
        return {"on": today()}
    if act == "talk" and hasattr(row, "notice"):
        return {"on": row.notice.on, "place": row.notice.place, "spoken_to": row.notice.asked}
    return {"advice": Measure.Advice.AS_RULED} if act == "put" else {}


def _order_or_404(order: UUID) -> Order:
    found = Order.objects.filter(id=order).select_related("measure").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@page("consequences.handle")
def answer(request: HttpRequest, order: UUID) -> HttpResponse:
    """Enter what a unit answered on paper."""
    found, actor = _order_or_404(order), actor_of(request)
    form = forms.AnswerForm(request.POST or None, initial={"text": found.answer})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(request, lambda: services.order_answer(actor=actor, order=order, text=text), RECORDED):
            return redirect("consequences:measure", found.measure_id)
    return _order_page(request, found, form, Text("登记单位整改情况", "Enter the unit's answer"))


@require_http_methods(["GET", "POST"])
@page("consequences.handle")
def recheck(request: HttpRequest, order: UUID) -> HttpResponse:
    """Somebody else than who ordered it says whether it is done."""
    found, actor = _order_or_404(order), actor_of(request)
    form = forms.RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rectified, words = form.cleaned_data["rectified"] == "yes", form.cleaned_data["found"]
        if attempt(
            request,
            lambda: services.order_recheck(actor=actor, order=order, rectified=rectified, found=words),
            RECORDED,
        ):
            return redirect("consequences:measure", found.measure_id)
    return _order_page(request, found, form, Text("复查整改情况", "Recheck"))


def _order_page(request: HttpRequest, found: Order, form: BaseForm, title: Text) -> HttpResponse:
    row = found.measure
    context = framed(
        "measures",
        known_campaign(row.campaign_id),
        line=shown([row])[0],
        form=form,
        title=title,
        order=found,
        row=row,
        back=reverse("consequences:measure", args=[row.id]),
    )
    return render(request, "consequences/act.html", context)
