"""What the units were told last: the run that was announced to them, or published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minping.apps.results.models import Announcement, Publication, ScoreRun


@dataclass(frozen=True)
class Told:
    """A run and when the units were told of it."""

    run: ScoreRun
    at: datetime


def told_last() -> list[Told]:
    """Of each campaign the newest run that was announced or published; the announcement says when, if there was
    one. A correction of what is public reaches the units with its publication."""
    found: dict[UUID, Told] = {}
    rows = [
        *(Told(one.run, one.at) for one in Announcement.objects.select_related("run")),
        *(Told(one.run, one.at) for one in Publication.objects.select_related("run")),
    ]
    for one in sorted(rows, key=lambda told: told.run.number):
        before = found.get(one.run.campaign_id)
        if before is None or before.run.id != one.run.id:
            found[one.run.campaign_id] = one
    return list(found.values())
