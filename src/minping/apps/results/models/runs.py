"""Tallies, tables, score runs and what became of them. Nothing here is ever altered or removed."""

from django.db import models

from minping.apps.results.models.kept import Kept


class RoundTally(Kept):
    """What the box handed over for a closed round: its tally folder as one file, named by its hash."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    round = models.OneToOneField("campaigns.Round", on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=64)
    """SHA-256 of the stored file, which is kept under that name."""
    scheme_digest = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64)
    log_head = models.CharField(max_length=64)
    log_size = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    invited = models.PositiveIntegerField()
    issued = models.PositiveIntegerField(null=True)
    counted = models.PositiveIntegerField()
    superseded = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    valid = models.PositiveIntegerField()
    taken_at = models.DateTimeField()


class Sheet(models.TextChoices):
    """The tables that an office hands in."""

    REPORTS = "reports"
    ENTRIES = "entries"
    EVENTS = "events"
    HISTORY = "history"
    PARTICIPATION = "participation"


class TableVersion(Kept):
    """One version of a table as it came in, with who brought it; a version without a file withdraws it."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=15, choices=Sheet)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["sheet", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "sheet", "number"], name="table_version_once")
        ]


class Explanation(Kept):
    """A signed reason for something that is absent (F170) or short (F059); the newest of an item holds."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=160)
    reason = models.TextField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class ScoreRun(Kept):
    """One computation: the frozen scheme and the inputs by their hashes, and all that came out (F166)."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    """Why it was computed again, from the second run on."""
    scheme_digest = models.CharField(max_length=64)
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    record = models.CharField(max_length=64)
    """SHA-256 of ``scores.json``, which is kept under that name, as are the two folders (as zip files)."""
    public = models.CharField(max_length=64)
    private = models.CharField(max_length=64)
    units = models.JSONField()
    """Code of each unit in the run → its id, so that a result belongs to the unit whatever it is called."""
    scored = models.PositiveIntegerField()
    blocked = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="score_run_once")]


class Review(Kept):
    """Somebody who did not compute the run held it against its sources (F147)."""

    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="reviews")
    sound = models.BooleanField()
    note = models.TextField(blank=True)
    computed_by = models.UUIDField(null=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(computed_by__isnull=True) | ~models.Q(by=models.F("computed_by")),
                name="reviewed_by_another_person",
            )
        ]


class Announcement(Kept):
    """The result told to the units, before the public knows it (F070)."""

    run = models.OneToOneField(ScoreRun, on_delete=models.PROTECT, related_name="announcement")
    objections_until = models.DateField(null=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()


class Publication(Kept):
    """A run before the public, agreed by two (F027, F076); the newest of a campaign is in force.

    ``fields``: what is shown. ``notice``: the correction notice when it replaces an earlier one.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=100, blank=True)
    fields = models.JSONField()
    notice = models.TextField(blank=True)
    notice_en = models.TextField(blank=True)
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=100)
    agreed_by = models.UUIDField()
    agreed_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="publication_once"),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("agreed_by")), name="published_by_two"
            ),
        ]


class Standing(Kept):
    """A unit's published place of a year, kept by its identity for the history to come (F160)."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="standings")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    category = models.CharField(max_length=60, blank=True)
    rank = models.CharField(max_length=40, blank=True)
    """An exact number as text, empty where the unit has no rank."""
    of = models.PositiveIntegerField(null=True)
    score = models.TextField(blank=True)
    shown = models.CharField(max_length=40, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    exempt = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["publication", "unit"], name="standing_once")]


class Documents(Kept):
    """The printed documents of a run in one language: result table, circular, every unit's feedback."""

    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="documents")
    language = models.CharField(max_length=2)
    file = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "language"], name="documents_once")]
