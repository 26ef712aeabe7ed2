"""What a document says, before anybody decides how it looks. Knows nothing of appraisals.

All text is plain text: the renderers never read it as markup, formulas or field codes. Numbers in
tables are decimal texts that were rounded by the caller ("92.35", "87.30%"); a renderer may line
them up or store them as numbers, never compute with them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NUMBER = re.compile(r"[-−]?[0-9]{1,15}(\.[0-9]+)?%?")


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """``unit`` is printed in the head below the title. ``width``: how many Chinese characters a line of
    this column wants to hold at most. ``number``: cells that read as decimal numbers are numbers in a
    workbook; words among them stay words."""

    title: str
    unit: str = ""
    align: Align = Align.LEFT
    width: float = 12
    number: bool = False

    def head(self, language: str = "zh", between: str = "") -> str:
        """Title and unit with ``between`` them (a line break where there is room for two lines)."""
        if not self.unit:
            return self.title
        if language == "en":
            return f"{self.title}{between or ' '}({self.unit})"
        return f"{self.title}{between}（{self.unit}）"


@dataclass(frozen=True)
class Row:
    """One cell per column. With fewer cells the last one spans the rest of the row; a single cell is a
    band above the rows that follow. ``level`` indents the first cell. ``strong`` rows stand out. ``key``
    names the row for a page that links to it; nothing prints it."""

    cells: tuple[str, ...]
    level: int = 0
    strong: bool = False
    key: str = ""


@dataclass(frozen=True)
class Table:
    """``empty`` is said when there are no rows. ``sheet`` names the sheet in a workbook."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""
    sheet: str = ""
    chart: "BarChart | None" = None


@dataclass(frozen=True)
class Bar:
    """``value`` and ``full`` only place the drawing; ``text`` is what is written at its end.
    ``full`` draws an outline up to the full mark, ``mean`` a thin line across this bar."""

    label: str
    value: Fraction | None
    text: str
    full: Fraction | None = None
    mean: Fraction | None = None
    strong: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars. ``low`` not zero: the axis starts there and the values are drawn as dots, since a
    bar that starts elsewhere than at zero misleads. ``mean`` is a thin line through all bars."""

    title: str
    axis: str
    bars: tuple[Bar, ...]
    low: Fraction = Fraction(0)
    high: Fraction | None = None
    mean: Fraction | None = None
    mean_text: str = ""
    full_text: str = ""


class Shade(StrEnum):
    """``graded`` options take their places on the diverging scale in the order given."""

    GRADED = "graded"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True)
class Choice:
    """One answer of a distribution chart: its name and how it is shaded."""

    name: str
    shade: Shade = Shade.GRADED


@dataclass(frozen=True)
class Stack:
    """One bar of a distribution chart: ``counts`` in the order of the chart's choices."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class DistributionChart:
    """Each stack is drawn to 100 %; counts are in the order of ``choices``, best first."""

    title: str
    axis: str
    choices: tuple[Choice, ...]
    stacks: tuple[Stack, ...]


Chart = BarChart | DistributionChart


@dataclass(frozen=True)
class Heading:
    """Level 1, 2 or 3; the ordinal (一、 （一） 1.) is put before it by ``numbered``."""

    text: str
    level: int = 1


class Role(StrEnum):
    BODY = "body"
    NOTE = "note"
    WARNING = "warning"
    ADDRESSEE = "addressee"


@dataclass(frozen=True)
class Paragraph:
    """Running text in one of the styles."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True)
class Facts:
    """Key figures: (label, value) pairs, two pairs to a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | BarChart | DistributionChart | Facts | PageBreak


@dataclass(frozen=True)
class Signature:
    """Who issues the document, and when."""

    office: str
    date: str


@dataclass(frozen=True)
class Letterhead:
    """The red head of a paper that an office sends out. ``office``: whose paper it is. ``number``: the paper's
    own number, with blanks to be filled in by hand where it is not known yet. ``letter``: a letter from one
    office to another, with two red lines, else a file with one. ``signer``: room for the name of who signs,
    on what goes up to a superior."""

    office: str
    number: str = ""
    letter: bool = False
    signer: bool = False


@dataclass(frozen=True)
class Document:
    """``source`` says where the figures come from; it closes the document in small type."""

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    signature: Signature | None = None
    source: tuple[str, ...] = ()
    landscape: bool = False
    language: str = "zh"
    author: str = ""
    head: Letterhead | None = None

    @property
    def name(self) -> str:
        """The title on one line."""
        return self.title.replace("\n", "")

    @property
    def width_mm(self) -> float:
        """Width of the type area: A4 less margins of 28 and 26 mm."""
        return 243.0 if self.landscape else 156.0


def clean(text: str) -> str:
    """``text`` without characters that no document can hold or that reorder what is read (control
    characters, direction overrides, halves of surrogate pairs). Everything else stays as it is."""
    return _CONTROL.sub("", text)


def leads(block: Block, following: Block | None) -> bool:
    """Whether a sentence introduces the table or chart behind it, so that no page break parts them."""
    if not isinstance(block, Paragraph) or block.role is not Role.BODY:
        return False
    return isinstance(following, Table | BarChart | DistributionChart | Facts)


def is_number(text: str) -> bool:
    """Whether ``text`` is a decimal number or percentage that a workbook can hold without loss."""
    return _NUMBER.fullmatch(text) is not None and sum(c.isdigit() for c in text) <= 15


def numbered(blocks: Iterable[Block], language: str = "zh") -> Iterator[Block]:
    """The blocks with ordinals before the headings, by level: 一、 （一） 1. / 1 1.1 1.1.1."""
    counters = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        depth = block.level - 1
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (2 - depth)
        yield replace(block, text=_ordinal(counters[: depth + 1], language) + block.text)


def _ordinal(counters: list[int], language: str) -> str:
    if language == "en":
        return ".".join(map(str, counters)) + " "
    last = counters[-1]
    return (f"{chinese(last)}、", f"（{chinese(last)}）", f"{last}.")[len(counters) - 1]


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五, 173 → 一百七十三 (1 to 999)."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
        return head + (digits[ones] if ones else "")
    head = f"{digits[hundreds]}百"
    if not rest:
        return head
    return head + (f"{digits[tens]}十" if tens else "零") + (digits[ones] if ones else "")
