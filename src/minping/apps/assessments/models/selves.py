"""自评: what units think of themselves, to be held against the public's score (F146)."""

import uuid

from django.db import models


class SelfCall(models.Model):
    """The units of a campaign are asked to assess themselves until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.OneToOneField("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()


class SelfAssessment(models.Model):
    """One unit's; handed in once."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    total = models.CharField(max_length=40, blank=True)
    """Out of the scheme's full mark, exact as ``str(Fraction)``."""
    aspects = models.JSONField(default=dict)
    """Code of the aspect → points out of 100, exact as text."""
    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    letter_day = models.DateField(null=True, blank=True)
    """When the signed paper came, where the office took it in for the unit."""
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["unit__code"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="self_assessment_once")]
