"""The four rights of supervisors, given to a person for a campaign."""

import uuid

from django.db import models


class Right(models.Model):
    """调查权、监督权、评议权、表决权 (F111). ``person``: of the room people; ``user``: the account, if there is
    one. A right that was taken away stays on record."""

    class Kind(models.TextChoices):
        INVESTIGATE = "investigate"
        SUPERVISE = "supervise"
        APPRAISE = "appraise"
        VOTE = "vote"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    user = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=11, choices=Kind)
    given_by = models.CharField(max_length=100)
    given_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="right_held_once",
            )
        ]
