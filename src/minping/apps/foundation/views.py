"""Pages that serve every room: approvals by two, the log of acts, the progress of long work, display."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation import approvals as two
from minping.apps.foundation.acts import act_words
from minping.apps.foundation.audit import breaks
from minping.apps.foundation.models import Approval, AuditEntry, Job
from minping.apps.foundation.pages import actor_of, attempt, fresh_to_send, page, public
from minping.core.findings import Text


@require_GET
@page("foundation.approve")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was decided lately."""
    decided = Approval.objects.exclude(state=Approval.State.WAITING).order_by("-decided_at")[:50]
    return render(request, "foundation/approvals.html", {"waiting": two.waiting(), "decided": decided})


@page("foundation.approve")
@fresh_to_send
def approval(request: HttpRequest, approval: UUID) -> HttpResponse:
    """One request: what will happen, who asks, agree or refuse."""
    found = get_object_or_404(Approval, id=approval)
    actor = actor_of(request)
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if request.POST.get("decision") == "agree":
            done = attempt(
                request,
                lambda: two.agree(actor=actor, approval=approval, answer=answer),
                Text("已确认并办理。", "Agreed and carried out."),
            )
        else:
            done = attempt(
                request,
                lambda: two.refuse(actor=actor, approval=approval, answer=answer),
                Text("已记录，未办理。", "Recorded; nothing was carried out."),
            )
        return redirect("foundation:approvals" if done else request.path)
    context = {
        "approval": found,
        "own": found.requested_by == actor.id,
        "may": actor.may(two.permission_of(found.act)),
        "open": found.state == Approval.State.WAITING,
    }
    return render(request, "foundation/approval.html", context)


@require_GET
@page("foundation.audit")
def audit(request: HttpRequest) -> HttpResponse:
    """The log of acts, newest first, and whether its chain holds."""
    found = AuditEntry.objects.order_by("-number")
    act = request.GET.get("act", "").strip()
    if act:
        found = found.filter(act__in=_acts_like(act))
    entries = Paginator(found, 50).get_page(request.GET.get("page"))
    faults = list(breaks()) if request.GET.get("check") else None
    context = {"entries": entries, "act": act, "faults": faults, "checked": faults is not None}
    return render(request, "foundation/audit.html", context)


def _acts_like(asked: str) -> list[str]:
    """Recorded acts whose code or words, in either language, hold what was asked for."""
    wanted = asked.casefold()
    known = AuditEntry.objects.order_by("act").values_list("act", flat=True).distinct()
    return [
        act
        for act in known
        if wanted in act or wanted in act_words(act).zh or wanted in act_words(act).en.casefold()
    ]


@require_GET
@page("foundation.home")
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far a piece of long work is: for whoever asked for it, and for those who may see all work."""
    found, actor = get_object_or_404(Job, id=job), actor_of(request)
    if found.asked_by != actor.id and not actor.may("foundation.jobs"):
        raise Http404
    return render(request, "foundation/job.html", {"job": found})


@require_POST
@public
def display(request: HttpRequest) -> HttpResponse:
    """Change language or size of type and come back."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if (chosen := request.POST.get("language")) in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    if (size := request.POST.get("type")) in {"large", "normal"}:
        _keep(response, "type", size)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    """For half a year: which language, which size of type; nothing else."""
    response.set_cookie(
        name, value, max_age=180 * 86400, samesite="Lax", secure=settings.SECURE, httponly=True
    )
