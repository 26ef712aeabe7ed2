"""The office's pages for what comes in: typing it in, places with codes, tables of others, the time to answer."""

import secrets
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, page, say
from minping.apps.opinions import services
from minping.apps.opinions.intake.forms import FeedForm, PointForm, TermsForm, TypingForm, no_later_than
from minping.apps.opinions.intake.handled import asked_of
from minping.apps.opinions.intake.sheet import Poster, sheet_pdf
from minping.apps.opinions.selectors import (
    campaign_taking,
    counts,
    point_of,
    points_of,
    units_taking,
)
from minping.apps.opinions.services.taking import Taken
from minping.apps.opinions.words import SOURCES
from minping.apps.units.selectors import own_office, units_of
from minping.core.findings import Text
from minping.core.secrecy.codes import grouped


def _campaign() -> CampaignFacts:
    found = campaign_taking()
    if found is None:
        raise Http404
    return found


@require_GET
@page("opinions.take")
def intake(request: HttpRequest) -> HttpResponse:
    """The ways in, and how many came each way."""
    campaign = campaign_taking()
    if campaign is None:
        return render(request, "opinions/intake/none.html")
    told = counts(campaign.id)
    context = {
        "campaign": campaign,
        "counts": told,
        "sources": [(SOURCES[source], told.sources[source]) for source in SOURCES if source in told.sources],
        "asked": asked_of(campaign.id),
        "points": len(points_of(campaign.id)),
        "form": TermsForm(initial={"days": services.answer_days(campaign.id)}),
        "address": request.build_absolute_uri(reverse("portal:opinion-new")),
    }
    return render(request, "opinions/intake/home.html", context)


@require_http_methods(["POST"])
@page("opinions.take")
def terms(request: HttpRequest) -> HttpResponse:
    """Settle within how many working days givers are answered."""
    campaign, form = _campaign(), TermsForm(request.POST)
    if form.is_valid():
        days = form.cleaned_data["days"]
        attempt(
            request,
            lambda: services.terms_set(actor=actor_of(request), campaign=campaign.id, days=days),
            Text(
                "已保存，此后收到的意见按新期限。", "Saved; it holds for opinions that come in from now on."
            ),
        )
    return redirect("opinions:intake")


@page("opinions.take")
def take(request: HttpRequest) -> HttpResponse:
    """Type in what came on paper, by telephone or by word of mouth."""
    campaign = campaign_taking()
    if campaign is None:
        return render(request, "opinions/intake/none.html")
    units = units_taking(campaign.id)
    form = TypingForm(request.POST or None, units=units, initial={"mark": secrets.token_hex(16)})
    no_later_than(form, today())
    if request.method == "POST" and form.is_valid():
        made: list[Taken] = []
        if attempt(request, lambda: made.append(_typed(request, campaign, form))):
            if not made[0].altered:
                return _handed(request, made[0])
            messages.warning(request, say(ALTERED))
            said = request.POST.copy()
            said["mark"] = secrets.token_hex(16)
            form = TypingForm(said, units=units)
    return render(request, "opinions/intake/take.html", {"form": form, "units": units, "campaign": campaign})


ALTERED = Text(
    "这张表先前已经登记过，保留的是第一次的内容。这一次的还没有登记；要另登一条，请再按一次登记。",
    "This form had been sent before, and what was sent first is kept. This is not taken in yet; press the button "
    "again to take it in as another opinion.",
)


def _typed(request: HttpRequest, campaign: CampaignFacts, form: TypingForm) -> Taken:
    given, actor = form.cleaned_data, actor_of(request)
    return services.opinion_take(
        actor=actor,
        campaign=campaign.id,
        source=given["source"],
        text=given["text"],
        unit=given["unit"],
        kind=given["kind"],
        giver=form.giver,
        consent=given["consent"],
        wants_answer=given["wants_answer"],
        day=given["day"],
        source_note=given["source_note"],
        typed_by=actor.person,
        mark=f"typed\0{actor.person}\0{given['mark']}" if given["mark"] else "",
    )


def _handed(request: HttpRequest, taken: Taken) -> HttpResponse:
    """The giver's code, this once, to be read out or handed over."""
    context = {"taken": taken, "code": grouped(taken.code) if taken.code else ""}
    return render(request, "opinions/intake/taken.html", context)


@require_GET
@page("opinions.take")
def points(request: HttpRequest) -> HttpResponse:
    """Places where a code hangs."""
    campaign = campaign_taking()
    if campaign is None:
        return render(request, "opinions/intake/none.html")
    found = points_of(campaign.id)
    names = {unit.id: unit.name for unit in units_of({point.unit for point in found})}
    shown = [(point, names.get(point.unit, "")) for point in found]
    return render(request, "opinions/intake/points.html", {"points": shown, "campaign": campaign})


@page("opinions.take")
def point_new(request: HttpRequest) -> HttpResponse:
    """A new place."""
    campaign = _campaign()
    units = units_taking(campaign.id)
    form = PointForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        given, actor = form.cleaned_data, actor_of(request)
        if attempt(
            request,
            lambda: services.point_make(
                actor=actor, campaign=campaign.id, unit=given["unit"], place=given["place"]
            ),
            Text("已添加，可以打印二维码。", "Added; its code can be printed."),
        ):
            return redirect("opinions:points")
    return render(request, "opinions/intake/point_new.html", {"form": form, "units": units})


@require_http_methods(["POST"])
@page("opinions.take")
def point_switch(request: HttpRequest, point: UUID) -> HttpResponse:
    """Give a place up, or take it up again."""
    if point_of(point) is None:
        raise Http404
    active = request.POST.get("active") == "yes"
    attempt(request, lambda: services.point_switch(actor=actor_of(request), point=point, active=active))
    return redirect("opinions:points")


NO_PLACE = Text("没有在用的张贴点可以打印。", "No place is in use whose code could be printed.")


@require_GET
@page("opinions.take")
def sheet(request: HttpRequest) -> HttpResponse:
    """Posters for all places that are in use, or for those asked for."""
    campaign = _campaign()
    wanted = set(request.GET.getlist("point"))
    found = [p for p in points_of(campaign.id) if p.active and (not wanted or str(p.id) in wanted)]
    if not found:
        messages.warning(request, say(NO_PLACE))
        return redirect("opinions:points")
    names = {unit.id: unit.name for unit in units_of({point.unit for point in found})}
    data = sheet_pdf([Poster(point, names[point.unit]) for point in found], own_office())
    return download(data, f"意见二维码-{campaign.title}-{today():%Y%m%d}.pdf", "application/pdf")


@page("opinions.take")
def feeds(request: HttpRequest) -> HttpResponse:
    """Whose table is taken in; then the steps of every import."""
    campaign = _campaign()
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"campaign": str(campaign.id), **form.cleaned_data}
        return redirect(f"{reverse('imports:new', args=['opinions.feed'])}?{urlencode(asked)}")
    return render(request, "opinions/intake/feeds.html", {"form": form, "campaign": campaign})
