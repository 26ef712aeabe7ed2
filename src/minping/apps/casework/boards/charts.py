"""Bars for the boards: places in per cent, drawn by the server; the same numbers always stand in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minping.core.findings import Text

_ROOM_FOR_TEXT = 8.0


@dataclass(frozen=True)
class Piece:
    """A part of a bar, in per cent of its width; ``text`` where there is room for it."""

    x: str
    width: str
    css: str
    label: Text | str
    n: int
    text: str = ""
    middle: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar. ``link``: where its problems are listed."""

    label: Text | str
    n: int
    pieces: tuple[Piece, ...]
    link: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars below each other; ``keys``: what the colours mean, where a bar has several."""

    title: Text
    bars: tuple[Bar, ...]
    keys: tuple[tuple[Text, str], ...] = ()
    height: int = 14


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def plain(title: Text, numbers: Iterable[tuple[Text | str, int, str]], css: str = "plain-bar") -> Chart:
    """One bar for each (label, number, link), all on the scale of the longest."""
    rows = list(numbers)
    most = max((n for _, n, _ in rows), default=0) or 1
    return Chart(
        title,
        tuple(
            Bar(label, n, (Piece("0%", _percent(100 * n / most), css, label, n),), link)
            for label, n, link in rows
        ),
    )


def stacked(
    title: Text,
    keys: Sequence[tuple[Text, str]],
    numbers: Iterable[tuple[Text | str, Sequence[int], str]],
) -> Chart:
    """Bars of several parts, each (label, a number for each key, link), all on the scale of the longest."""
    rows = list(numbers)
    most = max((sum(parts) for _, parts, _ in rows), default=0) or 1
    return Chart(
        title,
        tuple(Bar(label, sum(parts), _pieces(keys, parts, most), link) for label, parts, link in rows),
        tuple(keys),
        height=22,
    )


def _pieces(keys: Sequence[tuple[Text, str]], parts: Sequence[int], most: int) -> tuple[Piece, ...]:
    made, left = [], 0.0
    for (label, css), n in zip(keys, parts, strict=True):
        wide = 100 * n / most
        if n:
            text = str(n) if wide >= _ROOM_FOR_TEXT else ""
            made.append(Piece(_percent(left), _percent(wide), css, label, n, text, _percent(left + wide / 2)))
        left += wide
    return tuple(made)
