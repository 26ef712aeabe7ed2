"""The digest of a delivery: what was signed, and whether it is still what is there."""

import hashlib
import json

from cryptography.exceptions import InvalidTag

from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.shelf import Shelf
from minping.apps.partners.models import Component, Submission

SHELF = Shelf("partners")


def digest_of(found: Submission) -> str:
    """SHA-256 over the file, what supplies what, every line and every figure; over the periods of a year; over
    which papers were there where the office signed on behalf."""
    component = found.component
    said: dict[str, object] = {
        "component": str(component.id),
        "family": component.family,
        "scope": [component.group, component.round],
        "number": found.number,
        "file": found.file_sha256,
        "issued": found.issued,
        "returned": found.returned,
        "feeds": sorted([feed.measure, feed.code] for feed in component.supplies),
        "lines": [[line.row, str(line.unit_id or ""), line.label, line.cells] for line in found.lines.all()],
        "figures": [
            [
                str(one.unit_id or ""),
                *(one.code, one.value, one.numerator, one.denominator),
                *(one.applicable, one.source, one.note, one.part_of, one.breakdown),
            ]
            for one in found.figures.all()
        ],
    }
    if found.by_office:
        said["papers"] = sorted(str(one.id) for one in files_of(found.id))
    if component.every:
        said["periods"] = [
            [str(one.id), one.absent_reason, *_signed(one)] for one in component.periods.order_by("since")
        ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _signed(period: Component) -> list[str]:
    """The digest under which a period stands; none where it does not."""
    found = period.submissions.filter(state=Submission.State.SIGNED)
    return list(found.values_list("digest", flat=True))


def file_holds(found: Submission) -> bool:
    """Whether the kept file is still there, byte for byte."""
    if not found.stored:
        return not found.file_sha256
    try:
        raw = SHELF.read(found.stored)
    except (FileNotFoundError, InvalidTag):
        return False
    return hashlib.sha256(raw).hexdigest() == found.file_sha256


def changed(found: Submission) -> bool:
    """Whether a signed delivery is no longer what was signed."""
    signed = found.state == Submission.State.SIGNED
    return signed and (digest_of(found) != found.digest or not file_holds(found))
