"""Papers to print, and files beside a measure."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.consequences.history import Past, told
from minping.apps.consequences.models import Measure
from minping.apps.consequences.paper.letters import (
    card_paper,
    letter_paper,
    notice_paper,
    order_paper,
    talk_paper,
)
from minping.apps.consequences.terms import Kind
from minping.apps.consequences.views.frame import known_campaign, measure_or_404, own_or_404
from minping.apps.documents.content import Document
from minping.apps.documents.press import Press
from minping.apps.foundation import evidence
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, page
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

ROOM = "consequences"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printed(document: Document, kind: str) -> HttpResponse:
    """A document as Word or PDF."""
    if kind == "docx":
        return download(Press().word(document, today()), f"{document.name}.docx", WORD)
    if kind == "pdf":
        return download(Press().pdf([document], today()), f"{document.name}.pdf", "application/pdf")
    raise Http404


def document_of(row: Measure, name: str, on: date) -> Document:
    """The paper of that name, if the measure has it."""
    made = _PAPERS[name](row, on) if name in _PAPERS else None
    if made is None:
        raise Http404
    return made


def _notice(row: Measure, on: date) -> Document | None:
    if not hasattr(row, "notice"):
        return None
    if row.kind == Kind.YELLOW_CARD:
        return card_paper(row, row.notice, row.orders.first(), on)
    return notice_paper(row, row.notice, on)


def _talk(row: Measure, on: date) -> Document | None:
    return talk_paper(row, row.talk) if hasattr(row, "talk") else None


def _order(row: Measure, on: date) -> Document | None:
    last = row.orders.last()
    return order_paper(row, last, on) if last is not None else None


def _letter(row: Measure, on: date) -> Document | None:
    if not hasattr(row, "letter"):
        return None
    unit, campaign = units_of([row.unit_id])[0], known_campaign(row.campaign_id)
    line = Past().line(unit, campaign.year - 1)
    years = [told(one).zh for one in reversed(line.years) if one.row is not None]
    return letter_paper(row, row.letter, years, on)


_PAPERS: dict[str, Callable[[Measure, date], Document | None]] = {
    "notice": _notice,
    "talk": _talk,
    "order": _order,
    "letter": _letter,
}


@require_GET
@page("consequences.view")
def paper(request: HttpRequest, measure: UUID, name: str, kind: str) -> HttpResponse:
    """A paper of a measure as Word or PDF."""
    return printed(document_of(measure_or_404(measure), name, today()), kind)


@require_GET
@page("consequences.own")
def own_paper(request: HttpRequest, measure: UUID, name: str, kind: str) -> HttpResponse:
    """A notice or an order of the own unit; the record is kept by those who spoke."""
    row = own_or_404(request, measure)
    if name not in {"notice", "order"}:
        raise Http404
    return printed(document_of(row, name, today()), kind)


@require_POST
@page("consequences.handle")
def file_add(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Upload what was signed."""
    row = measure_or_404(measure)
    _keep(request, row.id)
    return redirect(reverse("consequences:measure", args=[measure]) + "#files")


@require_POST
@page("consequences.own")
def own_file_add(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Upload what stands behind the unit's answer, until it is rechecked; kept with the order."""
    row = own_or_404(request, measure)
    last = row.orders.last()
    if last is not None and last.rectified is None:
        _keep(request, last.id)
    return redirect(reverse("consequences:own-measure", args=[measure]) + "#files")


def _keep(request: HttpRequest, subject: UUID) -> None:
    actor = actor_of(request)
    for upload in request.FILES.getlist("files"):
        attempt(
            request,
            lambda upload=upload: evidence.keep(actor=actor, upload=upload, subject=subject, room=ROOM),  # type: ignore[misc]
            Text(f"已上传：{upload.name}", f"Uploaded: {upload.name}"),
        )


@require_GET
@page("consequences.view")
def file(request: HttpRequest, measure: UUID, file: UUID) -> HttpResponse:
    """A file of a measure, or of one of its orders."""
    row = measure_or_404(measure)
    for subject in (row.id, *row.orders.values_list("id", flat=True)):
        if file in {one.id for one in evidence.files_of(subject)}:
            return evidence.answer(file, ROOM, subject)
    raise Http404


@require_GET
@page("consequences.own")
def own_file(request: HttpRequest, measure: UUID, file: UUID) -> HttpResponse:
    """A file that the own unit handed in."""
    row = own_or_404(request, measure)
    for subject in row.orders.values_list("id", flat=True):
        if file in {one.id for one in evidence.files_of(subject)}:
            return evidence.answer(file, ROOM, subject)
    raise Http404


@require_POST
@page("consequences.own")
def own_file_remove(request: HttpRequest, measure: UUID, file: UUID) -> HttpResponse:
    """Take a file away while the order has not been rechecked."""
    row, actor = own_or_404(request, measure), actor_of(request)
    last = row.orders.last()
    open_order = last is not None and last.rectified is None
    if last is not None and open_order and file in {one.id for one in evidence.files_of(last.id)}:
        done = Text("已删除。", "Removed.")
        attempt(request, lambda: evidence.remove(actor=actor, file=file), done)
    return redirect(reverse("consequences:own-measure", args=[measure]) + "#files")
