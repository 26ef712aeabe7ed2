"""What could tell who wrote, or about whom: masked by rule before a person confirms the text for others.

Rather too much than too little: whoever confirms can put a word back, but cannot take back what was shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from minping.core.findings import Text
from minping.core.opinions.mask_names import name_rules
from minping.core.opinions.mask_rules import RULES
from minping.core.tally.spelling import simplified

KINDS = {
    "name": Text("姓名", "name"),
    "phone": Text("电话", "telephone"),
    "id_number": Text("证件号", "identity number"),
    "plate": Text("车牌", "number plate"),
    "date": Text("日期时间", "date or time"),
    "address": Text("地址", "address"),
    "account": Text("账号", "account or e-mail"),
    "number": Text("编号", "number"),
    "amount": Text("金额", "amount"),
    "rare": Text("少见情形", "rare detail"),
}
"""Kinds of marks, as a page names them."""

LEFT = frozenset({"amount", "rare"})
"""Kinds that are pointed out but left in the text: the person who confirms decides whether they tell too much."""

_HIDDEN = "\ue000"
_PLACE = re.compile("〔(?:" + "|".join(text.zh for text in KINDS.values()) + ")〕")


@dataclass(frozen=True)
class Mark:
    """Something in the masked text. ``start``, ``end`` are places in ``Masked.text``; ``original`` is what stood
    there. For kinds in ``LEFT`` it stands there still."""

    start: int
    end: int
    kind: str
    original: str


@dataclass(frozen=True)
class Masked:
    """A text with 〔姓名〕, 〔电话〕 and the like in place of what could tell who it is about."""

    text: str
    marks: tuple[Mark, ...]


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """The text masked by rule; ``names`` are masked wherever they stand, also with blanks between.

    Never raises. Masking what is masked changes nothing.
    """
    flat = _flat(text)
    found: list[tuple[int, int, str]] = []
    rules = [*RULES, *name_rules(names)]
    while True:
        fresh = list(_found(flat, [rule for rule in rules if rule[0] not in LEFT]))
        if not fresh:
            break
        found += fresh
        for start, end, _ in fresh:
            flat = flat[:start] + _HIDDEN * (end - start) + flat[end:]
    found += _found(flat, [rule for rule in rules if rule[0] in LEFT])
    return _written(text, sorted(found))


Rule = tuple[str, re.Pattern[str]]


def _found(flat: str, rules: Iterable[Rule]) -> Iterator[tuple[int, int, str]]:
    """Places that the rules find, none within another: the earlier rule wins."""
    taken = bytearray(len(flat))
    for kind, pattern in rules:
        for match in pattern.finditer(flat):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end, kind


def _written(text: str, found: list[tuple[int, int, str]]) -> Masked:
    out: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for start, end, kind in found:
        shown = text[start:end] if kind in LEFT else f"〔{KINDS[kind].zh}〕"
        out += [text[at:start], shown]
        length += start - at
        marks.append(Mark(length, length + len(shown), kind, text[start:end]))
        length += len(shown)
        at = end
    return Masked("".join([*out, text[at:]]), tuple(marks))


def _flat(text: str) -> str:
    """The text character by character in plain spelling, of the same length; what is masked already is hidden."""
    plain = "".join(map(_plain, text))
    return _PLACE.sub(lambda match: _HIDDEN * len(match[0]), plain)


@lru_cache(maxsize=1 << 14)
def _plain(character: str) -> str:
    if character == _HIDDEN:
        return " "
    if character.isascii():
        return character
    folded = simplified(unicodedata.normalize("NFKC", character))
    return folded if len(folded) == 1 else character
