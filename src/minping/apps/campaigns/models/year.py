"""The campaign itself: stages, categories, and which unit takes part as what."""

import uuid

from django.db import models


class Campaign(models.Model):
    """One year's appraisal (F001, F005). ``state`` follows ``core.lifecycle.campaign``; ``open_stages`` too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160, blank=True)
    year = models.PositiveIntegerField()
    form = models.CharField(max_length=40, default="full")
    state = models.CharField(max_length=30, default="draft")
    open_stages = models.JSONField(default=list)
    counters = models.JSONField(default=dict)
    requirement = models.TextField(blank=True)
    launch_day = models.DateField(null=True, blank=True)
    launch_place = models.CharField(max_length=100, blank=True)
    enforcement_only = models.BooleanField(default=False)
    """Only units with enforcement power may take part (F038)."""
    half_year = models.BooleanField(default=False)
    """上半年: an intermediate cut (F006). Its interviews need not wait for the year; it is no year of the history."""
    inside = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The unit or system within which it is held; None: the office's own campaign."""
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "title"]


class Stage(models.Model):
    """A stage with its planned days; stages may overlap (F047). ``kind``: of ``library.kinds``.

    ``doubt``: what the plan's own text leaves contradictory about this stage.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    opens = models.DateField()
    closes = models.DateField()
    order = models.PositiveIntegerField(default=0)
    work = models.TextField(blank=True)
    doubt = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["order", "opens"]


class Category(models.Model):
    """A category 类别 of units within a campaign; units are ranked inside it only (F009, F161)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="categories")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="category_once")]


class Participation(models.Model):
    """A unit in a campaign: category, and whether it is appraised, exempt or asked for opinions only."""

    class Status(models.TextChoices):
        APPRAISED = "appraised"
        EXEMPT = "exempt"
        OPINION_ONLY = "opinion_only"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participations")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=15, choices=Status, default=Status.APPRAISED)
    key_object = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    """Why exempt: the earlier result that decided it (F120). Holds for this campaign alone."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="participates_once")]
