"""What a family of tables is: its columns, what must agree in them, and the figures that follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from minping.apps.foundation.imports.parsers import choice, text
from minping.core.bundle import cells
from minping.core.bundle.cells import is_empty, is_not_applicable
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity

LINES = "#lines"
"""Stands for the number of lines in a measure."""


class Shape(StrEnum):
    """How a table of the family is read."""

    COUNTS = "counts"  # whole numbers, from which rates are computed
    WIDE = "wide"  # a column for each component, with the value itself
    LIST = "list"  # a row for each component and unit, and sums that must add up
    SESSION = "session"  # answers counted at a session


def whole(written: str) -> int:
    """A whole number not below zero; a dash or 不适用 says that there was nothing. Raises ``BadCell``."""
    return 0 if is_empty(written) or is_not_applicable(written) else cells.integer(written)


@dataclass(frozen=True)
class Column:
    """``words``: the cell holds one of these words instead of a number, and ``name:code`` counts the lines
    that have it. ``plain``: a text that is only kept."""

    name: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    about: Text = Text("", "")
    example: str = ""
    words: Mapping[str, str] | None = None
    plain: bool = False

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text(self.zh, self.en)

    def shown(self, written: str) -> str:
        """What a page says of a kept cell: the first of the words that mean it."""
        found = (word for word, code in (self.words or {}).items() if code == written)
        return next(found, written)

    @property
    def counted(self) -> bool:
        """Whether its cells are whole numbers."""
        return self.words is None and not self.plain

    @property
    def parse(self) -> Callable[[str], Any]:
        """How a cell is read."""
        if self.words is not None:
            return choice(self.words)
        return text(200) if self.plain else whole


@dataclass(frozen=True)
class Measure:
    """A figure of one unit: ``numerator`` ÷ ``denominator``, each a sum of columns over the unit's lines.
    Without a denominator it is a number. ``below`` names the denominator in words."""

    code: str
    name: Text
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    below: Text = Text("", "")

    @property
    def quantity(self) -> Quantity:
        """A rate, or a number."""
        return Quantity.RATE if self.denominator else Quantity.NUMBER


@dataclass(frozen=True)
class Parts:
    """``parts`` add up to ``whole`` in every line that has all of them; ``most``: they do not exceed it.
    ``hint``: what is wrong most often."""

    whole: str
    parts: tuple[str, ...]
    most: bool = False
    hint: Text = Text("", "")


@dataclass(frozen=True)
class Family:
    """``label``: the column that tells two lines of one unit apart; without it a unit has one line."""

    code: str
    name: Text
    about: Text
    shape: Shape = Shape.COUNTS
    columns: tuple[Column, ...] = ()
    measures: tuple[Measure, ...] = ()
    rules: tuple[Parts, ...] = ()
    label: Column | None = None

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(one for one in self.columns if one.name == name)

    def measure(self, code: str) -> Measure | None:
        """The measure of that code, if the family has it."""
        return next((one for one in self.measures if one.code == code), None)


def at_most(part: str, whole: str) -> Parts:
    """``part`` is counted among ``whole``."""
    return Parts(whole, (part,), most=True)
