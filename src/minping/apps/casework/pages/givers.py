"""Givers one by one: attempts to reach them, what they said by phone, what the unit may read of it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minping.apps.casework import services
from minping.apps.casework.evidence import UNREACHED, givers
from minping.apps.casework.forms import ContactForm, PhoneForm, ReleaseForm
from minping.apps.casework.models import Check, Problem
from minping.apps.casework.pages.frame import problem_for
from minping.apps.casework.services.asking import words_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.foundation.permissions import require
from minping.core.findings import Text
from minping.core.opinions.masking import mask

Given = Mapping[str, Any]
TITLES = {
    "contact": Text("记录一次联系", "Note an attempt"),
    "phone": Text("代录提出人答复", "Take down an answer"),
    "release": Text("告知单位", "Let the unit read it"),
}
SAVED = Text("已记录。", "Noted.")
PHONED = Text(
    "已提请第二人确认，确认后才算数。", "A second person is asked; it counts once that person confirms it."
)


def _form(act: str, check: Check, data: Any) -> forms.Form:
    if act == "contact":
        return ContactForm(data)
    if act == "phone":
        return PhoneForm(data)
    return ReleaseForm(data, initial={"masked": mask(words_of(check)).text})


def _reached(check: Check, problem: Problem) -> bool:
    card = givers(problem).get(check.of.opinion_id)
    return card is not None and not card.has_code and card.source != UNREACHED


@require_http_methods(["GET", "POST"])
@page("casework.edit")
def giver(request: HttpRequest, problem: UUID, check: UUID, act: str) -> HttpResponse:
    """One giver who was asked: note an attempt, take down an answer, pass words on."""
    actor = actor_of(request)
    found = problem_for(actor, problem)
    asked = get_object_or_404(Check.objects.select_related("of"), id=check, of__problem=found)
    if act not in TITLES or asked.of.opinion_id not in givers(found):
        raise Http404
    if act == "release":
        require(actor, "opinions.read")
        if not asked.words:
            raise Http404
    elif not _reached(asked, found):
        raise Http404
    form = _form(act, asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            request, lambda: _carry(act)(actor, found, asked, given), PHONED if act == "phone" else SAVED
        ):
            return redirect("casework:problem", found.id)
    if act == "phone":
        return confirm(request, _phoning(found), form)
    context = {
        "form": form,
        "title": TITLES[act],
        "problem": found,
        "words": words_of(asked) if act == "release" else "",
    }
    return render(request, "casework/problem_giver.html", context)


def _phoning(found: Problem) -> Question:
    return Question(
        title=TITLES["phone"],
        happens=[
            Text(
                "只用于没有查询码、由评议办电话或当面回访的提出人。",
                "Only for a giver who has no code and was reached by phone or in person.",
            )
        ],
        undo=Text("确认前可撤回。", "Until it is confirmed."),
        agree=Text("须由另一人向提出人核对后确认。", "Another person asks the giver again and confirms."),
        button=Text("提请确认", "Ask for confirmation"),
        back=reverse("casework:problem", args=[found.id]),
    )


def _carry(act: str) -> Callable[[Any, Problem, Check, Given], object]:
    return {
        "contact": lambda actor, found, asked, given: services.check_contact(
            actor=actor, problem=found.id, opinion=asked.of.opinion_id, **given
        ),
        "phone": lambda actor, found, asked, given: services.check_phone(
            actor=actor, problem=found.id, opinion=asked.of.opinion_id, **given
        ),
        "release": lambda actor, found, asked, given: services.check_release(
            actor=actor, check=asked.id, masked=given["masked"]
        ),
    }[act]
