"""The pages on which a citizen writes an opinion, with or without a code that hangs at a window."""

from dataclasses import dataclass
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.foundation.actors import NOBODY
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import public, say
from minping.apps.opinions.selectors import (
    campaign_taking,
    point_of,
    story_of,
    units_taking,
)
from minping.apps.opinions.services import Taken, opinion_take
from minping.apps.portal.opinions import often
from minping.apps.portal.opinions.forged import forged
from minping.apps.portal.opinions.forms import OpinionForm, new_mark
from minping.apps.portal.search import find
from minping.apps.units.selectors import UnitFacts, own_office
from minping.core.findings import Text
from minping.core.secrecy.codes import grouped

EXPIRED = Text(
    "页面放得太久，没有提交成功。您写的都还在，请再按一次提交。",
    "The page had expired and nothing was sent. What you wrote is still here; send it once more.",
)
OFTEN = Text(
    "这个网络提交得太频繁，请过十分钟再试。您写的都还在。",
    "Too many were sent from this network; try again in ten minutes. What you wrote is still here.",
)
ALTERED = Text(
    "这张表先前已经提交过，收下的是第一次的内容。这一次的还没有提交；要另交一条，请再按一次提交。",
    "This form had been sent before, and what was received is what you sent first. This has not been sent; press the "
    "button again to send it as another opinion.",
)
UNKNOWN = "any"
"""Instead of a unit: the writer does not know whom it concerns."""


@dataclass(frozen=True)
class About:
    """What an opinion is about. ``point``: the place whose code was scanned."""

    campaign: CampaignFacts
    unit: UnitFacts | None
    point: UUID | None = None
    place: str = ""

    @property
    def source(self) -> str:
        return "qr" if self.point else "form"


@csrf_exempt  # answers for itself, so that nothing typed is lost
@require_http_methods(["GET", "HEAD", "POST"])
@public
def new(request: HttpRequest) -> HttpResponse:
    """First whom it is about, then the form."""
    campaign = campaign_taking()
    if campaign is None:
        return render(request, "portal/opinions/none.html", {"office": own_office()})
    asked = request.GET.get("unit", "")
    if not asked:
        return _choose(request, campaign)
    return _form(request, About(campaign, _unit(campaign, asked)))


@csrf_exempt  # answers for itself, so that nothing typed is lost
@require_http_methods(["GET", "HEAD", "POST"])
@public
def at_point(request: HttpRequest, point: UUID) -> HttpResponse:
    """The form for the unit at whose window the code hangs; a place that was given up leads to the general form."""
    facts, campaign = point_of(point), campaign_taking()
    if facts is None:
        raise Http404
    if campaign is None or not facts.active or facts.campaign != campaign.id:
        return redirect("portal:opinion-new")
    unit = next((one for one in units_taking(campaign.id) if one.id == facts.unit), None)
    if unit is None:
        return redirect("portal:opinion-new")
    return _form(request, About(campaign, unit, facts.id, facts.place))


def _unit(campaign: CampaignFacts, asked: str) -> UnitFacts | None:
    """The unit named in the address; None for the word that says he does not know."""
    if asked == UNKNOWN:
        return None
    for unit in units_taking(campaign.id):
        if str(unit.id) == asked:
            return unit
    raise Http404


def _choose(request: HttpRequest, campaign: CampaignFacts) -> HttpResponse:
    wanted = request.GET.get("q", "")[:60]
    units = units_taking(campaign.id)
    context = {
        "wanted": wanted,
        "hits": find(wanted, units) if wanted.strip() else [],
        "units": [unit for unit in units if unit.kind == "unit"],
        "unknown": UNKNOWN,
    }
    return render(request, "portal/opinions/choose.html", context)


def _form(request: HttpRequest, about: About) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, about, OpinionForm())
    form = OpinionForm(request.POST)
    if forged(request):
        return _shown(request, about, form, fault=EXPIRED, status=403)
    if not form.is_valid():
        return _shown(request, about, form, status=422)
    if often.sent.too_often(request):
        return _shown(request, about, form, fault=OFTEN, status=429)
    often.sent.count(request)
    try:
        taken = _taken(about, form)
    except Refused as refused:
        return _shown(request, about, form, fault=refused.text, status=422)
    if taken.altered:
        said = request.POST.copy()
        said["mark"] = new_mark()
        return _shown(request, about, OpinionForm(said), fault=ALTERED, status=409)
    return _receipt(request, about, taken)


def _shown(
    request: HttpRequest, about: About, form: OpinionForm, *, fault: Text | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "about": about, "fault": say(fault) if fault else "", "office": own_office()}
    return render(request, "portal/opinions/form.html", context, status=status)


def _taken(about: About, form: OpinionForm) -> Taken:
    given = form.cleaned_data
    return opinion_take(
        actor=NOBODY,
        campaign=about.campaign.id,
        source=about.source,
        text=given["text"],
        unit=about.unit.id if about.unit else None,
        kind=given["kind"],
        giver=form.giver,
        consent=given["consent"],
        wants_answer=given["wants_answer"],
        source_note=about.place,
        point=about.point,
        mark=f"form\0{given['mark'] or new_mark()}",
    )


def _receipt(request: HttpRequest, about: About, taken: Taken) -> HttpResponse:
    """The code, this once. Sent again with the same mark, the page comes again."""
    address = f"{settings.SITE_URL}{reverse('portal:opinion-story')}"
    context = {
        "about": about,
        "taken": taken,
        "story": story_of(taken.id),
        "code": grouped(taken.code),
        "parts": grouped(taken.code).split("-"),
        "address": address,
        "picture": segno.make(f"{address}#{taken.code}", error="m", micro=False).svg_data_uri(
            scale=5, border=2
        ),
        "office": own_office(),
    }
    return render(request, "portal/opinions/receipt.html", context)
