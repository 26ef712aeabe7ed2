"""Blocks of a document → what the templates under ``results/blocks/`` need: rows, and places in per cent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from minping.apps.documents.bars import highest
from minping.apps.documents.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    DistributionChart,
    Facts,
    Heading,
    Paragraph,
    Role,
    Row,
    Shade,
    Table,
)

Place = Callable[[Fraction], Fraction]
_GRADES = 5
_ROOM_FOR_TEXT = Fraction(12, 100)


@dataclass(frozen=True)
class Cell:
    """``span`` columns wide; ``label``: the column's title, for narrow screens."""

    text: str
    right: bool = False
    span: int = 1
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One row; ``band``: a heading over the rows that follow."""

    cells: tuple[Cell, ...]
    level: int = 0
    strong: bool = False
    band: bool = False


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in per cent of its width; ``text`` where there is room for it."""

    x: str
    width: str
    css: str
    label: str
    text: str = ""
    middle: str = ""


@dataclass(frozen=True)
class BarLine:
    """One bar. ``says``: the whole bar in words."""

    label: str
    text: str
    says: str
    segments: tuple[Segment, ...] = ()
    outline: str = ""
    mean: str = ""
    dot: str = ""


@dataclass(frozen=True)
class Key:
    """One entry of a legend."""

    name: str
    css: str


@dataclass(frozen=True)
class Shown:
    """One block; ``kind`` names its template."""

    kind: str
    text: str = ""
    level: int = 2
    head: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    bars: tuple[BarLine, ...] = ()
    keys: tuple[Key, ...] = ()
    nodes: tuple["Branch", ...] = field(default=())

    @property
    def template(self) -> str:
        return f"results/blocks/{self.kind}.html"


@dataclass(frozen=True)
class Branch:
    """One step of an explanation, with what it was made from. ``key``: its short name, to appeal against it."""

    name: str
    lines: tuple[str, ...]
    value: str
    below: tuple["Branch", ...] = ()
    key: str = ""


def shown(blocks: Iterable[Block]) -> list[Shown]:
    """Blocks ready for the templates; a table's chart stands behind it."""
    return [made for block in blocks for made in _shown(block)]


def _shown(block: Block) -> Iterator[Shown]:
    if isinstance(block, Heading):
        yield Shown("heading", block.text, level=block.level + 1)
    elif isinstance(block, Paragraph):
        kind = "warning" if block.role is Role.WARNING else "paragraph"
        yield Shown(kind, block.text)
    elif isinstance(block, Facts):
        yield Shown("facts", pairs=tuple((pair[0], pair[1]) for pair in block.pairs))
    elif isinstance(block, Table):
        yield table(block)
        if block.chart is not None:
            yield bars(block.chart)
    elif isinstance(block, BarChart):
        yield bars(block)
    elif isinstance(block, DistributionChart):
        yield stacks(block)


def table(block: Table) -> Shown:
    """A table with its caption, or the words that stand for an empty one."""
    if not block.rows:
        return Shown("paragraph", block.empty)
    return Shown(
        "table",
        block.caption,
        head=block.columns,
        lines=tuple(_line(row, block.columns) for row in block.rows),
        foot=tuple(_line(row, block.columns) for row in block.foot),
        notes=block.notes,
    )


def _line(row: Row, columns: Sequence[Column]) -> Line:
    last = len(row.cells) - 1
    cells = []
    for place, text in enumerate(row.cells):
        span = len(columns) - last if place == last else 1
        right = columns[place].align is Align.RIGHT and span == 1
        cells.append(Cell(text, right, span, columns[place].title))
    return Line(tuple(cells), row.level, row.strong, band=len(row.cells) == 1)


def tree(block: Table) -> Shown:
    """An explanation table as nested steps."""
    return Shown("tree", block.caption, nodes=_branches(list(block.rows), 0)[0], notes=block.notes)


def _branches(rows: list[Row], start: int) -> tuple[tuple[Branch, ...], int]:
    """Branches of one level from ``start`` on, and where the next shallower row stands."""
    found: list[Branch] = []
    place = start
    level = rows[start].level if start < len(rows) else 0
    while place < len(rows) and rows[place].level == level:
        name, words, value = (*rows[place].cells, "", "")[:3]
        key = rows[place].key
        place += 1
        below: tuple[Branch, ...] = ()
        if place < len(rows) and rows[place].level > level:
            below, place = _branches(rows, place)
        found.append(Branch(name, tuple(filter(None, words.split("\n"))), value, below, key))
    return tuple(found), place


def _percent(share: Fraction) -> str:
    """A length for SVG, to a hundredth of a per cent."""
    return f"{float(share * 100):.2f}%"


def shades(chart: DistributionChart) -> list[str]:
    """CSS class of each choice: graded ones over the five colours, the others grey or hatched."""
    graded = [place for place, choice in enumerate(chart.choices) if choice.shade is Shade.GRADED]
    classes = ["unknown" if choice.shade is Shade.UNKNOWN else "g0" for choice in chart.choices]
    for order, place in enumerate(graded):
        step = order * (_GRADES - 1) / max(len(graded) - 1, 1)
        classes[place] = f"g{round(step) + 1}"
    return classes


def stacks(chart: DistributionChart) -> Shown:
    """Each bar to 100 %, with the share written where there is room."""
    classes = shades(chart)
    lines = []
    for stack in chart.stacks:
        total = sum(stack.counts)
        says = "，".join(
            f"{choice.name} {number}"
            for choice, number in zip(chart.choices, stack.counts, strict=True)
            if number
        )
        lines.append(BarLine(stack.label, f"n={total}", says, tuple(_segments(chart, stack.counts, classes))))
    keys = tuple(Key(choice.name, css) for choice, css in zip(chart.choices, classes, strict=True))
    return Shown("stacks", chart.title, bars=tuple(lines), keys=keys, notes=(chart.axis,))


def _segments(chart: DistributionChart, counts: Sequence[int], classes: Sequence[str]) -> Iterator[Segment]:
    total, left = sum(counts), 0
    for choice, number, css in zip(chart.choices, counts, classes, strict=True):
        if not number:
            continue
        share, start = Fraction(number, total), Fraction(left, total)
        roomy = share >= _ROOM_FOR_TEXT and css != "unknown"
        text = f"{float(share * 100):.0f}%" if roomy else ""
        label = f"{choice.name} {number}/{total}"
        yield Segment(_percent(start), _percent(share), css, label, text, _percent(start + share / 2))
        left += number


def bars(chart: BarChart) -> Shown:
    """Bars from zero, or dots on an axis that starts elsewhere; the mean as a thin line."""
    low, high = chart.low, highest(chart)

    def place(value: Fraction) -> Fraction:
        return min(max((value - low) / (high - low), Fraction(0)), Fraction(1))

    lines = tuple(_bar(bar, chart, place) for bar in chart.bars)
    notes = tuple(filter(None, (chart.axis, chart.mean_text, chart.full_text)))
    return Shown("bars", chart.title, bars=lines, notes=notes)


def _bar(bar: Bar, chart: BarChart, place: Place) -> BarLine:
    mean = bar.mean if bar.mean is not None else chart.mean
    value = bar.value
    segments: tuple[Segment, ...] = ()
    if value is not None and not chart.low:
        css = "strong" if bar.strong else "bar"
        segments = (Segment("0%", _percent(place(value)), css, bar.text),)
    return BarLine(
        bar.label,
        bar.text,
        f"{bar.label} {bar.text}",
        segments,
        outline=_percent(place(bar.full)) if bar.full is not None else "",
        mean=_percent(place(mean)) if mean is not None else "",
        dot=_percent(place(value)) if value is not None and chart.low else "",
    )
