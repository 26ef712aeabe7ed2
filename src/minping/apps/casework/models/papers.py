"""What passes between unit, office and citizen: plans, reports, extensions, questions, urgings."""

import uuid

from django.db import models


class Decision(models.TextChoices):
    """What the office made of a paper."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Paper(models.Model):
    """A paper that the unit sent in and the office decides on. ``signs``: what a rule found perfunctory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    signs = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Plan(Paper):
    """整改方案: measures, who answers, until when (F084, F118)."""

    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="plans")
    content = models.TextField()
    measures = models.TextField()
    handler = models.CharField(max_length=100)
    deadline = models.DateField()
    over_reason = models.TextField(blank=True)
    """Why the deadline of the plan is later than the one that was set."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="plan_number_once")]


class Report(Paper):
    """整改报告: what was done, with evidence (F052)."""

    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="reports")
    text = models.TextField()
    cause = models.TextField(blank=True)
    institution = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="report_number_once")]


class Extension(models.Model):
    """A deadline moved, with the reason; counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="extensions")
    before = models.DateField(null=True)
    after = models.DateField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=100)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    answer = models.TextField(blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Check(models.Model):
    """A giver asked whether the problem is solved; ``turn`` counts the reports that were verified."""

    class Answer(models.TextChoices):
        OPEN = "open"
        SOLVED = "solved"
        NOT_SOLVED = "not_solved"
        SILENT = "silent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.ForeignKey("casework.ProblemOpinion", on_delete=models.CASCADE, related_name="checks")
    turn = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    due = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    words = models.BinaryField(default=bytes, blank=True)
    """Sealed (purpose ``opinion``): why not, in the giver's words."""
    contacts = models.PositiveSmallIntegerField(default=0)
    """How often the office tried to reach a giver that has no code."""
    taken_by = models.CharField(max_length=210, blank=True)
    """Who of the office took the answer down by phone and who confirmed it; empty: given with the code."""
    masked = models.TextField(blank=True)
    """What the unit may read of ``words``, once a person confirmed it."""
    masked_by = models.CharField(max_length=100, blank=True)
    apart = models.BooleanField(default=False)
    """The words point to misconduct; they were passed to the keepers of leads and stand here no more."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "turn"], name="check_once_a_turn")]


class Contact(models.Model):
    """An attempt of the office to reach a giver who has no code."""

    class Way(models.TextChoices):
        PHONE = "phone"
        VISIT = "visit"
        LETTER = "letter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="attempts")
    way = models.CharField(max_length=6, choices=Way)
    note = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Urge(models.Model):
    """催办 and what follows it: a reminder sent up the ladder, by the calendar or by a person (F134)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="urges")
    level = models.PositiveSmallIntegerField()
    """0: reminded before the deadline."""
    deadline = models.DateField(null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    silent_on = models.DateField(null=True, blank=True)
    """When it was marked that no answer came in the time for it."""

    class Meta:
        ordering = ["at"]
