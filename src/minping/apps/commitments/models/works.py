"""What a unit works on by itself: chosen topics, its head's duties, whom it went to see."""

import uuid

from django.db import models


class Topic(models.Model):
    """选题评议: one of the few problems that a unit chooses for the year (F081, F115)."""

    class State(models.TextChoices):
        CHOSEN = "chosen"
        RETURNED = "returned"
        ACCEPTED = "accepted"
        REPORTED = "reported"
        SOLVED = "solved"
        NOT_SOLVED = "not_solved"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    goal = models.TextField()
    measures = models.TextField()
    commitment = models.TextField(blank=True)
    handler = models.CharField(max_length=100)
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.CHOSEN)
    reason = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True)
    """What came of it by the end of the year."""
    judgement = models.CharField(max_length=500, blank=True)
    problem = models.UUIDField(null=True, blank=True)
    """The problem in the ledger that follows it up."""
    slot = models.PositiveSmallIntegerField()
    """First or second of the unit's topics."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "slot"], name="topic_slot_once"),
        ]


class Duty(models.Model):
    """One thing that a unit's head did himself, or sent somebody to do; the office may set it a day (F026)."""

    class Kind(models.TextChoices):
        ON_AIR = "on_air"
        LISTENING = "listening"
        SURVEY_PHONE = "survey_phone"
        RECTIFICATION = "rectification"

    class State(models.TextChoices):
        PLANNED = "planned"
        REPORTED = "reported"
        ACCEPTED = "accepted"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    """The day that the office set; empty: recorded by the unit itself."""
    who = models.CharField(max_length=100, blank=True)
    in_person = models.BooleanField(default=True)
    """The head himself, not a substitute."""
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.REPORTED)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "unit"]


class Contact(models.Model):
    """三联系一走访: a key enterprise, a weak village, a poor household, a key service object visited (F130)."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise"
        VILLAGE = "village"
        HOUSEHOLD = "household"
        SERVICE_OBJECT = "service_object"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    on = models.DateField()
    whom = models.CharField(max_length=100)
    """The enterprise or village by name; a household only as "a household of …"."""
    by = models.CharField(max_length=100)
    told = models.TextField()
    done = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "unit"]
