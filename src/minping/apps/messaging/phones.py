"""Telephone numbers as people write them → E.164; and how much of them a page shows."""

import re

from minping.core.bundle.cells import BadCell, folded
from minping.core.findings import Text

_BETWEEN = re.compile(r"[-‐‑–—_.·()（）\[\]【】/\s]+")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0(10|2[0-9]|[3-9][0-9]{2})([2-8][0-9]{6,7})")
_ABROAD = re.compile(r"\+[1-9][0-9]{6,14}")
_SPOILT = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_SEVERAL = re.compile(r"[,，、;；/]|\s{1,}(?=1[3-9])|或")


def e164(written: str) -> str:
    """``+8613812345678`` from ``138 1234 5678``, ``＋86-138…``, ``（028）8765 4321``. Raises BadCell."""
    plain = _plain(written)
    if _SPOILT.fullmatch(plain):
        raise _bad(written, _SPOILT_WORDS)
    if _several(written):
        raise _bad(written, _SEVERAL_WORDS)
    plain = _BETWEEN.sub("", re.sub(r"(?<=[0-9]{11})\.0+$", "", plain))
    national = re.sub(r"^(\+86|0086|86(?=1[3-9][0-9]{9}$))", "", plain)
    if _MOBILE.fullmatch(national):
        return f"+86{national}"
    if _LANDLINE.fullmatch(national) or (
        plain.startswith(("+86", "0086")) and _LANDLINE.fullmatch(f"0{national}")
    ):
        return f"+86{national.removeprefix('0')}"
    if _ABROAD.fullmatch(plain) and not plain.startswith("+86"):
        return plain
    raise _bad(written, _NO_AREA_WORDS if re.fullmatch(r"[2-8][0-9]{6,7}", national) else _NO_PHONE_WORDS)


def is_mobile(number: str) -> bool:
    """Whether a message can be sent to the E.164 number."""
    return number.startswith("+") and (not number.startswith("+86") or bool(_MOBILE.fullmatch(number[3:])))


def masked_phone(number: str) -> str:
    """138****5678, 028****4321; the middle never leaves the server."""
    if not number:
        return ""
    if not number.startswith("+86"):
        return f"{number[:4]}****{number[-2:]}"
    national = number[3:]
    if _MOBILE.fullmatch(national):
        return f"{national[:3]}****{national[-4:]}"
    area = 2 if national[0] in "12" else 3
    return f"0{national[:area]}****{national[-2:]}"


def masked_name(name: str) -> str:
    """王**: the first character, and one star at least."""
    if not name:
        return ""
    return name[0] + "*" * min(max(len(name) - 1, 1), 3)


def local_form(number: str) -> str:
    """As sending platforms want it: 13812345678; abroad with its +."""
    if number.startswith("+86"):
        national = number[3:]
        return national if _MOBILE.fullmatch(national) else f"0{national}"
    return number


def _plain(written: str) -> str:
    return folded(written).replace("＋", "+").removeprefix("'")


def _several(written: str) -> bool:
    parts = [re.sub(r"[^0-9]", "", part) for part in _SEVERAL.split(written)]
    return sum(1 for part in parts if len(part) >= 7) > 1


def _bad(written: str, words: tuple[Text, Text]) -> BadCell:
    shown = written if len(written) <= 40 else f"{written[:40]}…"
    said, remedy = words
    return BadCell("cell.not_a_phone", Text(f"「{shown}」{said.zh}", f"“{shown}” {said.en}"), remedy)


_SPOILT_WORDS = (
    Text(
        "被 Excel 改成了科学计数法，后几位已经丢失",
        "was turned into scientific notation, its last digits are lost",
    ),
    Text("请把该列设为文本格式后重新填写", "format the column as text and write the number again"),
)
_SEVERAL_WORDS = (
    Text("一格里有不止一个号码", "is more than one number in a cell"),
    Text("请只留一个常用号码", "keep one number"),
)
_NO_AREA_WORDS = (
    Text("缺少区号", "lacks its area code"),
    Text("固定电话请加区号，如 0837-2345678", "write it as 0837-2345678"),
)
_NO_PHONE_WORDS = (
    Text("不是电话号码", "is no telephone number"),
    Text(
        "手机号应为 11 位；固定电话请加区号，如 0837-2345678",
        "a mobile number has 11 digits; a landline needs its area code",
    ),
)
