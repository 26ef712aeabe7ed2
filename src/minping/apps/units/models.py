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
    """One identity that lives over years, whatever it was called (F160)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UNIT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    district = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=60, blank=True)
    enforcement = models.BooleanField(default=False)
    since = models.PositiveIntegerField(null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)


class UnitName(models.Model):
    """A name and the years it was borne; the open one is the present name."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=100, db_index=True)
    short = models.CharField(max_length=40, blank=True)
    english = models.CharField(max_length=160, blank=True)
    since = models.PositiveIntegerField(null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(until__isnull=True), name="one_present_name"
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
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="succession_once")]
