"""The campaign year: what is appraised, by whom, in which rounds, by which scheme."""

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
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "title"]


class Stage(models.Model):
    """A stage with its planned days; stages may overlap (F047). ``kind`` of core.lifecycle.campaign.STAGES."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    opens = models.DateField()
    closes = models.DateField()
    order = models.PositiveIntegerField(default=0)

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
    """Why exempt: the earlier result that decided it (F120)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="participates_once")]


class SchemeVersion(models.Model):
    """A version of the plan: a draft as canonical JSON until frozen, then never altered (F020)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="schemes")
    number = models.PositiveIntegerField()
    canonical = models.BinaryField()
    digest = models.CharField(max_length=64)
    frozen = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True)
    preset = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="scheme_version_once")]


class Round(models.Model):
    """One round of one voter group on one channel; ``state`` follows ``core.lifecycle.round``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="rounds")
    group = models.CharField(max_length=60)
    code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160, blank=True)
    channel = models.CharField(max_length=20, default="web")
    state = models.CharField(max_length=20, default="planned")
    opens = models.DateField()
    closes = models.DateTimeField()
    minimum = models.PositiveIntegerField(null=True, blank=True)
    trained_only = models.BooleanField(default=False)
    flags = models.JSONField(default=list)
    manifest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the manifest that the box holds; empty until opened."""
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["opens", "title"]
