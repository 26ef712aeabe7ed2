"""Evidence that comes with a plan or a report."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor

ROOM = "casework"
Uploads = Sequence["UploadedFile[Any]"]
"""Files as a form or the interface gives them."""


def keep_all(actor: Actor, paper: UUID, files: Uploads) -> None:
    """Keep the files with the paper; one that is refused refuses all."""
    for upload in files:
        evidence.keep(actor=actor, upload=upload, subject=paper, room=ROOM)
