"""Who leads, who does what until when, and what each unit hands in at the first stage."""

import uuid

from django.db import models


class Member(models.Model):
    """Somebody or some department of the campaign's organisation (F002, F003, F109)."""

    class Part(models.TextChoices):
        HEAD = "head"
        DEPUTY = "deputy"
        MEMBER = "member"
        PARTNER = "partner"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="members")
    part = models.CharField(max_length=10, choices=Part)
    name = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]


class Task(models.Model):
    """A task with its owner and due day (F007). ``given_by``: an upper office's instruction (F039)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        REPORTED = "reported"
        DONE = "done"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="tasks")
    stage = models.ForeignKey("campaigns.Stage", null=True, blank=True, on_delete=models.SET_NULL)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    owner_name = models.CharField(max_length=100, blank=True)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    note = models.TextField(blank=True)
    given_by = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "title"]


class Deliverable(models.Model):
    """One thing that a unit hands in at the first stage (F048)."""

    class Kind(models.TextChoices):
        BODY = "body"
        STAFF = "staff"
        STANDARD = "standard"
        ETHICS = "ethics"
        COMMITMENT = "commitment"
        PLAN = "plan"

    class State(models.TextChoices):
        MISSING = "missing"
        REPORTED = "reported"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        NOT_NEEDED = "not_needed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participation = models.ForeignKey(
        "campaigns.Participation", on_delete=models.CASCADE, related_name="deliverables"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.MISSING)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["participation", "kind"], name="deliverable_once")]
