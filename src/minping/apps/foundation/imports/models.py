"""Imports and the column matches that are remembered."""

import uuid

from django.db import models


class ImportRun(models.Model):
    """One table on its way in: uploaded → checked → applied → undone; or discarded before it was applied."""

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        CHECKED = "checked"
        APPLIED = "applied"
        UNDONE = "undone"
        DISCARDED = "discarded"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60)
    target = models.JSONField(default=dict)
    target_key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    """SHA-256 of the file's bytes, keyed where the kind holds personal data."""
    file_size = models.PositiveIntegerField()
    stored = models.CharField(max_length=80, blank=True)
    """Random name below the folder of files; empty once erased."""
    sealed = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    """What the dry run found; applying must find the same."""
    large = models.BooleanField(default=False)
    job = models.UUIDField(null=True)
    sight = models.BinaryField(default=bytes)
    """First rows of each sheet, for matching columns."""
    report = models.BinaryField(default=bytes)
    """Findings and examples of the dry run."""
    undo = models.BinaryField(default=bytes)
    started_by = models.UUIDField(null=True)
    started_name = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    applied_name = models.CharField(max_length=100, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_name = models.CharField(max_length=100, blank=True)

    class Meta:
        app_label = "foundation"
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "file_hash", "started_by", "target_key"],
                condition=models.Q(state__in=["uploaded", "checked"]),
                name="import_waits_once",
            )
        ]


class ImportProfile(models.Model):
    """How somebody matched the columns of tables with this header, to be offered next time."""

    kind = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        app_label = "foundation"
        constraints = [models.UniqueConstraint(fields=["kind", "signature"], name="import_profile_once")]
