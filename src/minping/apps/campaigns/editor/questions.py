"""Open values of a plan: shown with what stands in for them, decided by somebody, taken up again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.items import items_of
from minping.apps.campaigns.editor.places import Spot, spot_of, spots_of, zh_path
from minping.core.scheme.answers import answer_text
from minping.core.scheme.intervals import written
from minping.core.scheme.model import OpenQuestion, Scheme
from minping.core.scheme.nodes import ByCategory, Part
from minping.core.scheme.ranges import Window

AS_WRITTEN = "按本方案所写"
"""The answer that is kept for a question about a whole part when nobody writes another."""


@dataclass(frozen=True)
class Asked:
    """A question with its key and the place it points to."""

    key: str
    question: OpenQuestion
    spot: Spot | None

    @property
    def present(self) -> str:
        """The value that stands at the place now, where it can be said in a few words."""
        return value_text(self.spot.value) if self.spot is not None and self.spot.name else ""


def key_of(question: OpenQuestion) -> str:
    """A short name for a question in forms."""
    return sha256(f"{question.path}\n{question.question}".encode()).hexdigest()[:16]


def asked_of(scheme: Scheme) -> Sequence[Asked]:
    """Every question, open or decided, in the order of the plan."""
    spots = spots_of(scheme)
    return [Asked(key_of(q), q, spot_of(spots, q)) for q in scheme.questions]


def value_text(value: Any) -> str:
    """A value in a few words; empty for what is too large."""
    if isinstance(value, Part):
        if value.weight.default is None:
            return ""
        return exact.shown_weight(value.weight.default, value.share)
    if isinstance(value, ByCategory):
        return "" if value.default is None else written(value.default)
    if isinstance(value, Window):
        return f"{value.start} 至 {value.end}" if value.bounded else ""
    if isinstance(value, Fraction):
        return written(value)
    if value is None or hasattr(value, "__dataclass_fields__") or isinstance(value, Mapping):
        return ""
    if isinstance(value, tuple) and any(hasattr(held, "__dataclass_fields__") for held in value):
        return "、".join(name for name in map(_name, value) if name)
    return answer_text(value, "")


def _name(held: Any) -> str:
    node = getattr(held, "node", held)
    head = getattr(node, "head", node)
    return str(getattr(head, "name", "") or getattr(head, "code", ""))


def decided(scheme: Scheme, key: str, answer: str, by: str) -> Scheme:
    """The scheme with one question decided: by ``answer``, or by the value at its place."""
    found = {asked.key: asked for asked in asked_of(scheme)}
    if key not in found:
        raise KeyError(key)
    told = answer.strip() or found[key].present or AS_WRITTEN
    return _with(scheme, key, told[:400], by.strip()[:60])


def reopened(scheme: Scheme, key: str) -> Scheme:
    """The scheme with one question open again."""
    return _with(scheme, key, "", "")


def _with(scheme: Scheme, key: str, answer: str, by: str) -> Scheme:
    questions = tuple(
        replace(q, answer=answer, decided_by=by) if key_of(q) == key else q for q in scheme.questions
    )
    return replace(scheme, questions=questions)


def follow(before: Scheme, after: Scheme) -> Scheme:
    """``after`` with its questions pointing where the parts have gone; those of removed parts go too.

    Parts that were not changed are the same objects in both, which is how they are found again.
    """
    spots = spots_of(before)
    olds = {item.address: item for item in items_of(before).values()}
    gone_to = {id(item.value): zh_path(after, item) for item in items_of(after).values() if item.depth > 1}
    standing = set(gone_to.values())
    kept = []
    for question in after.questions:
        spot = spots.get(question.path) or spot_of(spots, question)
        item = olds.get(spot.address) if spot is not None else None
        if item is None or item.depth < 2:
            kept.append(question)
            continue
        old = zh_path(before, item)
        new = gone_to.get(id(item.value), old if _still(before, after, item.address) else "")
        if new in standing:
            kept.append(replace(question, path=new + question.path[len(old) :]))
    return replace(after, questions=tuple(kept))


def _still(before: Scheme, after: Scheme, address: str) -> bool:
    """Whether the part at this address is the same one, only changed below."""
    old, new = items_of(before)[address].value, items_of(after).get(address)
    if new is None or type(new.value) is not type(old):
        return False
    head = getattr(old, "head", None)
    return bool(head is None or head.code == new.value.head.code)


def without_rows(scheme: Scheme, address: str, removed: Sequence[tuple[str, int]], before: Scheme) -> Scheme:
    """Drop the questions of rows that were taken out of a part, and renumber those of later rows."""
    spots = spots_of(before)
    prefixes = {(s.address, s.name): zh for zh, s in spots.items()}
    kept = []
    for question in scheme.questions:
        moved: OpenQuestion | None = question
        spot = spots.get(question.path)
        for rows in {name for name, _ in removed}:
            if moved is None or spot is None or spot.address != address:
                continue
            found = re.match(rf"{re.escape(rows)}\.(\d+)(?:\.|$)", spot.name)
            if found:
                gone = [i for name, i in removed if name == rows]
                moved = _renumbered(moved, prefixes[(address, rows)], int(found[1]), gone)
        if moved is not None:
            kept.append(moved)
    return replace(scheme, questions=tuple(kept))


def _renumbered(question: OpenQuestion, prefix: str, row: int, gone: Sequence[int]) -> OpenQuestion | None:
    if row in gone:
        return None
    new = row - sum(i < row for i in gone)
    rest = question.path[len(f"{prefix}[{row + 1}]") :]
    return replace(question, path=f"{prefix}[{new + 1}]{rest}")
