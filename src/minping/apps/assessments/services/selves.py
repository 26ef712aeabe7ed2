"""Asking the units for their own view, and what they hand in."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.models import SelfAssessment, SelfCall
from minping.apps.assessments.services.entries import ROOM, Uploads
from minping.apps.assessments.services.found import GONE, as_unit, known_campaign
from minping.apps.assessments.services.objections import letter_check
from minping.apps.assessments.words import day_words
from minping.apps.campaigns.selectors import CampaignFacts, frozen_scheme, participations_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import keep
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import short
from minping.apps.units.selectors import below
from minping.core.findings import Text
from minping.core.scheme.model import Scheme

BEFORE_CLOSE = frozenset({"draft", "scheme_frozen", "launched", "running", "commitment", "one_vote"})
"""States of a campaign, long or short, in which it still collects."""
ASPECT_FULL = Fraction(100)


@transaction.atomic
def self_call_set(*, actor: Actor, campaign: UUID, due: date, note: str = "") -> None:
    """Ask every unit of the campaign for its own view until a day, or move that day."""
    require(actor, "assessments.edit")
    facts = known_campaign(campaign)
    if frozen_scheme(campaign) is None or not collecting(facts):
        raise Refused(
            Text(
                "自评在方案冻结之后、采集截止之前布置。",
                "Units are asked after the scheme is frozen and before collecting closes.",
            )
        )
    if due < today():
        raise Refused(Text("截止日不能早于今天。", "The day cannot lie in the past."))
    text = short(note, Text("说明", "note"), 2000)
    SelfCall.objects.update_or_create(
        campaign_id=campaign,
        defaults={"due": due, "note": text},
        create_defaults={"due": due, "note": text, "at": now()},
    )
    record(actor, "assessments.self_call.set", campaign, due=due)


def collecting(facts: CampaignFacts) -> bool:
    """Whether the campaign still collects."""
    return facts.state in BEFORE_CLOSE


def takes_self(campaign: UUID, unit: UUID) -> bool:
    """Whether the unit, or what it lies below, is appraised or exempt in the campaign."""
    part = [one.unit for one in participations_of(campaign) if one.status != "opinion_only"]
    return unit in below(part)


@transaction.atomic
def self_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    total: Fraction | None,
    aspects: Mapping[str, Fraction],
    text: str = "",
    files: Uploads = (),
    submit: bool = False,
) -> UUID:
    """Write the unit's own view down, or hand it in: then it stands."""
    as_unit(actor, unit)
    scheme = _asked(campaign, unit, today())
    found = _writable(campaign, unit)
    _put(scheme, found, total, aspects, text)
    if submit:
        _complete(found)
        if not found.text:
            raise Refused(Text("请填写自评说明。", "Say what it rests on."))
        found.state = SelfAssessment.State.SUBMITTED
    _keep(actor, found, files)
    record(actor, f"assessments.self.{'submitted' if submit else 'saved'}", found.id, unit=unit)
    return found.id


@transaction.atomic
def self_take(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    total: Fraction | None,
    aspects: Mapping[str, Fraction],
    received: date,
    text: str = "",
    files: Uploads = (),
) -> UUID:
    """The office takes in the view of a unit that cannot write it down itself, from its signed paper. It stands."""
    require(actor, "assessments.edit")
    scheme = _asked(campaign, unit, received)
    found = _writable(campaign, unit)
    if found.by_name:
        raise Refused(
            Text(
                "单位已在网上起草，请单位自己报送。",
                "The unit has a draft of its own; let it hand that in.",
            )
        )
    letter_check(received, files)
    _put(scheme, found, total, aspects, text)
    _complete(found)
    found.state, found.letter_day = SelfAssessment.State.SUBMITTED, received
    _keep(actor, found, files)
    record(actor, "assessments.self.submitted", found.id, unit=unit, on_paper=True, received=received)
    return found.id


def _writable(campaign: UUID, unit: UUID) -> SelfAssessment:
    """The unit's own view, as far as it is written; refuses one that was handed in."""
    found = SelfAssessment.objects.select_for_update().filter(campaign=campaign, unit=unit).first()
    if found is not None and found.state == SelfAssessment.State.SUBMITTED:
        raise Refused(Text("自评已经报送，不能再改。", "It was handed in and can no longer be changed."))
    return found or SelfAssessment(campaign_id=campaign, unit_id=unit)


def _put(
    scheme: Scheme, found: SelfAssessment, total: Fraction | None, aspects: Mapping[str, Fraction], text: str
) -> None:
    _check(scheme, total, aspects)
    found.total = "" if total is None else str(total)
    found.aspects = {code: str(points) for code, points in aspects.items()}
    found.text = short(text, Text("自评说明", "text"), 6000)


def _keep(actor: Actor, found: SelfAssessment, files: Uploads) -> None:
    found.by_name, found.at = actor.name, now()
    found.save()
    for upload in files:
        keep(actor=actor, upload=upload, subject=found.id, room=ROOM)


def _asked(campaign: UUID, unit: UUID, day: date) -> Scheme:
    """What the unit is asked about, while it may answer; ``day``: on which it does."""
    facts, scheme = known_campaign(campaign), frozen_scheme(campaign)
    call = SelfCall.objects.filter(campaign=campaign).first()
    if call is None or scheme is None or not takes_self(campaign, unit):
        raise Refused(GONE)
    if day > call.due or not collecting(facts):
        due = day_words(call.due)
        raise Refused(
            Text(
                f"自评已于{due.zh}截止，或采集已截止。",
                f"The self-assessment closed on {due.en}, or when collecting closed.",
            )
        )
    return scheme


def _check(scheme: Scheme, total: Fraction | None, aspects: Mapping[str, Fraction]) -> None:
    if total is not None and not 0 <= total <= scheme.full:
        raise Refused(Text(f"自评总分请填0至{scheme.full}。", f"The total lies between 0 and {scheme.full}."))
    if not set(aspects) <= set(scheme.aspects):
        raise Refused(GONE)
    for code, points in aspects.items():
        if not 0 <= points <= ASPECT_FULL:
            name = scheme.aspects[code].name
            raise Refused(Text(f"「{name}」请填0至100。", f"“{name}” lies between 0 and 100."))


def _complete(found: SelfAssessment) -> None:
    if not found.total and not found.aspects:
        raise Refused(
            Text("请至少填写自评总分或一项得分。", "Give the total, or the points of an aspect at least.")
        )
