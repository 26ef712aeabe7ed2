"""Who is appraised: units by category, the stations below them, and how good each truly is."""

import re
from dataclasses import dataclass, field, replace

from minping.core.scheme.model import Category, Scheme
from minping.core.scheme.nodes import Attribution, Rollup
from minping.core.scoring.inputs import Status, Unit
from minping.core.simulate.dice import SD, Dice
from minping.core.simulate.names import Names
from minping.core.simulate.needs import Needs, needs_of
from minping.core.simulate.plan import CountyPlan

MIDDLE = 84_000
"""The true score that the scales are laid out for, in thousandths of a point."""
AMONG_THE_FIRST = MIDDLE + 11_000
"""The least true score of units that are exempt."""

_KIND_BY_NAME = (("station", r"站|所"), ("window", r"窗口"), ("section", r"股|科"))


@dataclass
class Thing:
    """An object with what it truly is. ``category``: whose rules apply (a station's own is empty).
    ``quality``: true score in thousandths of a point; ``known``: how many voters in a thousand of those
    not served by it can judge it."""

    unit: Unit
    category: str
    quality: int
    known: int
    needs: Needs = field(default_factory=Needs)
    below: bool = False


def make_units(scheme: Scheme, plan: CountyPlan, seed: int, names: Names) -> list[Thing]:
    """Appraised units category by category, then the exempt and the opinion-only ones."""
    things: list[Thing] = []
    categories = list(scheme.categories.values()) or [Category("", "")]
    for place, (category, number) in enumerate(zip(categories, _sizes(plan, categories), strict=True)):
        level = MIDDLE + Dice(seed, "category", category.code).normal() * 1500 // SD
        for index in range(number):
            things.append(_unit(scheme, plan, seed, names, category, f"U{place + 1}{index + 1:02d}", level))
    taking_part = len(things)
    extras = [Status.EXEMPT] * plan.exempt + [Status.OPINION_ONLY] * plan.opinion_only
    for index, status in enumerate(extras):
        category = categories[index % len(categories)]
        extra = _unit(scheme, plan, seed, names, category, f"M{index + 1:02d}", MIDDLE + 5000)
        extra.quality = max(extra.quality, AMONG_THE_FIRST)
        if plan.rested or status is not Status.EXEMPT:
            extra.unit = replace(extra.unit, status=status)
            extra.needs = Needs()
        things.append(extra)
    _add_stations(scheme, plan, seed, names, things[:taking_part], things)
    return things


def _sizes(plan: CountyPlan, categories: list[Category]) -> list[int]:
    """Units per category: as given, else in unequal parts, at least one each."""
    if plan.categories:
        return [plan.categories.get(c.code, plan.categories.get(c.name, 0)) for c in categories]
    weights = [5 + 3 * ((place * 2) % 5) for place in range(len(categories))]
    total = max(plan.units, len(categories))
    least = min(4, total // len(categories))
    free = total - least * len(categories)
    sizes = [least + free * weight // sum(weights) for weight in weights]
    for place in range(total - sum(sizes)):
        sizes[place % len(sizes)] += 1
    return sizes


def _unit(
    scheme: Scheme, plan: CountyPlan, seed: int, names: Names, category: Category, code: str, level: int
) -> Thing:
    dice = Dice(seed, "unit", code)
    kind = next((kind for kind, words in _KIND_BY_NAME if re.search(words, category.name)), "unit")
    unit = Unit(code, names.unit(category.name), category.code, kind=kind)
    needs = needs_of(scheme, scheme.tree_of(category.code), category.code)
    for measure in scheme.measures.values():
        needs.add(needs_of(scheme, measure, category.code))
    return Thing(
        unit=unit,
        category=category.code,
        quality=min(level + dice.normal() * plan.spread * 1000 // SD, 99_500),
        known=dice.between(700, 980),
        needs=needs,
    )


def _add_stations(
    scheme: Scheme, plan: CountyPlan, seed: int, names: Names, units: list[Thing], things: list[Thing]
) -> None:
    """Subunits for every roll-up: first those that belong to a parent, then districts and systems."""
    level = units
    for depth in range(3):
        made: list[Thing] = []
        for thing in level:
            for rollup in thing.needs.rollups:
                if rollup.by is Attribution.PARENT:
                    made += _below_parent(scheme, plan, seed, names, thing, rollup, depth, things + made)
        things += made
        level = made
    for by in (Attribution.DISTRICT, Attribution.SYSTEM):
        _attribute(scheme, plan, seed, names, units, by, things)
    for thing in things:
        for rollup in thing.needs.rollups:
            if rollup.otherwise is not None and not _subunits(thing, rollup, things):
                thing.needs.add(needs_of(scheme, rollup.otherwise, thing.category))


def _subunits(thing: Thing, rollup: Rollup, things: list[Thing]) -> list[Thing]:
    """Objects that the roll-up finds below ``thing``."""
    return [
        other
        for other in things
        if getattr(other.unit, rollup.by.value) == thing.unit.code
        and (not rollup.kinds or other.unit.kind in rollup.kinds)
        and other.unit.status is Status.APPRAISED
    ]


def _below_parent(
    scheme: Scheme,
    plan: CountyPlan,
    seed: int,
    names: Names,
    parent: Thing,
    rollup: Rollup,
    depth: int,
    things: list[Thing],
) -> list[Thing]:
    """Stations of ``parent``: those that another roll-up made already, else new ones."""
    needs = needs_of(scheme, rollup.node, parent.category)
    known = _subunits(parent, rollup, things)
    for thing in known:
        thing.needs.add(needs)
    dice = Dice(seed, "stations", parent.unit.code, rollup.head.code)
    share = plan.station_share if rollup.otherwise is not None else 1000
    if known or (rollup.otherwise is not None and not plan.stations) or not dice.chance(share):
        return []
    number = dice.between(2, max(2, 2 * plan.stations - 2)) if depth == 0 else 2
    kind = rollup.kinds[0] if rollup.kinds else "station"
    towns = names.towns(8)
    return [
        _station(seed, names, parent, kind, f"{parent.unit.code}-{place + 1}", towns[place % 8], needs)
        for place in range(number)
    ]


def _station(seed: int, names: Names, parent: Thing, kind: str, code: str, town: str, needs: Needs) -> Thing:
    dice = Dice(seed, "station", code)
    fresh = Needs()
    fresh.add(needs)
    return Thing(
        unit=Unit(
            code,
            names.below(parent.unit.name, kind, town),
            parent=parent.unit.code,
            district=town,
            kind=kind,
        ),
        category=parent.category,
        quality=min(parent.quality + dice.normal() * 3000 // SD, 99_500),
        known=dice.between(850, 990),
        needs=fresh,
        below=True,
    )


def _attribute(
    scheme: Scheme,
    plan: CountyPlan,
    seed: int,
    names: Names,
    units: list[Thing],
    by: Attribution,
    things: list[Thing],
) -> None:
    """Give stations (or units) to the districts or systems that roll them up, in turn (P19 双挂钩)."""
    takers = [(t, r) for t in units for r in t.needs.rollups if r.by is by]
    if not takers:
        return
    taking = {id(thing) for thing, _ in takers}
    kinds = {kind for _, rollup in takers for kind in rollup.kinds}
    pool = [
        t
        for t in things
        if id(t) not in taking
        and t.unit.status is Status.APPRAISED
        and (t.unit.kind in kinds if kinds else t.below)
    ]
    for place in range(2 * len(takers) - len(pool)):
        taker, rollup = takers[place % len(takers)]
        kind = rollup.kinds[0] if rollup.kinds else "station"
        code = f"{taker.unit.code}-{by.value[0].upper()}{place // len(takers) + 1}"
        made = _station(seed, names, taker, kind, code, names.towns(8)[place % 8], Needs())
        made.unit = replace(made.unit, parent="")
        things.append(made)
        pool.append(made)
    for place, thing in enumerate(pool):
        taker, rollup = takers[place % len(takers)]
        code = taker.unit.code
        district = by is Attribution.DISTRICT
        thing.unit = replace(thing.unit, district=code) if district else replace(thing.unit, system=code)
        thing.quality += (taker.quality - MIDDLE) // 2
        thing.needs.add(needs_of(scheme, rollup.node, thing.unit.category or taker.category))
