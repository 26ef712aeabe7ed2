"""Handing a file out: to be saved, never opened inside the site (SEC E3)."""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence.kinds import PICTURES, TYPES
from minping.apps.foundation.evidence.pictures import small as small_picture
from minping.apps.foundation.evidence.services import PURPOSE, SHELF
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.sealing import unseal
from minping.core.findings import Text

POLICY = "default-src 'none'; sandbox"


def answer(file: UUID, room: str, subject: UUID, *, small: bool = False) -> HttpResponse:
    """The file as an attachment, or a small JPEG of a picture. Raises Http404 unless it is this subject's.

    The view has asked before whether the person may see the subject.
    """
    row = Evidence.objects.filter(id=file, room=room, subject=subject).first()
    if row is None or (small and row.kind not in PICTURES):
        raise Http404
    raw = _stored(row)
    kind = TYPES["jpg" if small else row.kind]
    response = HttpResponse(small_picture(raw, row.kind) if small else raw, content_type=kind)
    name = unseal(row.name, PURPOSE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def read(file: UUID, room: str, subject: UUID) -> bytes:
    """The bytes of a file, to be sent on in a letter. Raises Http404, Refused as ``answer`` does."""
    row = Evidence.objects.filter(id=file, room=room, subject=subject).first()
    if row is None:
        raise Http404
    return _stored(row)


def _stored(row: Evidence) -> bytes:
    try:
        return SHELF.read(row.stored)
    except FileNotFoundError as fault:
        raise Http404 from fault
    except InvalidTag as fault:
        raise Refused(
            Text(
                "保存的附件已损坏，请联系管理人员从备份恢复。",
                "The stored file is damaged; ask for it from the backup.",
            )
        ) from fault
