"""Codes and reminders leave the application as files. No page ever shows a code."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from minping.apps.campaigns.selectors import RoundFacts
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, download, fresh, page
from minping.apps.register import code_files, services
from minping.apps.register.forms import CodesForm, RemindersForm, ResendForm
from minping.apps.register.persons import contacts, with_number
from minping.apps.register.selectors import participation_of, still_invited, uncoded, waiting_persons
from minping.apps.register.services import NewCode
from minping.apps.register.slips import slips_pdf
from minping.apps.register.views import facts_or_404, person_with
from minping.apps.units.selectors import own_office
from minping.core.findings import Text

PDF = "application/pdf"


def _file(
    request: HttpRequest, facts: RoundFacts, kind: str, codes: Sequence[NewCode], reason: str
) -> HttpResponse:
    """The codes as a file. Raises Refused when nobody among them can be reached that way."""
    office = own_office()
    if kind == "slips":
        scopes = {c.code: c.title if c.unit else "" for c in participation_of(facts.id).classes}
        data = slips_pdf(facts, office.name, office.phone, codes, scopes)
        return download(data, f"领票纸条-{facts.title}-{today():%Y%m%d}.pdf", PDF)
    known = contacts(actor_of(request), [code.person for code in codes], reason)
    rows = code_files.code_rows(facts, office.name, codes, known)
    if not rows:
        raise Refused(
            Text("这些人都没有手机号，请改用纸条。", "None of them has a telephone number; use slips.")
        )
    data = code_files.written(kind, code_files.HEAD, rows)
    return download(data, f"领票短信-{facts.title}-{today():%Y%m%d}.{kind}", code_files.KINDS[kind])


def _answered(
    request: HttpRequest,
    form: Form,
    make: Callable[[], HttpResponse],
    template: str,
    context: dict[str, object],
) -> HttpResponse:
    """The file when the form is good and the service agrees; else the page with what is wrong."""
    if request.method == "POST" and form.is_valid():
        made: list[HttpResponse] = []
        if attempt(request, lambda: made.append(_whole(make))):
            return made[0]
    return render(request, template, {"form": form, **context})


@transaction.atomic
def _whole(make: Callable[[], HttpResponse]) -> HttpResponse:
    """Codes count as handed over only when the file that holds them was made."""
    return make()


def _context(facts: RoundFacts) -> dict[str, object]:
    return {"round": facts, "back": reverse("invitations:round", args=[facts.id])}


@page("register.codes")
@fresh
def codes(request: HttpRequest, round: UUID) -> HttpResponse:
    """Codes for the invitations that have none, handed over once."""
    facts = facts_or_404(round)
    form = CodesForm(request.POST or None, classes=participation_of(round).classes)

    def make() -> HttpResponse:
        given = form.cleaned_data
        actor, paper, group = actor_of(request), given["kind"] == "slips", given["class_code"]
        reachable = None if paper else with_number(actor, waiting_persons(round, group), given["reason"])
        new = services.codes_make(actor=actor, round=round, typed=paper, class_code=group, only=reachable)
        return _file(request, facts, given["kind"], new, given["reason"])

    return _answered(
        request, form, make, "register/codes.html", {**_context(facts), "uncoded": uncoded(round)}
    )


@page("register.codes")
@fresh
def resend(request: HttpRequest, round: UUID) -> HttpResponse:
    """A new code for one person; the old one is void."""
    facts = facts_or_404(round)
    form = ResendForm(request.POST or None)

    def make() -> HttpResponse:
        given = form.cleaned_data
        person = person_with(request, given["phone"])
        new = services.codes_renew(
            actor=actor_of(request), round=round, persons=[person], typed=given["kind"] == "slips"
        )
        return _file(request, facts, given["kind"], new, given["reason"])

    return _answered(request, form, make, "register/resend.html", _context(facts))


@page("register.codes")
@fresh
def reminders(request: HttpRequest, round: UUID) -> HttpResponse:
    """The list of those who have not fetched a ticket, for a reminder without code."""
    facts = facts_or_404(round)
    form = RemindersForm(request.POST or None)

    def make() -> HttpResponse:
        given, actor = form.cleaned_data, actor_of(request)
        persons = services.reminder_list(actor=actor, round=round)
        rows = code_files.reminder_rows(
            facts, own_office().name, persons, contacts(actor, persons, given["reason"])
        )
        data = code_files.written(given["kind"], code_files.REMINDER_HEAD, rows)
        name = f"催办短信-{facts.title}-{today():%Y%m%d}.{given['kind']}"
        return download(data, name, code_files.KINDS[given["kind"]])

    return _answered(
        request, form, make, "register/reminders.html", {**_context(facts), "still": still_invited(round)}
    )
