"""Pages of appraisers: candidates, screening, pools, assignments."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.accounts.selectors import holders
from minping.apps.campaigns.asked import campaign_asked, campaign_or_404, unit_choices, unit_names
from minping.apps.campaigns.selectors import rounds_of
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.foundation.roles import Role
from minping.apps.people.appraisers.forms import (
    CONFLICTS,
    KINDS,
    OWNERS,
    STATE_TEXTS,
    STATES,
    AssignForm,
    CandidateForm,
    DecisionForm,
    PoolForm,
)
from minping.apps.people.appraisers.services import (
    assign,
    assignment_end,
    candidate_decide,
    candidate_edit,
    candidate_propose,
    pool_join,
    pool_leave,
    pool_make,
    roster_from_pools,
)
from minping.apps.people.appraisers.trained import trained_of
from minping.apps.people.identities import masked
from minping.apps.people.models import Assignment, Candidate, Conflict, Pool, PoolMember
from minping.apps.people.rosters.services import OPEN_STATES
from minping.core.findings import Text


def line_of(candidate: Candidate, trained: frozenset[UUID], *, named: bool) -> dict[str, Any]:
    """A candidate as a table shows him: masked, and without a name for those who only read."""
    return {
        "candidate": candidate,
        "shown": masked(candidate.person) if named else None,
        "kind": KINDS[Candidate.Kind(candidate.kind)],
        "state": STATE_TEXTS[Candidate.State(candidate.state)],
        "trained": candidate.person_id in trained,
    }


@require_GET
@page("people.appraisers.view")
def appraisers(request: HttpRequest) -> HttpResponse:
    """All candidates of a campaign and what was decided."""
    campaign, actor = campaign_asked(request), actor_of(request)
    found = Candidate.objects.filter(campaign=campaign.id) if campaign else Candidate.objects.none()
    chosen = request.GET.get("state", "")
    if chosen in Candidate.State.values:
        found = found.filter(state=chosen)
    trained = trained_of(campaign.id) if campaign else frozenset()
    named = actor.may("people.see")
    context = {
        "campaign": campaign,
        "lines": [line_of(one, trained, named=named) for one in found.select_related("person")],
        "states": STATES,
        "chosen": chosen,
        "named": named,
    }
    return render(request, "people/appraisers.html", context)


def _form(request: HttpRequest, found: Candidate | None = None) -> CandidateForm:
    users = [(str(user.id), user.name) for user in holders(Role.APPRAISER)]
    initial: dict[str, Any] = {}
    if found is not None:
        fields = ("kind", "identity", "post", "level", "responsibility", "knowledge", "user")
        initial = {name: getattr(found, name) for name in fields}
        for kind in (Conflict.Kind.OWN, Conflict.Kind.RELATIVE):
            initial[kind.value] = [str(c.unit_id) for c in found.conflicts.all() if c.kind == kind]
    return CandidateForm(
        request.POST or None, units=unit_choices(), users=users, known=found is not None, initial=initial
    )


@page("people.appraisers")
def candidate_new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The candidate form."""
    campaign, actor, form = campaign_or_404(campaign_id), actor_of(request), _form(request)
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        if attempt(
            request,
            lambda: made.append(
                candidate_propose(actor=actor, campaign=campaign.id, proposal=form.proposal())
            ),
            Text("已登记，待审查。", "Entered; now to be screened."),
        ):
            return redirect("people:candidate", made[0])
    back = f"{reverse('people:appraisers')}?campaign={campaign.id}"
    return render(request, "people/candidate_form.html", {"form": form, "back": back, "campaign": campaign})


@page("people.appraisers")
def candidate_change(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Change what the form says."""
    found, actor = get_object_or_404(Candidate, id=candidate_id), actor_of(request)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        done = Text("已保存。", "Saved.")
        if attempt(
            request,
            lambda: candidate_edit(actor=actor, candidate=found.id, proposal=form.proposal()),
            done,
        ):
            return redirect("people:candidate", found.id)
    back = reverse("people:candidate", args=[found.id])
    return render(request, "people/candidate_form.html", {"form": form, "back": back, "changing": True})


@require_GET
@page("people.appraisers")
def candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """One candidate: what speaks for him, conflicts, decisions, pools, assignments."""
    found = get_object_or_404(Candidate.objects.select_related("person", "campaign"), id=candidate_id)
    names = unit_names()
    context = {
        **line_of(found, trained_of(found.campaign_id), named=True),
        "conflicts": [
            (names.get(c.unit_id, ""), CONFLICTS[Conflict.Kind(c.kind)]) for c in found.conflicts.all()
        ],
        "decisions": [(d, STATES[Candidate.State(d.state)]) for d in found.decisions.all()],
        "memberships": found.memberships.select_related("pool"),
        "assignments": [(a, names.get(a.unit_id, "")) for a in found.assignments.all()],
        "decision_form": DecisionForm(),
        "assign_form": AssignForm(units=unit_choices(), initial={"since": today().isoformat()}),
        "accepted": found.state == Candidate.State.ACCEPTED,
    }
    return render(request, "people/candidate.html", context)


@require_POST
@page("people.appraisers")
def decide(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Record a decision of the screening."""
    found, actor = get_object_or_404(Candidate, id=candidate_id), actor_of(request)
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    attempt(
        request,
        lambda: candidate_decide(actor=actor, candidate=found.id, state=state, reason=reason),
        Text("结论已记录。", "The decision is on record."),
    )
    return redirect("people:candidate", found.id)


@require_POST
@page("people.appraisers")
def assignment_new(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Assign a representative to a bureau."""
    found, actor = get_object_or_404(Candidate, id=candidate_id), actor_of(request)
    form = AssignForm(request.POST, units=unit_choices())
    if form.is_valid():
        given = form.cleaned_data
        attempt(
            request,
            lambda: assign(
                actor=actor,
                candidate=found.id,
                unit=UUID(given["unit"]),
                since=given["since"],
                task=given["task"],
            ),
            Text("已指派。", "Assigned."),
        )
    return redirect("people:candidate", found.id)


@require_POST
@page("people.appraisers")
def assignment_over(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """End an assignment today."""
    found, actor = get_object_or_404(Assignment, id=assignment_id), actor_of(request)
    attempt(
        request,
        lambda: assignment_end(actor=actor, assignment=found.id, until=today()),
        Text("指派已结束。", "The assignment has ended."),
    )
    return redirect("people:candidate", found.candidate_id)


@page("people.appraisers.view")
def pools(request: HttpRequest) -> HttpResponse:
    """Pools of a campaign; those who may, begin one here or take pools into a round."""
    campaign, actor = campaign_asked(request), actor_of(request)
    form = PoolForm(request.POST or None, units=unit_choices())
    if request.method == "POST" and campaign and actor.may("people.appraisers") and form.is_valid():
        given, made = form.cleaned_data, []
        unit = UUID(given["unit"]) if given["unit"] else None
        if attempt(
            request,
            lambda: made.append(
                pool_make(
                    actor=actor, campaign=campaign.id, name=given["name"], owner=given["owner"], unit=unit
                )
            ),
        ):
            return redirect("people:pool", made[0])
    names = unit_names()
    found = Pool.objects.filter(campaign=campaign.id) if campaign else Pool.objects.none()
    assignments = Assignment.objects.filter(candidate__campaign=campaign.id) if campaign else []
    context = {
        "campaign": campaign,
        "form": form,
        "pools": [
            (pool, OWNERS[Pool.Owner(pool.owner)], names.get(pool.unit_id, "") if pool.unit_id else "")
            for pool in found.annotate(people=Count("members"))
        ],
        "rounds": [r for r in rounds_of(campaign.id) if r.state in OPEN_STATES] if campaign else [],
        "chosen": request.GET.get("round", ""),
        "assignments": len([a for a in assignments if a.until is None]),
    }
    return render(request, "people/pools.html", context)


@require_POST
@page("people.edit")
def pools_to_round(request: HttpRequest) -> HttpResponse:
    """Put the members of pools on a round's list."""
    campaign, actor = campaign_asked(request), actor_of(request)
    known = {str(r.id): r.id for r in rounds_of(campaign.id)} if campaign else {}
    round_id = known.get(request.POST.get("round", ""))
    chosen = Pool.objects.filter(
        id__in=uuids_of(request.POST.getlist("pool")), campaign=campaign.id if campaign else None
    )
    if round_id is None or not chosen:
        return redirect("people:pools")
    ids = [pool.id for pool in chosen]
    attempt(
        request,
        lambda: roster_from_pools(actor=actor, round_id=round_id, pools=ids),
        Text("已列入名册。", "They are on the list."),
    )
    return redirect("people:round", round_id)


def uuids_of(texts: list[str]) -> list[UUID]:
    """The ids among the texts of a form; anything else is passed over."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@require_GET
@page("people.appraisers")
def pool(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """One pool: members, and who may join."""
    found = get_object_or_404(Pool.objects.select_related("campaign"), id=pool_id)
    trained = trained_of(found.campaign_id)
    members = PoolMember.objects.filter(pool=found).select_related("candidate__person")
    free = Candidate.objects.filter(
        ~Q(memberships__pool=found), campaign=found.campaign_id, state=Candidate.State.ACCEPTED
    ).select_related("person")
    context = {
        "pool": found,
        "owner": OWNERS[Pool.Owner(found.owner)],
        "unit": unit_names().get(found.unit_id, "") if found.unit_id else "",
        "members": [(m, line_of(m.candidate, trained, named=True)) for m in members],
        "free": [line_of(one, trained, named=True) for one in free],
    }
    return render(request, "people/pool.html", context)


@require_POST
@page("people.appraisers")
def pool_change(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """Somebody joins or leaves."""
    found, actor = get_object_or_404(Pool, id=pool_id), actor_of(request)
    for candidate_id in uuids_of(request.POST.getlist("join")):
        attempt(request, lambda who=candidate_id: pool_join(actor=actor, pool=found.id, candidate=who))  # type: ignore[misc]
    for member in PoolMember.objects.filter(pool=found, id__in=uuids_of(request.POST.getlist("leave"))):
        attempt(request, lambda who=member.id: pool_leave(actor=actor, member=who))  # type: ignore[misc]
    return redirect("people:pool", found.id)
