"""The rule of several years over random histories of units, held against a plain account of who was who.

Renames, mergers, splits, categories drawn anew each year, exempt years, years away, half-year campaigns and ones
held inside a unit beside the year, equal ranks at the end of a list.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.apps.consequences import made

from minping.apps.consequences.history import Past
from minping.apps.foundation.actors import SYSTEM
from minping.apps.results.past import past_rows
from minping.apps.units.selectors import units_of
from minping.apps.units.services import NewUnit, unit_rename, unit_split, units_merge
from minping.core.scheme.outcomes import ExemptYears, HistoryRule, MergedUnits
from minping.core.scoring.history import years_in_row
from minping.core.scoring.inputs import CampaignData, Unit
from minping.core.tally.counts import Counts

FIRST, YEARS = 2016, 10
CATEGORIES = ("行政", "服务")
EXEMPT = -1
Story = dict[int, int]
"""Year → how many stood worse in the list, or ``EXEMPT``."""


@dataclass
class Account:
    """What a person with pencil and paper would keep: for each standing unit the years that are its own, and
    those of the units that were merged into it beside them."""

    stories: dict[UUID, Story] = field(default_factory=dict)
    beside: dict[UUID, list[Story]] = field(default_factory=dict)
    names: int = 0

    def name(self) -> str:
        self.names += 1
        return f"县第{self.names}局"

    def begin(self, unit: UUID, story: Story | None = None, beside: list[Story] | None = None) -> None:
        self.stories[unit], self.beside[unit] = dict(story or {}), list(beside or [])

    def end(self, unit: UUID) -> tuple[Story, list[Story]]:
        return self.stories.pop(unit), self.beside.pop(unit)

    def what(self, unit: UUID, year: int, rule: HistoryRule) -> str:
        """good, bad, exempt, or away."""
        asked = [self.stories[unit], *(self.beside[unit] if rule.merged is not MergedUnits.MAIN else [])]
        told = [story[year] for story in asked if year in story]
        if not told:
            return "away"
        bad = [behind < rule.bottom for behind in told if behind != EXEMPT]
        if not bad:
            return "exempt"
        verdict = {MergedUnits.MAIN: bad[0], MergedUnits.ANY: any(bad), MergedUnits.ALL: all(bad)}
        return "bad" if verdict[rule.merged] else "good"

    def so_far(self, unit: UUID, before: int, rule: HistoryRule) -> int:
        years = [self.what(unit, year, rule) for year in range(before - 1, FIRST - 1, -1)]
        if not rule.consecutive:
            return years.count("bad")
        if rule.exempt is ExemptYears.SKIP:
            years = [what for what in years if what != "exempt"]
        return next((place for place, what in enumerate(years) if what != "bad"), len(years))


Change = Callable[[random.Random, Account, int], None]


def _rename(dice: random.Random, account: Account, year: int) -> None:
    unit = dice.choice(list(account.stories))
    unit_rename(actor=SYSTEM, unit=unit, name=account.name(), year=year)


def _merge(dice: random.Random, account: Account, year: int) -> None:
    """Two become a new one, which carries on the years of one of them, or of neither."""
    two = dice.sample(list(account.stories), 2)
    main = dice.choice([*two, None])
    new = units_merge(actor=SYSTEM, units=two, into=NewUnit(account.name()), year=year, main=main)
    gone = {unit: account.end(unit) for unit in two}
    others = [story for unit in two for story in ([gone[unit][0]] if unit != main else []) + gone[unit][1]]
    account.begin(new, gone[main][0] if main is not None else None, others)


def _absorb(dice: random.Random, account: Account, year: int) -> None:
    """One goes into another, which keeps its own years."""
    into, gone = dice.sample(list(account.stories), 2)
    units_merge(actor=SYSTEM, units=[gone], into=into, year=year)
    story, beside = account.end(gone)
    account.beside[into] += [story, *beside]


def _split(dice: random.Random, account: Account, year: int) -> None:
    """New ones beside the old, or instead of it: then one of them, or none, carries its years on."""
    unit, stays = dice.choice(list(account.stories)), dice.random() < 0.5
    names = [NewUnit(account.name()) for _ in range(1 if stays else 2)]
    main = None if stays else dice.choice([0, 1, None])
    found = unit_split(actor=SYSTEM, unit=unit, new=names, year=year, stays=stays, main=main)
    before = ({}, []) if stays else account.end(unit)
    for place, new in enumerate(found):
        account.begin(new, *(before if place == main else ({}, [])))


CHANGES: tuple[Change, ...] = (_rename, _merge, _absorb, _split)


def _ranks(dice: random.Random, units: list[UUID], category: str) -> list[tuple[UUID, str, str]]:
    """Places in a random order, equal ones among them: 1, 2, 2, 4."""
    dice.shuffle(units)
    ranks: list[tuple[UUID, str, str]] = []
    for place, unit in enumerate(units, start=1):
        equal = ranks and dice.random() < 0.3
        ranks.append((unit, category, ranks[-1][2] if equal else str(place)))
    return ranks


def _year(dice: random.Random, account: Account, year: int) -> None:
    """Every unit ranked in a category drawn anew, exempt, or not taking part at all."""
    lists: dict[str, list[UUID]] = {category: [] for category in CATEGORIES}
    exempt = []
    for unit in account.stories:
        what = dice.choices(["ranked", "exempt", "away"], [8, 2, 1])[0]
        if what == "ranked":
            lists[dice.choice(CATEGORIES)].append(unit)
        elif what == "exempt":
            exempt.append(unit)
            account.stories[unit][year] = EXEMPT
    every = []
    for category, units in lists.items():
        ranks = _ranks(dice, units, category)
        every += ranks
        for unit, _, rank in ranks:
            account.stories[unit][year] = sum(int(other) > int(rank) for _, _, other in ranks)
    made.published_year(year, every, exempt)
    if dice.random() < 0.3:
        _beside(dice, list(account.stories), year)


def _beside(dice: random.Random, units: list[UUID], year: int) -> None:
    """A half-year campaign, or one held inside a unit: no years of the history."""
    inner = {"half_year": True} if dice.random() < 0.5 else {"inside_id": units[0]}
    made.published_year(year, _ranks(dice, units, "行政"), **inner)


def _played(dice: random.Random) -> Account:
    account = Account()
    for number in range(4):
        account.begin(made.unit_named(f"U{number}", account.name()))
    for year in range(FIRST, FIRST + YEARS):
        if year > FIRST and dice.random() < 0.7:
            possible = CHANGES if len(account.stories) > 2 else (_rename, _split)
            dice.choice(possible)(dice, account, year)
        _year(dice, account, year)
    return account


rules = st.builds(
    HistoryRule,
    st.integers(2, 4),
    consecutive=st.booleans(),
    bottom=st.integers(1, 3),
    exempt=st.sampled_from(ExemptYears),
    merged=st.sampled_from(MergedUnits),
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dice=st.randoms(use_true_random=False), rule=rules, again=rules)
def test_the_rule_sees_what_a_plain_account_shows(
    dice: random.Random, rule: HistoryRule, again: HistoryRule
) -> None:
    with transaction.atomic():
        account, before, past = _played(dice), FIRST + YEARS, Past()
        rows = tuple(past_rows(before))
        for unit in units_of(account.stories):
            line = past.line(unit, before - 1)
            assert {one.year for one in line.years if one.row is not None} == set(account.stories[unit.id])
            own = Unit(unit.code, unit.name, former=unit.former, joined=unit.joined)
            data = CampaignData("", before, {own.code: own}, Counts(), history=rows)
            for asked in (rule, again):
                years = account.so_far(unit.id, before, asked)
                assert past.so_far(unit, asked, before) == min(years, asked.years)
                held = years_in_row(asked, own, data, this_year=True).holds
                assert held is (years + 1 >= asked.years)
                without = years_in_row(asked, own, data, this_year=False).holds
                assert without is (not asked.consecutive and years >= asked.years)
                shown = past.line(unit, before - 1, rule=asked)
                bad = {one.year for one in shown.years if one.bottom}
                story = account.stories[unit.id].items()
                assert bad == {year for year, behind in story if EXEMPT < behind < asked.bottom}
        transaction.set_rollback(True)
