"""The audit chain, approvals by two, jobs, files that people upload, days that differ from the calendar."""

import uuid

from django.db import models

from minping.apps.foundation.imports.models import ImportProfile, ImportRun

__all__ = ["Approval", "AuditEntry", "DayChange", "Evidence", "ImportProfile", "ImportRun", "Job"]


class AuditEntry(models.Model):
    """One act, chained to the one before by its digest. Never altered, never removed."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=100)
    act = models.CharField(max_length=100, db_index=True)
    subject = models.CharField(max_length=100, blank=True, db_index=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]


class AuditHead(models.Model):
    """The end of the chain in its one row: whoever adds an entry holds this row until the transaction ends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_audit_head")]


class Approval(models.Model):
    """An act that needs two persons: asked for by one, decided by another (SEC C6)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    title = models.JSONField()
    payload = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    requested_by = models.UUIDField()
    requested_name = models.CharField(max_length=100)
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(state="withdrawn")
                | ~models.Q(decided_by=models.F("requested_by")),
                name="approval_by_another_person",
            ),
            models.UniqueConstraint(
                fields=["act", "subject"], condition=models.Q(state="waiting"), name="approval_waits_once"
            ),
        ]


class Job(models.Model):
    """A piece of long work as a row: a lost process costs one tick of the sweep, never the work."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    asked_by = models.UUIDField(null=True)


class Evidence(models.Model):
    """A file that somebody uploaded to something of a room; its bytes lie sealed outside the web root."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.CharField(max_length=40)
    subject = models.UUIDField()
    name = models.BinaryField()
    """Sealed: people write names of persons into the names of files."""
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    """Bytes of what is kept: a picture is written anew."""
    sha256 = models.CharField(max_length=64)
    """Of the bytes that were uploaded."""
    kept_sha256 = models.CharField(max_length=64)
    """Of the bytes that are kept."""
    stored = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject", "room"], name="evidence_of_subject")]
        constraints = [
            models.UniqueConstraint(fields=["room", "subject", "sha256"], name="evidence_once_each")
        ]


class DayChange(models.Model):
    """A day the office has made a working day or a day off, against the calendar that ships."""

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    reason = models.CharField(max_length=100)

    class Meta:
        ordering = ["day"]
