"""Single values of a scheme's text: numbers, percentages, yes and no, days, fixed words. Never floats."""

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar
from unicodedata import normalize

from minping.core.scheme.blocks import block, each
from minping.core.scheme.cursor import Cursor, nearest
from minping.core.scheme.keys import VALUES, value_named, value_spellings, value_zh
from minping.core.scheme.ranges import Window
from minping.core.scheme.yaml_text import Kind

E = TypeVar("E", bound=StrEnum)

NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3}){1,6}|\d{1,20})?(?:\.(?P<part>\d{1,20}))?"
    r"(?:/(?P<below>\d{1,20}))?(?P<unit>%|个?百分点|分|份|人|名|个|家|次|年|票|位)?"
)
MINUS = str.maketrans(dict.fromkeys("−–—﹣", "-"))
DAY = re.compile(r"(\d{4})\s*[-/.年](?:\s*(\d{1,2})\s*(?:[-/.月](?:\s*(\d{1,2})\s*日?)?)?)?")
PART_OF_YEAR = re.compile(
    r"(\d{4})年?(?:([上下])半年|第?([一二三四1-4])季度|(\d{1,2})月?[-~至到](\d{1,2})月)"
)
HYPHENED = re.compile(r"(\d{4}[年.]\d[^-]*)-(\d[^-]*)")
FULL_YEAR = re.compile(r"\d{4}")
SPAN = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def text(cursor: Cursor) -> str:
    """Words as they are written."""
    return cursor.word()


def texts(cursor: Cursor) -> tuple[str, ...]:
    """A list of words; one word counts as a list."""
    return each(cursor, text)


def number(cursor: Cursor) -> Fraction:
    """``70``, ``-2.5``, ``1/3``, ``1,000`` or, as a fraction of 1, ``30%``. The place of a percentage is
    remembered, since ``90%`` and ``90`` differ where points are compared."""
    written = normalize("NFKC", cursor.word()).translate(MINUS).replace(" ", "")
    found = NUMBER.fullmatch(written)
    if found is None or (found["whole"] is None and found["part"] is None):
        raise cursor.wrong(
            "scheme.number",
            f"「{cursor.item.text[:40]}」不是数",
            f"“{cursor.item.text[:40]}” is no number",
            "请写 70、0.5、1/3、30% 这样的数",
            "write a number such as 70, 0.5, 1/3 or 30%",
        )
    value = Fraction((found["whole"] or "0").replace(",", "") + "." + (found["part"] or "0"))
    below = int(found["below"] or 1)
    if below == 0:
        raise cursor.wrong("scheme.number", "分母是0", "the denominator is 0", "请核对", "check the number")
    value = value / below * (-1 if found["sign"] == "-" else 1)
    if (found["unit"] or "").endswith(("%", "百分点")):
        cursor.log.percents.add(cursor.path)
        return value / 100
    return value


def points(cursor: Cursor) -> Fraction:
    """Points: a number that is no percentage."""
    value = number(cursor)
    if cursor.path in cursor.log.percents:
        raise cursor.wrong(
            "scheme.percent",
            "这里要写分数，不能写百分比",
            "points are expected here, not a percentage",
            "请去掉 %，写多少分",
            "leave out % and write points",
        )
    return value


def share(cursor: Cursor) -> Fraction:
    """A share of a whole, as a fraction of 1: ``30%``, ``0.3`` or ``1/3``."""
    value = number(cursor)
    if not 0 <= value <= 1:
        raise cursor.wrong(
            "scheme.percent",
            f"「{cursor.item.text}」不是比例",
            f"“{cursor.item.text}” is no share",
            "请写成百分比，如 30%",
            "write a percentage such as 30%",
        )
    return value


def integer(cursor: Cursor) -> int:
    """A whole number."""
    value = number(cursor)
    if value.denominator != 1 or cursor.path in cursor.log.percents:
        raise cursor.wrong(
            "scheme.number",
            f"「{cursor.item.text}」不是整数",
            f"“{cursor.item.text}” is no whole number",
            "请写整数",
            "write a whole number",
        )
    return value.numerator


def boolean(cursor: Cursor) -> bool:
    """是 or 否."""
    return word_of("Bool")(cursor) == "true"


def word_of(enum: str) -> Callable[[Cursor], str]:
    """A decoder of one of the fixed words of ``enum``, in any spelling."""

    def decode(cursor: Cursor) -> str:
        written = cursor.word()
        value = value_named(enum, written)
        if value is not None:
            return value
        near = nearest(written, value_spellings(enum))
        zh = "、".join(value_zh(enum, known) for known in VALUES[enum])
        raise cursor.wrong(
            "scheme.word",
            f"「{written[:40]}」不是这里能用的词",
            f"“{written[:40]}” is not possible here",
            (f"是不是「{near}」？" if near else "") + f"可以写：{zh}",
            (f"did you mean “{near}”? " if near else "") + f"possible: {', '.join(VALUES[enum])}",
        )

    return decode


def choice(enum: type[E]) -> Callable[[Cursor], E]:
    """A decoder of a member of ``enum``."""
    decode = word_of(enum.__name__)
    return lambda cursor: enum(decode(cursor))


def choices(enum: type[E]) -> Callable[[Cursor], tuple[E, ...]]:
    """A decoder of a list of members, or of one text with 、 between them."""

    def decode(cursor: Cursor) -> tuple[E, ...]:
        words = cursor.elements()
        if cursor.item.kind is Kind.WORD:
            words = [cursor.with_word(word) for word in re.split(r"\s*[、,，;；]\s*", cursor.item.text)]
        return tuple(member for word in words for member in each(word, choice(enum)))

    return decode


def kinds_of_units(cursor: Cursor) -> tuple[str, ...]:
    """Kinds of objects: the four usual ones in any spelling, others as they are written."""
    return tuple(value_named("UnitKind", word) or word for word in texts(cursor))


def window(cursor: Cursor) -> Window:
    """Two days, both included: ``从`` and ``到``, or ``2024-01 至 2024-06`` in one. A month or a year
    stands for its first or last day, one alone for all its days."""
    if cursor.item.kind is Kind.WORD:
        first, final = _ends(cursor.item.text)
        ends = [replace(cursor, item=replace(cursor.item, text=end.strip())) for end in (first, final)]
        return Window(day(ends[0], last=False), day(ends[1], last=True))
    found = block(cursor, "window")
    return Window(
        found.take("start", lambda c: day(c, last=False), ""),
        found.take("end", lambda c: day(c, last=True), ""),
    )


def _ends(written: str) -> tuple[str, str]:
    """First and last day of a span as plans write it: ``2024年1月至6月``, ``2024年上半年``,
    ``2024年7月1日-20日``; what the second leaves out it shares with the first."""
    plain = normalize("NFKC", written).replace(" ", "")
    known = PART_OF_YEAR.fullmatch(plain)
    if known is not None:
        first, final = _months(known)
        return f"{known[1]}-{first:02}", f"{known[1]}-{final:02}"
    parts = SPAN.split(plain, maxsplit=1)
    joined = HYPHENED.fullmatch(plain)
    if len(parts) == 1 and joined is not None:
        parts = list(joined.groups())
    begin, end = (parts * 2)[:2]
    sign = "年" if "月" in end else "月"
    if not FULL_YEAR.match(end) and sign in begin:
        end = begin[: begin.index(sign) + 1] + end
    return begin, end


def _months(known: "re.Match[str]") -> tuple[int, int]:
    _, half, quarter, first, final = known.groups()
    if half:
        return (1, 6) if half == "上" else (7, 12)
    if quarter:
        number = "一二三四1234".index(quarter) % 4
        return 3 * number + 1, 3 * number + 3
    return int(first), int(final)


def day(cursor: Cursor, *, last: bool) -> str:
    """An ISO date from ``2024-07-01``, ``2024年7月1日``, ``2024.7.1``, ``20240701``, ``2024-07``, ``2024``."""
    written = normalize("NFKC", cursor.word()).strip()
    found = _day_in(written, last=last)
    if found is None:
        raise cursor.wrong(
            "scheme.date",
            f"「{written[:40]}」不是日期",
            f"“{written[:40]}” is no date",
            "请写成 2024-07-01 这样的日期",
            "write a date such as 2024-07-01",
        )
    return found


def _day_in(written: str, *, last: bool) -> str | None:
    found = COMPACT_DAY.fullmatch(written) or DAY.fullmatch(written if len(written) > 4 else f"{written}年")
    if found is None:
        return None
    year, month, number = (int(part) if part else None for part in found.groups())
    try:
        month = month or (12 if last else 1)
        number = number or (calendar.monthrange(year or 0, month)[1] if last else 1)
        return date(year or 0, month, number).isoformat()
    except ValueError:
        return None
