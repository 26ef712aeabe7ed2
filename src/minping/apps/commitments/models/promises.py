"""公开承诺: what a unit undertakes before the public, item by item, and whether it kept it."""

import uuid

from django.db import models


class Commitment(models.Model):
    """A unit's public commitment in a campaign; units exempt from rating commit themselves too (F121, F127)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        PUBLISHED = "published"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    """热线监督电话 of the unit (F128)."""
    video = models.URLField(max_length=300, blank=True)
    broadcast_on = models.DateField(null=True, blank=True)
    """Day on which it was read out on television (F127)."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was returned."""
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="commitment_once")]


class Promise(models.Model):
    """One concrete thing of a commitment, with the day by which it is to be done."""

    class Kept(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        NOT_KEPT = "not_kept"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(max_length=300)
    standard = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    kept = models.CharField(max_length=8, choices=Kept, default=Kept.OPEN)
    facts = models.CharField(max_length=500, blank=True)
    """What the judgement rests on."""
    judged_by = models.CharField(max_length=100, blank=True)
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "due"]
