"""Hearings 听证质询 and what units invite to: who was there, what was asked, answered, promised and voted."""

import uuid

from django.db import models


class Hearing(models.Model):
    """A hearing of the office, or a dialogue, forum or site visit that a unit invites to (F067, F141)."""

    class Kind(models.TextChoices):
        HEARING = "hearing"
        DIALOGUE = "dialogue"
        FORUM = "forum"
        SITE_VISIT = "site_visit"

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CONFIRMED = "confirmed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=100)
    at = models.DateTimeField()
    place = models.CharField(max_length=100)
    agenda = models.TextField()
    host = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The unit that invites; empty: the office."""
    chair = models.CharField(max_length=100, blank=True)
    reply_by = models.DateField()
    quorum = models.PositiveSmallIntegerField(default=0)
    """Voters that must be present for the vote to count."""
    pass_percent = models.PositiveSmallIntegerField(default=50)
    """More than this share of the valid votes must say yes."""
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    summary = models.TextField(blank=True)
    confirmed_by = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_percent__lt=100), name="hearing_can_be_passed")
        ]


class Attendee(models.Model):
    """Somebody invited: an appraiser (``person`` of the room people) or a unit."""

    class Reply(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="attendees")
    person = models.UUIDField(null=True, blank=True)
    user = models.UUIDField(null=True, blank=True)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    voter = models.BooleanField(default=False)
    """Held the right to vote when invited."""
    reply = models.CharField(max_length=8, choices=Reply, default=Reply.WAITING)
    who = models.CharField(max_length=200, blank=True)
    """Whom the unit sends: name and post."""
    replied_on = models.DateField(null=True, blank=True)
    present = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "person"],
                condition=models.Q(person__isnull=False),
                name="person_invited_once",
            ),
            models.UniqueConstraint(
                fields=["hearing", "unit"], condition=models.Q(unit__isnull=False), name="unit_invited_once"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(unit__isnull=False),
                name="attendee_is_person_or_unit",
            ),
        ]


class Question(models.Model):
    """A question to a unit, put before the hearing or on the spot, with its answer."""

    class When(models.TextChoices):
        BEFORE = "before"
        ON_SITE = "on_site"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    when = models.CharField(max_length=7, choices=When)
    asked_by = models.CharField(max_length=100)
    user = models.UUIDField(null=True, blank=True)
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["hearing", "number"], name="question_number_once")]


class Promise(models.Model):
    """What a unit promised: to what standard, until when. A problem of its own once the minutes stand (F142)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="promises")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    text = models.TextField()
    standard = models.TextField()
    deadline = models.DateField()
    handler = models.CharField(max_length=100)
    problem = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["hearing", "number"], name="promise_number_once")]


class Vote(models.Model):
    """当场过关: whether a unit passes. Counts only; counted by two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="votes")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    passed = models.BooleanField(null=True, blank=True)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    void = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "unit"], name="vote_once_a_unit")]


class VoteCount(models.Model):
    """What one person counted; the same person counts once, and again only after the counts differed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="counts")
    user = models.UUIDField()
    by_name = models.CharField(max_length=100)
    yes = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField()
    void = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["vote", "user"], name="counted_once_each")]
