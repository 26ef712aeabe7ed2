"""Comments written beside a ballot: held sealed until several lie together for several days."""

import uuid

from django.db import models


class CommentPool(models.Model):
    """The comments of one round that came on one day; only the day is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey("campaigns.Round", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["round", "day"], name="comment_pool_once")]


class HeldComment(models.Model):
    """A sealed comment (unit and text, padded to one length). No time, no code, no address, no order: the rows
    of a pool are written anew in random order whenever one is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pool = models.ForeignKey(CommentPool, on_delete=models.PROTECT, related_name="comments")
    sealed = models.BinaryField()
