"""What is looked at: content heads with their check points, tags, focus topics."""

import uuid

from django.db import models


class ContentHead(models.Model):
    """A content head 评议内容 (F040, F079); ``categories``: codes it is asked of, empty: all (F010)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="heads")
    name = models.CharField(max_length=60)
    categories = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="content_head_once")]


class CheckPoint(models.Model):
    """One thing to look for: 是否做到 when positive, 是否存在 when not (F041)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    head = models.ForeignKey(ContentHead, on_delete=models.CASCADE, related_name="points")
    positive = models.BooleanField()
    text = models.CharField(max_length=200)
    tags = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-positive", "order"]


class Tag(models.Model):
    """A word of a set (三严三实, 四风 …) by which problems and opinions are sorted (F042)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="tags")
    group = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "group", "name"], name="tag_once")]


class FocusTopic(models.Model):
    """A focus topic 重点评议内容 of the year (F011, F103)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="focus_topic_once")]
