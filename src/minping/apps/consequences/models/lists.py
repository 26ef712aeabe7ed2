"""Lists of a campaign: exempt units, circulars of praise, points for the yearly assessment."""

import uuid

from django.db import models


class Exemption(models.Model):
    """免评 of a unit in one campaign, from an earlier result; ``state`` follows the exemption's lifecycle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    basis = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    """The earlier result in words."""
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10)
    put_name = models.CharField(max_length=100)
    put_at = models.DateTimeField()
    decided_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=500, blank=True)
    """Why it was declined or revoked."""
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=~models.Q(state__in=["declined", "revoked"]),
                name="exempt_once",
            )
        ]


class Circular(models.Model):
    """通报表扬, or 表彰 where an approval of its own allows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    award = models.BooleanField(default=False)
    approval = models.CharField(max_length=100, blank=True)
    """Number of the approval for an award 表彰."""
    number = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    issued_on = models.DateField()
    issued_name = models.CharField(max_length=100)

    class Meta:
        ordering = ["-issued_on", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(award=False) | ~models.Q(approval=""), name="award_needs_approval"
            )
        ]


class Bonus(models.Model):
    """Points in the unit's yearly assessment for a grade or for what was decided, by the office's plan (F117)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=80)
    """``grade:优秀``, or the kind of a measure."""
    points = models.CharField(max_length=20)
    """An exact decimal as text, negative for a deduction."""
    clause = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["ground"]
        constraints = [models.UniqueConstraint(fields=["campaign", "ground"], name="bonus_once")]
