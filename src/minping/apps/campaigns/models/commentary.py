"""What is said of a unit's year: the commentary on each section, and the summary of the whole."""

import uuid

from django.db import models


class Commentary(models.Model):
    """点评 of one unit in one campaign (F085); of the host of a campaign inside it: the summary for the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="commentaries")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="commented_once")]
