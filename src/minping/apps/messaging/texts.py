"""Texts of messages: placeholders, length in parts of an SMS, what platforms refuse."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from minping.core.findings import Finding, Text, error, warning

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile(r"[{}]")
ONE_PART, EACH_PART, MOST_PARTS = 70, 67, 5
"""One SMS holds 70 UTF-16 units; of several, each holds 67."""

ALLOWED: Mapping[str, Text] = {
    "name": Text("姓名", "name"),
    "title": Text("评议活动或轮次名称", "title of the campaign or round"),
    "day": Text("日期", "day"),
    "place": Text("地点", "place"),
    "office": Text("评议办名称", "name of the office"),
    "phone": Text("评议办电话", "phone of the office"),
    "link": Text("网址", "address of a page"),
    "unit": Text("单位名称", "name of the unit"),
    "number": Text("件数", "how many"),
    "days": Text("逾期的工作日数", "working days late"),
}
"""What a text may ask for. There is no code among them: those go out by the register alone."""

_REFUSED = "【】★※→"
_SIGNATURE = 2


@dataclass(frozen=True)
class Length:
    """UTF-16 units with the signature, and parts that are paid for."""

    units: int
    parts: int


def length_of(text: str, signature: str) -> Length:
    """How long a text is with 【signature】 before it; emoji and rare characters count twice."""
    units = len(f"{text}{signature}".encode("utf-16-le")) // 2 + _SIGNATURE
    return Length(units, 1 if units <= ONE_PART else -(-units // EACH_PART))


def placeholders(text: str) -> set[str]:
    """The names of the placeholders in a text."""
    return set(PLACEHOLDER.findall(text))


def rendered(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; line ends in a value become blanks. KeyError for a missing one."""
    return PLACEHOLDER.sub(lambda found: " ".join(str(values[found[1]]).split()), text)


def day_said(day: date, at: time | None = None) -> str:
    """``11月25日``, ``11月25日09:00``: a day as messages write it."""
    return f"{day.month}月{day.day}日" + (f"{at:%H:%M}" if at else "")


def check_text(text: str, signature: str) -> list[Finding]:
    """What is wrong with a text, and what may cost more than expected."""
    found: list[Finding] = []
    unknown = sorted(placeholders(text) - set(ALLOWED))
    rest = PLACEHOLDER.sub("", text)
    if unknown or _BRACE.search(rest):
        found.append(_unknown("、".join(unknown) or "{ }"))
    if signs := sorted(set(rest) & set(_REFUSED)):
        found.append(_refused("".join(signs)))
    length = length_of(text, signature)
    if length.parts > MOST_PARTS:
        found.append(_too_long(length))
    elif length.parts > 1:
        found.append(
            warning(
                "message.several_parts",
                f"共{length.units}字，每人按{length.parts}条计费",
                f"{length.units} characters: {length.parts} parts are billed for each person",
            )
        )
    return found


def _unknown(shown: str) -> Finding:
    known = "、".join(f"{{{name}}}" for name in ALLOWED)
    return error(
        "message.unknown_placeholder",
        f"不认识的占位符：{shown}",
        f"unknown placeholder: {shown}",
        f"可用：{known}",
        f"use one of {known}",
    )


def _refused(signs: str) -> Finding:
    return error(
        "message.refused_sign",
        f"短信平台不接受符号 {signs}",
        f"sending platforms refuse {signs}",
        "请删去；签名【】由系统加上",
        "remove it; the signature in 【】 is added by itself",
    )


def _too_long(length: Length) -> Finding:
    return error(
        "message.too_long",
        f"共{length.units}字，要拆成{length.parts}条",
        f"{length.units} characters, {length.parts} parts",
        f"请缩短到{MOST_PARTS}条以内",
        f"shorten it to at most {MOST_PARTS} parts",
    )
