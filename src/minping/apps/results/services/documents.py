"""The documents of a run, made once in each language."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.jobs import Told
from minping.apps.results.around import unit_around, year_around
from minping.apps.results.levels import told_fields
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Documents, ScoreRun
from minping.apps.results.storing import keep, zipped


def documents_make(*, run: UUID, language: str, told: Told | None = None) -> Documents:
    """Result table and circular as the units are told, proposals, reports and every unit's feedback, dated with
    the day of the run, as one zip file."""
    from minping.apps.results.reports import write_reports  # noqa: PLC0415 - charts and PDF load slowly

    row = ScoreRun.objects.get(id=run)
    there: Documents | None = Documents.objects.filter(run=run, language=language).first()
    if there is not None:
        return there
    loaded = load_run(row)
    total = len(loaded.run.units)
    with tempfile.TemporaryDirectory() as made:
        write_reports(
            loaded.run,
            loaded.scheme,
            loaded.data,
            Path(made) / "documents",
            date=timezone.localtime(row.at).date().isoformat(),
            office=loaded.office,
            language=language,
            fields=told_fields(loaded.scheme),
            year=year_around(row),
            around=lambda code: unit_around(row, UUID(row.units[code])),
            progress=lambda _stage, done: told(done, total) if told is not None else None,
        )
        data = zipped(Path(made) / "documents")
    return _kept(row, language, data)


@transaction.atomic
def _kept(row: ScoreRun, language: str, data: bytes) -> Documents:
    made = Documents(run=row, language=language, file=keep(data), at=now())
    made.save()
    record(SYSTEM, "results.documents.made", row.campaign_id, run=row.id, language=language, file=made.file)
    return made
