"""Inspections 明察暗访: the plan, what was brought back from the field, findings, the report to the unit."""

import uuid

from django.db import models


class Inspection(models.Model):
    """A plan of visits. No unit ever sees it (F066, F083, F112)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    purpose = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField()
    ended = models.BooleanField(default=False)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-since", "title"]


class Target(models.Model):
    """A unit to be visited, with its windows or stations in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    windows = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "unit"], name="target_once")]


class Inspector(models.Model):
    """Who goes: an account, of the office or of a supervisor who holds the right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="inspectors")
    user = models.UUIDField()
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["inspection", "user"], name="inspector_once")]


class FieldRecord(models.Model):
    """A record as a device sent it. ``record``: the id made on the device when it was finished; ``digest``:
    SHA-256 of the bytes that came. Sent again it is the same row; other bytes under the same id are kept
    beside it (``standing`` false) until the office has decided."""

    class Kind(models.TextChoices):
        VISIT = "visit"
        SURVEY = "survey"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.UUIDField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=6, choices=Kind)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    """The JSON that came, sealed (purpose ``field``): it may hold what a citizen said."""
    standing = models.BooleanField(default=True)
    settled = models.CharField(max_length=300, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    number = models.PositiveIntegerField(default=0)
    """The device's own count, so that gaps are seen."""
    user = models.UUIDField()
    by_name = models.CharField(max_length=100)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at"]
        constraints = [
            models.UniqueConstraint(fields=["record", "digest"], name="field_record_bytes_once"),
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(standing=True), name="field_record_stands_once"
            ),
        ]


class Visit(models.Model):
    """A visit that was made: where, when, openly or not, what was seen."""

    class Manner(models.TextChoices):
        OPEN = "open"
        COVERT = "covert"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="visits")
    source = models.OneToOneField(FieldRecord, on_delete=models.PROTECT, related_name="visit")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)
    day = models.DateField()
    time = models.TimeField(null=True, blank=True)
    manner = models.CharField(max_length=6, choices=Manner)
    points = models.JSONField(default=list, blank=True)
    """Check points looked at: head, text, positive, answer (yes, no)."""
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["-day", "-time"]


class InspectionReport(models.Model):
    """督查报告: to one unit, after one inspection. The unit sees it from the issue on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    opening = models.TextField(blank=True)
    demand = models.TextField(blank=True)
    named = models.BooleanField(default=False)
    """Whether those who visited covertly are named to the unit."""
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the unit opened it first."""

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "unit", "number"], name="report_number_of_unit_once"
            ),
            models.UniqueConstraint(
                fields=["inspection", "unit"],
                condition=models.Q(issued_at__isnull=True),
                name="one_report_draft_a_unit",
            ),
        ]


class VisitFinding(models.Model):
    """Something found at a visit, as written there, and what the office makes of it."""

    class State(models.TextChoices):
        OPEN = "open"
        DEMANDED = "demanded"
        NOTED = "noted"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    wording = models.TextField(blank=True)
    """In the office's words: what the unit reads."""
    deadline = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    report = models.ForeignKey(
        InspectionReport, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings"
    )
    problem = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "number"]
        constraints = [models.UniqueConstraint(fields=["visit", "number"], name="finding_number_once")]
