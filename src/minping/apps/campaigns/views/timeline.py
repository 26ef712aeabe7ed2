"""Stages as bars over the months of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minping.apps.campaigns.models import Stage

WIDTH = 720
LABEL = 110
ROW = 28


@dataclass(frozen=True)
class Bar:
    """One stage on the chart."""

    name: str
    x: float
    y: int
    width: float
    doubt: bool

    @property
    def text_y(self) -> int:
        return self.y + 15


@dataclass(frozen=True)
class Timeline:
    """The chart: bars, month marks, today."""

    bars: Sequence[Bar]
    months: Sequence[tuple[float, int]]
    today: float | None
    height: int
    width: int = WIDTH


def timeline(stages: Sequence[Stage], today: date) -> Timeline | None:
    """The chart of these stages, None where there are none."""
    if not stages:
        return None
    first = min(stage.opens for stage in stages).replace(day=1)
    final = max(stage.closes for stage in stages)
    days = max((final - first).days + 1, 28)

    def at(day: date) -> float:
        return round(LABEL + (day - first).days * (WIDTH - LABEL) / days, 1)

    bars = [
        Bar(
            stage.name[:8],
            at(stage.opens),
            24 + place * ROW,
            max(at(stage.closes) - at(stage.opens), 3),
            bool(stage.doubt),
        )
        for place, stage in enumerate(stages)
    ]
    months: list[tuple[float, int]] = []
    month = first
    while month <= final and len(months) < 36:
        months.append((at(month), month.month))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    here = at(today) if first <= today <= final else None
    return Timeline(bars, months, here, 28 + len(bars) * ROW)
