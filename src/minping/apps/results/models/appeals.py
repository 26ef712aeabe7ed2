"""Appeals against a number of an announced result, every step of them, and the notices of correction (F147)."""

from django.db import models

from minping.apps.results.models.kept import Kept
from minping.apps.results.models.runs import ScoreRun


class Appeal(Kept):
    """What a unit said of one number; where the appeal stands is told by its last step."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """Within its campaign."""
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="appeals")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    """Where the number stands in the unit's explanation, or ``rank``, ``grade``, ``category``."""
    fact = models.CharField(max_length=300, blank=True)
    """One counted fact or entry behind the number, if the appeal is about that alone."""
    about = models.JSONField()
    """The item in words, in both languages, with the value it had."""
    counting = models.BooleanField()
    evidence = models.BooleanField()
    reason = models.TextField()
    wanted = models.TextField(blank=True)
    """What the unit thinks is right."""
    on_paper = models.BooleanField(default=False)
    """The office wrote it down from a letter."""
    received = models.DateField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="appeal_once")]


class AppealStep(Kept):
    """One act on an appeal, by whom, and what was found; the newest tells the state."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["appeal", "number"], name="appeal_step_once")]


class CorrectionNotice(Kept):
    """What a corrected run changed, told to everybody concerned: each unit whose score, rank or grade moved."""

    run = models.OneToOneField(ScoreRun, on_delete=models.PROTECT, related_name="correction")
    before = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField()
    text = models.TextField()
    text_en = models.TextField(blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
