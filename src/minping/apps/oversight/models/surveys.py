"""社情民意大调查: visits of appraisers to firms, villages, schools and shops (F140)."""

import uuid

from django.db import models

from minping.apps.oversight.models.inspections import FieldRecord


class SurveyVisit(models.Model):
    """One conversation: where, when, with what kind of person. What was said lies in the room of opinions."""

    class Place(models.TextChoices):
        FIRM = "firm"
        VILLAGE = "village"
        SCHOOL = "school"
        SHOP = "shop"
        OTHER = "other"

    class Respondent(models.TextChoices):
        OWNER = "owner"
        WORKER = "worker"
        FARMER = "farmer"
        TEACHER = "teacher"
        PARENT = "parent"
        RESIDENT = "resident"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.OneToOneField(FieldRecord, on_delete=models.PROTECT, related_name="survey")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField(max_length=7, choices=Place)
    place = models.CharField(max_length=100, blank=True)
    day = models.DateField()
    time = models.TimeField(null=True, blank=True)
    respondent = models.CharField(max_length=8, choices=Respondent)
    asked_note = models.TextField(blank=True)
    """What the office learned when it asked about an odd record."""
    asked_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-day", "-time"]
        indexes = [models.Index(fields=["campaign", "day"], name="survey_day")]


class SurveyAnswer(models.Model):
    """One opinion of a conversation. ``digest``: keyed digest of its normal form, by which equal words find
    each other; ``unit``: whom it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey(SurveyVisit, on_delete=models.CASCADE, related_name="answers")
    opinion = models.UUIDField()
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
