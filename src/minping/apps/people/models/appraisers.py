"""Appraisers: proposed, screened, gathered in pools, assigned to a bureau."""

import uuid

from django.db import models

from minping.apps.people.models.rosters import Person


class Candidate(models.Model):
    """Somebody proposed as an appraiser, and what speaks for it (F014, F089, F104, F152)."""

    class Kind(models.TextChoices):
        EXPERT = "expert"
        SUPERVISOR = "supervisor"
        REPRESENTATIVE = "representative"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    kind = models.CharField(max_length=20, choices=Kind)
    identity = models.CharField(max_length=60, blank=True)
    """As what: 党代表, 人大代表, 政协委员, 特邀监督员, 企业主 …"""
    post = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=100, blank=True)
    responsibility = models.TextField(blank=True)
    knowledge = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    user = models.UUIDField(null=True, blank=True)
    """The account with which this person sees "my training"."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="candidate_once"),
            models.UniqueConstraint(fields=["campaign", "user"], name="candidate_user_once"),
        ]


class Conflict(models.Model):
    """A unit that is not strange to the candidate: the own one, a relative's (F110)."""

    class Kind(models.TextChoices):
        OWN = "own"
        RELATIVE = "relative"
        OTHER = "other"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="conflicts")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "unit"], name="conflict_once")]


class Decision(models.Model):
    """A decision of the screening with its reason; never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=12)
    reason = models.TextField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Pool(models.Model):
    """Appraisers gathered by the office, or by a unit for itself; ``unit``: whom they look at, empty for all."""

    class Owner(models.TextChoices):
        OFFICE = "office"
        UNIT = "unit"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    owner = models.CharField(max_length=10, choices=Owner, default=Owner.OFFICE)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["owner", "name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="pool_once"),
            models.CheckConstraint(
                condition=~models.Q(owner="unit") | models.Q(unit__isnull=False), name="unit_pool_has_unit"
            ),
        ]


class PoolMember(models.Model):
    """A candidate in a pool. ``unit`` repeats the pool's: one pool per unit and person (F110)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="members")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "unit"],
                condition=models.Q(unit__isnull=False),
                name="one_pool_per_unit",
            ),
            models.UniqueConstraint(
                fields=["candidate"], condition=models.Q(unit__isnull=True), name="one_general_pool"
            ),
        ]


class Assignment(models.Model):
    """A county representative guides a bureau (F078) from a day on, until another day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "unit"], condition=models.Q(until__isnull=True), name="assigned_once"
            )
        ]
