"""A problem in the ledger, the opinions behind it, its history."""

import uuid

from django.db import models


class Origin(models.TextChoices):
    """群众提、自己找、集体评 (F051)."""

    MASSES = "masses"
    SELF = "self"
    COLLECTIVE = "collective"


class Problem(models.Model):
    """A problem to be rectified. ``state``, ``flags`` and ``counters`` follow ``core.lifecycle.problem``;
    ``level``, ``generation``, ``overdue`` and ``media`` repeat them for lists."""

    class Source(models.TextChoices):
        OPINION = "opinion"
        HEARING = "hearing"
        INSPECTION = "inspection"
        SURVEY = "survey"
        PROGRAMME = "programme"
        EXPOSURE = "exposure"
        TOPIC = "topic"
        SELF_CHECK = "self_check"
        OFFICE = "office"

    class Klass(models.TextChoices):
        IMMEDIATE = "immediate"
        PLANNED = "planned"
        ORDERED = "ordered"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    """Serial within the campaign's year, given when it is raised; written 2026-0031."""
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    source = models.CharField(max_length=10, choices=Source)
    source_id = models.UUIDField(null=True, blank=True)
    """The promise, finding or topic it came from, of the room above."""
    title = models.CharField(max_length=100)
    text = models.TextField()
    """In the office's words: nothing by which a giver could be known."""
    state = models.CharField(max_length=21, default="raised", db_index=True)
    flags = models.JSONField(default=list)
    counters = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField(default=0)
    generation = models.PositiveSmallIntegerField(default=1)
    overdue = models.BooleanField(default=False)
    media = models.BooleanField(default=False)
    media_note = models.CharField(max_length=200, blank=True)
    klass = models.CharField(max_length=10, choices=Klass, blank=True)
    handler = models.CharField(max_length=100, blank=True)
    """Who answers for it in the unit (整改责任人), with the post."""
    handler_post = models.CharField(max_length=100, blank=True)
    clerk = models.UUIDField(null=True, blank=True)
    clerk_name = models.CharField(max_length=100, blank=True)
    standard = models.TextField(blank=True)
    """To what standard it was promised."""
    cause = models.TextField(blank=True)
    """剖析原因 (F025)."""
    institution = models.TextField(blank=True)
    """立规矩、建制度 (F025, F069)."""
    raised_on = models.DateField()
    registered_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    next_date = models.DateField(null=True, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    watch_until = models.DateField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=0)
    """How often its givers, or the public, were asked."""
    asked_on = models.DateField(null=True, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    """Day by which those who were asked in this turn should have answered."""
    recurrence_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="recurrences"
    )
    inspector = models.UUIDField(null=True, blank=True)
    """Who found it at an inspection or hearing, and so rechecks it."""
    inspector_name = models.CharField(max_length=100, blank=True)
    topics = models.JSONField(default=list, blank=True)
    common = models.ForeignKey(
        "casework.CommonProblem", null=True, blank=True, on_delete=models.SET_NULL, related_name="problems"
    )
    published = models.BooleanField(default=True)
    """Stands in the public ledger with its published fields."""

    class Meta:
        ordering = ["-raised_on", "-number"]
        indexes = [
            models.Index(fields=["campaign", "state", "deadline"], name="problem_board"),
            models.Index(fields=["unit", "state"], name="problem_unit"),
            models.Index(
                fields=[
                    "state",
                    "klass",
                    "source",
                    "origin",
                    "level",
                    "overdue",
                    "media",
                    "generation",
                    "unit",
                    "campaign",
                ],
                name="problem_facets",
            ),
            models.Index(
                fields=["state", "unit", "registered_on", "overdue", "deadline"], name="problem_ages"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="problem_number_once"),
            models.CheckConstraint(
                condition=models.Q(recurrence_of__isnull=True) | ~models.Q(recurrence_of=models.F("id")),
                name="problem_not_its_own_recurrence",
            ),
        ]

    @property
    def label(self) -> str:
        """2026-0031."""
        return f"{self.year}-{self.number:04d}"


class Series(models.Model):
    """The last number that was given in a year; held while a problem takes the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class ProblemOpinion(models.Model):
    """An opinion behind a problem: its giver is asked whether the problem is solved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="opinions")
    opinion = models.ForeignKey("opinions.Opinion", on_delete=models.PROTECT, related_name="+")
    individual = models.BooleanField(default=False)
    """The giver agreed that it is handled as an individual case."""
    joined_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "opinion"], name="opinion_in_problem_once")]


class Step(models.Model):
    """One act on a problem, as the table allowed it. Never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="steps")
    serial = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    before = models.CharField(max_length=21)
    after = models.CharField(max_length=21)
    note = models.TextField(blank=True)
    by = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    public = models.BooleanField(default=True)
    """Shown (act and day only) in the public ledger and to the giver."""

    class Meta:
        ordering = ["serial"]
        constraints = [models.UniqueConstraint(fields=["problem", "serial"], name="step_serial_once")]
