"""The list of measures, one measure, what is put forward and decided."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.casework.selectors import problem_facts
from minping.apps.consequences import services
from minping.apps.consequences.history import Past
from minping.apps.consequences.models import Measure
from minping.apps.consequences.selectors import waiting_for
from minping.apps.consequences.sources import Grounds, Outlook, outlook_of
from minping.apps.consequences.terms import (
    ADVICE,
    BODIES,
    KINDS,
    SOURCES,
    act_words,
    alternatives,
    body_of,
    state_words,
)
from minping.apps.consequences.views.frame import (
    campaign_asked,
    framed,
    home_of,
    known_campaign,
    measure_or_404,
    next_acts,
    shown,
)
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.pages import actor_of, attempt, fresh_to_send, page
from minping.apps.results.outcomes import appealing, picks_of
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

NEXT_YEARS = 10


@require_GET
@page("consequences.view")
def home(request: HttpRequest) -> HttpResponse:
    """Measures of a campaign, by kind and state; what the rules propose beyond them."""
    campaign = campaign_asked(request)
    if campaign is None:
        return render(request, "consequences/home.html", framed("measures", None))
    return _home(request, campaign)


def _home(request: HttpRequest, campaign: CampaignFacts) -> HttpResponse:
    """The list; after a refusal with what was ticked and typed."""
    actor = actor_of(request)
    rows = Measure.objects.filter(campaign=campaign.id).exclude(state="lapsed")
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state__in=state.split(","))
    lines = shown(list(rows))
    picks, outlook = picks_of(campaign.id), _outlook(campaign)
    doubts = outlook.doubts if outlook is not None else ()
    context = framed(
        "measures",
        campaign,
        lines=lines,
        kinds=KINDS.items(),
        kind=kind,
        states=_states(campaign),
        state=state,
        picks=picks,
        outlook=outlook,
        doubted=list(zip(shown([one.row for one in doubts]), doubts, strict=True)),
        waiting=waiting_for(actor),
        putting=[line for line in lines if line.row.state == "triggered" and actor.may("consequences.edit")],
        deciding=[line for line in lines if _decides(request, line.row)],
        ticked=set(request.POST.getlist("measure")),
        typed=request.POST.get("opinion", "") or request.POST.get("reason", ""),
    )
    return render(request, "consequences/home.html", context)


def _decides(request: HttpRequest, row: Measure) -> bool:
    actor = actor_of(request)
    return row.state == "proposed" and actor.may(body_of(row.kind)) and actor.id != row.put_by


def _outlook(campaign: CampaignFacts) -> Outlook | None:
    return outlook_of(campaign.id) if campaign.state != "archived" else None


def _states(campaign: CampaignFacts) -> list[tuple[str, Text]]:
    """States that occur, in the words of the first kind that has them."""
    found: dict[str, Text] = {}
    rows = Measure.objects.filter(campaign=campaign.id).exclude(state="lapsed").order_by()
    for kind, state in rows.values_list("kind", "state").distinct():
        found.setdefault(state, state_words(kind, state))
    return list(found.items())


@require_POST
@page("consequences.edit")
def take(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Take up what the newest sound run and the problems propose."""
    known_campaign(campaign)
    told: list[services.Taken] = []
    actor = actor_of(request)
    attempt(
        request,
        lambda: told.append(services.measures_take(actor=actor, campaign=campaign)),
        Text(
            "已按最新结果更新建议，尚未作出任何决定。",
            "Proposals are up to date; nothing is decided by this.",
        ),
    )
    return redirect(home_of(campaign))


@require_POST
@page("consequences.edit")
def put_several(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Put the chosen proposals forward as the rule says."""
    known = known_campaign(campaign)
    chosen, actor = _chosen(request, campaign), actor_of(request)
    opinion = request.POST.get("opinion", "")
    done = Text(f"已提请审定{len(chosen)}项。", f"{len(chosen)} put forward.")
    act = lambda: services.measures_put(  # noqa: E731 - one act, tried below
        actor=actor, measures=chosen, advice=Measure.Advice.AS_RULED, opinion=opinion
    )
    return redirect(home_of(campaign)) if attempt(request, act, done) else _home(request, known)


@require_POST
@page("consequences.view")
@fresh_to_send
def approve_several(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Approve the chosen proposals as the rule says, for one reason."""
    known = known_campaign(campaign)
    chosen, actor = _chosen(request, campaign), actor_of(request)
    reason = request.POST.get("reason", "")
    done = Text(f"已批准{len(chosen)}项。", f"{len(chosen)} approved.")
    act = lambda: services.measures_approve(actor=actor, measures=chosen, reason=reason)  # noqa: E731 - as above
    return redirect(home_of(campaign)) if attempt(request, act, done) else _home(request, known)


def _chosen(request: HttpRequest, campaign: UUID) -> list[UUID]:
    """The measures ticked, of this campaign only."""
    own = {str(one) for one in Measure.objects.filter(campaign=campaign).values_list("id", flat=True)}
    return [UUID(one) for one in request.POST.getlist("measure") if one in own]


@require_GET
@page("consequences.view")
def measure(request: HttpRequest, measure: UUID) -> HttpResponse:
    """One measure: rule, facts, history, what may be done instead, papers, what comes next."""
    row = measure_or_404(measure)
    campaign, actor = known_campaign(row.campaign_id), actor_of(request)
    line = shown([row])[0]
    unit = next(iter(units_of([row.unit_id])), None)
    past = Past().line(unit, campaign.year - 1, NEXT_YEARS) if unit is not None else None
    grounds = Grounds(row.campaign_id)
    doubt = grounds.doubted(row)
    problem = problem_facts([row.source_id]).get(row.source_id) if row.source_id else None
    context = framed(
        "measures",
        campaign,
        line=line,
        measure=row,
        body=BODIES[body_of(row.kind)],
        source=SOURCES[row.source],
        problem=problem,
        past=past,
        alternatives=[ADVICE[code] for code in alternatives(row.kind)],
        advice=ADVICE.get(row.advice),
        doubt=doubt,
        waits=grounds.waits(row),
        appealing=row.unit_id in appealing(row.campaign_id),
        acts=next_acts(actor, row, doubt is not None),
        steps=[
            (step, act_words(row.kind, step.act), state_words(row.kind, step.after))
            for step in row.steps.all()
        ],
        orders=list(row.orders.all()),
        instead=Measure.objects.filter(source_id=row.id).first(),
        before=Measure.objects.filter(id=row.source_id).first() if row.source_id else None,
        files=files_of(row.id),
        order_files=[file for order in row.orders.all() for file in files_of(order.id)],
    )
    return render(request, "consequences/measure.html", context)
