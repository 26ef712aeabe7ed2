"""Problems shared by many units, ratings by citizens."""

import uuid

from django.db import models


class CommonProblem(models.Model):
    """普遍性问题: the same over many units, answered by a rule rather than case by case (F069)."""

    class State(models.TextChoices):
        OPEN = "open"
        ADOPTED = "adopted"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    text = models.TextField()
    answerable = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    theme = models.CharField(max_length=60, blank=True)
    """The class or topic under which it was noticed."""
    measure = models.TextField(blank=True)
    """建章立制: the rule that was made."""
    document = models.CharField(max_length=100, blank=True)
    """Number of the document that makes the rule (文号)."""
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    """Why it was dropped."""
    published = models.BooleanField(default=True)
    made_by = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]


class Rating(models.Model):
    """A citizen's word on a published rectification (F052): by giver's code, or open to anybody and then
    counted apart. No time but the day, no address."""

    class Word(models.TextChoices):
        GOOD = "good"
        FAIR = "fair"
        BAD = "bad"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("casework.Problem", on_delete=models.CASCADE, related_name="ratings")
    word = models.CharField(max_length=4, choices=Word)
    by_giver = models.BooleanField(default=False)
    giver = models.OneToOneField(
        "casework.ProblemOpinion", null=True, blank=True, on_delete=models.CASCADE, related_name="rating"
    )
    """Whose code it was given with: one word for each giver."""
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["problem", "day"], name="rating_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_giver=False, giver__isnull=True)
                | models.Q(by_giver=True, giver__isnull=False),
                name="rating_by_giver_has_one",
            )
        ]
