"""One line of the inbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minping.core.findings import Text


@dataclass(frozen=True)
class Item:
    """``number`` things of one kind; ``late``: how many of them are past their day; ``due``: the nearest day."""

    words: Text
    number: int
    link: str
    late: int = 0
    due: date | None = None


def by_urgency(items: Iterable[Item]) -> Sequence[Item]:
    """What is late first, then what has a day, the nearest first, then the rest in the order of the work; lines
    with nothing in them are left out."""
    return sorted(
        (one for one in items if one.number),
        key=lambda one: (not one.late, one.due is None, one.due or date.max),
    )
