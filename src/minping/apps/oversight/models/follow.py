"""专题跟踪评议: problems visited again; and what the office hears when it asks after rectification."""

import uuid

from django.db import models


class FollowUp(models.Model):
    """A chosen set of problems that appraisers visit again on site (F065)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-since"]


class FollowedProblem(models.Model):
    """A problem of the set. ``before``: its state and day when it was chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    follow = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="problems")
    problem = models.ForeignKey("casework.Problem", on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=30)
    before_text = models.TextField(blank=True)
    chosen_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow", "problem"], name="followed_once")]


class Remark(models.Model):
    """点评: what somebody with the right to appraise says on the spot."""

    class Word(models.TextChoices):
        CURED = "cured"
        BETTER = "better"
        SAME = "same"
        WORSE = "worse"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.ForeignKey(FollowedProblem, on_delete=models.CASCADE, related_name="remarks")
    user = models.UUIDField()
    by_name = models.CharField(max_length=100)
    day = models.DateField()
    word = models.CharField(max_length=6, choices=Word)
    text = models.TextField()
    after = models.CharField(max_length=30)
    """The problem's state on that day."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class AfterSurvey(models.Model):
    """The office's own survey after rectification (F119): how many were asked, how many were satisfied."""

    class How(models.TextChoices):
        ON_SITE = "on_site"
        PHONE = "phone"
        MEETING = "meeting"
        PAPER = "paper"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("casework.Problem", on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How)
    note = models.TextField(blank=True)
    day = models.DateField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(satisfied__lte=models.F("asked")), name="satisfied_were_asked"
            )
        ]
