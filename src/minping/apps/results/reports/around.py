"""What stands around a result: what people said, what was put right, how units saw themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from minping.core.findings import Text


@dataclass(frozen=True)
class Theme:
    """Several opinions in the office's words."""

    title: str
    text: str


@dataclass(frozen=True)
class Problem:
    """A problem of the unit. ``open``: something is still asked of it."""

    title: str
    state: Text
    deadline: date | None
    open: bool
    overdue: bool


@dataclass(frozen=True)
class UnitAround:
    """One unit's. ``self_score``: its own view out of the scheme's full mark; ``self_aspects``: aspect → points
    out of 100."""

    themes: tuple[Theme, ...] = ()
    problems: tuple[Problem, ...] = ()
    self_score: Fraction | None = None
    self_aspects: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class YearAround:
    """The whole campaign's. ``themes``: number of released themes by class; ``self_scores``: unit code → own
    view; ``self_aspects``: the same by aspect; ``upper``: name of the upper office. Numbers of problems as the
    ledger counts them."""

    opinions: int = 0
    answered: int = 0
    themes: Mapping[Text, int] = field(default_factory=dict)
    registered: int = 0
    cleared: int = 0
    exceptions: int = 0
    open: int = 0
    overdue: int = 0
    recurred: int = 0
    appeals: int = 0
    upheld: int = 0
    corrected: int = 0
    self_scores: Mapping[str, Fraction] = field(default_factory=dict)
    self_aspects: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    upper: str = ""
