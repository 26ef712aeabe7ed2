"""What leaves the room: opinions without their givers, their stories for those who gave them, numbers.

An opinion that went to the restricted inbox is not found by any of these but ``story_of``, which tells its giver
what it would tell of any other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from minping.apps.campaigns.selectors import CampaignFacts, campaigns, participations_of
from minping.apps.foundation.clock import today
from minping.apps.opinions.dictionaries import active
from minping.apps.opinions.intake.handled import Told, told_of
from minping.apps.opinions.models import Answer, FormPoint, Opinion, Theme
from minping.apps.opinions.services.moving import APART
from minping.apps.opinions.services.taking import hash_of
from minping.apps.units.selectors import UnitFacts, below, units_of
from minping.core.findings import Text
from minping.core.lifecycle import OPINION
from minping.core.secrecy.codes import LONG, UnreadableCodeError, long_code

CLOSED = frozenset({"draft", "archived"})
IN_HAND = Text("办理中", "being dealt with")
PASSED_ON = Text("已转有权办理的部门", "passed on to those who are competent")
TOLD = {
    "received": Text("已收到", "received"),
    "reading": IN_HAND,
    "restricted": IN_HAND,
    "linked": IN_HAND,
    "transferred": PASSED_ON,
    "handed_over": PASSED_ON,
    "noted": Text("已阅存", "read and noted"),
    "in_casework": Text("已立为问题，整改中", "became a problem that is being put right"),
    "settled": Text("已办结", "settled"),
}
"""What the giver reads. Whether it went the way of leads is told to nobody who holds a code."""


@dataclass(frozen=True)
class OpinionCard:
    """An opinion as the rooms above see it. ``masked``: empty until a person confirmed the masking."""

    id: UUID
    campaign: UUID
    unit: UUID | None
    source: str
    kind: str
    day: date
    masked: str
    klass: str
    consent: bool
    wants_answer: bool
    has_code: bool
    answered: bool
    state: str


def cards_of(ids: Iterable[UUID]) -> Mapping[UUID, OpinionCard]:
    """Opinions by id; those in the restricted inbox are absent."""
    found = Opinion.objects.filter(id__in=list(ids)).exclude(state__in=APART)
    return {one.id: _card(one) for one in found}


def _card(one: Opinion) -> OpinionCard:
    return OpinionCard(
        one.id,
        one.campaign_id,
        one.unit_id,
        one.source,
        one.kind,
        one.day,
        one.masked if one.masked_by else "",
        one.klass,
        one.consent,
        one.wants_answer,
        one.code is not None,
        "answered" in one.flags,
        one.state,
    )


def told_by_senders(ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Told]]:
    """What hotlines and websites say they did about these opinions, for the office alone: facts of the source."""
    return told_of(ids)


def settle_possible(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those that became a problem and wait for its end."""
    return frozenset(
        Opinion.objects.filter(id__in=list(ids), state="in_casework").values_list("id", flat=True)
    )


@dataclass(frozen=True)
class AnswerFacts:
    """An answer of the office."""

    text: str
    at: datetime


@dataclass(frozen=True)
class Story:
    """What became of an opinion, for whoever gave it; nothing of what it said."""

    id: UUID
    unit: UUID | None
    state: Text
    ended: bool
    day: date
    due: date | None
    wants_answer: bool
    consent: bool
    answers: Sequence[AnswerFacts]
    passed_to: str = ""
    problem: bool = False


def by_code(code: str) -> UUID | None:
    """The opinion whose giver holds this code, or None; for a text that is no code too, in the same time."""
    try:
        asked = long_code(code)
    except UnreadableCodeError:
        asked = "0" * LONG
    return Opinion.objects.filter(code=hash_of(asked)).values_list("id", flat=True).first()


def story_of(opinion: UUID) -> Story | None:
    """The story of an opinion, or None. Only for whoever showed its code."""
    found = Opinion.objects.filter(id=opinion).first()
    if found is None:
        return None
    answers = [AnswerFacts(a.text, a.at) for a in Answer.objects.filter(opinion=found).order_by("at")]
    return Story(
        found.id,
        found.unit_id,
        TOLD[found.state],
        OPINION.state(found.state).final,
        found.day,
        None if answers else found.due,
        found.wants_answer,
        found.consent,
        answers,
        found.transferred_to if found.state == "transferred" else "",
        found.state in {"in_casework", "settled"},
    )


@dataclass(frozen=True)
class Counts:
    """Numbers of opinions; those in the restricted inbox are counted nowhere."""

    total: int
    answered: int
    open: int
    late: int
    sources: Mapping[str, int]
    kinds: Mapping[str, int]
    states: Mapping[str, int]


def counts(campaign: UUID, unit: UUID | None = None) -> Counts:
    """How many opinions came in about a campaign's units, or about one, and how they stand."""
    found = Opinion.objects.filter(campaign=campaign).exclude(state__in=APART).order_by()
    found = found.filter(unit=unit) if unit else found
    has_answer = Exists(Answer.objects.filter(opinion=OuterRef("pk")))
    waiting = found.filter(state__in=("received", "reading", "linked")).exclude(has_answer)

    def by(field: str) -> dict[str, int]:
        return dict(found.values_list(field).annotate(n=Count("id")).order_by(field))

    return Counts(
        found.count(),
        found.filter(has_answer).count(),
        waiting.count(),
        waiting.filter(due__lt=today()).count(),
        by("source"),
        by("kind"),
        by("state"),
    )


@dataclass(frozen=True)
class PointFacts:
    """A place where a code hangs."""

    id: UUID
    campaign: UUID
    unit: UUID
    place: str
    active: bool


def point_of(point: UUID) -> PointFacts | None:
    """One place, or None."""
    found = FormPoint.objects.filter(id=point).first()
    return (
        PointFacts(found.id, found.campaign_id, found.unit_id, found.place, found.active) if found else None
    )


def points_of(campaign: UUID) -> Sequence[PointFacts]:
    """The places of a campaign, by place."""
    found = FormPoint.objects.filter(campaign=campaign).order_by("place", "id")
    return [PointFacts(p.id, p.campaign_id, p.unit_id, p.place, p.active) for p in found]


@dataclass(frozen=True)
class ThemeFacts:
    """A theme that was released: several opinions in the office's words, nothing of who gave them."""

    title: str
    text: str
    klass: str
    released_on: date


def themes_of(campaign: UUID, unit: UUID | None = None) -> Sequence[ThemeFacts]:
    """Themes released to a unit, or to all units of a campaign; newest first."""
    found = Theme.objects.filter(campaign=campaign, released_on__isnull=False)
    rows = found.filter(unit=unit) if unit is not None else found
    return [
        ThemeFacts(one.title, one.text, one.klass, one.released_on)
        for one in rows.order_by("-released_on", "id")
        if one.released_on is not None
    ]


def campaign_taking() -> CampaignFacts | None:
    """The campaign that opinions go to: the running one, else the newest that is announced and not archived; one
    that is held inside a unit only where there is no other."""
    there = [facts for facts in campaigns() if facts.state not in CLOSED]
    own = [facts for facts in there if facts.inside is None]
    running = [facts for facts in own if facts.state == "running"]
    return next(iter([*running, *own, *there]), None)


def units_taking(campaign: UUID) -> Sequence[UnitFacts]:
    """Units that opinions may be about: those that take part, with their sections, stations and windows."""
    return [
        unit for unit in units_of(below(part.unit for part in participations_of(campaign))) if not unit.until
    ]


def lead_words(text: str) -> tuple[str, ...]:
    """The words of a text that point to misconduct, by the word list in force; empty where there are none."""
    found = active().dictionary.suggest(text)
    return tuple(found.lead_words) if found.lead else ()
