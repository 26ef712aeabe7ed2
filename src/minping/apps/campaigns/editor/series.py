"""Series of numbers: weights of parts, signs of terms, points of a line, ranges that may be absent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.inputs import Group, Input, Row, Rows, Taken, Widget
from minping.apps.campaigns.editor.records import Record
from minping.apps.campaigns.editor.shapes import Lines, numeric
from minping.core.findings import Text
from minping.core.scheme.intervals import written
from minping.core.scheme.nodes import ByCategory, Part, Term
from minping.core.scheme.ranges import Band

WEIGHT = Text("权重", "weight")
SIGN = Text("正负", "sign")


@dataclass(frozen=True)
class BandMaybe:
    """A range that is absent when none of its ends is given."""

    record: Record

    def draw(self, name: str, label: Text, value: Band | None) -> tuple[Widget, ...]:
        return self.record.draw(name, label, value or Band())

    def read(self, name: str, value: Band | None, taken: Taken) -> Band | None:
        read: Band = self.record.read(name, value or Band(), taken)
        return None if value is None and read == Band() else read

    def blank(self, name: str, taken: Taken) -> bool:
        return self.record.blank(name, taken)


@dataclass(frozen=True)
class Numbers:
    """Several numbers, one on each line."""

    def draw(self, name: str, label: Text, value: Sequence[Fraction]) -> tuple[Widget, ...]:
        return Lines().draw(name, label, self._texts(value))

    def _texts(self, value: Sequence[Fraction]) -> tuple[str, ...]:
        return tuple(written(one) for one in value)

    def read(self, name: str, value: tuple[Fraction, ...], taken: Taken) -> tuple[Fraction, ...]:
        texts = Lines().read(name, self._texts(value), taken)
        if texts == self._texts(value):
            return value
        try:
            return tuple(exact.number(text)[0] for text in texts)
        except exact.Unreadable as fault:
            taken.fault(name, fault.text)
            return value

    def blank(self, name: str, taken: Taken) -> bool:
        return Lines().blank(name, taken)


@dataclass(frozen=True)
class Pairs:
    """Points of a line: two numbers in each row."""

    first: Text = Text("x 值", "x")
    second: Text = Text("得分", "points")

    def draw(self, name: str, label: Text, value: Sequence[tuple[Fraction, Fraction]]) -> tuple[Widget, ...]:
        rows = [
            Row(
                (
                    Input(f"{name}.{i}.x", self.first, "number", (written(x),)),
                    Input(f"{name}.{i}.y", self.second, "number", (written(y),)),
                ),
                remove=f"{name}.{i}.remove",
            )
            for i, (x, y) in enumerate(value)
        ]
        i = len(value)
        blank = (
            Input(f"{name}.{i}.x", self.first, "number", ("",)),
            Input(f"{name}.{i}.y", self.second, "number", ("",)),
        )
        return (Rows(name, label, (*rows, Row(blank, title="+"))),)

    def read(self, name: str, value: Sequence[tuple[Fraction, Fraction]], taken: Taken) -> Any:
        x_of, y_of = numeric("number", optional=False), numeric("points", optional=False)
        read = []
        for i in range(len(value) + 1):
            if taken.one(f"{name}.{i}.remove") is not None:
                continue
            new = i >= len(value)
            if new and not any((taken.one(f"{name}.{i}.{end}") or "").strip() for end in "xy"):
                continue
            x, y = (None, None) if new else value[i]
            read.append((x_of.read(f"{name}.{i}.x", x, taken), y_of.read(f"{name}.{i}.y", y, taken)))
        return tuple(pair for pair in read if None not in pair)

    def blank(self, name: str, taken: Taken) -> bool:
        return True


@dataclass(frozen=True)
class Weighing:
    """The parts of a weighted node: the weight of each, and its weights by category; nodes stay."""

    categories: Sequence[tuple[str, Text]]

    def draw(self, name: str, label: Text, value: Sequence[Part]) -> tuple[Widget, ...]:
        rows = tuple(
            Row(
                self._inputs(f"{name}.{i}", part),
                title=part.node.head.name or part.node.head.code,
                link=f"{name}[{i + 1}]",
            )
            for i, part in enumerate(value)
        )
        return (Rows(name, label, rows),)

    def _inputs(self, name: str, part: Part) -> tuple[Widget, ...]:
        weight, share = part.weight, part.share
        default = Input(f"{name}.weight", WEIGHT, "number", (_weight_text(weight.default, share),))
        names = [code for code, _ in self.categories]
        more = [(code, Text(code, code)) for code in weight.by_category if code not in names]
        by = tuple(
            Input(
                f"{name}.weight[{code}]",
                label,
                "number",
                (_weight_text(weight.by_category.get(code), share),),
            )
            for code, label in (*self.categories, *more)
        )
        if len(by) < 2 and not weight.by_category:
            return (default,)
        own = Text("按类别不同", "by category")
        return (default, Group(f"{name}.by", own, by, folded=not weight.by_category))

    def read(self, name: str, value: tuple[Part, ...], taken: Taken) -> tuple[Part, ...]:
        return tuple(self._one(f"{name}.{i}", part, taken) for i, part in enumerate(value))

    def _one(self, name: str, part: Part, taken: Taken) -> Part:
        shares: set[bool] = set()
        default = _weight(f"{name}.weight", part.weight.default, part.share, taken, shares)
        known = [code for code, _ in self.categories]
        by = {
            code: _weight(
                f"{name}.weight[{code}]", part.weight.by_category.get(code), part.share, taken, shares
            )
            for code in (*known, *(c for c in part.weight.by_category if c not in known))
        }
        kept = {code: number for code, number in by.items() if number is not None}
        if len(shares) > 1:
            text = Text(
                "同一项的权重请都写百分比，或都写分值。", "Write percentages or points throughout one part."
            )
            taken.fault(f"{name}.weight", text)
            return part
        if kept == dict(part.weight.by_category):
            kept = dict(part.weight.by_category)
        share = shares.pop() if shares else part.share
        return replace(part, weight=ByCategory(default, kept), share=share)

    def blank(self, name: str, taken: Taken) -> bool:
        return True


def _weight_text(value: Fraction | None, share: bool) -> str:
    return "" if value is None else exact.shown_weight(value, share)


def _weight(
    name: str, value: Fraction | None, share: bool, taken: Taken, shares: set[bool]
) -> Fraction | None:
    text = taken.one(name)
    if text is None or text == _weight_text(value, share):
        if value is not None:
            shares.add(share)
        return value
    if not text.strip():
        return None
    try:
        read, is_share = exact.weight(text)
    except exact.Unreadable as fault:
        taken.fault(name, fault.text)
        return value
    shares.add(is_share)
    return read


@dataclass(frozen=True)
class Signs:
    """The terms of a sum: plus or minus; nodes stay."""

    def draw(self, name: str, label: Text, value: Sequence[Term]) -> tuple[Widget, ...]:
        words = (("1", Text("加", "plus")), ("-1", Text("减", "minus")))
        rows = tuple(
            Row(
                (Input(f"{name}.{i}.sign", SIGN, "choice", (str(term.sign),), words),),
                title=term.node.head.name or term.node.head.code,
                link=f"{name}[{i + 1}]",
            )
            for i, term in enumerate(value)
        )
        return (Rows(name, label, rows),)

    def read(self, name: str, value: tuple[Term, ...], taken: Taken) -> tuple[Term, ...]:
        read = []
        for i, term in enumerate(value):
            text = taken.one(f"{name}.{i}.sign")
            read.append(replace(term, sign=int(text)) if text in {"1", "-1"} else term)
        return tuple(read)

    def blank(self, name: str, taken: Taken) -> bool:
        return True
