"""Entries of the daily assessment: told to the unit, open to objection, frozen at the cut-off (F169)."""

import uuid

from django.db import models


class Entry(models.Model):
    """One entry. ``state`` follows ``core.lifecycle.daily_entry``; what was shown is never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=100)
    """Code of the scheme's item."""
    day = models.DateField()
    """When it happened."""
    points = models.CharField(max_length=40, blank=True)
    """Exact, as ``str(Fraction)``; empty: the item's own points for each of ``count``."""
    count = models.PositiveIntegerField(default=1)
    reason = models.TextField()
    evidence = models.CharField(max_length=300, blank=True)
    """The paper that proves it, by title and number; files may stand beside it."""
    source = models.CharField(max_length=200)
    """Where the office knows it from."""
    fact = models.CharField(max_length=20, blank=True)
    fact_source = models.UUIDField(null=True, blank=True)
    """The problem or promise that put it forward."""
    state = models.CharField(max_length=15, default="proposed", db_index=True)
    recorder = models.UUIDField(null=True)
    recorder_name = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    object_until = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=100, blank=True)
    content = models.BooleanField(default=False)
    """The unit said that it has no objection."""
    objection = models.TextField(blank=True)
    answer = models.UUIDField(default=uuid.uuid4)
    """What the unit's files stand beside."""
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.CharField(max_length=100, blank=True)
    letter_day = models.DateField(null=True, blank=True)
    """When the unit's letter came, where the office wrote the objection down from it."""
    decision = models.TextField(blank=True)
    """Why it was upheld, struck or withdrawn."""
    decider = models.UUIDField(null=True, blank=True)
    decider_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    """The import that brought it."""

    class Meta:
        ordering = ["-day", "unit__code", "item", "id"]
        indexes = [
            models.Index(fields=["campaign", "state"], name="entry_board"),
            models.Index(fields=["unit", "campaign"], name="entry_unit"),
        ]


class Correction(models.Model):
    """What an appeal changed after the freeze: the old entry no longer counts, the new one does, if any.

    Without an old one: an entry that was never recorded and was added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    old = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    new = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="corrects"
    )
    appeal = models.UUIDField()
    reason = models.TextField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old__isnull=False) | models.Q(new__isnull=False),
                name="correction_of_something",
            )
        ]
