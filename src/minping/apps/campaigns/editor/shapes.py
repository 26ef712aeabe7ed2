"""Single values as inputs: each shape draws a value and reads it back, unchanged text giving the same value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.inputs import Choices, Input, Taken, Widget
from minping.core.findings import Text
from minping.core.scheme.intervals import written

YES_NO: Choices = (("true", Text("是", "yes")), ("false", Text("否", "no")))
LONGEST = 4000


class Shape(Protocol):
    """How values of one kind are drawn and read."""

    def draw(self, name: str, label: Text, value: Any) -> tuple[Widget, ...]:
        """The inputs of a value."""

    def read(self, name: str, value: Any, taken: Taken) -> Any:
        """What was posted, the old ``value`` where nothing was changed; faults are kept in ``taken``."""

    def blank(self, name: str, taken: Taken) -> bool:
        """Whether nothing was filled in, for a row that is not there yet."""


@dataclass(frozen=True)
class Single:
    """A value in one input."""

    kind: str
    show: Callable[[Any], str]
    parse: Callable[[str], Any]
    choices: Choices = ()
    percent: bool = False

    def draw(self, name: str, label: Text, value: Any) -> tuple[Widget, ...]:
        return (Input(name, label, self.kind, (self.show(value),), self._choices(self.show(value))),)

    def _choices(self, text: str) -> Choices:
        if self.kind != "choice" or any(text == value for value, _ in self.choices):
            return self.choices
        return ((text, Text(text, text)), *self.choices)

    def read(self, name: str, value: Any, taken: Taken) -> Any:
        text = taken.one(name)
        if text is None or text == self.show(value):
            return value
        if self.kind == "choice" and text not in {word for word, _ in self.choices}:
            taken.fault(name, Text("这里不能选这一项。", "This cannot be chosen here."))
            return value
        if len(text) > LONGEST:
            taken.fault(name, Text(f"最多{LONGEST}字。", f"{LONGEST} characters at most."))
            return value
        try:
            read = self.parse(text)
        except exact.Unreadable as fault:
            taken.fault(name, fault.text)
            return value
        if self.percent and text.strip().endswith(("%", "％")):
            taken.percents.add(name)
        return read

    def blank(self, name: str, taken: Taken) -> bool:
        return self.kind == "choice" or not (taken.one(name) or "").strip()


def _words(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


TEXT = Single("text", str, lambda text: " ".join(_words(text).split("\n")))
LONG = Single("long", str, _words)
FLAG = Single("choice", lambda value: "true" if value else "false", lambda text: text == "true", YES_NO)


def _optional(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: parse(text) if text.strip() else None


def _needed(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if not text.strip():
            raise exact.Unreadable(Text("请填写。", "Fill this in."))
        return parse(text)

    return read


def _number(text: str) -> Fraction:
    return exact.number(text)[0]


def numeric(how: str, *, optional: bool) -> Single:
    """``how``: points, share, number or integer."""
    parse: Callable[[str], Any] = {
        "points": exact.points,
        "share": exact.share,
        "number": _number,
        "integer": exact.integer,
    }[how]
    shows: dict[str, Callable[[Any], str]] = {"share": exact.shown_share, "integer": str}
    show = shows.get(how, written)
    return Single(
        "number",
        lambda value: "" if value is None else show(value),
        _optional(parse) if optional else _needed(parse),
        percent=how == "number",
    )


def day(*, last: bool) -> Single:
    """An ISO day or nothing."""
    return Single("day", str, lambda text: exact.day(text, last=last))


def choice(choices: Choices, make: Callable[[str], Any], *, optional: bool) -> Single:
    """One of several words; ``optional``: or none (None for enums, empty text for names)."""
    words = (("", Text("—", "—")), *choices) if optional else tuple(choices)
    return Single(
        "choice",
        lambda value: "" if value is None else str(getattr(value, "value", value)),
        make,
        words,
    )


@dataclass(frozen=True)
class Lines:
    """A list of texts, one on each line."""

    def draw(self, name: str, label: Text, value: Sequence[str]) -> tuple[Widget, ...]:
        help_ = Text("每行一条。", "One on each line.")
        return (Input(name, label, "lines", ("\n".join(value),), help=help_),)

    def read(self, name: str, value: tuple[str, ...], taken: Taken) -> tuple[str, ...]:
        text = taken.one(name)
        if text is None or text == "\n".join(value):
            return value
        return tuple(line.strip() for line in text.split("\n") if line.strip())

    def blank(self, name: str, taken: Taken) -> bool:
        return not (taken.one(name) or "").strip()


@dataclass(frozen=True)
class Checks:
    """Several of known words; ``make`` turns a word into the value. ``none``: what ticking none means."""

    choices: Choices
    make: Callable[[str], Any] = str
    none: Text | None = None

    def draw(self, name: str, label: Text, value: Sequence[Any]) -> tuple[Widget, ...]:
        ticked = tuple(str(getattr(held, "value", held)) for held in value)
        known = {word for word, _ in self.choices}
        more = [(word, Text(word, word)) for word in ticked if word not in known]
        return (Input(name, label, "checks", ticked, (*self.choices, *more), help=self.none),)

    def read(self, name: str, value: tuple[Any, ...], taken: Taken) -> tuple[Any, ...]:
        if f"{name}.shown" not in taken.data:
            return value
        ticked = list(taken.data.get(name, ()))
        before = [str(getattr(held, "value", held)) for held in value]
        if set(ticked) == set(before):
            return value
        known = [word for word, _ in self.choices]
        order = [*known, *(word for word in before if word not in known)]
        if not set(ticked) <= set(order):
            taken.fault(name, Text("这里不能选这一项。", "This cannot be chosen here."))
            return value
        return tuple(self.make(word) for word in order if word in ticked)

    def blank(self, name: str, taken: Taken) -> bool:
        return not taken.data.get(name)
