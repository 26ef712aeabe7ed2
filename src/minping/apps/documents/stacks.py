"""Distribution of answers: each row drawn to 100 %, best option left, non-answers right and hatched."""

from dataclasses import dataclass

from minping.apps.documents.bars import WIDTH_MM, Layout
from minping.apps.documents.canvas import INK, SECONDARY, SMALL, Canvas
from minping.apps.documents.content import Choice, DistributionChart, Shade, Stack, clean
from minping.apps.documents.lettering import width

_GREEN, _GREY, _RED = (27, 110, 83), (222, 226, 231), (179, 38, 30)
_SMALL_CHARACTER_MM = 3.25
_COUNT_MM = 19.0


@dataclass(frozen=True)
class _Look:
    fill: str
    letters: str
    edge: str = "white"
    hatch: str | None = None


def draw_stacks(chart: DistributionChart) -> Canvas:
    """Option names stand in a line above in the order of the pieces; shares are written into the pieces
    that can hold them, the number of answers at the end of the row."""
    looks = _looks(chart.choices)
    names = [clean(c.name) for c in chart.choices]
    lines = _name_lines(names)
    layout = Layout(chart.title, [s.label for s in chart.stacks], above_mm=5.4 * len(lines) + 1, row_mm=8)
    canvas = layout.canvas(below_mm=6.5)
    _names(canvas, names, looks, lines, layout.top)
    right = WIDTH_MM - _COUNT_MM
    for stack, middle in zip(chart.stacks, layout.middles(), strict=True):
        _row(canvas, stack, looks, (layout.left, right), middle)
    canvas.text(layout.left, layout.bottom + 3, clean(chart.axis), size=SMALL, colour=SECONDARY)
    return canvas


def _row(canvas: Canvas, stack: Stack, looks: list[_Look], ends: tuple[float, float], middle: float) -> None:
    total = sum(stack.counts)
    left, right = ends
    canvas.text(right + 1.6, middle, f"n={total}", size=SMALL, colour=SECONDARY)
    if not total:
        return
    x = left
    for count, look in zip(stack.counts, looks, strict=True):
        piece = (right - left) * count / total
        if not count:
            continue
        canvas.box(x, middle - 2.7, piece, 5.4, fill=look.fill, edge=look.edge, hatch=look.hatch, line=0.8)
        text = f"{100 * count / total:.0f}%"
        if piece > width(text) * _SMALL_CHARACTER_MM + 1:
            _share(canvas, (x + piece / 2, middle), text, look)
        x += piece


def _share(canvas: Canvas, at: tuple[float, float], text: str, look: _Look) -> None:
    x, y = at
    if look.hatch:
        half = width(text) * _SMALL_CHARACTER_MM / 2 + 0.5
        canvas.box(x - half, y - 1.9, 2 * half, 3.8, fill=look.fill)
    canvas.text(x, y, text, size=SMALL, colour=look.letters, at="center")


def _name_lines(names: list[str]) -> list[list[int]]:
    """Indices of the options, dealt to lines that fit the width."""
    lines: list[list[int]] = [[]]
    used = 0.0
    for index, name in enumerate(names):
        need = _name_width(name)
        if lines[-1] and used + need > WIDTH_MM:
            lines.append([])
            used = 0.0
        lines[-1].append(index)
        used += need
    return lines


def _name_width(name: str) -> float:
    return 5.6 + width(name) * _SMALL_CHARACTER_MM + 4


def _names(canvas: Canvas, names: list[str], looks: list[_Look], lines: list[list[int]], top: float) -> None:
    y = top - 5.4 * len(lines) + 1.2
    for line in lines:
        x = 0.5
        for index in line:
            look = looks[index]
            canvas.box(x, y - 1.7, 4.2, 3.4, fill=look.fill, edge=look.edge, hatch=look.hatch)
            canvas.text(x + 5.6, y, names[index], size=SMALL)
            x += _name_width(names[index])
        y += 5.4


def _looks(choices: tuple[Choice, ...]) -> list[_Look]:
    graded = sum(c.shade is Shade.GRADED for c in choices)
    looks, place = [], 0
    for choice in choices:
        if choice.shade is Shade.UNKNOWN:
            looks.append(_Look("#e9edf1", INK, "#52606d", "////"))
        elif choice.shade is Shade.OTHER:
            looks.append(_Look("#ffffff", INK, "#52606d"))
        else:
            looks.append(_graded(place / (graded - 1) if graded > 1 else 0.0))
            place += 1
    return looks


def _graded(position: float) -> _Look:
    """``position`` 0 is the best option, 1 the worst. The worse half carries slanted lines, so that the two dark
    ends stay apart on a black-and-white print."""
    end, share = (_GREEN, 1 - 2 * position) if position < 0.5 else (_RED, 2 * position - 1)
    mixed = tuple(round(g + (e - g) * share) for g, e in zip(_GREY, end, strict=True))
    luminance = (0.299 * mixed[0] + 0.587 * mixed[1] + 0.114 * mixed[2]) / 255
    fill = "#{:02x}{:02x}{:02x}".format(*mixed)
    return _Look(fill, "#ffffff" if luminance < 0.6 else INK, hatch="\\\\\\\\" if position > 0.5 else None)
