"""好做法、示范站所、典型案例: shown to the public once two persons released them."""

import uuid

from django.db import models


class Example(models.Model):
    """A good practice, a model station or a typical case (F033, F062, F113)."""

    class Kind(models.TextChoices):
        PRACTICE = "practice"
        MODEL = "model"
        CASE = "case"

    class State(models.TextChoices):
        DRAFT = "draft"
        ASKED = "asked"
        RELEASED = "released"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=100)
    text = models.TextField()
    grounds = models.TextField(blank=True)
    """Why it is designated or exposed; for the office, not published."""
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    released_on = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["kind", "-released_on", "title"]
