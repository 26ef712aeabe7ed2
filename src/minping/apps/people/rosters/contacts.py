"""Pages on which personal data are opened or erased: with a reason, recorded, after a fresh sign-in."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.pages import actor_of, attempt, fresh, language, page, say
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.phones import e164, local_form
from minping.apps.people.identities import CHUNK
from minping.apps.people.models import Erasure, Roster, RosterRow
from minping.apps.people.rosters.erasure import DISPUTE, RETENTION, person_by_phone, person_erase
from minping.apps.people.rosters.forms import EXCLUDED, EraseForm, ReasonForm
from minping.apps.people.scope import roster_for
from minping.apps.people.selectors import Contact, contacts_of
from minping.core.bundle.cells import BadCell
from minping.core.bundle.written import guarded
from minping.core.findings import Text

HEADER = (
    Text("姓名", "name"),
    Text("手机号", "phone"),
    Text("单位职务", "post"),
    Text("层别", "stratum"),
    Text("乡镇社区", "community"),
    Text("办事日期", "handled on"),
    Text("状态", "state"),
)


class _Line:
    """What ``csv.writer`` writes into: gives the line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


@page("people.contact")
@fresh
def reveal(request: HttpRequest, roster_id: UUID, row_id: UUID) -> HttpResponse:
    """One full name and number, shown once, after a reason was given."""
    actor = actor_of(request)
    found = roster_for(actor, roster_id)
    row = RosterRow.objects.filter(roster=found, id=row_id).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    contact: list[Contact] = []
    if request.method == "POST" and form.is_valid():

        def open_it() -> None:
            with transaction.atomic():
                people = contacts_of(actor, [row.person_id], reason=form.cleaned_data["reason"])
                contact.extend(people.values())

        attempt(request, open_it)
    shown = contact[0] if contact else None
    context = {"form": form, "roster": found, "contact": shown}
    if shown:
        context["phone"] = local_form(shown.phone)
    return render(request, "people/reveal.html", context)


@page("people.contact")
@fresh
def export(request: HttpRequest, roster_id: UUID) -> HttpResponseBase:
    """The whole list with full names and numbers as CSV, after a reason was given."""
    actor = actor_of(request)
    found = roster_for(actor, roster_id)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        back = reverse("people:roster", args=[found.id])
        return render(request, "people/export.html", {"form": form, "roster": found, "back": back})
    lines = exported(actor, found, reason=form.cleaned_data["reason"])
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, "名册.csv") or "attachment"
    return response


def exported(actor: Actor, roster: Roster, *, reason: str) -> Iterator[bytes]:
    """The lines of the CSV, made as they are sent; the log of acts knows before the first one leaves."""
    require(actor, "people.contact")
    rows = RosterRow.objects.filter(roster=roster)
    with transaction.atomic():
        record(actor, "people.roster.exported", roster.id, rows=rows.count(), reason=reason.strip())
    return _lines(roster, language())


def _lines(roster: Roster, tongue: str) -> Iterator[bytes]:
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    yield ("\ufeff" + str(write([title.in_language(tongue) for title in HEADER]))).encode()
    states = {code: str(words) for code, words in EXCLUDED.items()}
    columns = (
        "person__sealed_name",
        "person__sealed_phone",
        "post",
        "stratum",
        "cluster",
        "handled_on",
        "excluded",
    )
    rows = RosterRow.objects.filter(roster=roster).order_by("id").values_list(*columns)
    kept: list[str] = []
    for name, number, post, stratum, cluster, day, excluded in rows.iterator(CHUNK):
        plain = unseal(number, "phone")
        cells = [unseal(name, "name"), local_form(plain), post, stratum, cluster]
        handled = day.isoformat() if day else ""
        kept.append(str(write([*(guarded(cell) for cell in cells), handled, states[excluded]])))
        if len(kept) == CHUNK:
            yield "".join(kept).encode()
            kept.clear()
    yield "".join(kept).encode()


@page("people.erase")
def erase(request: HttpRequest) -> HttpResponse:
    """Erase somebody who asks for it; what was erased so far, in numbers."""
    actor = actor_of(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _asked(form, actor)
        if person is not None:
            reason = form.cleaned_data["reason"]
            done = Text("已从全部名册中删除。", "Erased from every list.")
            if attempt(request, lambda: person_erase(actor=actor, person=person, reason=reason), done):
                form = EraseForm()
    context = {
        "form": form,
        "erasures": Erasure.objects.select_related("campaign")[:100],
        "dispute": DISPUTE.days,
        "retention": RETENTION.days,
    }
    return render(request, "people/erase.html", context)


def _asked(form: EraseForm, actor: Actor) -> UUID | None:
    try:
        person = person_by_phone(actor, e164(form.cleaned_data["phone"]))
    except BadCell as bad:
        form.add_error("phone", say(bad.remedy))
        return None
    if person is None:
        form.add_error("phone", say(Text("名册里没有这个号码。", "No list holds this number.")))
    return person
