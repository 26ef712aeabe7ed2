"""An invented county with supervisors, and records as a telephone makes them."""

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import today
from minping.apps.oversight.field.services import Receipt, record_take
from minping.apps.oversight.inspections.services import (
    Plan,
    Ruling,
    finding_decide,
    inspection_plan,
    report_issue,
    report_prepare,
)
from minping.apps.oversight.models import Right, Visit
from minping.apps.oversight.rights.services import rights_set
from minping.apps.people.appraisers.services import Proposal, candidate_decide, candidate_propose
from minping.apps.people.models import Candidate
from minping.apps.units.models import Unit, UnitName

EVERY_RIGHT = tuple(Right.Kind.values)
FINDING = "窗口无人值守，群众等候40分钟。"


@dataclass(frozen=True)
class County:
    """A campaign and two units."""

    campaign: UUID
    police: UUID
    water: UUID


def county(*, police: UUID | None = None) -> County:
    """A new campaign; ``police``: a unit that is there already."""
    made = []
    for name in ("县公安局", "县水务局"):
        unit = Unit.objects.create(code=uuid4().hex[:8])
        UnitName.objects.create(unit=unit, name=name)
        made.append(unit.id)
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026)
    return County(campaign.id, police or made[0], made[1])


def supervisor(
    campaign: UUID,
    actor: Actor,
    *,
    phone: str = "+8613912345678",
    rights: tuple[str, ...] = EVERY_RIGHT,
    conflicts: tuple[UUID, ...] = (),
    name: str = "欧阳监督",
) -> UUID:
    """Make an accepted supervisor of the campaign whose account is ``actor``; the person's id."""
    proposal = Proposal(
        name,
        phone,
        "supervisor",
        user=actor.id,
        conflicts=dict.fromkeys(conflicts, "own"),
        identity="人大代表",
    )
    candidate = candidate_propose(actor=SYSTEM, campaign=campaign, proposal=proposal)
    candidate_decide(actor=SYSTEM, candidate=candidate, state="accepted", reason="符合条件")
    person = Candidate.objects.get(id=candidate).person_id
    rights_set(actor=SYSTEM, campaign=campaign, person=person, kinds=rights)
    return person


def inspection(actor: Actor, county: County, *who: Actor, title: str = "窗口服务暗访") -> UUID:
    """A planned inspection of the police bureau."""
    plan = Plan(
        title,
        "是否在岗",
        today() - timedelta(days=1),
        today() + timedelta(days=9),
        {county.police: "户籍窗口"},
        [one.person for one in who],
    )
    return inspection_plan(actor=actor, campaign=county.campaign, plan=plan)


def visit_json(inspection: UUID, unit: UUID, **changes: Any) -> dict[str, Any]:
    """A visit as the telephone writes it."""
    said = {
        "format": "minping-field-1",
        "record": str(uuid4()),
        "kind": "visit",
        "number": 1,
        "day": today().isoformat(),
        "time": "09:30",
        "place": "户籍窗口",
        "photos": [],
        "inspection": str(inspection),
        "unit": str(unit),
        "manner": "covert",
        "points": [{"head": "工作作风", "text": "按时在岗", "positive": True, "answer": "no"}],
        "summary": "排队二十余人。",
        "findings": [FINDING],
    }
    return {**said, **changes}


def survey_json(campaign: UUID, **changes: Any) -> dict[str, Any]:
    """A conversation as the telephone writes it."""
    said = {
        "format": "minping-field-1",
        "record": str(uuid4()),
        "kind": "survey",
        "number": 1,
        "day": today().isoformat(),
        "time": "15:00",
        "place": "东关村",
        "photos": [],
        "campaign": str(campaign),
        "place_kind": "village",
        "respondent": "farmer",
        "opinions": [{"text": "办证要跑好几趟，材料说不清楚。", "unit": ""}],
    }
    return {**said, **changes}


def picture(colour: str = "red") -> bytes:
    """A small JPEG with a place of shooting in its EXIF."""
    image = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (36.0, 7.0, 12.0), 3: "E", 4: (103.0, 8.0, 9.0)}
    kept = io.BytesIO()
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def bytes_of(said: dict[str, Any]) -> tuple[bytes, str]:
    """The record's bytes and their digest."""
    data = json.dumps(said, ensure_ascii=False).encode()
    return data, hashlib.sha256(data).hexdigest()


def take(actor: Actor, said: dict[str, Any], *photos: bytes) -> Receipt:
    """Take a record in as the upload does."""
    digests = [hashlib.sha256(photo).hexdigest() for photo in photos]
    data, digest = bytes_of({**said, "photos": digests})
    files = [SimpleUploadedFile("photo.jpg", photo, "image/jpeg") for photo in photos]
    return record_take(actor=actor, data=data, digest=digest, photos=files)


def visited(actor: Actor, county: County, found: UUID, **changes: Any) -> Visit:
    """A visit that was uploaded."""
    receipt = take(actor, visit_json(found, county.police, **changes))
    return Visit.objects.get(source__record=receipt.record)


def issued(lead: Actor, county: County, found: UUID, visit: Visit, days: int = 20) -> UUID:
    """The report about the visit's findings, issued."""
    for finding in visit.findings.all():
        ruling = Ruling("demanded", finding.text, deadline(days))
        finding_decide(actor=lead, finding=finding.id, ruling=ruling)
    report = report_prepare(actor=lead, inspection=found, unit=county.police)
    report_issue(actor=lead, report=report)
    return report


def deadline(days: int = 20) -> date:
    """A day ahead."""
    return today() + timedelta(days=days)
