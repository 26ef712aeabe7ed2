"""Records taken in: each once, however often it is sent; two that contradict each other are both kept."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import blind_index, seal, unseal
from minping.apps.oversight.field.reading import (
    Frame,
    SurveyRecord,
    VisitRecord,
    frame_of,
    survey_of,
    visit_of,
)
from minping.apps.oversight.models import FieldRecord, Inspection, Right, Visit, VisitFinding
from minping.apps.oversight.rights.selectors import require_right
from minping.apps.oversight.surveys.services import survey_campaign_or_refuse, survey_unfold
from minping.core.findings import Text

PURPOSE = "field"
_NOT_FOUND = Text("没有这份记录。", "There is no such record.")


@dataclass(frozen=True)
class Receipt:
    """What the device gets: with ``conflict`` the record is kept beside another one of the same id."""

    code: str
    record: UUID
    digest: str
    conflict: bool = False


def record_take(
    *,
    actor: Actor,
    data: bytes,
    digest: str,
    photos: Sequence["UploadedFile[Any]"] = (),
    for_other: bool = False,
) -> Receipt:
    """Take a record in. The same bytes under the same id: the same receipt, nothing new. Other bytes under
    the id: kept beside the first, the office decides.

    ``for_other``: a file saved from somebody's telephone, brought in by the office.
    """
    require(actor, "oversight.edit" if for_other else "oversight.visit")
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused(
            Text("记录在传输中损坏，请重新上传。", "The record was damaged on its way; send it again.")
        )
    frame = frame_of(data)
    for _ in range(3):
        try:
            with transaction.atomic():
                return _take(actor, frame, data, digest, photos)
        except IntegrityError:
            continue  # another upload of the same record was quicker; now it is there
    raise Refused(Text("系统繁忙，请稍后再传。", "Too busy; send it again later."))


def _take(
    actor: Actor, frame: Frame, data: bytes, digest: str, photos: Sequence["UploadedFile[Any]"]
) -> Receipt:
    known = list(FieldRecord.objects.filter(record=frame.record))
    same = next((one for one in known if one.digest == digest), None)
    if same is not None:
        return _receipt(same, conflict=same.user != actor.id or not same.standing)
    content = visit_of(frame) if frame.kind == "visit" else survey_of(frame)
    campaign = _campaign(actor, content)
    _check_photos(frame, photos)
    kept = FieldRecord.objects.create(
        record=frame.record,
        digest=digest,
        kind=frame.kind,
        campaign_id=campaign,
        sealed=seal(data.decode(), PURPOSE),
        standing=not known,
        number=frame.number,
        user=actor.person,
        by_name=actor.name,
        received_at=now(),
    )
    for photo in photos:
        evidence.keep(actor=actor, upload=photo, subject=kept.id, room="oversight")
    if kept.standing:
        _unfold(actor, kept, frame, content)
    record(actor, f"oversight.record.{'taken' if kept.standing else 'kept_beside'}", kept.id, kind=frame.kind)
    return _receipt(kept, conflict=not kept.standing)


def _receipt(kept: FieldRecord, *, conflict: bool) -> Receipt:
    code = blind_index(f"{kept.record}{kept.digest}", "receipt")[:12].upper()
    return Receipt(f"{code[:4]}-{code[4:8]}-{code[8:]}", kept.record, kept.digest, conflict)


def _check_photos(frame: Frame, photos: Sequence["UploadedFile[Any]"]) -> None:
    digests = []
    for photo in photos:
        digests.append(hashlib.sha256(photo.read()).hexdigest())
        photo.seek(0)
    if tuple(digests) != frame.photos:
        raise Refused(
            Text(
                "照片与记录不符，请重新上传。",
                "The photos are not those of the record; send it again.",
            )
        )


def _campaign(actor: Actor, content: VisitRecord | SurveyRecord) -> UUID:
    """The campaign a record belongs to; Refused where the actor may not make it."""
    if isinstance(content, SurveyRecord):
        survey_campaign_or_refuse(content)
        require_right(actor, content.campaign, Right.Kind.INVESTIGATE)
        return content.campaign
    found = Inspection.objects.filter(id=content.inspection).first()
    if found is None or not (actor.of_office or found.inspectors.filter(user=actor.person).exists()):
        raise Refused(
            Text("您不在这次督查的人员中。", "You are not among those who carry out this inspection.")
        )
    if not found.targets.filter(unit=content.unit).exists():
        raise Refused(
            Text("这个单位不在这次督查的计划中。", "This unit is not in the plan of the inspection.")
        )
    require_right(actor, found.campaign_id, Right.Kind.SUPERVISE, content.unit)
    return found.campaign_id


def _unfold(actor: Actor, kept: FieldRecord, frame: Frame, content: VisitRecord | SurveyRecord) -> None:
    if isinstance(content, SurveyRecord):
        survey_unfold(actor, kept, frame, content)
        _forget_words(kept, frame)
        return
    visit = Visit.objects.create(
        inspection_id=content.inspection,
        source=kept,
        unit_id=content.unit,
        place=frame.place,
        day=frame.day,
        time=frame.time,
        manner=content.manner,
        points=list(content.points),
        summary=content.summary,
    )
    VisitFinding.objects.bulk_create(
        VisitFinding(visit=visit, number=number, text=text) for number, text in enumerate(content.findings, 1)
    )


def _forget_words(kept: FieldRecord, frame: Frame) -> None:
    """What was said lies in the room of opinions from now on, and may be erased there; no copy stays here."""
    said = {**frame.rest, "opinions": [{"text": "—"} for _ in frame.rest["opinions"]]}
    kept.sealed = seal(json.dumps(said, ensure_ascii=False), PURPOSE)
    kept.save(update_fields=["sealed"])


def forget_finding(kept: FieldRecord, text: str) -> None:
    """Take a finding out of the record as it came; inside the caller's transaction."""
    said = json.loads(text_of(kept))
    said["findings"] = ["—" if str(one).strip() == text else one for one in said["findings"]]
    kept.sealed = seal(json.dumps(said, ensure_ascii=False), PURPOSE)
    kept.save(update_fields=["sealed"])


@transaction.atomic
def conflict_settle(*, actor: Actor, kept: UUID, take: bool, reason: str) -> None:
    """Decide on a record that came under the id of another: take it as a record of its own, or leave it."""
    require(actor, "oversight.edit")
    found = FieldRecord.objects.select_for_update().filter(id=kept, standing=False, settled="").first()
    if found is None:
        raise Refused(Text("这份记录已经处理过。", "This record was dealt with already."))
    if not reason.strip():
        raise Refused(Text("请写明理由。", "Say why."))
    found.settled, found.settled_by = reason.strip()[:300], actor.name
    found.save(update_fields=["settled", "settled_by"])
    frame = frame_of(text_of(found).encode())
    if take:
        _unfold(actor, found, frame, visit_of(frame) if found.kind == "visit" else survey_of(frame))
    elif found.kind == FieldRecord.Kind.SURVEY:
        _forget_words(found, frame)
    record(actor, f"oversight.record.{'taken_too' if take else 'left'}", found.id)


def text_of(kept: FieldRecord) -> str:
    """The JSON as it came. Raises Refused when there is none."""
    text = unseal(kept.sealed, PURPOSE)
    if not text:
        raise Refused(_NOT_FOUND)
    return text
