"""How an answer is written in a file → the answer code of a pattern."""

import re
import unicodedata
from fractions import Fraction

from minping.core.scheme.model import FreePoints, Option, Scale
from minping.core.tally.forms import BLANK_ANSWER, SPOILED_ANSWER
from minping.core.tally.spelling import key

BLANK_WORDS = frozenset(["-", "--", "/", "空", "空白", "漏填", "未填", "未评", "缺", "blank", "null", "none"])
SPOILED_WORDS = frozenset(
    [
        *("#spoiled", "废", "废票", "作废", "无效", "无效票", "多选", "重选", "错填"),
        *("spoiled", "spoilt", "invalid", "multiple"),
    ]
)
UNKNOWN_OPTION = "unknown_option"
OUT_OF_RANGE = "out_of_range"
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?")
_SEVERAL = re.compile(r"[;,、/|+&\s]+")


class Unreadable(Exception):  # noqa: N818 - a verdict about a cell, not a fault
    """An answer that is no answer on its scale; ``reason`` is ``unknown_option`` or ``out_of_range``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def number_text(text: str) -> str | None:
    """Canonical decimal text of a number ("087.50" → "87.5"), or None when it is no plain number."""
    if not _NUMBER.fullmatch(text):
        return None
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("+-").partition(".")
    decimals = decimals.rstrip("0")
    digits = (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")
    return digits if digits == "0" else sign + digits


def _spellings(option: Option) -> list[str]:
    written = [option.code, option.name, *option.aliases]
    both = [f"{option.code}{between}{option.name}" for between in ("", ".", "、", ":", "-", ")", "(")]
    return [*written, *both, f"{option.code}({option.name})", f"{option.name}({option.code})"]


class AnswerReader:
    """Reads answers on one scale. ``known``: the texts read so far and their codes."""

    def __init__(self, scale: Scale) -> None:
        self._free = scale.free
        self._codes: dict[str, str] = {}
        for option in scale.options:
            for spelling in _spellings(option):
                self._codes.setdefault(key(spelling), option.code)
        self.known: dict[str, str] = {}
        self._unreadable: dict[str, Unreadable] = {}

    def read(self, text: str) -> str:
        """The answer code. Raises Unreadable."""
        if text in self.known:
            return self.known[text]
        if text in self._unreadable:
            raise self._unreadable[text]
        try:
            code = self.known[text] = self._read(text)
        except Unreadable as verdict:
            self._unreadable[text] = verdict
            raise
        return code

    def _read(self, text: str) -> str:
        written = key(text)
        if written in self._codes:
            return self._codes[written]
        if not written or written in BLANK_WORDS:
            return BLANK_ANSWER
        number = number_text(written)
        if number is not None and key(number) in self._codes:
            return self._codes[key(number)]
        marked = self._marked(text, written)
        if written in SPOILED_WORDS or len(marked) > 1:
            return SPOILED_ANSWER
        if marked:
            return marked.pop()
        if self._free is not None:
            return self._points(written, self._free)
        raise Unreadable(UNKNOWN_OPTION)

    def _marked(self, text: str, written: str) -> set[str]:
        """The options marked when several are ("A;C", "满意、不满意", "AC"); none if any is unknown."""
        pieces = [key(p) for p in _SEVERAL.split(unicodedata.normalize("NFKC", text)) if p]
        if len(pieces) == 1:
            pieces = list(written)
        codes = {self._codes.get(piece) for piece in pieces}
        return {code for code in codes if code is not None} if None not in codes else set()

    @staticmethod
    def _points(written: str, free: FreePoints) -> str:
        number = number_text(written.removesuffix("分"))
        if number is None:
            raise Unreadable(UNKNOWN_OPTION)
        points = Fraction(number)
        steps = (points - free.low) / free.step if free.step else Fraction(0)
        if not free.low <= points <= free.high or steps.denominator != 1:
            raise Unreadable(OUT_OF_RANGE)
        return number
