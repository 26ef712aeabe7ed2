"""Groups of known keys, open values, and sections whose entries the author names.

A value the plan's text does not give is written ``{待定: question, 建议: value}`` and closed by adding
``定为: value`` and ``决定人: who``; ``read`` accepts it wherever a value may stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from minping.core.scheme.answers import answer_text
from minping.core.scheme.cursor import Cursor, UnreadableError, nearest
from minping.core.scheme.keys import KEYS, folded, key_named, key_spellings, key_zh
from minping.core.scheme.model import OpenQuestion
from minping.core.scheme.yaml_text import Item, Kind

T = TypeVar("T")
Decode = Callable[[Cursor], T]
OPEN = ("open",)
MERGE = "<<"
BELOW = "以下"


class Block:
    """A mapping with known keys. Values are taken by their English name."""

    def __init__(self, cursor: Cursor, blocks: tuple[str, ...]) -> None:
        self.cursor = cursor
        self.blocks = blocks
        self.values: dict[str, Cursor] = {}

    def admit(self, key: Item, item: Item) -> None:
        written = self.cursor.key_text(key)
        if written is None:
            return
        english = key_named(self.blocks, written)
        if english is None:
            self._unknown(written, key.line)
        elif english in self.values:
            self.cursor.twice(written, self.values[english].line, key.line)
        else:
            zh = key_zh(self.blocks, english)
            self.values[english] = self.cursor.below(item, english, f".{written}", f".{zh}")

    def _unknown(self, written: str, line: int) -> None:
        here = self.cursor.at_line(line)
        slip = _slip(written, self.blocks)
        if slip is not None:
            here.report(*slip)
            return
        near = nearest(written, key_spellings(self.blocks))
        keys = [(name, key) for name in self.blocks for key in KEYS[name]]
        here.report(
            "scheme.unknown_key",
            f"不认识的键「{written}」",
            f"unknown key “{written}”",
            f"是不是「{near}」？" if near else f"这里可以写：{'、'.join(key_zh((b,), k) for b, k in keys)}",
            f"did you mean “{near}”?" if near else f"possible here: {', '.join(k for _, k in keys)}",
        )

    def __contains__(self, key: str) -> bool:
        return key in self.values and not self.values[key].is_null

    def get(self, key: str) -> Cursor | None:
        """The value's cursor; None when the key is absent or empty."""
        return self.values[key] if key in self else None

    def take(self, key: str, decode: Decode[T], default: T) -> T:
        """The decoded value; ``default`` when absent or unreadable."""
        cursor = self.get(key)
        return default if cursor is None else read(cursor, decode, default)

    def need(self, key: str, decode: Decode[T], neutral: T) -> T:
        """Like ``take``, but an absent key is a finding."""
        if key not in self:
            self.missing(key)
        return self.take(key, decode, neutral)

    def missing(self, key: str) -> None:
        """Report that a required key is absent."""
        zh = key_zh(self.blocks, key)
        self.cursor.log.failed.add((*self.cursor.path, key))
        self.cursor.report(
            "scheme.missing_key",
            f"缺少「{zh}」",
            f"“{key}” is missing",
            f"请补写「{zh}」；原文没有规定的，写 {zh}: {{待定: 问题}}",
            f"add “{key}”; if the plan does not say, write {key}: {{open: question}}",
        )


def _slip(written: str, blocks: tuple[str, ...]) -> tuple[str, str, str, str, str] | None:
    """What is told of a key that is no misspelling: code, what is wrong and the remedy in both languages."""
    if written == MERGE:
        return (
            "scheme.merge_key",
            "不支持 YAML 的合并键「<<」",
            "the merge key “<<” of YAML is not supported",
            "请把共用的内容逐项写全；完全相同的一整块可以用 &名 和 *名 引用",
            "write the shared keys out; a whole block that is the same may be shared with &name and *name",
        )
    meant, colon, _ = written.partition("：")
    if colon:
        return (
            "scheme.full_width_sign",
            f"「{meant}」后面是全角冒号，整段读成了一个键",
            f"“{meant}” is followed by a full-width colon and was read as one key with its value",
            "请改成半角冒号加一个空格，如 权重: 30%",
            "type an ordinary colon followed by a blank, as in weight: 30%",
        )
    if written == BELOW and key_named(blocks, "lt"):
        return (
            "scheme.unknown_key",
            f"「{BELOW}」含不含本数，各地说法不一",
            f"“{BELOW}” may or may not include the number itself",
            "含本数的写「不高于」，不含的写「低于」",
            "write le if it does, lt if it does not",
        )
    return None


def block(cursor: Cursor, *blocks: str) -> Block:
    """The keys of a mapping, recognised by the table of ``keys``; unknown ones are findings."""
    if cursor.item.kind not in {Kind.MAPPING, Kind.NULL}:
        raise cursor.wrong_kind("一组「键: 值」", "a group of “key: value”")
    found = Block(cursor, blocks)
    for key, item in cursor.item.entries:
        found.admit(key, item)
    return found


def is_open(item: Item) -> bool:
    """Whether a value is an open one: only keys of ``open``, and the question among them."""
    names = [key_named(OPEN, key.text) for key, _ in item.entries]
    return "open" in names and None not in names


def read(cursor: Cursor, decode: Decode[T], neutral: T) -> T:
    """The decoded value, or what stands in for an open or unreadable one."""
    try:
        if is_open(cursor.item):
            return resolved(cursor, block(cursor, "open"), decode, neutral)
        return decode(cursor)
    except UnreadableError:
        return neutral


def resolved(cursor: Cursor, found: Block, decode: Decode[T], neutral: T) -> T:
    """Record the question; the value is what was decided, else suggested, else ``neutral``."""
    question = found.need("open", lambda c: c.word(), "")
    decided = found.get("decided")
    by = found.take("decided_by", lambda c: c.word(), "")
    if (decided is None) != (not by):
        found.missing("decided" if decided is None else "decided_by")
    chosen = decided or found.get("suggest")
    value = neutral if chosen is None else read(_standing_for(cursor, chosen), decode, neutral)
    answer = answer_text(value, decided.item.text) if decided is not None else ""
    if chosen is None:
        cursor.log.opened.add(cursor.path)
    cursor.log.questions.append(OpenQuestion(cursor.zh, question, answer, by, cursor.line))
    return value


def _standing_for(cursor: Cursor, chosen: Cursor) -> Cursor:
    """What is chosen stands at the place of the open value."""
    return Cursor(cursor.log, chosen.item, cursor.path, chosen.written, cursor.zh)


def each(cursor: Cursor, decode: Decode[T]) -> tuple[T, ...]:
    """Every element decoded; those that cannot be are left out (their findings stay)."""
    values: list[T] = []
    for element in cursor.elements():
        values.extend(read(element, lambda c: (decode(c),), ()))
    return tuple(values)


@dataclass(frozen=True)
class Entry:
    """One named thing of a section."""

    code: str
    cursor: Cursor


def section(cursor: Cursor) -> list[Entry]:
    """The entries of a section: a mapping from codes (order without meaning, so sorted by code) or a
    list (order kept) of mappings with 代码 or 名称, or of bare names."""
    if cursor.item.kind is not Kind.LIST:
        return sorted((Entry(name, child) for name, child in cursor.entries()), key=lambda e: natural(e.code))
    found: dict[str, Entry] = {}
    for element in cursor.elements():
        code = _code_of(element)
        if not code:
            continue
        zh = f"{cursor.zh}.{code}"
        cursor_there = Cursor(cursor.log, element.item, (*cursor.path, code), element.written, zh)
        cursor.log.spots.setdefault(cursor_there.path, cursor.log.spots[element.path])
        if folded(code) in found:
            cursor.twice(code, found[folded(code)].cursor.line, element.line)
            continue
        found[folded(code)] = Entry(code, cursor_there)
    return list(found.values())


def _code_of(element: Cursor) -> str:
    if element.item.kind is Kind.WORD:
        return element.item.text
    written = {key_named(("option",), k.text): v for k, v in element.item.entries if k.kind is Kind.WORD}
    for key in ("code", "name"):
        if key in written and written[key].kind is Kind.WORD:
            return written[key].text
    element.report(
        "scheme.missing_key",
        "缺少「名称」",
        "“name” is missing",
        "列表里的每一项都要有「名称」或「代码」",
        "every item of this list needs a name or a code",
    )
    return ""


def named(entry: Entry, *blocks: str) -> tuple[Block, str]:
    """The block of an entry and its name (default: its code). A bare name has no keys."""
    cursor = entry.cursor
    if cursor.item.kind is Kind.WORD and cursor.item.text == entry.code:
        cursor = Cursor(cursor.log, Item(Kind.NULL, cursor.line), cursor.path, cursor.written, cursor.zh)
    found = block(cursor, *blocks)
    own = found.take("code", lambda c: c.word(), entry.code)
    if own != entry.code:
        found.values["code"].report(
            "scheme.code",
            f"「代码」写的是「{own}」，而这一项的键是「{entry.code}」",
            f"the code is “{own}”, but this entry's key is “{entry.code}”",
            "两处请写成一样，或删去「代码」",
            "write the same in both places or remove the code",
        )
    return found, found.take("name", lambda c: c.word(), entry.code)


_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts 第二 before 第三 and A2 before A10."""
    plain = "".join(_DIGITS.get(sign, sign) for sign in folded(text))
    plain = re.sub(r"(\d)?十(\d)?", lambda m: f"{m[1] or 1}{m[2] or 0}", plain)
    parts = re.split(r"(\d+)", plain)
    return tuple((0, int(p[:18]), "") if p.isdecimal() else (1, 0, p) for p in parts if p)
