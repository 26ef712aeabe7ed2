"""Files that people upload to something of a room: checked by content, cleaned, kept sealed, handed out safely."""

from minping.apps.foundation.evidence.answers import answer, read
from minping.apps.foundation.evidence.kinds import Checked
from minping.apps.foundation.evidence.services import (
    EvidenceFile,
    files_of,
    files_of_each,
    keep,
    looked_at,
    of_bytes,
    remove,
    remove_all,
)

__all__ = [
    "Checked",
    "EvidenceFile",
    "answer",
    "files_of",
    "files_of_each",
    "keep",
    "looked_at",
    "of_bytes",
    "read",
    "remove",
    "remove_all",
]
