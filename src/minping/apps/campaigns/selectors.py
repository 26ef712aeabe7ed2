"""What other rooms may know of campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minping.apps.campaigns.models import Campaign, Category, Participation, Round, SchemeVersion
from minping.core.scheme.canonical import from_canonical
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


@dataclass(frozen=True)
class CategoryFacts:
    """A category of units."""

    code: str
    name: str


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
    """All campaigns, newest first."""
    return [_campaign(found) for found in Campaign.objects.all()]


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
    )


def categories_of(campaign: UUID) -> Sequence[CategoryFacts]:
    """Categories in their order."""
    return [CategoryFacts(c.code, c.name) for c in Category.objects.filter(campaign=campaign)]


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
    return from_canonical(bytes(found.canonical)) if found else None


def frozen_digest(campaign: UUID) -> str:
    """Hash of the scheme in force, empty before the freeze."""
    found = SchemeVersion.objects.filter(campaign=campaign, frozen=True).order_by("-number").first()
    return found.digest if found else ""
