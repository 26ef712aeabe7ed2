"""Horizontal bars, or dots where the axis does not start at zero."""

from fractions import Fraction

from minping.apps.documents.canvas import INK, LINE, SECONDARY, SMALL, Canvas
from minping.apps.documents.content import Bar, BarChart, clean
from minping.apps.documents.lettering import width, wrapped

WIDTH_MM = 156.0
CHARACTER_MM = 3.6  # one Chinese character at 10 pt
LINE_MM = 4.8
_PRIMARY, _MUTED, _GUIDE = "#0b5cad", "#9dbbdc", "#d9e2ec"
_LABEL_CHARACTERS = 14.0


class Layout:
    """Where title, labels and rows go; shared by all charts with labelled rows."""

    def __init__(self, title: str, labels: list[str], *, above_mm: float, row_mm: float) -> None:
        self.title = wrapped(clean(title), WIDTH_MM / CHARACTER_MM - 1)
        self.labels = [_label_lines(clean(label)) for label in labels]
        longest = max((width(line) for lines in self.labels for line in lines), default=0)
        self.left = longest * CHARACTER_MM + 3
        self.top = 3 + len(self.title) * (LINE_MM + 0.8) + above_mm
        self.heights = [max(row_mm, len(lines) * LINE_MM + 1.6) for lines in self.labels]
        self.bottom = self.top + sum(self.heights)

    def canvas(self, below_mm: float) -> Canvas:
        canvas = Canvas(WIDTH_MM, self.bottom + below_mm)
        for index, line in enumerate(self.title):
            canvas.text(0.5, 3.6 + index * (LINE_MM + 0.8), line, size=11)
        for middle, lines in zip(self.middles(), self.labels, strict=True):
            first = middle - (len(lines) - 1) * LINE_MM / 2
            for index, line in enumerate(lines):
                canvas.text(self.left - 2, first + index * LINE_MM, line, at="right")
        return canvas

    def middles(self) -> list[float]:
        """The vertical middle of each row."""
        ends = [self.top + sum(self.heights[:i]) for i in range(len(self.heights))]
        return [start + height / 2 for start, height in zip(ends, self.heights, strict=True)]


def _label_lines(label: str) -> list[str]:
    """At most three lines; what is longer is cut with an ellipsis (the table beside it has it whole)."""
    lines = wrapped(label, _LABEL_CHARACTERS)
    return lines if len(lines) <= 3 else [*lines[:2], lines[2][:-1] + "…"]


class _Scale:
    def __init__(self, chart: BarChart, left: float, right: float) -> None:
        self.low, self.high = float(chart.low), float(highest(chart))
        self.left, self.right = left, right

    def x(self, value: Fraction) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def highest(chart: BarChart) -> Fraction:
    """Where the axis ends."""
    seen = [v for bar in chart.bars for v in (bar.value, bar.full, bar.mean) if v is not None]
    high = chart.high if chart.high is not None else max(seen, default=Fraction(1))
    return high if high > chart.low else chart.low + 1


def draw_bars(chart: BarChart) -> Canvas:
    """One row per bar; the value's text at its end, the mean as a thin line, the axis named below."""
    layout = Layout(
        chart.title, [b.label for b in chart.bars], above_mm=5.5 if _legend(chart) else 1, row_mm=7.5
    )
    canvas = layout.canvas(below_mm=11)
    room = max((width(clean(b.text)) for b in chart.bars), default=0) * CHARACTER_MM + 4
    scale = _Scale(chart, layout.left, WIDTH_MM - room)
    _axis(canvas, chart, scale, layout)
    for bar, middle in zip(chart.bars, layout.middles(), strict=True):
        _bar(canvas, chart, bar, scale, middle)
    _mean_line(canvas, chart, scale, layout)
    return canvas


def _legend(chart: BarChart) -> str:
    return clean(chart.full_text or (chart.mean_text if chart.mean is not None else ""))


def _bar(canvas: Canvas, chart: BarChart, bar: Bar, scale: _Scale, middle: float) -> None:
    if bar.full is not None:
        canvas.box(scale.left, middle - 2.2, scale.x(bar.full) - scale.left, 4.4, edge=SECONDARY)
    if bar.value is not None:
        x = scale.x(bar.value)
        if chart.low:
            canvas.stroke((scale.left, middle), (x, middle), colour=_GUIDE)
            canvas.dot(x, middle, colour=_PRIMARY if bar.strong else INK, hollow=not bar.strong)
        else:
            colour = _PRIMARY if bar.strong else _MUTED
            canvas.box(scale.left, middle - 2.2, max(x - scale.left, 0.3), 4.4, fill=colour, edge=_PRIMARY)
    if bar.mean is not None:
        x = scale.x(bar.mean)
        canvas.stroke((x, middle - 3.2), (x, middle + 3.2), colour=INK, line=1.2)
    canvas.text(WIDTH_MM - 0.5, middle, clean(bar.text), at="right")


def _axis(canvas: Canvas, chart: BarChart, scale: _Scale, layout: Layout) -> None:
    for tick in _ticks(scale.low, scale.high):
        x = scale.x(Fraction(tick))
        canvas.stroke((x, layout.top), (x, layout.bottom), colour=_GUIDE, line=0.5)
        canvas.text(x, layout.bottom + 2.8, _plain(tick), size=SMALL, colour=SECONDARY, at="center")
    canvas.stroke((scale.left, layout.top), (scale.left, layout.bottom), colour=LINE)
    canvas.text(scale.left, layout.bottom + 7.4, clean(chart.axis), size=SMALL, colour=SECONDARY)


def _mean_line(canvas: Canvas, chart: BarChart, scale: _Scale, layout: Layout) -> None:
    y = layout.top - 3.4
    if chart.mean is not None:
        x = scale.x(chart.mean)
        canvas.stroke((x, layout.top - 1), (x, layout.bottom), colour=INK, line=1.0)
        at = "left" if x < (scale.left + scale.right) / 2 else "right"
        canvas.text(x, y, clean(chart.mean_text), size=SMALL, colour=INK, at=at)
    elif chart.full_text:
        canvas.text(scale.left, y, clean(chart.full_text), size=SMALL, colour=SECONDARY)


def _ticks(low: float, high: float) -> list[float]:
    """Four to six round numbers over the axis."""
    raw = (high - low) / 5
    power = 1.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= raw)
    first = -(-low // step)
    count = int((high - first * step) / step + 1e-9)
    return [round((first + i) * step, 6) for i in range(count + 1)]


def _plain(number: float) -> str:
    return f"{number:g}"
