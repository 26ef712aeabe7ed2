"""Reads the cells of one table by name and notes what is wrong with them, with row and column."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from minping.core.bundle import cells
from minping.core.bundle.cells import BadCell, Number, is_empty, is_not_applicable
from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.table import Row, Table

Value = TypeVar("Value")


class Fields:
    """One table under the reader's finger. Methods give a value, or None after noting why not;
    an empty cell gives None without a note unless it is required."""

    def __init__(self, table: Table, notebook: Notebook) -> None:
        self.table, self.notebook = table, notebook

    def rows(self) -> Iterable[Row]:
        """The rows in order."""
        return self.table.rows

    def text(self, row: Row, column: str) -> str:
        """The text; a sign for “nothing” is empty."""
        return "" if is_empty(row[column]) else row[column]

    def need(self, row: Row, column: str) -> str:
        """The text of a cell that must not be empty."""
        text = self.text(row, column)
        if not text:
            self.missing(row, column)
        return text

    def missing(self, row: Row, column: str) -> None:
        """Note that a required cell is empty."""
        shown, place = self.table.spec.column(column).zh, self.table.place(row, column)
        if self.notebook.unreadable(place):
            return
        self.notebook.error(
            "table.empty_cell",
            f"「{shown}」没有填写",
            f"“{column}” is empty",
            f"请补填「{shown}」",
            f"fill in “{column}”",
            place,
        )

    def integer(self, row: Row, column: str, minimum: int = 0) -> int | None:
        """A whole number of at least ``minimum``."""
        return self._parsed(row, column, lambda text: cells.integer(text, minimum))

    def number(self, row: Row, column: str) -> Number | None:
        """An exact number."""
        return self._parsed(row, column, cells.number)

    def day(self, row: Row, column: str = "date", *, required: bool = False) -> str:
        """An ISO date; empty when absent or bad."""
        found = self._parsed(row, column, cells.day)
        if required and is_empty(row[column]):
            self.missing(row, column)
        return found or ""

    def yes_no(self, row: Row, column: str) -> bool | None:
        """是 or 否."""
        return self._parsed(row, column, cells.yes_no)

    def word(self, row: Row, column: str, words: Mapping[str, Value]) -> Value | None:
        """One of a list of words, which are given by key."""
        text = self.text(row, column)
        if not text:
            return None
        if key(text) not in words:
            chinese, english = ([w for w in words if w.isascii() is kind] for kind in (False, True))
            self.notebook.error(
                "table.unknown_word",
                f"不认识「{text}」",
                f"“{text}” is not one of the words allowed here",
                f"请改为：{'、'.join(chinese or english)}",
                f"use one of: {', '.join(english or chinese)}",
                self.table.place(row, column),
            )
            return None
        return words[key(text)]

    def find(self, row: Row, column: str, lexicon: Lexicon, zh: str, en: str) -> str | None:
        """The code that a cell names; ``zh`` and ``en`` say what kind of thing it is."""
        text = self.text(row, column)
        return self.named(row, column, text, lexicon, zh, en) if text else None

    def named(self, row: Row, column: str, text: str, lexicon: Lexicon, zh: str, en: str) -> str | None:
        """The code that ``text`` names, else None after noting the nearest names."""
        codes = lexicon.all(text)
        if len(codes) == 1:
            return codes[0]
        if codes:
            both = "、".join(codes)
            self.notebook.error(
                "table.ambiguous_name",
                f"「{text}」对应不止一个{zh}：{both}",
                f"“{text}” may be any of the {en}s {both}",
                "请改填代码",
                "write the code instead",
                self.table.place(row, column),
            )
            return None
        near = lexicon.nearest(text)
        named = "、".join(near or lexicon.names())
        self.notebook.error(
            f"table.unknown_{en.replace(' ', '_')}",
            f"没有名为「{text}」的{zh}",
            f"there is no {en} “{text}”",
            f"最接近的有：{named}" if near else f"可填：{named or '（无）'}",
            f"the nearest are: {named}" if near else f"known: {named or '(none)'}",
            self.table.place(row, column),
        )
        return None

    def _parsed(self, row: Row, column: str, parse: Callable[[str], Value]) -> Value | None:
        text = row[column]
        if is_empty(text) or is_not_applicable(text):
            return None
        try:
            return parse(text)
        except BadCell as bad:
            place = self.table.place(row, column)
            self.notebook.error(bad.code, bad.text.zh, bad.text.en, bad.remedy.zh, bad.remedy.en, place)
            return None
