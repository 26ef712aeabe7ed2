"""What is served, said, ordered and answered in the course of a measure."""

import uuid

from django.db import models

from minping.apps.consequences.models.measures import Measure


class Notice(models.Model):
    """The notice of a talk or of a card, and how it reached the unit."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="notice")
    number = models.CharField(max_length=60, blank=True)
    """文号."""
    on = models.DateField(null=True, blank=True)
    """The day of the talk; a card has none."""
    time = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=100, blank=True)
    asked = models.CharField(max_length=200)
    """Who is to come: 主要负责人, and where the plan says so the leadership team."""
    topics = models.TextField(blank=True)
    served_on = models.DateField(null=True, blank=True)
    """Empty while it is only written."""
    served_to = models.CharField(max_length=100, blank=True)
    received_name = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)


class Talk(models.Model):
    """The record of an interview: who spoke to whom, the causes (F073), the organisation's accountability (F030)."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="talk")
    on = models.DateField()
    place = models.CharField(max_length=100)
    by = models.CharField(max_length=200)
    spoken_to = models.CharField(max_length=200)
    team = models.BooleanField(default=False)
    """The leadership team took part, not the head alone."""
    recorder = models.CharField(max_length=100)
    told = models.TextField()
    causes = models.TextField()
    undertaken = models.TextField(blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    accountability = models.TextField(blank=True)
    """对相关党组织问责: what was decided about the party organisation, empty where nothing was."""
    signed_on = models.DateField(null=True, blank=True)
    """Empty while the record is only written."""


class Order(models.Model):
    """An order to rectify by a day, the unit's answer, and the recheck by somebody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="orders")
    number = models.PositiveIntegerField()
    text = models.TextField()
    deadline = models.DateField()
    issued_on = models.DateField()
    issued_by = models.UUIDField(null=True)
    issued_name = models.CharField(max_length=100)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_name = models.CharField(max_length=100, blank=True)
    found = models.TextField(blank=True)
    rectified = models.BooleanField(null=True)
    rechecked_by = models.UUIDField(null=True, blank=True)
    rechecked_name = models.CharField(max_length=100, blank=True)
    rechecked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="order_number_once"),
            models.CheckConstraint(
                condition=models.Q(rechecked_by__isnull=True) | ~models.Q(rechecked_by=models.F("issued_by")),
                name="order_rechecked_by_another",
            ),
        ]


class Letter(models.Model):
    """The recommendation to the organisation department, and its reply (F031)."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted"
        PARTLY = "partly"
        DECLINED = "declined"
        UNDER_REVIEW = "under_review"

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="letter")
    number = models.CharField(max_length=60, blank=True)
    addressee = models.CharField(max_length=100)
    head = models.BooleanField(default=True)
    deputy = models.BooleanField(default=True)
    text = models.TextField()
    sent_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
