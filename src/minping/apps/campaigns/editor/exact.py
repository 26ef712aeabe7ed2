"""Numbers as people write them, exactly: ``30%``, ``1/3``, ``21分``. Never a float."""

from collections.abc import Callable
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme import values
from minping.core.scheme.cursor import Cursor, Log, UnreadableError
from minping.core.scheme.intervals import written
from minping.core.scheme.yaml_text import Item, Kind

LONGEST = 60


class Unreadable(Exception):  # noqa: N818
    """What was typed cannot be read; ``text`` says why and what to write."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def shown_share(value: Fraction) -> str:
    """``30%``, or ``1/3`` where the percentage does not end."""
    percent = written(value * 100)
    return str(value) if "/" in percent else f"{percent}%"


def shown_weight(value: Fraction, share: bool) -> str:
    """A weight of a part: a share as ``30%`` or ``1/3``, points as ``21`` (or ``1/3分``)."""
    if share:
        return shown_share(value)
    text = written(value)
    return f"{text}分" if "/" in text else text


def weight(text: str) -> tuple[Fraction, bool]:
    """A weight and whether it is a share: written with % or, up to 1, as a fraction without a unit."""
    value, percent = _read(text, values.number)
    fraction = "/" in text and text.strip()[-1].isdigit() and 0 <= value <= 1
    return value, percent or fraction


def number(text: str) -> tuple[Fraction, bool]:
    """A number, and whether it was written as a percentage."""
    return _read(text, values.number)


def points(text: str) -> Fraction:
    """Points; a percentage is refused."""
    return _read(text, values.points)[0]


def share(text: str) -> Fraction:
    """A share of a whole."""
    return _read(text, values.share)[0]


def integer(text: str) -> int:
    """A whole number."""
    return int(_read(text, lambda cursor: Fraction(values.integer(cursor)))[0])


def day(text: str, *, last: bool) -> str:
    """An ISO day from any usual way of writing one; empty stays empty."""
    if not text.strip():
        return ""
    cursor, log = _cursor(text)
    try:
        return values.day(cursor, last=last)
    except UnreadableError:
        raise Unreadable(_said(log)) from None


def _cursor(text: str) -> tuple[Cursor, Log]:
    log = Log("")
    return Cursor(log, Item(Kind.WORD, 0, text.strip()), ("value",)), log


def _read(text: str, decode: Callable[[Cursor], Fraction]) -> tuple[Fraction, bool]:
    if len(text) > LONGEST:
        raise Unreadable(Text("这个数太长。", "This number is too long."))
    cursor, log = _cursor(text)
    try:
        return decode(cursor), bool(log.percents)
    except UnreadableError:
        raise Unreadable(_said(log)) from None


def _said(log: Log) -> Text:
    finding = log.findings[-1]
    return Text(f"{finding.text.zh}，{finding.remedy.zh}", f"{finding.text.en}; {finding.remedy.en}")
