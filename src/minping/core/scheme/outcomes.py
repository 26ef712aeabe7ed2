"""What follows from scores: vetoes, grades, rankings, selections, publication."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from minping.core.scheme.ranges import Band, Window


class VetoEffect(StrEnum):
    ZERO = "zero"
    LAST_PLACE = "last_place"
    NO_AWARD = "no_award"


@dataclass(frozen=True)
class Veto:
    """一票否决 (operator 14). ``grade_cap``: no better grade than this one. ``at_least``: how many of
    these events, their counts added, bring it about."""

    name: str
    events: tuple[str, ...]
    effects: tuple[VetoEffect, ...] = ()
    grade_cap: str = ""
    window: Window = Window()
    clause: str = ""
    at_least: int = 1


class Basis(StrEnum):
    """Whether a rule looks at the exact value or at the one that is published."""

    EXACT = "exact"
    PUBLISHED = "published"


class Scope(StrEnum):
    CATEGORY = "category"
    ALL = "all"
    DISTRICT = "district"
    SYSTEM = "system"
    PARENT = "parent"


class Ties(StrEnum):
    """How tied units are numbered: 1 2 2 4 · 1 2 2 3 · 1 2.5 2.5 4 · 1 2 2 4 printed without order."""

    COMPETITION = "competition"
    DENSE = "dense"
    SHARE = "share"
    UNORDERED = "unordered"


class CutTies(StrEnum):
    """What happens to units tied across the last place of a selection or quota."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


class End(StrEnum):
    TOP = "top"
    BOTTOM = "bottom"


class RoundShare(StrEnum):
    FLOOR = "floor"
    CEIL = "ceil"
    HALF_UP = "half_up"


@dataclass(frozen=True)
class SizeRow:
    """``number`` places in pools of at least ``at_least`` units."""

    at_least: int
    number: int


@dataclass(frozen=True)
class Cut:
    """The best or last k of a pool: a number, a share, or a table by pool size (operators 16, 18)."""

    end: End
    number: int | None = None
    share: Fraction | None = None
    table: tuple[SizeRow, ...] = ()
    by_category: Mapping[str, int] = field(default_factory=dict)
    round_share: RoundShare = RoundShare.FLOOR
    ties: CutTies = CutTies.INCLUDE


class ExemptYears(StrEnum):
    SKIP = "skip"
    BREAK = "break"


class MergedUnits(StrEnum):
    """Whose history counts for a unit made of several."""

    MAIN = "main"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True)
class HistoryRule:
    """n years in a row, the current one included (operator 19). A past year counts when its row is
    flagged, or its rank lies in the last ``bottom`` places, or its grade is in ``grades``."""

    years: int
    consecutive: bool = True
    bottom: int = 0
    grades: tuple[str, ...] = ()
    exempt: ExemptYears = ExemptYears.BREAK
    merged: MergedUnits = MergedUnits.MAIN


@dataclass(frozen=True)
class Condition:
    """Everything given must hold. ``node`` names the value that ``band`` tests (empty: the score);
    rates are tested as fractions of 1. ``selected``: chosen by the named selection. ``all_of``: all of
    these hold too; ``any_of``: at least one of these holds."""

    band: Band | None = None
    node: str = ""
    grades: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    window: Window = Window()
    categories: tuple[str, ...] = ()
    selected: str = ""
    all_of: tuple["Condition", ...] = ()
    any_of: tuple["Condition", ...] = ()

    def walk(self) -> Iterator["Condition"]:
        """This condition and all that it is made of."""
        yield self
        for further in (*self.all_of, *self.any_of):
            yield from further.walk()


@dataclass(frozen=True)
class Grade:
    """A grade goes to units that meet the condition and lie within the cut; grades are tried in order."""

    name: str
    condition: Condition = Condition()
    cut: Cut | None = None
    scope: Scope = Scope.CATEGORY
    clause: str = ""


def best_first(grades: Sequence[Grade]) -> tuple[str, ...]:
    """Names of the grades from the best to the worst. That is the order in which they are written, but
    for grades given from below (the last k, below a line) before one that takes others: they are worse."""
    others = [place for place, grade in enumerate(grades) if not _from_below(grade)]
    last = max(others, default=-1)
    moved = [place for place, grade in enumerate(grades) if place < last and _from_below(grade)]
    kept = [place for place in range(len(grades)) if place not in moved]
    return tuple(grades[place].name for place in (*kept, *reversed(moved)))


def _from_below(grade: Grade) -> bool:
    if grade.cut is not None:
        return grade.cut.end is End.BOTTOM
    bands = [one.band for one in grade.condition.walk() if one.band is not None]
    open_below = [band.ge is None and band.gt is None for band in bands]
    return bool(open_below) and all(open_below)


@dataclass(frozen=True)
class TieBreak:
    """Compare the value of ``node``; ``higher_first`` puts the larger before."""

    node: str
    higher_first: bool = True


@dataclass(frozen=True)
class Ranking:
    """``rank(scope, key, ties, tie_break)`` (operator 17). ``categories``: pool limited to these."""

    code: str
    name: str
    scope: Scope = Scope.CATEGORY
    node: str = ""
    ascending: bool = False
    basis: Basis = Basis.EXACT
    ties: Ties = Ties.COMPETITION
    tie_break: tuple[TieBreak, ...] = ()
    categories: tuple[str, ...] = ()
    clause: str = ""


class Purpose(StrEnum):
    PRAISE = "praise"
    INTERVIEW = "interview"
    ADMONITION = "admonition"
    YELLOW_CARD = "yellow_card"
    REPLACEMENT = "replacement"
    OTHER = "other"


@dataclass(frozen=True)
class Selection:
    """Who is *proposed* for praise, interview … (operator 18). Cut, condition and history must all hold;
    the cut is taken first and nobody moves up. ``Condition.selected`` may name earlier selections."""

    code: str
    name: str
    purpose: Purpose
    ranking: str = ""
    cut: Cut | None = None
    condition: Condition = Condition()
    history: HistoryRule | None = None
    clause: str = ""


class Mode(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True)
class Rounding:
    """Operator 20: only at publication. ``digits`` for points, ``rate_digits`` for percentages."""

    digits: int = 2
    rate_digits: int = 2
    mode: Mode = Mode.HALF_UP


@dataclass(frozen=True)
class Level:
    """One step of publication (operator 26): to whom, when, which fields."""

    name: str
    audience: str = ""
    when: str = ""
    fields: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class Publication:
    """``live``: what may be seen before close: ``none`` or ``participation``, never results
    (``results`` is read, warned of and served at close)."""

    levels: tuple[Level, ...] = ()
    live: str = "participation"
    components: bool = True
