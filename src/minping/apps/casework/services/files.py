"""Evidence that comes with a plan or a report."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor

ROOM = "casework"
Given = ParamSpec("Given")
Made = TypeVar("Made")
Uploads = Sequence["UploadedFile[Any] | evidence.Checked"]
"""Files as a form or the interface gives them, or as they were looked at."""


def files_first(act: Callable[Given, Made]) -> Callable[Given, Made]:
    """Read the files before the act holds anything that others wait for."""

    @wraps(act)
    def begun(*args: Given.args, **given: Given.kwargs) -> Made:
        if files := given.get("files"):
            given["files"] = looked_at(files)
        return act(*args, **given)

    return begun


def looked_at(files: Any) -> Uploads:
    """The files, read and cleaned. Raises Refused."""
    return [one if isinstance(one, evidence.Checked) else evidence.looked_at(one) for one in files]


def keep_all(actor: Actor, paper: UUID, files: Uploads) -> None:
    """Keep the files with the paper; one that is refused refuses all."""
    for upload in files:
        evidence.keep(actor=actor, upload=upload, subject=paper, room=ROOM)
