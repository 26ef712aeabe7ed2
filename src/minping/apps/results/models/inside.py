"""What a component took from campaigns held inside units."""

from django.db import models

from minping.apps.results.models.kept import Kept
from minping.apps.results.models.runs import ScoreRun


class InsideTaken(Kept):
    """One unit's value in a delivery of a partner's component, from a run of the campaign inside it.

    ``rows``: the objects behind it with name, category, score and valid ballots. ``record``: SHA-256 of the
    run's kept record.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    component = models.UUIDField()
    submission = models.UUIDField()
    """A delivery of the room partners."""
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=64)
    value = models.CharField(max_length=200)
    rows = models.JSONField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "unit"], name="inside_taken_once"),
        ]
