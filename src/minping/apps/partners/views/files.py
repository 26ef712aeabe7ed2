"""The signed paper beside a delivery: added, read, taken away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation import evidence
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.partners.models import Submission
from minping.apps.partners.views.frame import submission_seen
from minping.core.findings import Text

ROOM = "partners"


@require_POST
@page("partners.own")
def add(request: HttpRequest, submission: UUID) -> HttpResponse:
    """Upload one or several files, before the signature."""
    found, actor = submission_seen(request, submission), actor_of(request)
    if found.state == Submission.State.DRAFT:
        for upload in request.FILES.getlist("files"):
            attempt(
                request,
                lambda upload=upload: evidence.keep(  # type: ignore[misc]
                    actor=actor, upload=upload, subject=submission, room=ROOM
                ),
                Text(f"已上传：{upload.name}", f"Uploaded: {upload.name}"),
            )
    return redirect("partners:component", found.component_id)


@require_GET
@page("partners.view")
def read(request: HttpRequest, submission: UUID, file: UUID) -> HttpResponse:
    """A file to save."""
    submission_seen(request, submission)
    return evidence.answer(file, ROOM, submission)


@require_POST
@page("partners.own")
def remove(request: HttpRequest, submission: UUID, file: UUID) -> HttpResponse:
    """Take a file away, before the signature."""
    found, actor = submission_seen(request, submission), actor_of(request)
    known = {one.id for one in evidence.files_of(submission)}
    if found.state == Submission.State.DRAFT and file in known:
        done = Text("已删除。", "Removed.")
        attempt(request, lambda: evidence.remove(actor=actor, file=file), done)
    return redirect("partners:component", found.component_id)
