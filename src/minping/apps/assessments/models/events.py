"""通报、一票否决 and other events that a scheme counts: registered by one, confirmed by another."""

import uuid

from django.db import models


class Event(models.Model):
    """``count`` events of one kind on one day, by a paper with a number and a signature."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=100)
    """As the scheme names it."""
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)
    document = models.CharField(max_length=100)
    """文号."""
    signed_by = models.CharField(max_length=100)
    """Who issued it."""
    registered_by = models.UUIDField(null=True)
    registered_name = models.CharField(max_length=100)
    registered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_name = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    struck_name = models.CharField(max_length=100, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(max_length=500, blank=True)
    appeal = models.UUIDField(null=True, blank=True)
    """The appeal that struck it."""

    class Meta:
        ordering = ["-day", "unit__code", "event", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("registered_by")),
                name="event_confirmed_by_another",
            )
        ]
