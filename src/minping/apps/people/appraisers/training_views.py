"""Pages of training: for the office, and "my training" for an appraiser with an account."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.asked import campaign_asked, campaign_or_404
from minping.apps.foundation.pages import actor_of, attempt, download, page
from minping.apps.people.appraisers.forms import MaterialForm, PaperForm, SessionForm, written
from minping.apps.people.appraisers.trained import trained_of
from minping.apps.people.appraisers.training import (
    attempt_make,
    attendance_set,
    material_add,
    material_file,
    material_remove,
    own_candidate,
    paper_open,
    paper_write,
    session_make,
)
from minping.apps.people.appraisers.views import line_of, uuids_of
from minping.apps.people.models import Attempt, Candidate, Material, Paper, Session
from minping.core.findings import Text


@require_GET
@page("people.appraisers.view")
def training(request: HttpRequest) -> HttpResponse:
    """Material, sessions, the test, and how many are trained."""
    campaign = campaign_asked(request)
    accepted = Candidate.objects.filter(
        campaign=campaign.id if campaign else None, state=Candidate.State.ACCEPTED
    ).count()
    sessions = (
        Session.objects.filter(campaign=campaign.id).prefetch_related("attendances") if campaign else []
    )
    context = {
        "campaign": campaign,
        "materials": Material.objects.filter(campaign=campaign.id) if campaign else [],
        "sessions": [(session, len(session.attendances.all())) for session in sessions],
        "paper": Paper.objects.filter(campaign=campaign.id).first() if campaign else None,
        "accepted": accepted,
        "trained": len(trained_of(campaign.id)) if campaign else 0,
    }
    return render(request, "people/training.html", context)


@page("people.training")
def material_new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Add material."""
    campaign, actor = campaign_or_404(campaign_id), actor_of(request)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = given["file"]
        file = (upload.name, upload.read()) if upload else None
        if attempt(
            request,
            lambda: material_add(
                actor=actor,
                campaign=campaign.id,
                title=given["title"],
                text=given["text"],
                link=given["link"],
                file=file,
            ),
            Text("已添加。", "Added."),
        ):
            return redirect("people:training")
    return render(
        request, "people/training_form.html", {"form": form, "title": Text("添加材料", "Add material")}
    )


@require_POST
@page("people.training")
def material_delete(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """Remove material."""
    found, actor = get_object_or_404(Material, id=material_id), actor_of(request)
    attempt(
        request,
        lambda: material_remove(actor=actor, material=found.id),
        Text("已移除。", "Removed."),
    )
    return redirect("people:training")


@page("people.training")
def session_new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Plan a session."""
    campaign, actor = campaign_or_404(campaign_id), actor_of(request)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, made = form.cleaned_data, []
        if attempt(
            request,
            lambda: made.append(
                session_make(
                    actor=actor,
                    campaign=campaign.id,
                    title=given["title"],
                    held_on=given["held_on"],
                    place=given["place"],
                )
            ),
        ):
            return redirect("people:session", made[0])
    return render(
        request, "people/training_form.html", {"form": form, "title": Text("安排培训", "Plan a session")}
    )


@page("people.training")
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who was at a session."""
    found, actor = get_object_or_404(Session, id=session_id), actor_of(request)
    if request.method == "POST":
        there = uuids_of(request.POST.getlist("there"))
        attempt(
            request,
            lambda: attendance_set(actor=actor, session=found.id, candidates=there),
            Text("签到已保存。", "The attendance is saved."),
        )
        return redirect("people:session", found.id)
    trained = trained_of(found.campaign_id)
    present = set(found.attendances.values_list("candidate_id", flat=True))
    people = Candidate.objects.filter(campaign=found.campaign_id, state=Candidate.State.ACCEPTED)
    lines = [
        {**line_of(one, trained, named=True), "there": one.id in present}
        for one in people.select_related("person")
    ]
    return render(request, "people/session.html", {"session": found, "lines": lines})


@page("people.training")
def paper_edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write the short test."""
    campaign, actor = campaign_or_404(campaign_id), actor_of(request)
    found = Paper.objects.filter(campaign=campaign.id).first()
    initial: dict[str, Any] = {}
    if found:
        initial = {"title": found.title, "pass_mark": found.pass_mark, "attempts": found.attempts}
        initial["questions"] = written(found.questions.all())
    form = PaperForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            request,
            lambda: paper_write(
                actor=actor,
                campaign=campaign.id,
                title=given["title"],
                pass_mark=given["pass_mark"],
                attempts=given["attempts"],
                questions=form.asked(),
            ),
            Text("已保存。开放之后评议员才能作答。", "Saved. Open it when it is ready to be taken."),
        ):
            return redirect("people:training")
    return render(request, "people/training_form.html", {"form": form, "title": Text("测试", "The test")})


@require_POST
@page("people.training")
def paper_switch(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Open or close the test."""
    found, actor = get_object_or_404(Paper, id=paper_id), actor_of(request)
    is_open = request.POST.get("open") == "yes"
    done = Text("已开放。", "It is open.") if is_open else Text("已关闭。", "It is closed.")
    attempt(request, lambda: paper_open(actor=actor, paper=found.id, is_open=is_open), done)
    return redirect("people:training")


@require_GET
@page("people.appraisers.view")
def material(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """The PDF of material, to save."""
    return _file(get_object_or_404(Material, id=material_id))


def _file(found: Material) -> HttpResponse:
    raw = material_file(found.stored)
    if raw is None:
        raise Http404
    return download(raw, found.file_name, "application/pdf")


# ---- the appraiser's own pages


@require_GET
@page("people.own_training")
def mine(request: HttpRequest) -> HttpResponse:
    """What the appraiser who is signed in has to read, where to be, and the test."""
    own = own_candidate(actor_of(request))
    if own is None:
        return render(request, "people/mine.html", {})
    paper = Paper.objects.filter(campaign=own.campaign_id, open=True).first()
    taken = list(Attempt.objects.filter(paper=paper, candidate=own)) if paper else []
    context = {
        "own": own,
        "materials": Material.objects.filter(campaign=own.campaign_id),
        "sessions": Session.objects.filter(campaign=own.campaign_id),
        "there": set(own.attendances.values_list("session_id", flat=True)),
        "paper": paper,
        "taken": taken,
        "passed": any(one.passed for one in taken),
        "left": paper.attempts - len(taken) if paper else 0,
        "trained": own.person_id in trained_of(own.campaign_id),
    }
    return render(request, "people/mine.html", context)


@require_GET
@page("people.own_training")
def my_material(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """The PDF of material, for appraisers."""
    return _file(get_object_or_404(Material, id=material_id))


@page("people.own_training")
def my_test(request: HttpRequest) -> HttpResponse:
    """Take the test."""
    actor = actor_of(request)
    own = own_candidate(actor)
    paper = Paper.objects.filter(campaign=own.campaign_id, open=True).first() if own else None
    if paper is None:
        return redirect("people:mine")
    questions = list(paper.questions.all())
    if request.method == "POST":
        answers = {
            q.id: [int(a) for a in request.POST.getlist(str(q.id)) if a.isdecimal() and len(a) < 3]
            for q in questions
        }
        attempt(request, lambda: attempt_make(actor=actor, paper=paper.id, answers=answers))
        return redirect("people:mine")
    several = [(q, len(q.right) > 1) for q in questions]
    return render(request, "people/my_test.html", {"paper": paper, "questions": several})
