"""What the hotline, website or programme that sent an opinion says it did about it."""

from django.db import models


class Handling(models.Model):
    """Facts of the sender 来源方的办理记录, kept as he gives them; they settle nothing here and enter no score.

    What people were asked stands apart, word by word: whether somebody got in touch, whether it is solved, how
    they rate the result, the manner of the unit, and the hotline itself. None is ever added to another.
    """

    class Reply(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"
        UNCLEAR = "unclear"

    class Rating(models.TextChoices):
        GOOD = "good"
        FAIR = "fair"
        BAD = "bad"
        DEFAULT = "default"
        NONE = "none"
        UNCLEAR = "unclear"

    opinion = models.OneToOneField(
        "opinions.Opinion", primary_key=True, on_delete=models.CASCADE, related_name="handling"
    )
    words = models.BinaryField()
    """Sealed (purpose ``opinion``): JSON of the cells as written, by column."""
    digest = models.CharField(max_length=64)
    """Blind index of the cells: whether a later table says something else."""
    ended = models.DateField(null=True, blank=True)
    responded = models.CharField(max_length=7, choices=Reply, blank=True)
    solved = models.CharField(max_length=7, choices=Reply, blank=True)
    result = models.CharField(max_length=7, choices=Rating, blank=True)
    manner = models.CharField(max_length=7, choices=Rating, blank=True)
    hotline = models.CharField(max_length=7, choices=Rating, blank=True)
    apart = models.BooleanField(default=False)
    """The account points to misconduct: it went to the keepers of leads and stands here no more."""
