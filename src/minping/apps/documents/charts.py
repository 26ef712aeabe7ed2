"""Charts as pictures for Word and PDF: direct labels, thin lines, legible in black and white.

A chart with more rows than a page holds becomes several pictures; nothing is ever shrunk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from minping.apps.documents.bars import draw_bars, highest
from minping.apps.documents.canvas import Canvas
from minping.apps.documents.content import BarChart, Chart, DistributionChart, clean
from minping.apps.documents.stacks import draw_stacks

MAX_ROWS = 22
_NOT_FROM_ZERO = ("；横轴不从零开始", "; the axis does not start at zero")

Row = TypeVar("Row")


@dataclass(frozen=True)
class Picture:
    """A PNG with its size on paper and the words that stand for it where it cannot be seen."""

    png: bytes
    width_mm: float
    height_mm: float
    alt: str


def pictures(chart: Chart, language: str = "zh") -> tuple[Picture, ...]:
    """The chart drawn: a picture for every ``MAX_ROWS`` rows, none for a chart without rows."""
    if isinstance(chart, BarChart):
        bar_parts = _dealt(chart.bars)
        high = highest(chart)  # one scale for all parts
        axis = chart.axis + (_NOT_FROM_ZERO[language == "en"] if chart.low else "")
        return tuple(
            _picture(chart, draw_bars(replace(chart, bars=bars, title=title, axis=axis, high=high)), language)
            for bars, title in zip(bar_parts, _titles(chart, len(bar_parts), language), strict=True)
        )
    stack_parts = _dealt(chart.stacks)
    return tuple(
        _picture(chart, draw_stacks(replace(chart, stacks=stacks, title=title)), language)
        for stacks, title in zip(stack_parts, _titles(chart, len(stack_parts), language), strict=True)
    )


def _picture(chart: Chart, canvas: Canvas, language: str) -> Picture:
    alt = ("Chart: " if language == "en" else "图：") + clean(chart.title)
    return Picture(canvas.png(), canvas.width, canvas.height, alt)


def _titles(chart: BarChart | DistributionChart, count: int, language: str) -> list[str]:
    if count <= 1:
        return [chart.title] * count
    form = "{} ({} of {})" if language == "en" else "{}（图{}，共{}幅）"
    return [form.format(chart.title, page, count) for page in range(1, count + 1)]


def _dealt(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Rows dealt to as few pictures as possible, of even size."""
    count = -(-len(rows) // MAX_ROWS)
    size = -(-len(rows) // count) if count else 1
    return [tuple(rows[i : i + size]) for i in range(0, len(rows), size)]
