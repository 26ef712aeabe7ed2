"""One line of the inbox."""

from dataclasses import dataclass

from minping.core.findings import Text


@dataclass(frozen=True)
class Item:
    """``number`` things of one kind; ``late``: how many of them are past their day."""

    words: Text
    number: int
    link: str
    late: int = 0
