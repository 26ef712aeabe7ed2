"""Other offices, the letters to and from them, and what the letters ask for."""

import uuid

from django.db import models


class Peer(models.Model):
    """An office above or below (F039, F078). Its key is believed once somebody compared the fingerprint.

    ``key`` holds its signatures; letters to it are closed for its ``lock``, which its signed card told.

    ``numbered``: letters up to this number have reached it, though this office no longer has them all: it was
    restored from a backup. ``representative``: who of the county office guides this bureau's office (行评代表).
    """

    class Side(models.TextChoices):
        UPPER = "upper"
        LOWER = "lower"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=64, unique=True)
    lock = models.CharField(max_length=64)
    numbered = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    representative = models.CharField(max_length=100, blank=True)
    met_at = models.DateTimeField()
    trusted_at = models.DateTimeField(null=True, blank=True)
    trusted_by = models.UUIDField(null=True, blank=True)
    trusted_name = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["side", "name"]


class Letter(models.Model):
    """A letter as it was sent or taken in; never altered. ``file``: where the sealed bytes lie."""

    class Way(models.TextChoices):
        OUT = "out"
        IN = "in"

    id = models.UUIDField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="letters")
    way = models.CharField(max_length=3, choices=Way)
    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    dated = models.DateField()
    body = models.JSONField()
    reply_to = models.UUIDField(null=True, blank=True)
    file = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["peer", "way", "number"], name="letter_number_once")]


class Item(models.Model):
    """One thing that an upper office asks of a lower one, known to both under the same id.

    ``kind``: a task, a case whose outcome is asked for (要结果的案件, F132), or the checklist of staff and
    equipment (F149). ``lines``: the checklist's rows. ``task``, ``problem``: what it became in this office.
    """

    class Kind(models.TextChoices):
        TASK = "task"
        CASE = "case"
        CHECKLIST = "checklist"

    class State(models.TextChoices):
        GIVEN = "given"
        ANSWERED = "answered"
        RETURNED = "returned"
        ACCEPTED = "accepted"

    id = models.UUIDField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="items")
    way = models.CharField(max_length=3, choices=Letter.Way)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    standard = models.TextField(blank=True)
    due = models.DateField()
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    answer = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    answered_on = models.DateField(null=True, blank=True)
    first_answered_on = models.DateField(null=True, blank=True)
    answers = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    task = models.UUIDField(null=True, blank=True)
    problem = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["due", "title"]


class Grading(models.Model):
    """The upper office's judgement of a lower one's year by people, time and standard (F151).

    Marks are exact numbers as text, each beside the full mark; ``facts``: what they were judged by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="gradings")
    way = models.CharField(max_length=3, choices=Letter.Way)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    people = models.CharField(max_length=20)
    people_full = models.CharField(max_length=20)
    time = models.CharField(max_length=20)
    time_full = models.CharField(max_length=20)
    standard = models.CharField(max_length=20)
    standard_full = models.CharField(max_length=20)
    facts = models.JSONField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-at"]


class Recomputation(models.Model):
    """A lower office's result, computed again from the public data that came with it."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="recomputation")
    compared = models.PositiveIntegerField()
    differences = models.JSONField(default=list)
    at = models.DateTimeField()
