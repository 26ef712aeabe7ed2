"""Evidence beside a topic, a duty, a visit or a commitment: added, read, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.commitments.models import Commitment, Contact, Duty, Topic
from minping.apps.commitments.services.found import as_unit_or_office
from minping.apps.commitments.views.frame import seen
from minping.apps.foundation import evidence
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.core.findings import Text

ROOM = "commitments"
SETTLED = {"accepted", "solved", "not_solved"}
"""States in which the evidence stands as it was judged. A topic that was accepted still gathers some."""
STANDS = Text("已经核定或公开，佐证材料不能再改。", "It was settled or published; its evidence stands.")
PAGES = {
    Topic: "commitments:topic",
    Duty: "commitments:duty-edit",
    Contact: "commitments:contact-edit",
}


def _found(request: HttpRequest, record: UUID) -> Topic | Duty | Contact | Commitment:
    for kind in (Topic, Duty, Contact, Commitment):
        found: Topic | Duty | Contact | Commitment | None = kind.objects.filter(id=record).first()
        if found is not None:
            seen(request, found.unit_id)
            return found
    raise Http404


def _back(found: Topic | Duty | Contact | Commitment) -> str:
    if isinstance(found, Commitment):
        address = reverse("commitments:commitment", args=[found.unit_id])
    else:
        address = reverse(PAGES[type(found)], args=[found.id])
    return f"{address}?campaign={found.campaign_id}#files"


def closed(found: Topic | Duty | Contact | Commitment) -> bool:
    """Whether files can no longer be added or taken away."""
    state = getattr(found, "state", "")
    return state in SETTLED and not (isinstance(found, Topic) and state == Topic.State.ACCEPTED)


def standing(request: HttpRequest, found: Topic | Duty | Contact | Commitment) -> bool:
    """Whether files stay: of what the public reads and the office judges, the unit takes nothing away."""
    public = isinstance(found, Commitment) and found.state == Commitment.State.PUBLISHED
    return closed(found) or (public and not actor_of(request).may("commitments.edit"))


@require_POST
@page("commitments.own")
def add(request: HttpRequest, record: UUID) -> HttpResponse:
    """Upload one or several files; each is kept or refused by itself, with its name and the reason."""
    found, actor = _found(request, record), actor_of(request)
    as_unit_or_office(actor, found.unit_id)
    if closed(found):
        messages.error(request, say(STANDS))
    else:
        for upload in request.FILES.getlist("files"):
            attempt(
                request,
                lambda upload=upload: evidence.keep(actor=actor, upload=upload, subject=record, room=ROOM),  # type: ignore[misc]
                Text(f"已上传：{upload.name}", f"Uploaded: {upload.name}"),
            )
    return redirect(_back(found))


@require_GET
@page("commitments.view")
def read(request: HttpRequest, record: UUID, file: UUID) -> HttpResponse:
    """A file to save."""
    _found(request, record)
    return evidence.answer(file, ROOM, record, small="small" in request.GET)


@require_POST
@page("commitments.own")
def remove(request: HttpRequest, record: UUID, file: UUID) -> HttpResponse:
    """Take a file away."""
    found, actor = _found(request, record), actor_of(request)
    as_unit_or_office(actor, found.unit_id)
    if file not in {one.id for one in evidence.files_of(record)}:
        raise Http404
    if standing(request, found):
        messages.error(request, say(STANDS))
    else:
        done = Text("已删除。", "Removed.")
        attempt(request, lambda: evidence.remove(actor=actor, file=file), done)
    return redirect(_back(found))
