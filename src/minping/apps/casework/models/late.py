"""What follows when a deadline passes: the rules of the ladder, and the rungs that a person must decide on."""

import uuid

from django.db import models


class LateRules(models.Model):
    """After how many working days late each rung of the ladder follows; one row, shown to everybody."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    remind_before = models.PositiveSmallIntegerField(default=3)
    """Working days before the deadline on which the unit is reminded."""
    urge_after = models.PositiveSmallIntegerField(default=1)
    supervise_after = models.PositiveSmallIntegerField(default=5)
    order_after = models.PositiveSmallIntegerField(default=10)
    account_after = models.PositiveSmallIntegerField(default=20)
    silent_after = models.PositiveSmallIntegerField(default=10)
    """Working days after which an urging without an answer is marked as silence."""
    common_units = models.PositiveSmallIntegerField(default=3)
    """In how many units the same must occur before it is suggested as a common problem."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="late_rules_once"),
            models.CheckConstraint(
                condition=models.Q(
                    urge_after__gte=1,
                    supervise_after__gt=models.F("urge_after"),
                    order_after__gt=models.F("supervise_after"),
                    account_after__gt=models.F("order_after"),
                ),
                name="late_rules_climb",
            ),
        ]


class Proposal(models.Model):
    """责令 or 问责建议: the calendar proposes, a person decides (F018, F054). Once for a rung and a deadline."""

    class State(models.TextChoices):
        WAITING = "waiting"
        AGREED = "agreed"
        DECLINED = "declined"
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="proposals")
    level = models.PositiveSmallIntegerField()
    exposed = models.BooleanField(default=False)
    """Late after exposure in the media: the rungs between are passed over."""
    deadline = models.DateField()
    days_late = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, db_index=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-level", "-days_late", "made_on"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "level", "deadline"], name="proposal_once_a_deadline")
        ]
