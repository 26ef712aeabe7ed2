"""What a unit or system sees of those below it (抓机关必须抓基层, F123), and of a campaign held inside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from minping.apps.campaigns.selectors import (
    CampaignFacts,
    CommentaryFacts,
    RoundFacts,
    campaigns,
    commentaries_of,
    participations_of,
    rounds_of,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of, language, page
from minping.apps.results.levels import FIELDS
from minping.apps.results.loaded import load_public
from minping.apps.results.models import ScoreRun
from minping.apps.results.progress import Missing, missing_of
from minping.apps.results.reports.overview import Overview
from minping.apps.results.rooms import sites_of
from minping.apps.results.showing.sheet import CategoryList, category_lists
from minping.apps.results.told import told_last
from minping.apps.results.views.campaigns import state_label
from minping.apps.results.views.own import feedback_of
from minping.apps.results.views.runs import run_or_404, unit_context
from minping.apps.units.selectors import within
from minping.core.findings import Text
from minping.core.lifecycle import ROUND

BY_SITES = Text("会场已报送", "reported by sites")
COLLECTING = frozenset({"scheme_frozen", "launched", "running", "collecting_closed", "reconciled"})


@dataclass(frozen=True)
class Below:
    """One campaign as the head of a unit or system sees it. ``run``: what the units were told of, if anything;
    ``own``: it is held inside one of the head's own units, whose progress and summary are the head's."""

    campaign: CampaignFacts
    own: bool
    state: Text
    taking_part: int
    rounds: Sequence[tuple[RoundFacts, Text]]
    missing: Sequence[Missing]
    run: ScoreRun | None
    lists: Sequence[CategoryList]
    said: Mapping[UUID, CommentaryFacts]

    @property
    def summary(self) -> CommentaryFacts | None:
        """The host's summary of the year."""
        return self.said.get(self.campaign.inside) if self.campaign.inside is not None else None


@page("results.own")
def below(request: HttpRequest) -> HttpResponse:
    """Campaigns inside the unit, and the results of those below it in the others."""
    actor = actor_of(request)
    return render(request, "results/below.html", {"rows": list(_rows(actor, language()))})


@page("results.own")
def unit(request: HttpRequest, run_id: UUID, unit_id: UUID) -> HttpResponse:
    """One of them with the way its numbers came about, down to the counts."""
    row = _run(request, run_id, unit_id)
    _, campaign = run_or_404(run_id)
    context = unit_context(row, unit_id, language())
    context |= {"run": row, "campaign": campaign, "unit_id": unit_id}
    context["said"] = commentaries_of(campaign.id).get(unit_id)
    return render(request, "results/below_unit.html", context)


@page("results.own")
def feedback(request: HttpRequest, run_id: UUID, unit_id: UUID, kind: str) -> HttpResponse:
    """The feedback document of one of them."""
    return feedback_of(_run(request, run_id, unit_id), unit_id, kind)


def _run(request: HttpRequest, run_id: UUID, unit_id: UUID) -> ScoreRun:
    """The run that the units were told of last, if the unit stands below one of the actor's; else no such page."""
    row, campaign = run_or_404(run_id)
    actor = actor_of(request)
    known = any(one.run.id == row.id for one in told_last())
    if not known or unit_id not in _scope(actor) or not _open_to(actor, campaign):
        raise Http404
    return row


def _scope(actor: Actor) -> frozenset[UUID]:
    return frozenset(one for host in actor.units for one in within(host))


def _open_to(actor: Actor, campaign: CampaignFacts) -> bool:
    """What is held inside a unit is that unit's and its superiors' affair."""
    return campaign.inside is None or campaign.inside in actor.units | _scope(actor)


def _rows(actor: Actor, tongue: str) -> Iterator[Below]:
    scope, told = _scope(actor), {one.run.campaign_id: one.run for one in told_last()}
    for campaign in campaigns():
        if campaign.state == "draft" or not scope or not _open_to(actor, campaign):
            continue
        parts = [one for one in participations_of(campaign.id) if one.unit in scope]
        own = campaign.inside is not None and campaign.inside in actor.units
        run = told.get(campaign.id)
        if not own and (not parts or run is None):
            continue
        gathering = own and campaign.state in COLLECTING
        yield Below(
            campaign,
            own,
            state_label(campaign),
            len(parts),
            _rounds(campaign.id) if own and run is None else (),
            missing_of(campaign.id) if gathering else (),
            run,
            _lists(run, scope, tongue) if run is not None else (),
            {u: said for u, said in commentaries_of(campaign.id).items() if run is not None or own},
        )


def _rounds(campaign: UUID) -> list[tuple[RoundFacts, Text]]:
    """Rounds with their states; those whose votes came from sessions at sites are told as such."""
    sites = sites_of(campaign)
    sited = {(row.group, row.round) for row in (sites[1] if sites is not None else ())}
    return [
        (one, BY_SITES if (one.group, one.code) in sited else ROUND.state(one.state).label)
        for one in rounds_of(campaign)
    ]


def _lists(run: ScoreRun, scope: frozenset[UUID], tongue: str) -> list[CategoryList]:
    """Categories of the run with the units of the scope alone, each in its place among all."""
    loaded = load_public(run)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, tongue)
    ids = {code: UUID(one) for code, one in run.units.items()}
    found = []
    for one in category_lists(overview, ids, tuple(FIELDS)):
        entries = tuple(entry for entry in one.entries if entry.unit in scope)
        if entries:
            found.append(
                CategoryList(one.code, one.name, entries, "", one.full, one.unit, len(one.entries), one.among)
            )
    return found
