"""What somebody has to hand in: a partner its own component, a township the session of its site."""

import uuid

from django.db import models


class Component(models.Model):
    """One table that one unit answers for. ``since``, ``until``: the period that it reports about.

    A site (family ``site``) reports the counts of its session for ``group`` and ``round`` of the scheme;
    where no session is held, its absence is signed with a reason (F170).

    ``every``: delivered in periods, each a component below this one (``parent``) with its own signature; the
    year's figures are pooled from them. ``pooling``: how values are pooled that cannot be divided anew.
    """

    class Every(models.TextChoices):
        ONCE = ""
        MONTH = "month"
        QUARTER = "quarter"
        HALF = "half"

    class Pooling(models.TextChoices):
        PARTS = ""
        MEAN = "mean"
        SUM = "sum"
        LAST = "last"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="periods")
    every = models.CharField(max_length=7, choices=Every, blank=True)
    pooling = models.CharField(max_length=4, choices=Pooling, blank=True)
    pooling_basis = models.CharField(max_length=200, blank=True)
    """Where the plan says that rates of periods are averaged."""
    partner = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    family = models.CharField(max_length=12)
    due_days = models.PositiveSmallIntegerField(default=10)
    """Days after the end of a period within which it is handed in."""
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    due = models.DateField()
    note = models.TextField(blank=True)
    group = models.CharField(max_length=200, blank=True)
    round = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=200, blank=True)
    """The scheme's own word for a meeting."""
    absent_reason = models.TextField(blank=True)
    absent_by = models.UUIDField(null=True)
    absent_name = models.CharField(max_length=100, blank=True)
    absent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "title"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "title"], name="component_titled_once"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="component_days_in_order",
            ),
        ]

    @property
    def supplies(self) -> "list[Feed]":
        """What the table supplies to the score; a period's is that of its year."""
        return list((self.parent or self).feeds.all())


class Feed(models.Model):
    """Which figure of the table supplies which component of the scheme; one source for each of them."""

    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="feeds")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=20, blank=True)
    """Of the family; empty where the table has the value itself."""
    code = models.CharField(max_length=200)
    """``Report.component`` of the scheme."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="feed_from_one_partner"),
        ]
