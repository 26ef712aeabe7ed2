"""An opinion, its history, the answer to its giver; the points where a form hangs; the office's own terms."""

import uuid

from django.db import models


class Terms(models.Model):
    """Within how many working days the office answers the givers of a campaign's opinions (F158)."""

    campaign = models.OneToOneField(
        "campaigns.Campaign", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_days = models.PositiveSmallIntegerField()
    together = models.PositiveSmallIntegerField(default=3)
    """A unit sees a theme of no fewer opinions than this."""


class FormPoint(models.Model):
    """A place with a printed QR code that opens the public form for one unit (a window, a hall)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit", "place"], name="form_point_once")]


class Opinion(models.Model):
    """What one citizen said once. ``state`` follows ``core.lifecycle.opinion``.

    ``text`` and ``giver`` are sealed (purposes ``opinion`` and ``giver``; giver: JSON of name, phone, address);
    ``masked`` is what may leave the office once a person confirmed it (``masked_by``). A comment beside a
    ballot has no giver and bears the day of its pool's release.
    """

    class Source(models.TextChoices):
        COMMENT = "comment"
        FORM = "form"
        QR = "qr"
        HOTLINE = "hotline"
        WEBSITE = "website"
        PROGRAMME = "programme"
        HEARING = "hearing"
        MEETING = "meeting"
        VISIT = "visit"
        SURVEY = "survey"
        LETTER = "letter"
        BOX = "box"
        MAIL = "mail"
        PHONE = "phone"
        API = "api"

    class Kind(models.TextChoices):
        COMPLAINT = "complaint"
        SUGGESTION = "suggestion"
        QUESTION = "question"
        PRAISE = "praise"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Whom it is about, a station or window included; empty until somebody routes it."""
    point = models.ForeignKey(FormPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=12, choices=Source)
    source_note = models.CharField(max_length=100, blank=True)
    """Which programme, which hearing, whose visit."""
    external = models.CharField(max_length=60, blank=True)
    """Number at the sender (工单编号): with ``source_note`` it finds an imported row again."""
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMPLAINT)
    day = models.DateField()
    text = models.BinaryField()
    giver = models.BinaryField(default=bytes, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    """Blind index of the text's normal form: equal texts find each other."""
    code = models.CharField(max_length=64, null=True, blank=True, unique=True)
    """Hash of the private code by which the giver looks it up; none for comments and imported rows."""
    consent = models.BooleanField(default=False)
    """The giver agrees that the unit handles it as an individual case."""
    wants_answer = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)
    """Day by which the giver is owed an answer (F158)."""
    state = models.CharField(max_length=12, default="received", db_index=True)
    flags = models.JSONField(default=list)
    lead = models.UUIDField(null=True, blank=True)
    """The lead it became; nobody but its keepers can open that."""
    handler = models.UUIDField(null=True, blank=True)
    handler_name = models.CharField(max_length=100, blank=True)
    suggested = models.CharField(max_length=40, blank=True)
    """Class that the word list suggests, with the list's number; ``klass`` is what a person settled on."""
    suggested_by = models.PositiveIntegerField(null=True, blank=True)
    klass = models.CharField(max_length=40, blank=True)
    masked = models.TextField(blank=True)
    masked_by = models.UUIDField(null=True, blank=True)
    masked_at = models.DateTimeField(null=True, blank=True)
    group = models.UUIDField(null=True, blank=True, db_index=True)
    """Opinions that say the same bear the id of the first of them."""
    theme = models.ForeignKey(
        "opinions.Theme", null=True, blank=True, on_delete=models.SET_NULL, related_name="opinions"
    )
    case_released = models.BooleanField(default=False)
    """Passed to the unit as an individual case, the giver having agreed."""
    transferred_to = models.CharField(max_length=100, blank=True)
    topics = models.JSONField(default=list, blank=True)
    typed_by = models.UUIDField(null=True, blank=True)
    """Who of the staff typed it in, where it came on paper or by word of mouth."""
    run = models.UUIDField(null=True, blank=True, db_index=True)
    """The import it came with."""
    erased = models.BooleanField(default=False)
    compared = models.BooleanField(default=False, db_index=True)
    """Whether it was looked at for others that say the same."""

    class Meta:
        ordering = ["-day", "id"]
        indexes = [
            models.Index(fields=["campaign", "state", "-day", "id"], name="opinion_list"),
            models.Index(fields=["campaign", "-day", "id", "state"], name="opinion_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source_note", "external"],
                condition=~models.Q(external=""),
                name="opinion_external_once",
            )
        ]


class SavedView(models.Model):
    """What somebody asks of the list again and again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.UUIDField(db_index=True)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="opinion_view_once")]


class Step(models.Model):
    """One act on an opinion. Never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=30)
    state = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Answer(models.Model):
    """An answer that the giver reads with his code (F037, F068)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
