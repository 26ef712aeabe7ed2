"""Texts of cells → values, for the columns of imports. Each refusal says what would be right."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from minping.core.bundle import cells
from minping.core.bundle.cells import BadCell, day, yes_no
from minping.core.bundle.names import key
from minping.core.findings import Text

__all__ = ["BadCell", "choice", "day", "integer", "text", "year", "yes_no"]

Value = TypeVar("Value")
_YEAR_ENDS = "年度"


def text(most: int) -> Callable[[str], str]:
    """Any text of at most ``most`` characters, line breaks as blanks."""

    def parse(written: str) -> str:
        plain = " ".join(written.split("\n"))
        if len(plain) > most:
            raise BadCell(
                "cell.too_long",
                Text(f"共{len(plain)}字，超过{most}字", f"{len(plain)} characters, more than {most}"),
                Text(f"请缩短到{most}字以内", f"shorten it to {most} characters"),
            )
        return plain

    return parse


def integer(least: int = 0, most: int = 2**31 - 1) -> Callable[[str], int]:
    """A whole number between ``least`` and ``most``; full-width digits and thousands separators are read."""

    def parse(written: str) -> int:
        value = cells.integer(written, least)
        if value > most:
            raise BadCell(
                "cell.too_great",
                Text(f"「{written}」大于{most}", f"“{written}” is above {most}"),
                Text(f"请填不大于{most}的整数", f"write a whole number of at most {most}"),
            )
        return value

    return parse


def year(written: str) -> int:
    """A year such as 2024, 2024年 or ２０２４; or the year of a day."""
    plain = cells.folded(written).rstrip(_YEAR_ENDS)
    if plain.isdecimal() and 1900 <= int(plain) <= 2200:
        return int(plain)
    try:
        return int(day(written)[:4])
    except BadCell as bad:
        raise BadCell(
            "cell.not_a_year",
            Text(f"「{written}」不是年份", f"“{written}” is not a year"),
            Text("请填四位年份，如 2024", "write a year of four digits, such as 2024"),
        ) from bad


def choice(words: Mapping[str, Value]) -> Callable[[str], Value]:
    """One of a list of words, in whatever spelling means the same."""
    known = {key(word): value for word, value in words.items()}
    chinese = "、".join(word for word in words if not word.isascii())
    english = ", ".join(word for word in words if word.isascii())

    def parse(written: str) -> Value:
        found = known.get(key(written))
        if found is None:
            raise BadCell(
                "table.unknown_word",
                Text(f"不认识「{written}」", f"“{written}” is not one of the words allowed here"),
                Text(f"请改为：{chinese or english}", f"use one of: {english or chinese}"),
            )
        return found

    return parse
