"""The rule of several years over random histories of units, held against a plain account of who was who."""

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
from minping.core.scheme.outcomes import ExemptYears, HistoryRule
from minping.core.scoring.history import years_in_row
from minping.core.scoring.inputs import CampaignData, Unit
from minping.core.tally.counts import Counts

FIRST, YEARS = 2016, 10
CATEGORIES = ("行政", "服务")


@dataclass
class Account:
    """What a person with pencil and paper would keep: for each standing unit its years, good, last or exempt."""

    stories: dict[UUID, dict[int, str]] = field(default_factory=dict)
    names: int = 0

    def name(self) -> str:
        self.names += 1
        return f"县第{self.names}局"

    def in_a_row(self, unit: UUID, before: int, *, skip: bool) -> int:
        count = 0
        for year in range(before - 1, FIRST - 1, -1):
            what = self.stories[unit].get(year)
            if what == "exempt" and skip:
                continue
            if what != "last":
                break
            count += 1
        return count


Change = Callable[[random.Random, Account, int], None]


def _rename(dice: random.Random, account: Account, year: int) -> None:
    unit = dice.choice(list(account.stories))
    unit_rename(actor=SYSTEM, unit=unit, name=account.name(), year=year)


def _merge(dice: random.Random, account: Account, year: int) -> None:
    """Two become a new one, which carries on the years of one of them, or of neither."""
    two = dice.sample(list(account.stories), 2)
    main = dice.choice([*two, None])
    new = units_merge(actor=SYSTEM, units=two, into=NewUnit(account.name()), year=year, main=main)
    stories = [account.stories.pop(unit) for unit in two]
    account.stories[new] = dict(stories[two.index(main)]) if main is not None else {}


def _absorb(dice: random.Random, account: Account, year: int) -> None:
    """One goes into another, which keeps its own years."""
    into, gone = dice.sample(list(account.stories), 2)
    units_merge(actor=SYSTEM, units=[gone], into=into, year=year)
    account.stories.pop(gone)


def _split(dice: random.Random, account: Account, year: int) -> None:
    """New ones beside the old, or instead of it: then one of them, or none, carries its years on."""
    unit, stays = dice.choice(list(account.stories)), dice.random() < 0.5
    names = [NewUnit(account.name()) for _ in range(1 if stays else 2)]
    main = None if stays else dice.choice([0, 1, None])
    found = unit_split(actor=SYSTEM, unit=unit, new=names, year=year, stays=stays, main=main)
    before = account.stories[unit] if stays else account.stories.pop(unit)
    for place, new in enumerate(found):
        account.stories[new] = dict(before) if place == main else {}


CHANGES: tuple[Change, ...] = (_rename, _merge, _absorb, _split)


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
            account.stories[unit][year] = "exempt"
    ranks = []
    for category, units in lists.items():
        dice.shuffle(units)
        for place, unit in enumerate(units, start=1):
            ranks.append((unit, category, str(place)))
            account.stories[unit][year] = "last" if place == len(units) else "good"
    made.published_year(year, ranks, exempt)


def _played(dice: random.Random) -> Account:
    account = Account()
    for number in range(4):
        account.stories[made.unit_named(f"U{number}", account.name())] = {}
    for year in range(FIRST, FIRST + YEARS):
        if year > FIRST and dice.random() < 0.7:
            possible = CHANGES if len(account.stories) > 2 else (_rename, _split)
            dice.choice(possible)(dice, account, year)
        _year(dice, account, year)
    return account


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dice=st.randoms(use_true_random=False), exempt=st.sampled_from(ExemptYears))
def test_the_rule_sees_what_a_plain_account_shows(dice: random.Random, exempt: ExemptYears) -> None:
    with transaction.atomic():
        account, before = _played(dice), FIRST + YEARS
        rule, past = HistoryRule(3, bottom=1, exempt=exempt), Past()
        rows = tuple(past_rows(before))
        for unit in units_of(account.stories):
            years = account.in_a_row(unit.id, before, skip=exempt is ExemptYears.SKIP)
            assert past.so_far(unit, rule, before) == min(years, 3)
            own = Unit(unit.code, unit.name, former=unit.former)
            data = CampaignData("", before, {own.code: own}, Counts(), history=rows)
            assert years_in_row(rule, own, data, this_year=True).holds is (years >= 2)
            line = past.line(unit, before - 1)
            shown = {one.year for one in line.years if one.row is not None}
            assert shown == set(account.stories[unit.id])
        transaction.set_rollback(True)
