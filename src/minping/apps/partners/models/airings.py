"""The programmes of the broadcaster: who is on air when, planned ahead and recorded afterwards (F023, F024)."""

import uuid

from django.db import models

from minping.apps.partners.models.components import Component


class Airing(models.Model):
    """One unit's turn in a programme. The broadcaster's table is computed from these records."""

    class Attended(models.TextChoices):
        HEAD = "head"
        SUBSTITUTE = "substitute"
        ABSENT = "absent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="airings")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    programme = models.CharField(max_length=60)
    guest = models.CharField(max_length=100, blank=True)
    """Who is expected: name and post."""
    attended = models.CharField(max_length=10, choices=Attended, blank=True)
    """Empty until it is recorded."""
    who = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=60, blank=True)
    """The office that the person holds; a substitute is never without."""
    raised = models.PositiveIntegerField(null=True)
    closed = models.PositiveIntegerField(null=True)
    rated = models.PositiveIntegerField(null=True)
    satisfied = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_name = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField(null=True)
    called_off = models.CharField(max_length=200, blank=True)
    """Why the programme was not made; it then counts for nobody."""

    class Meta:
        ordering = ["on", "programme", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["component", "on", "programme", "unit"],
                condition=models.Q(called_off=""),
                name="airing_planned_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(attended="substitute") | (~models.Q(who="") & ~models.Q(post="")),
                name="airing_substitute_named",
            ),
        ]
