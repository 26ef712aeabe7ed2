"""The plan as canonical JSON: versions, and every edit of a draft."""

import uuid

from django.db import models


class SchemeVersion(models.Model):
    """A version of the plan: a draft as canonical JSON until frozen, then never altered (F020).

    ``revision``: which of the draft's edits is the present one; undoing moves it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="schemes")
    number = models.PositiveIntegerField()
    canonical = models.BinaryField()
    digest = models.CharField(max_length=64)
    frozen = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True)
    preset = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="scheme_version_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(frozen=False), name="one_draft_at_a_time"
            ),
        ]


class SchemeEdit(models.Model):
    """The draft after one change; ``previous`` is the edit that undoing it returns to."""

    version = models.ForeignKey(SchemeVersion, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    previous = models.PositiveIntegerField(null=True)
    canonical = models.BinaryField()
    digest = models.CharField(max_length=64)
    told = models.JSONField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="scheme_edit_once")]
