"""Ten years of a unit, under whatever names it bore (F160): for pages; the rules read the same rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from minping.apps.results.outcomes import YearRow, year_rows
from minping.apps.units.selectors import UnitFacts, identity_of, unit_lines
from minping.core.findings import Text
from minping.core.scheme.outcomes import HistoryRule
from minping.core.scoring.history import row_counts, years_in_row
from minping.core.scoring.inputs import CampaignData, HistoryRow, Unit
from minping.core.scoring.rounding import plain
from minping.core.tally.counts import Counts

YEARS = 10


@dataclass(frozen=True)
class Year:
    """One year of a unit's history; ``row`` None: nothing is known. ``called``: the unit that bore the history
    then, if another. ``last``: how many places from the end, 1 being the last, equal ranks alike. ``place``:
    where it stood, 0 at the top to 1 at the end of its list. ``bottom``: among the last, as the plan's rule of
    several years counts them; without such a rule, flagged as such or simply the last."""

    year: int
    row: YearRow | None = None
    called: str = ""
    last: int | None = None
    place: Fraction | None = None
    bottom: bool = False

    @property
    def rank(self) -> str:
        """The rank as it was published."""
        return plain(self.row.rank) if self.row is not None and self.row.rank is not None else ""

    @property
    def exempt(self) -> bool:
        return self.row is not None and self.row.exempt


@dataclass(frozen=True)
class Line:
    """A unit with its years, the oldest first."""

    unit: UUID
    name: str
    code: str
    category: str
    years: tuple[Year, ...]

    @cached_property
    def moved(self) -> frozenset[int]:
        """Years in which its category is another than before."""
        found, before = set(), ""
        for one in self.years:
            now = one.row.category if one.row is not None else ""
            if now and before and now != before:
                found.add(one.year)
            before = now or before
        return frozenset(found)

    @property
    def known(self) -> bool:
        return any(one.row is not None for one in self.years)


class Past:
    """All that is known of earlier years, read once for a page."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], YearRow] = {}
        for row in year_rows():
            self._rows.setdefault((row.unit, row.year), row)
        self._names = {unit.code: unit.name for unit in unit_lines()}

    @property
    def newest(self) -> int | None:
        """The last year of which anything is known."""
        return max((year for _, year in self._rows), default=None)

    def line(self, unit: UnitFacts, last: int, years: int = YEARS, rule: HistoryRule | None = None) -> Line:
        """A unit's history up to the year ``last``; ``rule``: what the plan counts as being among the last."""
        told = tuple(self._year(unit, year, rule) for year in range(last - years + 1, last + 1))
        known = [one.row.category for one in told if one.row is not None and one.row.category]
        return Line(unit.id, unit.name, unit.code, known[-1] if known else unit.category, told)

    def _year(self, unit: UnitFacts, year: int, rule: HistoryRule | None) -> Year:
        names = (unit.code, unit.name, *unit.former)
        row = next((self._rows[name, year] for name in names if (name, year) in self._rows), None)
        if row is None:
            return Year(year)
        behind, place = row.behind, None
        if row.rank is not None and row.of is not None:
            behind = row.of - row.rank.__floor__() if behind is None else behind
            place = (row.rank - 1) / (row.of - 1) if row.of > 1 else Fraction(0)
        other = row.unit not in {unit.code, unit.name}
        called = self._names.get(row.unit, row.unit) if other else ""
        bottom = bool(row.bottom) or behind == 0 if rule is None else row_counts(rule, _scored(row))
        return Year(
            year, row, called, None if behind is None else behind + 1, place, bottom and not row.exempt
        )

    def so_far(self, unit: UnitFacts, rule: HistoryRule, before: int) -> int:
        """How many years have come together for the rule before the year ``before``, at most as many as it
        asks for: found by asking the rule itself whether one more would make it so many."""
        data = self._data(unit, before)
        own, found = data.units[unit.code], 0
        for years in range(1, rule.years + 1):
            if not years_in_row(replace(rule, years=years + 1), own, data, this_year=True).holds:
                break
            found = years
        return found

    def _data(self, unit: UnitFacts, before: int) -> CampaignData:
        names = {unit.code, unit.name, *unit.former, *unit.joined}
        rows = tuple(_scored(r) for r in self._rows.values() if r.unit in names and r.year < before)
        own = Unit(unit.code, unit.name, former=unit.former, joined=unit.joined)
        return CampaignData("", before, {unit.code: own}, Counts(), history=rows)


def _scored(row: YearRow) -> HistoryRow:
    """A year as scoring reads it."""
    return HistoryRow(
        row.unit,
        row.year,
        row.category,
        row.rank,
        row.of,
        row.behind,
        grade=row.grade,
        bottom=row.bottom,
        exempt=row.exempt,
    )


def names_then(line: Line) -> Mapping[int, str]:
    """The name that the unit bore in each year of which something is known; for one unit's page."""
    found = {}
    for one in line.years:
        identity = identity_of(line.unit, one.year) if one.row is not None else None
        if identity is not None:
            found[one.year] = identity.name
    return found


def by_category(lines: Sequence[Line]) -> Sequence[tuple[str, Sequence[Line]]]:
    """Lines in their categories, in the order in which these come up."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.category].append(line)
    return list(found.items())


def told(one: Year) -> Text:
    """One year in words."""
    row = one.row
    if row is None:
        return Text(f"{one.year}年无记录", f"{one.year}: nothing known")
    under = f"（时称{one.called}）" if one.called else ""
    if row.exempt:
        return Text(f"{one.year}年{under}免评", f"{one.year}: exempt")
    zh, en = [], []
    if row.rank is not None:
        zh.append(f"第{one.rank}名" + (f"，共{row.of}个" if row.of is not None else ""))
        en.append(f"rank {one.rank}" + (f" of {row.of}" if row.of is not None else ""))
    if row.grade:
        zh.append(f"等次{row.grade}")
        en.append(f"grade {row.grade}")
    return Text(
        f"{one.year}年{under}{'，'.join(zh) or '未排名'}", f"{one.year}: {', '.join(en) or 'not ranked'}"
    )
