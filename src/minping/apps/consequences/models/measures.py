"""A measure: what a rule or a problem proposes for a unit, through its decision to its end."""

import uuid

from django.db import models


class Measure(models.Model):
    """Praise, talk, interview, admonition, card, recommendation. ``state``, ``flags`` and ``counters`` follow the
    lifecycle of its kind (``terms.machine_of``). Nothing is decided by the rule itself."""

    class Kind(models.TextChoices):
        PRAISE = "praise"
        TALK = "talk"
        INTERVIEW = "interview"
        ADMONITION = "admonition"
        YELLOW_CARD = "yellow_card"
        REPLACEMENT = "replacement"
        OTHER = "other"

    class Source(models.TextChoices):
        SELECTION = "selection"
        WINDOW = "window"
        CASEWORK = "casework"
        INSTEAD = "instead"
        SECOND_CARD = "second_card"

    class Advice(models.TextChoices):
        AS_RULED = "as_ruled"
        TALK_FIRST = "talk_first"
        NEXT_BAND = "next_band"
        WAIVE = "waive"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind)
    source = models.CharField(max_length=11, choices=Source)
    source_id = models.UUIDField(null=True, blank=True)
    """The problem, or the measure that this one follows."""
    run = models.UUIDField(null=True, blank=True)
    """The score run whose selection it is."""
    rule = models.CharField(max_length=80, blank=True)
    rule_name = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    pool = models.CharField(max_length=100, blank=True)
    facts = models.JSONField(default=list)
    evidence = models.CharField(max_length=200, blank=True)
    """How certain the difference is that the facts show; empty: not computed."""
    state = models.CharField(max_length=25)
    flags = models.JSONField(default=list)
    counters = models.JSONField(default=dict)
    advice = models.CharField(max_length=10, choices=Advice, blank=True)
    opinion = models.TextField(blank=True)
    put_by = models.UUIDField(null=True, blank=True)
    put_name = models.CharField(max_length=100, blank=True)
    put_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    circular = models.ForeignKey(
        "consequences.Circular", null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "pool", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "rule"],
                condition=models.Q(source__in=["selection", "window"])
                & ~models.Q(state__in=["lapsed", "waived"]),
                name="measure_of_a_rule_once",
            ),
            models.UniqueConstraint(
                fields=["source_id", "kind"],
                condition=models.Q(source_id__isnull=False) & ~models.Q(state="lapsed"),
                name="measure_of_a_source_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("put_by")),
                name="measure_decided_by_another",
            ),
        ]


class Step(models.Model):
    """One act on a measure, never altered."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="steps")
    serial = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    before = models.CharField(max_length=25)
    after = models.CharField(max_length=25)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["serial"]
        constraints = [models.UniqueConstraint(fields=["measure", "serial"], name="measure_step_once")]
