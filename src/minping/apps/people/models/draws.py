"""A draw: what was committed to, the dice, what came out. Hash ids only, so that it outlives the people's data."""

import uuid

from django.db import models

from minping.apps.people.models.rosters import Roster, RosterRow


class Draw(models.Model):
    """The draw of a round: committed → dice entered by one → drawn; or the whole roster taken."""

    class Method(models.TextChoices):
        DICE = "dice"
        ALL = "all"

    class State(models.TextChoices):
        COMMITTED = "committed"
        DRAWN = "drawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.OneToOneField("campaigns.Round", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=Method)
    state = models.CharField(max_length=10, choices=State)
    size = models.PositiveIntegerField(default=0)
    reserve = models.PositiveIntegerField(default=0)
    allocation = models.CharField(max_length=20, default="proportional")
    pooled = models.BooleanField(default=False)
    commitment = models.CharField(max_length=64, blank=True)
    committed = models.BinaryField(default=bytes)
    """The canonical bytes whose hash is the commitment."""
    committed_at = models.DateTimeField()
    committed_by = models.CharField(max_length=100)
    place = models.CharField(max_length=100, blank=True)
    observers = models.CharField(max_length=200, blank=True)
    first_dice = models.CharField(max_length=200, blank=True)
    first_by = models.UUIDField(null=True)
    first_name = models.CharField(max_length=100, blank=True)
    second_by = models.UUIDField(null=True)
    second_name = models.CharField(max_length=100, blank=True)
    dice = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    listed = models.BinaryField(default=bytes)
    """The public list of drawn and reserve ids (CSV)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="dice_by_two",
            )
        ]


class DrawFrame(models.Model):
    """A published frame file, kept as it was published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="frames")
    roster = models.ForeignKey(Roster, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="frame_once")]


class DrawMember(models.Model):
    """A drawn place on a list; the row goes when the people's data are erased, the hash id stays public."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="members")
    row = models.ForeignKey(RosterRow, null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.CharField(max_length=64)
    reserve = models.BooleanField(default=False)
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "entry"], name="drawn_once")]
