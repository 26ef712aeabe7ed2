"""Messages to people: templates, the outbox, files for the sending platform, who wants none, the caps.

A message with a code is never here: codes are written out by the register and stored nowhere.
"""

import uuid

from django.db import models

from minping.core.lifecycle.delivery import DELIVERY

STATES = [(state.name, state.name) for state in DELIVERY.states]


class MessageTemplate(models.Model):
    """A text with placeholders such as ``{title}``, in one or both languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=60, unique=True)
    zh = models.TextField()
    en = models.TextField(blank=True)
    retired = models.BooleanField(default=False)
    standing = models.CharField(max_length=30, blank=True)
    """Which notice sent by itself takes its words from here; empty: none."""

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["standing"], condition=~models.Q(standing=""), name="one_text_for_a_notice"
            )
        ]


class SendFile(models.Model):
    """A file made for the sending platform: how many, when, by whom; the file itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)
    messages = models.PositiveIntegerField()
    reported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]


class Message(models.Model):
    """One message to one person; its text is made when it is sent. ``state`` follows core.lifecycle.delivery.

    The recipient is a person (looked up at sending) or a sealed number. ``key`` makes queuing idempotent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    template = models.ForeignKey(MessageTemplate, on_delete=models.PROTECT, related_name="messages")
    campaign = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    sealed_number = models.BinaryField(default=bytes)
    number_index = models.CharField(max_length=64, blank=True, db_index=True)
    """Blind index of the number, once it was sent to; for the caps and the delivery report."""
    language = models.CharField(max_length=2, default="zh")
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=STATES, default="queued", db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    key = models.CharField(max_length=160, unique=True)
    file = models.ForeignKey(SendFile, null=True, on_delete=models.SET_NULL, related_name="rows")
    row = models.PositiveIntegerField(null=True)
    """Place in the file: what the delivery report is matched by."""
    sent_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(sealed_number=b""),
                name="message_has_recipient",
            ),
            models.UniqueConstraint(
                fields=["file", "row"], condition=models.Q(file__isnull=False), name="row_of_file_once"
            ),
        ]
        indexes = [models.Index(fields=["number_index", "sent_on"], name="messages_per_day")]


class OptOut(models.Model):
    """A number that wants no more messages, as a blind index only."""

    number_index = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()


class Rules(models.Model):
    """How much may be sent, and when. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    per_number_day = models.PositiveSmallIntegerField(default=2)
    per_day = models.PositiveIntegerField(default=20_000)
    quiet_from = models.TimeField(default="20:30")
    quiet_until = models.TimeField(default="08:30")
    signature = models.CharField(max_length=20, default="民主评议办")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_row_of_rules")]
