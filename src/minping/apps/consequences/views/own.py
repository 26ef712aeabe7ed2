"""A liaison's own unit: what followed for it, notices to acknowledge, orders to answer, its ten years."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.selectors import campaigns
from minping.apps.consequences import forms, services
from minping.apps.consequences.models import Exemption
from minping.apps.consequences.selectors import consequences_of, own_units
from minping.apps.consequences.terms import DISMISSED, TALKS
from minping.apps.consequences.views.frame import known_campaign, own_or_404, shown
from minping.apps.consequences.views.history import unit_context
from minping.apps.foundation.clock import today
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text


@require_GET
@page("consequences.own")
def own(request: HttpRequest) -> HttpResponse:
    """What followed for the liaison's units."""
    units, titles = own_units(actor_of(request)), {one.id: one for one in campaigns()}
    lines = unit_lines(units)
    known = {line.id: line for line in lines}
    rows = [(known[one.unit], one, titles[one.campaign]) for one in consequences_of(*units)]
    exempt = Exemption.objects.filter(unit__in=units, state__in=["approved", "active"])
    names = {line.id: line.name for line in lines}
    context = {
        "rows": rows,
        "units": lines,
        "today": today(),
        "exempt": [(names[row.unit_id], titles[row.campaign_id]) for row in exempt],
    }
    return render(request, "consequences/own.html", context)


@require_http_methods(["GET", "POST"])
@page("consequences.own")
def own_measure(request: HttpRequest, measure: UUID) -> HttpResponse:
    """One notice with its orders; here the unit answers."""
    row, actor = own_or_404(request, measure), actor_of(request)
    last = row.orders.last()
    open_order = last if last is not None and last.rectified is None and _running(row.state) else None
    form = forms.AnswerForm(request.POST or None, initial={"text": last.answer if last else ""})
    if request.method == "POST" and open_order is not None and form.is_valid():
        done, text = Text("已报送整改情况。", "Your answer has been sent."), form.cleaned_data["text"]
        if attempt(
            request,
            lambda: services.order_answer(actor=actor, order=open_order.id, text=text),
            done,
        ):
            return redirect("consequences:own-measure", measure)
    context = {
        "line": shown([row])[0],
        "campaign": known_campaign(row.campaign_id),
        "measure": row,
        "talk": row.kind in TALKS,
        "withdrawn": row.state in DISMISSED,
        "orders": list(row.orders.all()),
        "order": open_order,
        "form": form,
        "files": files_of(last.id) if last is not None else [],
        "today": today(),
    }
    return render(request, "consequences/own_measure.html", context)


def _running(state: str) -> bool:
    return state in {"rectification_ordered", "rectifying"}


@require_POST
@page("consequences.own")
def receive(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Acknowledge a notice."""
    own_or_404(request, measure)
    done, actor = Text("已签收。", "Acknowledged."), actor_of(request)
    attempt(request, lambda: services.notice_receive(actor=actor, measure=measure), done)
    return redirect("consequences:own-measure", measure)


@require_GET
@page("consequences.own")
def own_history(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Ten years of an own unit, as they were published."""
    if unit not in own_units(actor_of(request)):
        raise Http404
    return render(request, "consequences/own_history.html", unit_context(unit))
