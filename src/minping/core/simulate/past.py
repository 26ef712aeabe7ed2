"""Two years before: scores that resemble today's, a unit that was renamed, two that were merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import HistoryRow, Status
from minping.core.simulate.dice import SD, Dice
from minping.core.simulate.names import Names
from minping.core.simulate.objects import MIDDLE, Thing
from minping.core.simulate.plan import CountyPlan

BOTTOM = 3
"""Last places that the history marks (seed 000: 后三位); at most a third of a category."""
RESTS = 3
"""A unit that is exempt this year was so every third year: exempt, ranked again, among the first, exempt."""


@dataclass(frozen=True)
class _Score:
    unit: str
    category: str
    hundredths: int
    exempt: bool


def rename_and_merge(plan: CountyPlan, seed: int, names: Names, things: Sequence[Thing]) -> None:
    """Give some units the names under which last year's tables know them."""
    changed = Dice(seed, "changes").shuffled(
        [t for t in things if not t.below and t.unit.status is Status.APPRAISED]
    )
    for place, thing in enumerate(changed[: plan.renames + plan.mergers]):
        first = names.former(thing.unit.name)
        former = (first,) if place < plan.renames else (first, names.unit(""))
        thing.unit = replace(thing.unit, former=former)


def history_of(
    scheme: Scheme, plan: CountyPlan, seed: int, year: int, things: Sequence[Thing]
) -> tuple[HistoryRow, ...]:
    """One row per unit (of then) and year; exempt rows carry no rank."""
    rows: list[HistoryRow] = []
    for past in range(year - plan.years, year):
        scores: dict[str, list[_Score]] = {}
        for thing in things:
            if not thing.below:
                for score in _scores(seed, past, year, thing):
                    scores.setdefault(score.category, []).append(score)
        for of_category in scores.values():
            rows += _ranked(scheme, past, of_category)
    return tuple(rows)


def _scores(seed: int, past: int, year: int, thing: Thing) -> list[_Score]:
    """A year's score under the name of that year; merged units have two until last year."""
    unit = thing.unit
    before = past < year - 1 or len(unit.former) < 2
    known_as = unit.former if unit.former and before else (unit.code,)
    found = []
    for name in known_as:
        dice = Dice(seed, "past", past, name)
        score = MIDDLE + (thing.quality - MIDDLE) * 7 // 10 + dice.normal() * 3000 // SD
        exempt = unit.status is Status.EXEMPT and (year - past) % RESTS == 2
        if unit.status is not Status.OPINION_ONLY:
            found.append(_Score(name, thing.category, min(score // 10, 9_990), exempt))
    return found


def _ranked(scheme: Scheme, past: int, scores: list[_Score]) -> list[HistoryRow]:
    ranked = sorted((s for s in scores if not s.exempt), key=lambda s: (-s.hundredths, s.unit))
    of, full = len(ranked), scheme.full or Fraction(100)
    rows = []
    for score in ranked:
        rank = 1 + sum(other.hundredths > score.hundredths for other in ranked)
        points = Fraction(int(score.hundredths * full / 100), 100)
        bottom = rank > of - min(BOTTOM, of // 3)
        rows.append(
            HistoryRow(
                unit=score.unit,
                year=past,
                category=score.category,
                rank=Fraction(rank),
                of=of,
                score=points,
                grade=_grade(scheme, score.category, points),
                bottom=bottom,
            )
        )
    rows += [HistoryRow(s.unit, past, s.category, exempt=True) for s in scores if s.exempt]
    return rows


def _grade(scheme: Scheme, category: str, points: Fraction) -> str:
    """The first grade whose band of total scores holds the points, where grades go by bands alone."""
    for grade in scheme.grades:
        condition = grade.condition
        plain = condition.band is not None and not condition.node and grade.cut is None
        if plain and condition.categories and category not in condition.categories:
            continue
        if plain and condition.band is not None and condition.band.holds(points):
            return grade.name
    return ""
