"""Keeping, listing and removing files. Who may see the subject is asked by its room before any of these."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence.faults import Unfit
from minping.apps.foundation.evidence.kinds import LARGEST, PICTURES, Checked, checked, too_large
from minping.apps.foundation.evidence.names import clean_name, ending_of
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.sealing import seal, unseal
from minping.apps.foundation.shelf import Shelf
from minping.core.findings import Text

PURPOSE = "evidence"
SHELF = Shelf(PURPOSE)

MOST_FILES = 50
"""Files of one subject."""


@dataclass(frozen=True)
class EvidenceFile:
    """A kept file as pages show it. ``kind``: jpg, png, pdf, docx, xlsx; ``size`` in bytes."""

    id: UUID
    name: str
    kind: str
    size: int
    at: datetime
    by_name: str

    @property
    def is_picture(self) -> bool:
        """Whether a small picture of it can be asked for."""
        return self.kind in PICTURES


def looked_at(upload: "UploadedFile[Any]") -> Checked:
    """Check and clean an uploaded file, to be kept later: reading may take its time, and whoever holds rows that
    others wait for does it before. Raises Refused with its name, the reason and what to do."""
    name = upload.name or ""
    if (upload.size or 0) > LARGEST:
        raise Refused(too_large(upload.size or 0).about(_shown(name)))
    return _fit(name, upload.read())


def keep(*, actor: Actor, upload: "UploadedFile[Any] | Checked", subject: UUID, room: str) -> UUID:
    """Check, clean and keep an uploaded file, or one that was looked at before. Raises Refused with its name, the
    reason and what to do."""
    fit = upload if isinstance(upload, Checked) else looked_at(upload)
    return _kept(actor, fit, subject, room)


def of_bytes(*, actor: Actor, name: str, raw: bytes, subject: UUID, room: str) -> UUID:
    """As ``keep``, for bytes that came another way; the same bytes for the same subject are kept once."""
    return _kept(actor, _fit(name, raw), subject, room)


def _fit(name: str, raw: bytes) -> Checked:
    try:
        return checked(name, raw)
    except Unfit as fault:
        raise Refused(fault.about(_shown(name))) from fault


@transaction.atomic
def _kept(actor: Actor, fit: Checked, subject: UUID, room: str) -> UUID:
    there = Evidence.objects.filter(room=room, subject=subject)
    twin = there.filter(sha256=fit.sha256).first()
    if twin is not None:
        return twin.id
    if there.count() >= MOST_FILES:
        raise Refused(
            Text(
                f"已有 {MOST_FILES} 份附件，不能再添加。请先删除不需要的附件。",
                f"There are {MOST_FILES} files already. Remove one that is not needed first.",
            )
        )
    kept = Evidence.objects.create(
        room=room,
        subject=subject,
        name=seal(fit.name, PURPOSE),
        kind=fit.kind,
        size=len(fit.raw),
        sha256=fit.sha256,
        kept_sha256=sha256(fit.raw).hexdigest(),
        stored=SHELF.keep(fit.raw),
        at=now(),
        by=actor.id,
        by_name=actor.name,
    )
    record(actor, f"{room}.evidence.kept", subject, file=kept.id, kind=fit.kind, sha256=fit.sha256)
    return kept.id


def files_of(subject: UUID) -> Sequence[EvidenceFile]:
    """The files of one subject, oldest first."""
    return files_of_each([subject]).get(subject, [])


def files_of_each(subjects: Iterable[UUID]) -> Mapping[UUID, Sequence[EvidenceFile]]:
    """The files of many subjects; a subject without files is absent."""
    found: dict[UUID, list[EvidenceFile]] = defaultdict(list)
    for row in Evidence.objects.filter(subject__in=list(subjects)):
        name = unseal(row.name, PURPOSE)
        found[row.subject].append(EvidenceFile(row.id, name, row.kind, row.size, row.at, row.by_name))
    return dict(found)


@transaction.atomic
def remove(*, actor: Actor, file: UUID) -> None:
    """Erase a file; nothing happens when it is gone already."""
    for row in Evidence.objects.select_for_update().filter(id=file):
        record(actor, f"{row.room}.evidence.removed", row.subject, file=row.id, sha256=row.sha256)
        _erase(row)


@transaction.atomic
def remove_all(*, subjects: Iterable[UUID], room: str) -> int:
    """Erase every file of these subjects, for a sweep that erases the subjects themselves; how many."""
    rows = list(Evidence.objects.select_for_update().filter(room=room, subject__in=list(subjects)))
    for row in rows:
        _erase(row)
    return len(rows)


def _erase(row: Evidence) -> None:
    stored = row.stored
    row.delete()
    transaction.on_commit(lambda: SHELF.erase(stored))


def _shown(name: str) -> str:
    """A name fit to be shown in a message."""
    return clean_name(name, ending_of(name)[:5] or "?").removesuffix(".?")
