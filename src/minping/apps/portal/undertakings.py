"""Pages for everybody: what units promised, what they chose to mend, what may serve as an example."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.commitments.booklet import booklet_of
from minping.apps.commitments.selectors import (
    CommitmentFacts,
    accepted_topics,
    published_commitments,
    released_examples,
)
from minping.apps.documents.press import Press
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import download, public
from minping.apps.portal.search import find
from minping.apps.portal.visible import visible_campaigns
from minping.apps.units.selectors import UnitFacts, units_of


def _asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest with a published commitment."""
    seen = [one.campaign for one in visible_campaigns()]
    named = request.GET.get("campaign", "")
    if named:
        found = next((one for one in seen if str(one.id) == named), None)
        if found is None:
            raise Http404
        return found
    return next((one for one in seen if published_commitments(one.id)), None)


@public
def commitments(request: HttpRequest) -> HttpResponse:
    """Published commitments, searched by unit, pinyin, supervision phone or words of them (F128, F157)."""
    campaign, wanted = _asked(request), request.GET.get("q", "")[:60].strip()
    held = {one.unit: one for one in published_commitments(campaign.id)} if campaign else {}
    units = units_of(held)
    if wanted:
        digits = "".join(sign for sign in wanted if sign.isdigit())
        by_phone = [
            unit
            for unit in units
            if len(digits) >= 4 and digits in "".join(filter(str.isdigit, held[unit.id].phone))
        ]
        by_words = [unit for unit in units if len(wanted) >= 2 and _says(held[unit.id], wanted)]
        units = by_phone or [hit.unit for hit in find(wanted, units)] or by_words
    rows = [(unit, held[unit.id], _matching(held[unit.id], wanted)) for unit in units]
    context = {"campaign": campaign, "wanted": wanted, "rows": rows, "total": len(held)}
    return render(request, "portal/commitments.html", context)


def _says(commitment: CommitmentFacts, wanted: str) -> bool:
    return wanted.casefold() in commitment.text.casefold() or bool(_matching(commitment, wanted))


def _matching(commitment: CommitmentFacts, wanted: str) -> list[str]:
    """The promises that hold the words; none for a single character."""
    if len(wanted) < 2:
        return []
    found = wanted.casefold()
    return [one.text for one in commitment.promises if found in f"{one.text} {one.standard}".casefold()]


@public
def commitment(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit's commitment, its promises with what became of them, its chosen topics (F037, F081, F127)."""
    campaign, found = _asked(request), units_of([unit_id])
    if campaign is None or not found:
        raise Http404
    context = work_of(campaign, found[0])
    if context["commitment"] is None and not context["topics"]:
        raise Http404
    return render(request, "portal/commitment.html", context)


def work_of(campaign: CampaignFacts, unit: UnitFacts) -> dict[str, object]:
    """What a unit undertook in a campaign."""
    held = published_commitments(campaign.id, [unit.id])
    return {
        "campaign": campaign,
        "unit": unit,
        "commitment": held[0] if held else None,
        "topics": accepted_topics(campaign.id, [unit.id]),
    }


@public
def booklet(request: HttpRequest) -> HttpResponse:
    """承诺辑 for print (F129)."""
    campaign = _asked(request)
    if campaign is None:
        raise Http404
    document = booklet_of(campaign, units_of(), today())
    name = f"{campaign.title}公开承诺辑.pdf"
    return download(Press().pdf([document], today()), name, "application/pdf")


@public
def examples(request: HttpRequest) -> HttpResponse:
    """Good practice, model stations, typical cases that two persons released (F033, F062, F113)."""
    found = released_examples()
    names = {unit.id: unit.name for unit in units_of([one.unit for one in found if one.unit])}
    groups: dict[str, list[tuple[object, str]]] = {"model": [], "practice": [], "case": []}
    for one in found:
        groups[one.kind].append((one, names.get(one.unit, "") if one.unit else ""))
    context = {"groups": [(rows[0][0], rows) for rows in groups.values() if rows]}
    return render(request, "portal/examples.html", context)
