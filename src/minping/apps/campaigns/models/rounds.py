"""Rounds of collecting."""

import uuid

from django.db import models


class Round(models.Model):
    """One round of one voter group on one channel; ``state`` follows ``core.lifecycle.round``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="rounds")
    group = models.CharField(max_length=60)
    code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160, blank=True)
    channel = models.CharField(max_length=20, default="web")
    state = models.CharField(max_length=20, default="planned")
    opens = models.DateField()
    closes = models.DateTimeField()
    minimum = models.PositiveIntegerField(null=True, blank=True)
    trained_only = models.BooleanField(default=False)
    flags = models.JSONField(default=list)
    manifest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the manifest that the box holds; empty until opened."""
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["opens", "title"]
