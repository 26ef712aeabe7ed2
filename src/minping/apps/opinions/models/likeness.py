"""Which opinions may say the same, the themes that units see, and the word list with its versions."""

import uuid

from django.db import models


class Likeness(models.Model):
    """Two opinions that may say the same 可能重复; a person decides."""

    class Method(models.TextChoices):
        EXACT = "exact"
        LIKE = "like"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        SAME = "same"
        DIFFERENT = "different"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    one = models.ForeignKey("opinions.Opinion", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("opinions.Opinion", on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=6, choices=Method)
    score = models.PositiveSmallIntegerField()
    """Likeness in hundredths."""
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED, db_index=True)
    decided_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="likeness_once")]


class Theme(models.Model):
    """Several opinions about a unit told in the office's words; what the unit sees instead of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    text = models.TextField()
    klass = models.CharField(max_length=40, blank=True)
    made_by = models.CharField(max_length=100)
    released_on = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    """How many opinions it stood for when it was released."""

    class Meta:
        ordering = ["-released_on", "title"]


class WordList(models.Model):
    """One version of the dictionary by which classes are suggested and leads flagged; never altered."""

    number = models.PositiveIntegerField(primary_key=True)
    entries = models.JSONField()
    """As ``core.opinions.dictionary`` reads it."""
    note = models.CharField(max_length=200)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
