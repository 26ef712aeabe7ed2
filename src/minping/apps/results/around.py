"""What stands around a campaign's result, from the rooms that keep it: opinions, problems, own views, appeals."""

from collections import Counter
from uuid import UUID

from minping.apps.assessments.selectors import self_scores
from minping.apps.casework.selectors import problems_of, stand_of
from minping.apps.opinions.selectors import counts, themes_of
from minping.apps.opinions.triage.classes import class_names
from minping.apps.results.appeals.steps import appeals_of, last_step
from minping.apps.results.models import ScoreRun
from minping.apps.results.reports.around import Problem, Theme, UnitAround, YearAround
from minping.apps.units.selectors import own_office

HIDDEN = ("raised", "triaged", "linked", "transferred")
"""States in which a problem is not yet, or no longer, the unit's."""


def unit_around(row: ScoreRun, unit: UUID) -> UnitAround:
    """What the unit may be told beside its figures: released themes, its own problems, its own view."""
    own = self_scores(row.campaign_id).get(unit)
    return UnitAround(
        tuple(Theme(one.title, one.text) for one in themes_of(row.campaign_id, unit)),
        tuple(
            Problem(one.title, one.words, one.deadline or one.next_date, one.open, one.overdue)
            for one in problems_of(unit=unit, campaign=row.campaign_id)
            if one.state not in HIDDEN
        ),
        own.total if own is not None else None,
        own.aspects if own is not None else {},
    )


def year_around(row: ScoreRun) -> YearAround:
    """The whole campaign's."""
    campaign = row.campaign_id
    said, cases, appeals = counts(campaign), stand_of(campaign), appeals_of(campaign)
    words, codes = class_names(), {unit: code for code, unit in row.units.items()}
    kinds = Counter(words.get(one.klass, words[""]) for one in themes_of(campaign))
    own = self_scores(campaign)
    return YearAround(
        opinions=said.total,
        answered=said.answered,
        themes=dict(kinds),
        registered=cases.registered,
        cleared=cases.cleared,
        exceptions=cases.exceptions,
        open=cases.open,
        overdue=cases.overdue,
        recurred=cases.recurred,
        appeals=len(appeals),
        upheld=sum(last_step(one, "uphold") is not None for one in appeals),
        corrected=sum(last_step(one, "correct") is not None for one in appeals),
        self_scores={
            codes[str(unit)]: score.total
            for unit, score in own.items()
            if score.total is not None and str(unit) in codes
        },
        self_aspects={codes[str(unit)]: score.aspects for unit, score in own.items() if str(unit) in codes},
        upper=own_office().upper,
    )
