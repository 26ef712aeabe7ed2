"""Who keeps leads, in how many days steps are owed, and the figures."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minping.apps.foundation.approvals import waiting
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.leads import services
from minping.apps.leads.access import keepers, may_know, visible
from minping.apps.leads.clocks import clock
from minping.apps.leads.forms import ClockForm, KeeperForm
from minping.apps.leads.models import Keeper
from minping.apps.leads.reading import by_outcome, by_state, counts, paces
from minping.apps.leads.services.keeping import END, NAME
from minping.core.findings import Text

_ASKED = Text("已提请，等第二人确认。", "Asked; another person must agree.")


@page("leads.keep")
def keepers_page(request: HttpRequest) -> HttpResponse:
    """The keepers of today and of earlier; asking for another, or for an end."""
    actor, named = actor_of(request), {keeper.user for keeper in keepers()}
    people = [(user, name) for user, name in services.candidates().items() if user not in named]
    ending = request.POST.get("end", "")
    form = KeeperForm(request.POST if request.method == "POST" and not ending else None, people=people)
    if ending and _is_id(ending):
        attempt(request, lambda: services.ask_keeper(actor=actor, user=UUID(ending), end=True), _ASKED)
        return redirect("leads:keepers")
    if request.method == "POST" and form.is_valid():
        user, reason = UUID(form.cleaned_data["user"]), form.cleaned_data["reason"]
        if attempt(request, lambda: services.ask_keeper(actor=actor, user=user, reason=reason), _ASKED):
            return redirect("leads:keepers")
    context = {
        "keepers": keepers(),
        "former": Keeper.objects.filter(until__isnull=False),
        "waiting": [*waiting(act=NAME), *waiting(act=END)],
        "form": form,
        "people": people,
    }
    return render(request, "leads/keepers.html", context)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@page("leads.view")
def clocks(request: HttpRequest) -> HttpResponse:
    """The working days of 交、收、报."""
    actor, now_is = actor_of(request), clock()
    if not may_know(actor):
        raise Http404
    initial = {"hand_over": now_is.hand_over, "receipt": now_is.receipt, "report": now_is.report}
    form = ClockForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            request,
            lambda: services.clock_set(actor=actor, **form.cleaned_data),
            Text("期限已保存，对以后的步骤有效。", "Saved; it holds for steps from now on."),
        )
        if done:
            return redirect("leads:home")
    return render(request, "leads/clocks.html", {"form": form})


@require_GET
@page("leads.view")
def figures(request: HttpRequest) -> HttpResponse:
    """Counts by state and result, and how many steps were in time; for those who may know."""
    actor = actor_of(request)
    if not may_know(actor):
        raise Http404
    leads = visible(actor)
    context = {
        "states": by_state(leads),
        "outcomes": by_outcome(leads),
        "paces": paces(leads),
        "counts": counts(leads),
        "total": leads.count(),
    }
    return render(request, "leads/figures.html", context)
