"""Training of appraisers: material, sessions with attendance, a short test (F153)."""

import uuid

from django.db import models

from minping.apps.people.models.appraisers import Candidate


class Material(models.Model):
    """Something to read before the year's activity: a text, a link, or a PDF that is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    stored = models.CharField(max_length=80, blank=True)
    """Random name of the kept PDF; ``file_name`` is what it was called."""
    file_name = models.CharField(max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "title"]


class Session(models.Model):
    """A training session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    place = models.CharField(max_length=100, blank=True)
    held_on = models.DateField()

    class Meta:
        ordering = ["held_on", "title"]


class Attendance(models.Model):
    """Somebody was there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "candidate"], name="attended_once")]


class Paper(models.Model):
    """The short test of a campaign. Without an open one, attendance alone makes trained."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.OneToOneField("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    pass_mark = models.PositiveSmallIntegerField(default=60)
    """In per cent of the questions."""
    attempts = models.PositiveSmallIntegerField(default=3)
    open = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_mark__lte=100), name="pass_mark_is_share")
        ]


class Question(models.Model):
    """A question with its options; ``right`` lists the positions of the right ones."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    options = models.JSONField()
    right = models.JSONField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]


class Attempt(models.Model):
    """A test that was taken: how many were right. The answers are not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="attempts_made")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["paper", "candidate", "number"], name="attempt_once")]
