"""What other rooms and the public's pages may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from minping.apps.campaigns.selectors import participations_of
from minping.apps.commitments.models import Commitment, Duty, Example, Promise, Topic
from minping.apps.commitments.words import EXAMPLES, KEPT, TOPIC_STATES
from minping.apps.foundation.clock import today
from minping.core.findings import Text


@dataclass(frozen=True)
class PromiseFacts:
    """One promise as the public sees it."""

    text: str
    standard: str
    due: date | None
    kept: str
    word: Text
    facts: str


@dataclass(frozen=True)
class CommitmentFacts:
    """A published commitment."""

    campaign: UUID
    unit: UUID
    text: str
    phone: str
    video: str
    broadcast_on: date | None
    published_on: date | None
    promises: tuple[PromiseFacts, ...]

    @property
    def video_site(self) -> str:
        """Where the link to the video leads, as a citizen should see before he follows it."""
        return urlsplit(self.video).hostname or ""


@dataclass(frozen=True)
class TopicFacts:
    """A topic that the office accepted, and what came of it."""

    unit: UUID
    title: str
    goal: str
    measures: str
    commitment: str
    handler: str
    due: date
    state: str
    word: Text
    result: str


@dataclass(frozen=True)
class ExampleFacts:
    """A released example."""

    id: UUID
    kind: str
    word: Text
    unit: UUID | None
    title: str
    text: str
    released_on: date | None


@dataclass(frozen=True)
class Stand:
    """How far a campaign's units are: how many should commit themselves, did so, and kept their promises."""

    units: int
    submitted: int
    published: int
    broadcast: int
    promises: int
    kept: int
    not_kept: int
    topics: int
    solved: int


@dataclass(frozen=True)
class UnitWork:
    """One unit's own work in figures: what a later daily assessment may start from."""

    unit: UUID
    published: bool
    promises: int
    kept: int
    not_kept: int
    topics: int
    solved: int
    duties: int
    in_person: int


def published_commitments(campaign: UUID, units: Iterable[UUID] | None = None) -> Sequence[CommitmentFacts]:
    """Published commitments with their promises, of these units or of all."""
    found = Commitment.objects.filter(campaign=campaign, state=Commitment.State.PUBLISHED)
    if units is not None:
        found = found.filter(unit__in=list(units))
    return [_facts(one) for one in found.order_by("unit__code").prefetch_related("promises")]


def _facts(found: Commitment) -> CommitmentFacts:
    promises = tuple(
        PromiseFacts(one.text, one.standard, one.due, one.kept, KEPT[one.kept], one.facts)  # type: ignore[index]
        for one in found.promises.all()
    )
    return CommitmentFacts(
        found.campaign_id,
        found.unit_id,
        found.text,
        found.phone,
        found.video,
        found.broadcast_on,
        found.published_on,
        promises,
    )


def promises_of(campaign: UUID) -> Sequence[UUID]:
    """The promises of all published commitments, in the order of the units."""
    found = Promise.objects.filter(
        commitment__campaign=campaign, commitment__state=Commitment.State.PUBLISHED
    )
    return list(found.order_by("commitment__unit__code", "order").values_list("id", flat=True))


@dataclass(frozen=True)
class JudgedPromise:
    """A promise of a published commitment that the office found kept or not kept, and on what facts."""

    id: UUID
    unit: UUID
    text: str
    kept: bool
    facts: str
    day: date


def judged_promises(campaign: UUID) -> Sequence[JudgedPromise]:
    """What was found of the campaign's promises, by day."""
    judged = Promise.objects.filter(
        commitment__campaign=campaign,
        commitment__state=Commitment.State.PUBLISHED,
        kept__in=[Promise.Kept.KEPT, Promise.Kept.NOT_KEPT],
        judged_on__isnull=False,
    )
    rows = judged.order_by("judged_on", "commitment__unit__code", "order", "id")
    return [
        JudgedPromise(one.id, one.commitment.unit_id, one.text, one.kept == "kept", one.facts, one.judged_on)
        for one in rows.select_related("commitment")
        if one.judged_on is not None
    ]


def accepted_topics(campaign: UUID, units: Iterable[UUID] | None = None) -> Sequence[TopicFacts]:
    """Topics that the office accepted, and their results once they were judged."""
    hidden = {Topic.State.CHOSEN, Topic.State.RETURNED}
    found = Topic.objects.filter(campaign=campaign).exclude(state__in=hidden).order_by("unit__code", "slot")
    if units is not None:
        found = found.filter(unit__in=list(units))
    judged = {Topic.State.SOLVED, Topic.State.NOT_SOLVED}
    return [
        TopicFacts(
            one.unit_id,
            one.title,
            one.goal,
            one.measures,
            one.commitment,
            one.handler,
            one.due,
            one.state,
            TOPIC_STATES[one.state],  # type: ignore[index]
            one.result if one.state in judged else "",
        )
        for one in found
    ]


def released_examples() -> Sequence[ExampleFacts]:
    """Examples on show, newest first."""
    found = Example.objects.filter(state=Example.State.RELEASED).order_by("-released_on", "title")
    return [
        ExampleFacts(
            one.id,
            one.kind,
            EXAMPLES[one.kind],  # type: ignore[index]
            one.unit_id,
            one.title,
            one.text,
            one.released_on,
        )
        for one in found
    ]


def stand_of(campaign: UUID) -> Stand:
    """Figures of the campaign; exempt units commit themselves too, those only asked for opinions do not."""
    units = {part.unit for part in participations_of(campaign) if part.status != "opinion_only"}
    found = list(Commitment.objects.filter(campaign=campaign, unit__in=units).prefetch_related("promises"))
    public = [one for one in found if one.state == Commitment.State.PUBLISHED]
    promises = [promise for one in public for promise in one.promises.all()]
    topics = [one.state for one in Topic.objects.filter(campaign=campaign)]
    return Stand(
        units=len(units),
        submitted=sum(one.state == Commitment.State.SUBMITTED for one in found),
        published=len(public),
        broadcast=sum(one.broadcast_on is not None for one in public),
        promises=len(promises),
        kept=sum(one.kept == "kept" for one in promises),
        not_kept=sum(one.kept == "not_kept" for one in promises),
        topics=len(topics),
        solved=sum(state == Topic.State.SOLVED for state in topics),
    )


def work_of_units(campaign: UUID) -> Sequence[UnitWork]:
    """Each unit of the campaign with its own work in figures."""
    public = {one.unit: one for one in published_commitments(campaign)}
    topics: dict[UUID, list[str]] = {}
    for unit, state in Topic.objects.filter(campaign=campaign).values_list("unit", "state"):
        topics.setdefault(unit, []).append(state)
    duties: dict[UUID, list[bool]] = {}
    accepted = Duty.objects.filter(campaign=campaign, state=Duty.State.ACCEPTED)
    for unit, in_person in accepted.values_list("unit", "in_person"):
        duties.setdefault(unit, []).append(in_person)
    return [
        _work(part.unit, public.get(part.unit), topics.get(part.unit, []), duties.get(part.unit, []))
        for part in participations_of(campaign)
    ]


def _work(
    unit: UUID, commitment: CommitmentFacts | None, topics: Sequence[str], duties: Sequence[bool]
) -> UnitWork:
    promises = commitment.promises if commitment else ()
    return UnitWork(
        unit=unit,
        published=commitment is not None,
        promises=len(promises),
        kept=sum(one.kept == "kept" for one in promises),
        not_kept=sum(one.kept == "not_kept" for one in promises),
        topics=len(topics),
        solved=sum(state == Topic.State.SOLVED for state in topics),
        duties=len(duties),
        in_person=sum(duties),
    )


@dataclass(frozen=True)
class Waiting:
    """What the office has to decide: commitments handed in, topics chosen, results reported, duties recorded."""

    commitments: int
    topics: int
    results: int
    duties: int


def waiting_for_office() -> Waiting:
    """Over all campaigns."""
    topics = Topic.objects.filter(state__in=[Topic.State.CHOSEN, Topic.State.REPORTED])
    states = list(topics.values_list("state", flat=True))
    return Waiting(
        commitments=Commitment.objects.filter(state=Commitment.State.SUBMITTED).count(),
        topics=states.count(Topic.State.CHOSEN),
        results=states.count(Topic.State.REPORTED),
        duties=Duty.objects.filter(state=Duty.State.REPORTED).count(),
    )


def returned_to(units: Iterable[UUID]) -> int:
    """How many commitments, topics and records were returned to these units and wait for them."""
    mine = list(units)
    return sum(
        kind.objects.filter(unit__in=mine, state="returned").count() for kind in (Commitment, Topic, Duty)
    )


@dataclass(frozen=True)
class Owed:
    """What units have to report: duties with a day that has come or passed, topics whose day has passed."""

    duties: int
    duties_late: int
    topics: int
    topics_late: int


def owed_by(units: Iterable[UUID]) -> Owed:
    """Of these units, over all campaigns that are not archived. A duty can be reported from its day on."""
    day, mine = today(), list(units)
    duties = Duty.objects.filter(unit__in=mine, state=Duty.State.PLANNED, due__lte=day)
    topics = Topic.objects.filter(unit__in=mine, state=Topic.State.ACCEPTED, due__lt=day)
    duties = duties.exclude(campaign__state="archived")
    late = topics.exclude(campaign__state="archived").count()
    return Owed(duties.count(), duties.filter(due__lt=day).count(), late, late)
