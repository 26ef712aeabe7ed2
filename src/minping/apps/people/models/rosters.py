"""People, the lists they stand on, what is odd about the lists, and what was erased."""

import secrets
import uuid

from django.db import models


def new_token() -> bytes:
    """The private random token of a row; its hash is the row's public id in a draw."""
    return secrets.token_bytes(16)


class Person(models.Model):
    """Somebody who may be asked. Found again by the blind index of the number, never by the number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed_name = models.BinaryField(default=bytes)
    sealed_phone = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, null=True, unique=True)
    key_version = models.PositiveSmallIntegerField(default=1)


class Roster(models.Model):
    """A list of people for a round (or for a voter group), and who supplied it (F096, F163)."""

    class Provenance(models.TextChoices):
        UNIT = "unit"
        OFFICE = "office"
        POOL = "pool"

    class State(models.TextChoices):
        OPEN = "open"
        LOCKED = "locked"
        ERASED = "erased"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(
        "campaigns.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Whose service objects they are; empty: they rate every unit."""
    provenance = models.CharField(max_length=10, choices=Provenance, default=Provenance.OFFICE)
    source = models.CharField(max_length=200, blank=True)
    """Where the list comes from, in words: system, period, who signed."""
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)
    locked_at = models.DateTimeField(null=True)
    screened_at = models.DateTimeField(null=True)
    doubles = models.PositiveIntegerField(default=0)
    """Rows that repeated a number of the same list; each person counts once."""
    kept = models.JSONField(default=dict)
    """Counts that stay after erasure: rows, by stratum, excluded by reason."""

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=models.Q(round__isnull=False, unit__isnull=False),
                name="roster_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(round__isnull=False, unit__isnull=True),
                name="roster_of_all_once",
            ),
        ]


class RosterRow(models.Model):
    """One person on one list. ``token`` never leaves the server; ``excluded`` says why a row is not drawn."""

    class Excluded(models.TextChoices):
        NO = "", "-"
        STAFF = "staff"
        SHARED = "shared"
        SUSPECT = "suspect"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rows")
    token = models.BinaryField(max_length=16, default=new_token)
    post = models.CharField(max_length=100, blank=True)
    stratum = models.CharField(max_length=60, blank=True)
    cluster = models.CharField(max_length=60, blank=True)
    handled_on = models.DateField(null=True, blank=True)
    batch = models.UUIDField(null=True)
    """The import that brought it."""
    name_differs = models.BooleanField(default=False)
    """The same number is known under another name."""
    excluded = models.CharField(max_length=10, choices=Excluded, default=Excluded.NO, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "person"], name="row_once")]
        indexes = [models.Index(fields=["batch"], name="row_batch")]


class RosterWarning(models.Model):
    """Something odd about a list, explained; settled by a decision with a reason, or by mending the list."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="warnings")
    code = models.CharField(max_length=20)
    key = models.CharField(max_length=60, blank=True)
    """Which one of its kind: the other list, the day."""
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["code", "key"]
        constraints = [models.UniqueConstraint(fields=["roster", "code", "key"], name="warning_once")]


class StaffNumber(models.Model):
    """A number of a unit's own staff, as a blind index only: nothing else is needed to find it on a list."""

    unit = models.ForeignKey("units.Unit", on_delete=models.CASCADE, related_name="+")
    phone_index = models.CharField(max_length=64)
    batch = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "phone_index"], name="staff_number_once")]


class Erasure(models.Model):
    """That personal data were erased: how much and why, nothing about whom (SEC F4)."""

    class Why(models.TextChoices):
        RETENTION = "retention"
        REQUEST = "request"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why)
    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at"]
