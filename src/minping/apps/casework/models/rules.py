"""How long things take: what the office settled for all problems."""

from django.db import models


class CaseRules(models.Model):
    """One row, shown to everybody. Days are working days unless said otherwise."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    days_immediate = models.PositiveSmallIntegerField(default=5)
    days_planned = models.PositiveSmallIntegerField(default=30)
    days_ordered = models.PositiveSmallIntegerField(default=15)
    """Default time for a rectification of each class, from the day it is assigned."""
    extensions = models.PositiveSmallIntegerField(default=2)
    """How often a deadline may be moved at the unit's request."""
    answer_days = models.PositiveSmallIntegerField(default=10)
    """How long a giver has to say whether it is solved."""
    contacts = models.PositiveSmallIntegerField(default=3)
    """How often a giver without a code must have been tried before he counts as silent."""
    rating_days = models.PositiveSmallIntegerField(default=10)
    """How long a rectification stands for the public's rating where no giver stands behind it."""
    ratings = models.PositiveSmallIntegerField(default=5)
    """How many ratings it then needs, on several days; fewer count as silence."""
    watch_days = models.PositiveSmallIntegerField(default=90)
    """Calendar days for which a cleared problem is watched."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="case_rules_once"),
            models.CheckConstraint(
                condition=models.Q(
                    days_immediate__gte=1,
                    days_planned__gte=1,
                    days_ordered__gte=1,
                    answer_days__gte=10,
                    contacts__gte=1,
                    rating_days__gte=1,
                    ratings__gte=1,
                    watch_days__gte=1,
                ),
                name="case_rules_sane",
            ),
        ]
