"""A problem is raised, read and registered 挂号; or goes elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.casework.models import Origin, Problem, ProblemOpinion, Series
from minping.apps.casework.services.acting import (
    ENDED,
    GONE,
    NOTE,
    case_of,
    held,
    held_by_office,
    problem_act,
    take_over,
)
from minping.apps.casework.services.telling import opinions_raised
from minping.apps.casework.terms import DEADLINE, coming
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.apps.opinions.selectors import cards_of
from minping.apps.units.selectors import scope_of, units_of
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM, Case, begin
from minping.core.lifecycle import recurrence_of as next_generation
from minping.core.lifecycle.problem_terms import OPEN_STATES

TITLE = Text("标题", "title")
WHAT = Text("问题内容", "account of the problem")


@dataclass(frozen=True)
class _Raised:
    """What the one who raises a problem says about it."""

    campaign: UUID
    unit: UUID | None
    origin: str
    source: str
    title: str
    text: str
    source_id: UUID | None = None
    deadline: date | None = None
    standard: str = ""
    handler: str = ""
    inspector: UUID | None = None
    inspector_name: str = ""
    topics: Sequence[str] = ()


@transaction.atomic
def problem_raise(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID | None,
    origin: str,
    source: str,
    title: str,
    text: str,
    opinions: Sequence[UUID] = (),
    source_id: UUID | None = None,
    deadline: date | None = None,
    standard: str = "",
    handler: str = "",
    inspector: UUID | None = None,
    inspector_name: str = "",
    media: bool = False,
    topics: Sequence[str] = (),
    recurrence_of: UUID | None = None,
    register: bool = True,
) -> UUID:
    """Raise a problem and, unless ``register=False``, register it at once.

    ``opinions``: those merged in it; every one of their givers will be asked. ``recurrence_of``: an earlier
    problem, cleared before, that has come up again. Raises Refused.
    """
    require(actor, "casework.edit")
    given = _Raised(campaign, unit, origin, source, title, text, source_id, deadline, standard, handler)
    given = replace(given, inspector=inspector, inspector_name=inspector_name, topics=topics)
    found = _made(actor, given, held(recurrence_of) if recurrence_of else None)
    _join(actor, found, opinions)
    if register:
        problem_act(actor=actor, problem=found, act="triage", public=False)
        problem_act(actor=actor, problem=found, act="register", facts=_concerns(found))
        if media:
            problem_act(actor=actor, problem=found, act="mark_media", public=False)
    elif media:
        problem_act(actor=actor, problem=found, act="mark_media", public=False)
    return found.id


@transaction.atomic
def problem_propose(*, actor: Actor, campaign: UUID, unit: UUID, title: str, text: str) -> UUID:
    """自己找: a unit tells a problem that it found itself; the office registers it. Raises Refused."""
    require(actor, "casework.own")
    scope = scope_of(actor, "casework.own")
    if scope is not None and unit not in scope:
        raise Refused(GONE)
    given = _Raised(campaign, unit, Origin.SELF, Problem.Source.SELF_CHECK, title, text)
    return _made(actor, given, None).id


def _made(actor: Actor, given: _Raised, earlier: Problem | None) -> Problem:
    campaign = campaign_of(given.campaign)
    if campaign is None:
        raise Refused(Text("没有这项评议活动。", "There is no such campaign."))
    if given.unit is not None and not units_of([given.unit]):
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    if given.origin not in Origin.values or given.source not in Problem.Source.values:
        raise Refused(Text("来源不在规定之内。", "There is no such origin or source."))
    case = next_generation(_recurring(actor, earlier)) if earlier else begin(PROBLEM)
    raised = uuid4()
    record(actor, "casework.problem.raise", raised)  # holds the log before the series, as callers may do
    made = Problem(
        id=raised,
        campaign_id=given.campaign,
        year=campaign.year,
        number=_next_number(campaign.year),
        unit_id=given.unit,
        origin=given.origin,
        source=given.source,
        source_id=given.source_id,
        title=said(given.title, TITLE, 100),
        text=said(given.text, WHAT),
        deadline=coming(given.deadline, DEADLINE) if given.deadline else None,
        standard=short(given.standard, Text("标准", "standard"), 2000),
        handler=short(given.handler, Text("整改责任人", "person answerable"), 100),
        inspector=given.inspector,
        inspector_name=given.inspector_name[:100],
        topics=list(given.topics),
        recurrence_of=earlier,
        raised_on=today(),
    )
    take_over(made, case)
    made.save(force_insert=True)
    return made


@transaction.atomic
def recurrence_note(*, actor: Actor, problem: UUID, of: UUID) -> None:
    """A raised problem turns out to be an earlier one that came up again. Circles are refused."""
    found = held_by_office(actor, problem)
    if found.state not in ("raised", "triaged") or found.recurrence_of_id is not None:
        raise Refused(
            Text(
                "只有还没挂号、没有关联过的问题可以记为重犯。",
                "Only a problem that is not registered yet can be noted as a recurrence, and once.",
            )
        )
    _no_circle(found, of)
    earlier = held(of)
    take_over(found, replace(next_generation(_recurring(actor, earlier)), state=found.state))
    found.recurrence_of = earlier
    found.save()
    record(actor, "casework.problem.recurrence_noted", problem, of=of)


def _no_circle(found: Problem, of: UUID) -> None:
    """No problem may be the recurrence of itself, however far back."""
    before: UUID | None = of
    while before is not None:
        if before == found.id:
            raise Refused(Text("不能把问题记为它自己的重犯。", "A problem cannot be a recurrence of itself."))
        before = Problem.objects.filter(id=before).values_list("recurrence_of", flat=True).first()


def _next_number(year: int) -> int:
    """The year's next number: its row is held, so that two who raise at once take different ones."""
    series, _ = Series.objects.select_for_update().get_or_create(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _recurring(actor: Actor, earlier: Problem) -> Case:
    """The case of an earlier problem that recurs; while it was watched it ends with that."""
    if earlier.state not in ENDED:
        raise Refused(
            Text(
                f"{earlier.label}还没有销号，不算重犯。请把新的反映并入该问题。",
                f"{earlier.label} has not been cleared, so this is no recurrence. Join it to that problem.",
            )
        )
    again = earlier.recurrences.exclude(state="handed_over").order_by("-number").first()
    if again is not None:
        raise Refused(
            Text(
                f"{earlier.label}的重犯已立为{again.label}，请从{again.label}接着立号或并入。",
                f"The recurrence of {earlier.label} is {again.label}; go on from that one.",
            )
        )
    if earlier.state == "watch":
        problem_act(actor=actor, problem=earlier, act="close_as_recurred", facts={"recurred"})
    return case_of(earlier)


def _concerns(problem: Problem) -> set[str]:
    return {"concerns_unit"} if problem.unit_id else set()


def _join(actor: Actor, problem: Problem, opinions: Sequence[UUID]) -> None:
    """Put opinions behind the problem; one that already stands behind an open one is refused."""
    wanted = list(dict.fromkeys(opinions))
    taken = (
        ProblemOpinion.objects.filter(opinion__in=wanted)
        .exclude(problem__state__in=(*ENDED, "transferred", "handed_over", "linked"))
        .select_related("problem")
        .first()
    )
    if taken is not None:
        raise Refused(
            Text(
                f"其中有意见已在{taken.problem.label}中办理。",
                f"One of these opinions is being dealt with in {taken.problem.label}.",
            )
        )
    consenting = {card.id for card in cards_of(wanted).values() if card.consent}
    ProblemOpinion.objects.bulk_create(
        ProblemOpinion(
            problem=problem, opinion_id=opinion, individual=opinion in consenting, joined_on=today()
        )
        for opinion in wanted
    )
    opinions_raised(actor, problem, wanted)


@transaction.atomic
def opinions_join(*, actor: Actor, problem: UUID, opinions: Sequence[UUID]) -> None:
    """Put more opinions behind a problem that is not cleared yet; they are counted, their givers asked (F017)."""
    found = held_by_office(actor, problem)
    _check_open(found)
    _join(actor, found, opinions)
    record(actor, "casework.problem.joined", problem, opinions=len(opinions))


@transaction.atomic
def problem_register(
    *, actor: Actor, problem: UUID, unit: UUID | None = None, title: str = "", text: str = ""
) -> None:
    """Register a raised problem for a unit, its words bettered where needed."""
    found = triaged(actor, problem)
    if unit is not None:
        if not units_of([unit]):
            raise Refused(Text("没有这个单位。", "There is no such unit."))
        found.unit_id = unit
    found.title = said(title, TITLE, 100) if title else found.title
    found.text = said(text, WHAT) if text else found.text
    problem_act(actor=actor, problem=found, act="register", facts=_concerns(found))


@transaction.atomic
def problem_link(*, actor: Actor, problem: UUID, into: UUID, note: str = "") -> None:
    """A duplicate: its opinions stand behind ``into`` from now on."""
    found, kept = triaged(actor, problem), held(into)
    if kept.id == found.id:
        raise Refused(Text("不能关联到自己。", "It cannot be linked to itself."))
    _check_open(kept)
    linked = f"{kept.label} {short(note, NOTE, 200)}".strip()
    problem_act(actor=actor, problem=found, act="link", facts={"is_duplicate"}, note=linked, public=False)
    moved = found.opinions.exclude(opinion__in=kept.opinions.values("opinion"))
    number = moved.update(problem=kept, joined_on=today())
    record(actor, "casework.problem.joined", into, opinions=number)


def _check_open(found: Problem) -> None:
    if found.state not in OPEN_STATES or found.state == "citizen_checked":
        now_in = PROBLEM.state(found.state).label
        raise Refused(
            Text(
                f"{found.label}{now_in.zh}，不能再并入。已销号的请作为重犯立号；正在回访的请等回访有结果。",
                f"{found.label} is in state “{now_in.en}”; nothing can be joined to it. Raise a recurrence if it "
                "was cleared; wait for the answers if givers are being asked.",
            )
        )


def triaged(actor: Actor, problem: UUID) -> Problem:
    """The problem, held, and read if it was not."""
    found = held_by_office(actor, problem)
    if found.state == "raised":
        problem_act(actor=actor, problem=found, act="triage", public=False)
    return found
