"""Pages for everybody: campaigns, live participation, results, units, what is promised."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from minping.apps.campaigns.selectors import (
    categories_of,
    content_of,
    focus_topics_of,
    frozen_scheme,
    leading_group_of,
    participations_of,
    stages_of,
)
from minping.apps.casework.boards.public import public_stands
from minping.apps.commitments.selectors import CommitmentFacts, published_commitments
from minping.apps.foundation.pages import download, language, public
from minping.apps.portal.caching import kept_page
from minping.apps.portal.search import find
from minping.apps.portal.visible import Standing, live_of, visible, visible_campaigns
from minping.apps.results.selectors import (
    PublishedFacts,
    method_of,
    past_of,
    public_data,
    public_sheet,
    public_unit,
)
from minping.apps.units.selectors import own_office, units_of


@public
def first(request: HttpRequest) -> HttpResponse:
    """The campaigns, newest first, and the search for a unit."""
    return render(request, "portal/first.html", {"standings": visible_campaigns(), "office": own_office()})


def _standing(campaign_id: UUID) -> Standing:
    found = visible(campaign_id)
    if found is None:
        raise Http404
    return found


def _title(standing: Standing) -> str:
    campaign = standing.campaign
    return campaign.title_en if language() == "en" and campaign.title_en else campaign.title


@public
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A campaign in plain words: who is appraised, by whom, how, when; how it stands."""
    standing = _standing(campaign_id)
    scheme = frozen_scheme(campaign_id)
    parts = participations_of(campaign_id)
    rated = Counter(p.category for p in parts if p.status == "appraised")
    live = scheme is None or scheme.publication.live != "none"
    context = {
        "standing": standing,
        "campaign": standing.campaign,
        "title": _title(standing),
        "publication": standing.publication,
        "scheme": scheme,
        "categories": [(c, rated[c.code]) for c in categories_of(campaign_id)],
        "appraised": rated.total(),
        "exempt": sum(p.status == "exempt" for p in parts),
        "opinion": sum(p.status == "opinion_only" for p in parts),
        "stages": stages_of(campaign_id),
        "group": leading_group_of(campaign_id),
        "content": content_of(campaign_id),
        "topics": focus_topics_of(campaign_id),
        "live": live_of(campaign_id) if live else [],
        "method": method_of(scheme, language()) if scheme is not None else (),
        "office": own_office(),
    }
    return render(request, "portal/campaign.html", context)


def _published(campaign_id: UUID) -> tuple[Standing, PublishedFacts]:
    standing = _standing(campaign_id)
    if standing.publication is None:
        raise Http404
    return standing, standing.publication


@public
def results(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The result by category: everybody is listed."""
    standing, publication = _published(campaign_id)

    def context() -> Mapping[str, Any]:
        return {
            "sheet": public_sheet(publication, language()),
            "fields": publication.fields,
            "publication": publication,
            "campaign_id": campaign_id,
            "title": _title(standing),
        }

    key = (publication.id, _title(standing))
    return kept_page(request, "portal/kept.html", key, "portal/results_body.html", context, _title(standing))


@public
def unit(request: HttpRequest, campaign_id: UUID, unit_id: UUID) -> HttpResponse:
    """One unit's published result."""
    standing, publication = _published(campaign_id)
    found = public_unit(publication, unit_id, language())
    if found is None:
        raise Http404

    def context() -> Mapping[str, Any]:
        return {
            "unit": found,
            "entry": found.entry,
            "publication": publication,
            "campaign_id": campaign_id,
            "title": _title(standing),
        }

    key = (publication.id, unit_id, _title(standing))
    return kept_page(request, "portal/kept.html", key, "portal/unit_body.html", context, found.entry.name)


def _commitment(standings: Sequence[Standing], unit: UUID) -> CommitmentFacts | None:
    held = (published_commitments(one.campaign.id, [unit]) for one in standings)
    return next((found[0] for found in held if found), None)


@public
def identity(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A unit over the years, whatever it was called."""
    found = units_of([unit_id])
    if not found:
        raise Http404
    standings = {one.campaign.id: one for one in visible_campaigns()}
    now = [
        standings[one.campaign.id]
        for one in standings.values()
        if any(part.unit == unit_id for part in participations_of(one.campaign.id))
    ]
    years = [year for year in past_of(unit_id) if year.campaign in standings]
    if not now and not years:
        raise Http404
    context = {
        "unit": found[0],
        "former": [name for name in found[0].former if not name.isascii()],
        "years": years,
        "now": [one for one in now if one.publication is None],
        "rectification": public_stands(list(standings), unit=unit_id).get(unit_id),
        "commitment": _commitment(now, unit_id),
    }
    return render(request, "portal/identity.html", context)


@public
def search(request: HttpRequest) -> HttpResponse:
    """Units by name, former name or pinyin, among those that ever took part."""
    wanted = request.GET.get("q", "")[:60]
    part = {p.unit for one in visible_campaigns() for p in participations_of(one.campaign.id)}
    hits = find(wanted, units_of(part)) if wanted.strip() else []
    return render(request, "portal/search.html", {"wanted": wanted, "hits": hits})


@public
def data(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The public data, from which everything can be recomputed."""
    standing, publication = _published(campaign_id)
    if not publication.recomputable:
        raise Http404
    response = download(
        public_data(publication), f"{standing.campaign.title}-公开数据.zip", "application/zip"
    )
    response.headers["ETag"] = f'"{publication.public_digest}"'
    return response


@public
def recompute(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What the public data hold and how to recompute them."""
    standing, publication = _published(campaign_id)
    context = {
        "title": _title(standing),
        "publication": publication,
        "campaign_id": campaign_id,
        "address": request.build_absolute_uri(reverse("portal:data", args=[campaign_id])),
    }
    return render(request, "portal/recompute.html", context)


@public
def trust(request: HttpRequest) -> HttpResponse:
    """What is promised about the secrecy of the vote, and what is not."""
    return render(request, "portal/trust.html", {"office": own_office()})
