"""Ranges of days and of numbers, as plans write them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Window:
    """A range of days, both ends included (ISO dates); empty means open (operator 13)."""

    start: str = ""
    end: str = ""

    def holds(self, day: str) -> bool:
        return (not self.start or day >= self.start) and (not self.end or day <= self.end)

    @property
    def bounded(self) -> bool:
        return bool(self.start or self.end)


@dataclass(frozen=True)
class Band:
    """A range with explicit ends: ``ge`` 不低于, ``gt`` 高于, ``le`` 不高于, ``lt`` 低于."""

    ge: Fraction | None = None
    gt: Fraction | None = None
    le: Fraction | None = None
    lt: Fraction | None = None

    def holds(self, x: Fraction) -> bool:
        return (
            (self.ge is None or x >= self.ge)
            and (self.gt is None or x > self.gt)
            and (self.le is None or x <= self.le)
            and (self.lt is None or x < self.lt)
        )
