"""What was handed in, in versions: a signed one never changes."""

import uuid

from django.db import models

from minping.apps.partners.models.components import Component


class Submission(models.Model):
    """One delivery of a component. draft → signed → reopened; replaced: another delivery took its place
    before it was signed."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SIGNED = "signed"
        REOPENED = "reopened"
        REPLACED = "replaced"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    stored = models.CharField(max_length=80, blank=True)
    """Random name of the file's bytes on the shelf."""
    issued = models.PositiveIntegerField(null=True)
    returned = models.PositiveIntegerField(null=True)
    late = models.BooleanField(default=False)
    taken_by = models.UUIDField(null=True)
    taken_name = models.CharField(max_length=100, blank=True)
    taken_at = models.DateTimeField()
    by_office = models.BooleanField(default=False)
    signer = models.CharField(max_length=60, blank=True)
    """Who answers for it at the partner: name and post as on the signed paper."""
    signed_by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    """Over everything that was signed: the file, what supplies what, every line and every figure."""
    reason = models.TextField(blank=True)
    """Why it was reopened."""
    appeal = models.UUIDField(null=True)
    reopened_name = models.CharField(max_length=100, blank=True)
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["component", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["component", "number"], name="submission_numbered_once"),
            models.UniqueConstraint(
                fields=["component"],
                condition=models.Q(state__in=["draft", "signed"]),
                name="submission_one_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed") | (~models.Q(digest="") & ~models.Q(signer="")),
                name="submission_signed_by_somebody",
            ),
        ]


class Line(models.Model):
    """One row of the table as it came: exact numbers as text, by column."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField()
    """Row in the spreadsheet."""
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200, blank=True)
    """Window, programme, aspect: what tells two lines of a unit apart."""
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "id"]


class Figure(models.Model):
    """One value for the score: exact, with what it was divided from. Numbers are ``num/den`` or integers."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="figures")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=200)
    value = models.CharField(max_length=200, blank=True)
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    applicable = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)
    part_of = models.CharField(max_length=100, blank=True)
    breakdown = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]
