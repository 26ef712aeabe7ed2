"""Long checks and writes as jobs; files and findings erased when their time is over."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports import keeping
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.services import actor_from, run_check, run_write
from minping.apps.foundation.jobs import Told, job, sweep

KEPT_WAITING = timedelta(days=7)
"""A table that nobody applied is given up and erased after this time."""

KEPT_DONE = timedelta(days=30)
"""The file of an applied import, what was found in it, and how to undo it if that is personal."""

KEPT_STRAY = timedelta(days=1)
"""A file that no import names was left by a request that failed."""

State = ImportRun.State


def _next(run: str) -> dict[str, str]:
    return {"next": reverse("imports:run", args=[run])}


@job("foundation.import.check")
def check(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """The dry run of a large table."""
    run_check(run_id=UUID(payload["run"]), told=told)
    return _next(payload["run"])


@job("foundation.import.apply")
def apply(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """The writing of a large table; a second try finds it done."""
    run = ImportRun.objects.get(id=UUID(payload["run"]))
    if run.state != State.APPLIED:
        told(0, 0)
        actor = actor_from(payload["actor"])
        try:
            run_write(actor=actor, run_id=run.id, digest=payload["digest"], told=told)
        except Refused:
            ImportRun.objects.filter(id=run.id).update(job=None)
            raise
    return _next(payload["run"])


@sweep("foundation.imports")
def forget() -> None:
    """Give up what nobody applied, erase what is no longer needed, count what was erased."""
    waiting = ImportRun.objects.filter(
        state__in=[State.UPLOADED, State.CHECKED], started_at__lt=now() - KEPT_WAITING
    )
    done = ImportRun.objects.filter(
        state__in=[State.APPLIED, State.UNDONE], started_at__lt=now() - KEPT_DONE
    ).exclude(stored="")
    for run in [*waiting, *done]:
        _erase(run)
    named = set(ImportRun.objects.exclude(stored="").values_list("stored", flat=True))
    keeping.stray_files(named, (now() - KEPT_STRAY).timestamp())


@transaction.atomic
def _erase(run: ImportRun) -> None:
    stored = run.stored
    if run.state in {State.UPLOADED, State.CHECKED}:
        run.state = State.DISCARDED
    run.stored, run.sight, run.report = "", b"", b""
    if run.sealed:
        run.undo = b""
    run.save()
    record(SYSTEM, "foundation.import.erased", run.id, kind=run.kind)
    transaction.on_commit(lambda: keeping.erase_file(stored))
