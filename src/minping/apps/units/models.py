"""The office's own record of itself and of every unit, over the years."""

import uuid

from django.db import models


class Office(models.Model):
    """The appraisal office that runs this installation, and the offices above and below it (F039, F078)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=100)
    own = models.BooleanField(default=False)
    upper = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="lower")
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["own"], condition=models.Q(own=True), name="one_own_office")
        ]


class Kind(models.TextChoices):
    """What an appraised object is."""

    UNIT = "unit"
    STATION = "station"
    WINDOW = "window"
    SECTION = "section"
    SYSTEM = "system"


class Unit(models.Model):
    """One identity that lives over years, whatever it was called (F160).

    ``since`` and ``until``: the first and the last year in which it exists. ``category`` is what the
    office's own list says; a campaign decides for itself (F009).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UNIT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    district = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=60, blank=True)
    enforcement = models.BooleanField(default=False)
    since = models.PositiveIntegerField(null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="unit_years_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="unit_not_own_parent"),
        ]


class UnitName(models.Model):
    """A name and the first and last year it was borne; the present one has no last year.

    ``former``: a former name whose years nobody knows. ``sounds``: what a search looks through.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=100, db_index=True)
    short = models.CharField(max_length=40, blank=True)
    english = models.CharField(max_length=160, blank=True)
    since = models.PositiveIntegerField(null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)
    former = models.BooleanField(default=False)
    sounds = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(until__isnull=True, former=False),
                name="one_present_name",
            )
        ]


class Succession(models.Model):
    """What became of a unit: merged into, split into, moved out of (F160)."""

    class What(models.TextChoices):
        MERGED = "merged"
        SPLIT = "split"

    before = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions")
    after = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="predecessors")
    what = models.CharField(max_length=10, choices=What)
    year = models.PositiveIntegerField()
    main = models.BooleanField(default=True)
    """Whether history goes on through this one."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after", "year"], name="succession_once")]


class Change(models.Model):
    """One act on units, with what they were before and after, so that it can be shown and undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-at"]


class ChangedUnit(models.Model):
    """One unit in a change. ``before`` is null for a unit that the change made."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="units")
    unit = models.UUIDField(db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "unit"], name="unit_changed_once")]
