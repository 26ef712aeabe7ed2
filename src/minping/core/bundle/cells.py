"""Texts of cells → integers, exact numbers, days, yes or no. Every refusal says what would be right."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from minping.core.bundle.names import key
from minping.core.findings import Text
from minping.core.tally.days import iso_day

NOT_APPLICABLE = {
    key(w)
    for w in (
        *("不适用", "不涉及", "无此项", "无此业务", "无业务", "未发生", "n/a", "na"),
        *("无工单", "无诉求", "无办件", "无留言", "无投诉", "无差评"),
    )
}
MARKS = {
    key(w) for w in ("—", "——", "-", "--", "/", "\\", "／", "无", "空", "…", "...", "null", "none", "nil")
}
"""Signs that people put into a cell to say that nothing belongs there."""

_LONGEST_MARK = 8
_YES = {key(w) for w in ("是", "有", "对", "√", "✓", "y", "yes", "true", "1", "1.0")}
_NO = {key(w) for w in ("否", "不是", "没有", "×", "✗", "n", "no", "false", "0", "0.0")}
_COUNTED = re.compile(r"(?:人次|人|份|张|票|件|个|家|户|次|分|名|位|年度|年)$")
_GROUPED = re.compile(r"^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_DECIMAL = re.compile(r"^[-+]?(?:[0-9]{1,24}(?:\.[0-9]{0,24})?|\.[0-9]{1,24})$")
_RATIO = re.compile(r"^([-+]?[0-9]{1,60})/([0-9]{1,60})$")


class BadCell(Exception):  # noqa: N818 - a refusal of the user's text, never a bug
    """Why a text is refused, and what would be right."""

    def __init__(self, code: str, text: Text, remedy: Text) -> None:
        super().__init__(text.en)
        self.code, self.text, self.remedy = code, text, remedy


@dataclass(frozen=True)
class Number:
    """``value`` is the number meant (87.3 % → 873/1000). ``percent``: written with a percent sign.
    ``places``: decimal places written; None for a fraction such as 5/7."""

    value: Fraction
    percent: bool = False
    places: int | None = 0


def is_empty(text: str) -> bool:
    """No content, or a sign for no content."""
    return not text or (len(text) < _LONGEST_MARK and key(text) in MARKS)


def is_not_applicable(text: str) -> bool:
    """The words 不适用, n/a and the like."""
    return key(text) in NOT_APPLICABLE


def folded(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones, without blanks."""
    narrow = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    return re.sub(r"\s+", "", narrow)


@lru_cache(maxsize=1 << 12)  # tables say the same numbers again and again
def number(text: str) -> Number:
    """An exact number: ``1,234.5``, ``87.30%``, ``5/7``, full-width digits. Raises ``BadCell``."""
    plain = folded(text)
    percent = plain.endswith("%")
    plain = _COUNTED.sub("", plain.removesuffix("%"))
    ratio = _RATIO.match(plain)
    if ratio and int(ratio[2]) and not percent:
        return Number(Fraction(int(ratio[1]), int(ratio[2])), places=None)
    if _GROUPED.match(plain):
        plain = plain.replace(",", "")
    if not _DECIMAL.match(plain):
        raise BadCell(
            "cell.not_a_number",
            Text(f"「{text}」不是数字", f"“{text}” is not a number"),
            Text("请填阿拉伯数字，如 12、9.05、87.30%", "write digits, such as 12, 9.05, 87.30%"),
        )
    value = Fraction(plain)
    places = len(plain.partition(".")[2])
    return Number(value / 100, True, places) if percent else Number(value, False, places)


@lru_cache(maxsize=1 << 12)
def integer(text: str, minimum: int = 0) -> int:
    """A whole number not below ``minimum``: ``12``, ``12.0``, ``1,234``, ``１２份``. Raises ``BadCell``."""
    found = number(text)
    value = found.value
    if value.denominator != 1 or found.percent:
        raise BadCell(
            "cell.not_whole",
            Text(f"「{text}」不是整数", f"“{text}” is not a whole number"),
            Text("请填整数", "write a whole number"),
        )
    if value < minimum:
        raise BadCell(
            "cell.negative" if value < 0 else "cell.too_small",
            Text(f"「{text}」小于{minimum}", f"“{text}” is below {minimum}"),
            Text(f"请填不小于{minimum}的整数", f"write a whole number of at least {minimum}"),
        )
    return int(value)


def day(text: str) -> str:
    """An ISO date, however it is written. Raises ``BadCell``."""
    try:
        found = iso_day(text)
    except ValueError:
        raise _no_day(text, "历法上没有这一天", "there is no such day") from None
    if found is None:
        raise _no_day(text, "不是完整的日期", "not a full date")
    return found


def _no_day(text: str, zh: str, en: str) -> BadCell:
    return BadCell(
        "cell.not_a_date",
        Text(f"「{text}」{zh}", f"“{text}”: {en}"),
        Text("请写成 2024-03-05 或 2024年3月5日", "write 2024-03-05"),
    )


def yes_no(text: str) -> bool:
    """是 or 否 and their like. Raises ``BadCell``."""
    if key(text) in _YES:
        return True
    if key(text) in _NO:
        return False
    raise BadCell(
        "cell.not_yes_or_no",
        Text(f"「{text}」不是“是”或“否”", f"“{text}” is neither yes nor no"),
        Text("请填“是”或“否”", "write 是 or 否"),
    )


def agrees(printed: Number, exact: Fraction) -> bool:
    """Whether ``printed`` is ``exact`` rounded or cut to the places written (R7: 24 165/29 186 = 82.80 %).

    Fifteen and more digits come from a calculating spreadsheet: there the last ones are noise.
    """
    if printed.places is None:
        return printed.value == exact
    scale = Fraction(10) ** printed.places * (100 if printed.percent else 1)
    scaled, wanted = printed.value * scale, exact * scale
    if len(str(abs(int(scaled)))) >= 14:
        return abs(scaled - wanted) <= abs(wanted) / 10**12
    return abs(scaled - wanted) <= Fraction(1, 2) or scaled == int(wanted)
