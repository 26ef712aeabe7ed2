"""Exempt units of a campaign: who is, who may be proposed, how it ends."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns.selectors import campaigns
from minping.apps.consequences import forms, services
from minping.apps.consequences.exemptible import Earned, bases_of, earned, vetoed_now
from minping.apps.consequences.models import Exemption
from minping.apps.consequences.terms import MARKS, exemption_words
from minping.apps.consequences.views.frame import campaign_asked, campaign_or_404, framed
from minping.apps.foundation.approvals import waiting
from minping.apps.foundation.pages import actor_of, attempt, fresh_to_send, page, say
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text

TOP = 1
NOT_THIS_YEAR = Text(
    "投票已经开始，这个单位本年度不再参加排名。",
    "Voting has begun: the unit is not ranked this year.",
)


@require_GET
@page("consequences.view")
def exemptions(request: HttpRequest) -> HttpResponse:
    """Exemptions of the campaign with what they rest on."""
    campaign = campaign_asked(request)
    rows = list(Exemption.objects.filter(campaign=campaign.id)) if campaign is not None else []
    units = {line.id: line for line in unit_lines({row.unit_id for row in rows})}
    titles = {one.id: one for one in campaigns()}
    vetoed = vetoed_now(campaign.id) if campaign is not None and rows else {}
    asked = {one for found in waiting(act=services.EXEMPT) for one in found.payload["exemptions"]}
    lines = [
        (
            row,
            units[row.unit_id].name,
            exemption_words(row),
            MARKS.get(row.state, "plain"),
            titles[row.basis_id],
            vetoed.get(units[row.unit_id].code, "") if row.state in {"approved", "active"} else "",
            row.state == "proposed" and str(row.id) not in asked,
        )
        for row in rows
    ]
    bases = bases_of(campaign.id) if campaign is not None else []
    context = framed("exemptions", campaign, lines=lines, bases=bases)
    return render(request, "consequences/exemptions.html", context)


@require_http_methods(["GET", "POST"])
@page("consequences.exempt")
@fresh_to_send
def exempt(request: HttpRequest) -> HttpResponse:
    """Choose units by their earlier result; the office's rule is a filter, a person ticks (F120)."""
    campaign, actor = campaign_or_404(request), actor_of(request)
    bases = bases_of(campaign.id)
    named = request.GET.get("basis", "")
    basis = next((one for one in bases if str(one.id) == named), bases[0] if bases else None)
    if basis is None:
        return redirect("consequences:exemptions")
    top, grade = _number(request.GET.get("top", "")), request.GET.get("grade", "")
    every = earned(campaign.id, basis.id)
    back = f"{reverse('consequences:exemptions')}?campaign={campaign.id}"
    form = forms.ExemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = {one.unit for one in every} & _ids(request)
        reason = form.cleaned_data["reason"]
        done = Text("已提请，待另一人确认。", "Put forward; another person must agree.")
        if attempt(
            request,
            lambda: services.exemptions_ask(
                actor=actor, campaign=campaign.id, basis=basis.id, units=chosen, reason=reason
            ),
            done,
        ):
            return redirect(back)
    context = framed(
        "exemptions",
        campaign,
        form=form,
        back=back,
        basis=basis,
        bases=bases,
        top=top,
        grade=grade,
        grades=sorted({one.grade for one in every if one.grade}),
        rows=[one for one in every if _within(one, top, grade)],
        ticked={str(one) for one in _ids(request)},
    )
    return render(request, "consequences/exempt.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1000 else TOP


def _within(one: Earned, top: int, grade: str) -> bool:
    """The office's rule: so many from the top of each list, of that grade; never one under a veto."""
    return one.within <= top and (not grade or one.grade == grade) and not one.vetoed


def _ids(request: HttpRequest) -> set[UUID]:
    found = set()
    for text in request.POST.getlist("unit"):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _exemption_or_404(exemption: UUID) -> Exemption:
    found = Exemption.objects.filter(id=exemption).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@page("consequences.exempt")
def decline(request: HttpRequest, exemption: UUID) -> HttpResponse:
    """Drop a proposal."""
    row, actor = _exemption_or_404(exemption), actor_of(request)
    form = forms.ReasonForm(request.POST or None)
    back = f"{reverse('consequences:exemptions')}?campaign={row.campaign_id}"
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request,
            lambda: services.exemption_decline(actor=actor, exemption=exemption, reason=reason),
            Text("已不予免评。", "Declined."),
        ):
            return redirect(back)
    return _page(request, row, form, back, Text("不予免评", "Decline the exemption"))


@require_http_methods(["GET", "POST"])
@page("consequences.exempt")
def revoke(request: HttpRequest, exemption: UUID) -> HttpResponse:
    """End an exemption because of a veto event."""
    row, actor = _exemption_or_404(exemption), actor_of(request)
    (line,) = unit_lines([row.unit_id])
    known = vetoed_now(row.campaign_id).get(line.code, "")
    form = forms.EventForm(request.POST or None, initial={"event": known})
    back = f"{reverse('consequences:exemptions')}?campaign={row.campaign_id}"
    if request.method == "POST" and form.is_valid():
        event, again = form.cleaned_data["event"], list[bool]()
        if attempt(
            request,
            lambda: again.append(services.exemption_revoke(actor=actor, exemption=exemption, event=event)),
            Text("已取消免评。", "The exemption is revoked."),
        ):
            if again == [False]:
                messages.warning(request, say(NOT_THIS_YEAR))
            return redirect(back)
    return _page(request, row, form, back, Text("取消免评", "Revoke the exemption"))


def _page(request: HttpRequest, row: Exemption, form: Form, back: str, title: Text) -> HttpResponse:
    name = next((line.name for line in unit_lines([row.unit_id])), "")
    campaign = next((one for one in campaigns() if one.id == row.campaign_id), None)
    hint = Text(
        "免评不免建：单位照常公开承诺、受理投诉、整改。投票开始后取消的，本年度不再参加排名，免评资格记为取消。",
        "The unit still commits itself and rectifies. Revoked after voting has begun, it is not ranked this year.",
    )
    context = framed(
        "exemptions", campaign, form=form, back=back, title=title, hint=hint, name=name, facts=row.facts
    )
    return render(request, "consequences/act.html", context)
