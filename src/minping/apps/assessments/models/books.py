"""日常考评台账: one book for each campaign, which facts are put forward for it, what became of them."""

import uuid

from django.db import models


class Book(models.Model):
    """The daily assessment of a campaign, from its opening to the freeze by two."""

    class State(models.TextChoices):
        OPEN = "open"
        FROZEN = "frozen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.OneToOneField("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    cut_off = models.DateField()
    """Last day on which anything may be recorded."""
    objection_days = models.PositiveSmallIntegerField()
    """Working days that a unit has to object, from the day it was told."""
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=100, blank=True)
    agreed_by = models.CharField(max_length=100, blank=True)


class FactRule(models.Model):
    """Facts of this kind, known from other rooms, are put forward for this item. A person decides on each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=100)
    """Code of the scheme's item."""

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind"], name="fact_rule_once")]


class Handled(models.Model):
    """A fact that was decided on, so that it is never put forward again: recorded, or left with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    source = models.UUIDField()
    """The problem or promise that the fact is about."""
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    entry = models.ForeignKey(
        "assessments.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    reason = models.CharField(max_length=500, blank=True)
    """Why it is not recorded."""
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind", "source"], name="fact_once")]
