"""What is kept about leads. No table refers to another room's: nothing can be found from there."""

import uuid

from django.db import models


class Lead(models.Model):
    """One lead. ``state`` follows ``core.lifecycle.lead``.

    ``text`` is JSON sealed for the purpose ``lead``: the citizen's words, the words that raised the flag, who
    marked it. ``told`` is sealed alike: the judgement's reason, the receipt, the result, in the order of time.
    """

    class Outcome(models.TextChoices):
        UNFOUNDED = "unfounded"
        REMINDED = "reminded"
        DISCIPLINED = "disciplined"
        JUDICIAL = "judicial"
        PENDING = "pending"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.CharField(max_length=30)
    campaign = models.UUIDField(null=True, blank=True)
    unit = models.UUIDField(null=True, blank=True)
    opinion = models.UUIDField(null=True, blank=True)
    """The opinion it came from."""
    by_person = models.BooleanField(default=False)
    """Marked by somebody of the office, rather than by the word list."""
    text = models.BinaryField()
    state = models.CharField(max_length=16, default="spotted", db_index=True)
    due = models.DateField(null=True, blank=True)
    """By when the next step is owed."""
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    told = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"],
                condition=models.Q(opinion__isnull=False) & ~models.Q(state="dismissed"),
                name="lead_of_opinion_once",
            )
        ]


class Step(models.Model):
    """One act on a lead with its time; written once, never altered. ``due``: the day it was owed by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["lead", "act"], name="lead_step_once")]


class Reading(models.Model):
    """Somebody opened a lead: the log of who came to know of it. Never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="readings")
    user = models.UUIDField()
    name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Keeper(models.Model):
    """Somebody of the office who keeps leads 线索管理人, named by two persons; past ones stay in the list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.UUIDField()
    name = models.CharField(max_length=100)
    since = models.DateTimeField()
    agreed_by = models.CharField(max_length=100)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(until__isnull=True), name="lead_keeper_once"
            )
        ]


class Access(models.Model):
    """One person on the access list 知情人名单 of a sealed lead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="access")
    user = models.UUIDField()
    name = models.CharField(max_length=100)
    since = models.DateTimeField()
    given_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["lead", "user"], name="lead_access_once")]


class Clock(models.Model):
    """In how many working days each step is owed; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hand_over = models.PositiveSmallIntegerField(default=1)
    receipt = models.PositiveSmallIntegerField(default=2)
    report = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="lead_one_clock")]
