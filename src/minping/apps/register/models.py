"""Who may vote in a round, and by which code. Nothing here says when, in what order, or what was voted.

Fields that change when a ticket is issued keep their length, so that the database writes the row where it
lies: the place of a row on the disk says nothing about the order of issue.
"""

import uuid

from django.db import models

NO_DIGEST = "0" * 64
"""Stands where no ticket waits for its confirmation; as long as a digest."""


class CredentialClass(models.Model):
    """Those whose tickets are interchangeable: round × voter group × scope of units.

    ``unit`` None: all units of the round. ``eligible``: persons in the frame that was drawn from.
    ``reissued`` is public. ``kept_invited`` and ``kept_issued``: what is left of the invitations once they
    are erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    unit = models.UUIDField(null=True, blank=True)
    eligible = models.PositiveIntegerField(default=0)
    reissued = models.PositiveIntegerField(default=0)
    kept_invited = models.PositiveIntegerField(null=True)
    kept_issued = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["round", "code"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="credential_class_once")]


class Invitation(models.Model):
    """One person in one class of one round. ``state`` follows ``core.lifecycle.invitation``, one letter each; between
    invited and issued lies ``issuing``: the ticket was signed and its receipt is not confirmed yet.

    ``code_hash``: the long code; ``locator`` and ``secret_hash``: the typed one. Both only as hashes.
    """

    class State(models.TextChoices):
        INVITED = "i"
        ISSUING = "g"
        WEB_ISSUED = "w"
        SMS_USED = "s"
        PHONE_USED = "p"
        PAPER_GIVEN = "a"
        VOID = "v"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.UUIDField()
    class_code = models.CharField(max_length=40)
    person = models.UUIDField()
    state = models.CharField(max_length=1, choices=State, default=State.INVITED)
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    digest = models.CharField(max_length=64, default=NO_DIGEST)
    locator = models.CharField(max_length=4, unique=True, null=True)
    secret_hash = models.CharField(max_length=128, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "class_code"], name="invited_once_a_class"),
            models.CheckConstraint(
                condition=models.Q(state="g") | models.Q(digest=NO_DIGEST), name="digest_only_while_issuing"
            ),
        ]
        indexes = [models.Index(fields=["round", "class_code"], name="invited_by_class")]


LIFECYCLE = {
    Invitation.State.INVITED: "invited",
    Invitation.State.ISSUING: "web_issued",
    Invitation.State.WEB_ISSUED: "web_issued",
    Invitation.State.SMS_USED: "sms_used",
    Invitation.State.PHONE_USED: "phone_used",
    Invitation.State.PAPER_GIVEN: "paper_given",
    Invitation.State.VOID: "void",
}
"""The letters and the states of ``core.lifecycle.invitation`` they stand for."""
