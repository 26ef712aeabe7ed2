"""What other rooms may know of campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from minping.apps.campaigns.library.catalogue import SHORT_FORMS
from minping.apps.campaigns.models import (
    Campaign,
    Category,
    Commentary,
    ContentHead,
    Deliverable,
    FocusTopic,
    Member,
    Participation,
    Round,
    SchemeVersion,
    Stage,
    Tag,
    Task,
)
from minping.apps.campaigns.schemes import scheme_in
from minping.core.findings import Text
from minping.core.scheme.model import Scheme


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign as other rooms see it."""

    id: UUID
    title: str
    title_en: str
    year: int
    form: str
    state: str
    open_stages: tuple[str, ...]
    requirement: str
    short: bool = False
    counters: Mapping[str, int] = field(default_factory=dict)
    launch_day: date | None = None
    launch_place: str = ""
    demo: bool = False
    half_year: bool = False
    inside: UUID | None = None
    """The unit or system within which it is held."""

    @property
    def own_year(self) -> bool:
        """Whether it is a year of the county's history: not a half-year, not held inside a unit."""
        return not self.half_year and self.inside is None


@dataclass(frozen=True)
class CategoryFacts:
    """A category of units."""

    code: str
    name: str
    id: UUID


@dataclass(frozen=True)
class ParticipationFacts:
    """A unit's part in a campaign."""

    unit: UUID
    category: str
    status: str
    key_object: bool
    reason: str


@dataclass(frozen=True)
class RoundFacts:
    """A round. ``group`` and ``code`` are those of the scheme."""

    id: UUID
    campaign: UUID
    group: str
    code: str
    title: str
    title_en: str
    channel: str
    state: str
    opens: date
    closes: datetime
    minimum: int | None
    trained_only: bool
    flags: tuple[str, ...]
    manifest: str
    reason: str


def campaigns() -> Sequence[CampaignFacts]:
    """All campaigns, newest first; of one year those held inside a unit after the others."""
    found = Campaign.objects.order_by("-year", F("inside").asc(nulls_first=True), "title")
    return [_campaign(one) for one in found]


def campaign_of(campaign: UUID) -> CampaignFacts | None:
    """One campaign, or None."""
    found = Campaign.objects.filter(id=campaign).first()
    return _campaign(found) if found else None


def _campaign(found: Campaign) -> CampaignFacts:
    return CampaignFacts(
        found.id,
        found.title,
        found.title_en,
        found.year,
        found.form,
        found.state,
        tuple(found.open_stages),
        found.requirement,
        found.form in SHORT_FORMS,
        dict(found.counters),
        found.launch_day,
        found.launch_place,
        found.demo,
        found.half_year,
        found.inside_id,
    )


def categories_of(campaign: UUID) -> Sequence[CategoryFacts]:
    """Categories in their order."""
    return [CategoryFacts(c.code, c.name, c.id) for c in Category.objects.filter(campaign=campaign)]


def participations_of(campaign: UUID) -> Sequence[ParticipationFacts]:
    """Every unit that has part in the campaign, by the unit's code."""
    found = Participation.objects.filter(campaign=campaign).select_related("category").order_by("unit__code")
    return [
        ParticipationFacts(p.unit_id, p.category.code if p.category else "", p.status, p.key_object, p.reason)
        for p in found
    ]


def rounds_of(campaign: UUID) -> Sequence[RoundFacts]:
    """Rounds in the order of their opening."""
    return [_round(found) for found in Round.objects.filter(campaign=campaign)]


def round_of(round_id: UUID) -> RoundFacts | None:
    """One round, or None."""
    found = Round.objects.filter(id=round_id).first()
    return _round(found) if found else None


def _round(found: Round) -> RoundFacts:
    return RoundFacts(
        found.id,
        found.campaign_id,
        found.group,
        found.code,
        found.title,
        found.title_en,
        found.channel,
        found.state,
        found.opens,
        found.closes,
        found.minimum,
        found.trained_only,
        tuple(found.flags),
        found.manifest,
        found.reason,
    )


def frozen_scheme(campaign: UUID) -> Scheme | None:
    """The scheme in force: the newest frozen version, or None before the freeze."""
    found = SchemeVersion.objects.filter(campaign=campaign, frozen=True).order_by("-number").first()
    return scheme_in(found.canonical) if found else None


def frozen_digest(campaign: UUID) -> str:
    """Hash of the scheme in force, empty before the freeze."""
    found = SchemeVersion.objects.filter(campaign=campaign, frozen=True).order_by("-number").first()
    return found.digest if found else ""


@dataclass(frozen=True)
class StageFacts:
    """A stage with its planned days. ``doubt``: a contradiction of the plan's text, in both languages."""

    kind: str
    name: str
    opens: date
    closes: date
    work: str
    doubt: Text | None


def stages_of(campaign: UUID) -> Sequence[StageFacts]:
    """Stages in their order; they may overlap."""
    return [
        StageFacts(
            stage.kind,
            stage.name,
            stage.opens,
            stage.closes,
            stage.work,
            Text(stage.doubt["zh"], stage.doubt["en"]) if stage.doubt else None,
        )
        for stage in Stage.objects.filter(campaign=campaign)
    ]


@dataclass(frozen=True)
class TaskFacts:
    """A task; ``unit``: the unit that answers for it, if one does."""

    id: UUID
    campaign: UUID
    title: str
    owner: str
    unit: UUID | None
    due: date
    state: str
    note: str

    @property
    def done(self) -> bool:
        return self.state in {"done", "dropped"}

    def late(self, today: date) -> bool:
        """Whether it should have been done before ``today``."""
        return not self.done and self.due < today


def tasks_of(campaign: UUID | None = None) -> Sequence[TaskFacts]:
    """Tasks by due day, of one campaign or of all."""
    found = Task.objects.select_related("owner")
    if campaign is not None:
        found = found.filter(campaign=campaign)
    return [
        TaskFacts(
            task.id,
            task.campaign_id,
            task.title,
            task.owner.name if task.owner else task.owner_name,
            task.unit_id or (task.owner.unit_id if task.owner else None),
            task.due,
            task.state,
            task.note,
        )
        for task in found
    ]


@dataclass(frozen=True)
class CommentaryFacts:
    """What is said of a unit's year (F085)."""

    unit: UUID
    text: str
    by: str
    at: datetime


def commentaries_of(campaign: UUID) -> Mapping[UUID, CommentaryFacts]:
    """Unit → its commentary; the host's is the summary of a campaign inside it."""
    found = Commentary.objects.filter(campaign=campaign)
    return {one.unit_id: CommentaryFacts(one.unit_id, one.text, one.by_name, one.at) for one in found}


@dataclass(frozen=True)
class MemberFacts:
    """Somebody of the leading group, or a department: ``part`` is head, deputy, member or partner."""

    part: str
    name: str
    post: str
    unit: UUID | None
    duty: str


def leading_group_of(campaign: UUID) -> Sequence[MemberFacts]:
    """Head, deputies, member departments, cooperating units, in this order."""
    ranks = list(Member.Part.values)
    found = [
        MemberFacts(member.part, member.name, member.post, member.unit_id, member.duty)
        for member in Member.objects.filter(campaign=campaign)
    ]
    return sorted(found, key=lambda member: ranks.index(member.part))


@dataclass(frozen=True)
class ContentFacts:
    """A content head with its check points; ``categories`` empty: asked of all."""

    name: str
    categories: tuple[str, ...]
    do: tuple[str, ...]
    dont: tuple[str, ...]


def content_of(campaign: UUID) -> Sequence[ContentFacts]:
    """Content heads in their order."""
    heads = ContentHead.objects.filter(campaign=campaign).prefetch_related("points")
    return [
        ContentFacts(
            head.name,
            tuple(head.categories),
            tuple(point.text for point in head.points.all() if point.positive),
            tuple(point.text for point in head.points.all() if not point.positive),
        )
        for head in heads
    ]


def focus_topics_of(campaign: UUID) -> Sequence[str]:
    """Focus topics of the year."""
    return list(FocusTopic.objects.filter(campaign=campaign).values_list("name", flat=True))


def tags_of(campaign: UUID) -> Mapping[str, Sequence[str]]:
    """Tag sets by name, each with its words."""
    found: dict[str, list[str]] = {}
    for tag in Tag.objects.filter(campaign=campaign):
        found.setdefault(tag.group, []).extend([tag.name] if tag.name else [])
    return found


def draft_scheme(campaign: UUID) -> Scheme | None:
    """The draft that is being worked on, or None."""
    found = SchemeVersion.objects.filter(campaign=campaign, frozen=False).first()
    return scheme_in(found.canonical) if found else None


def commitments_missing(campaign: UUID) -> int:
    """Appraised units whose public commitment the office has not accepted yet (F127, F136)."""
    settled = (Deliverable.State.ACCEPTED, Deliverable.State.NOT_NEEDED)
    given = Deliverable.objects.filter(
        participation__campaign=campaign, kind=Deliverable.Kind.COMMITMENT, state__in=settled
    )
    appraised = Participation.objects.filter(campaign=campaign, status=Participation.Status.APPRAISED)
    return appraised.exclude(id__in=given.values("participation")).count()
