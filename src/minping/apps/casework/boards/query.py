"""What the ledger is asked for, as it stands in the address: a view is kept by keeping its address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from minping.apps.casework.boards.words import CLASSES, GROUPS, LEVELS, ORIGINS, SOURCES, STATES

ALL, NONE = "all", "none"
ORDERS = ("number", "unit", "state", "level", "registered", "deadline")
_NUMBER = re.compile(r"(?:(\d{4})\s*[-－—]\s*)?0*(\d{1,9})")


@dataclass(frozen=True)
class Query:
    """What a list asks for. ``state``: a state, a group of states, or ``all``; ``klass`` may be ``none``."""

    words: str = ""
    campaign: UUID | None = None
    unit: UUID | None = None
    state: str = "open"
    klass: str = ""
    source: str = ""
    origin: str = ""
    level: str = ""
    overdue: str = ""
    media: str = ""
    recurred: str = ""
    topic: str = ""
    order: str = "-registered"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return self != Query(order=self.order)

    @property
    def states(self) -> tuple[str, ...]:
        """The states asked for; empty for all."""
        if self.state in GROUPS:
            return GROUPS[self.state][1]
        return () if self.state == ALL else (self.state,)

    @property
    def address(self) -> Mapping[str, str]:
        """What differs from the usual, as parameters of an address; also what the log of acts keeps."""
        names = {"words": "q", "order": "sort"}
        usual = Query()
        return {
            names.get(one.name, one.name): str(value)
            for one in fields(self)
            if (value := getattr(self, one.name)) != getattr(usual, one.name)
        }


def query_of(asked: Mapping[str, str]) -> Query:
    """The query of an address; what is not known is passed over."""

    def one_of(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
        value = asked.get(name, "")
        return value if value in known else ""

    order = asked.get("sort", "")
    return Query(
        words=asked.get("q", "").replace("\0", "").strip()[:100],
        campaign=_id(asked.get("campaign", "")),
        unit=_id(asked.get("unit", "")),
        state=one_of("state", (*GROUPS, *STATES, ALL)) or "open",
        klass=one_of("klass", (*filter(None, CLASSES), NONE)),
        source=one_of("source", SOURCES),
        origin=one_of("origin", ORIGINS),
        level=one_of("level", tuple(map(str, LEVELS))),
        overdue=one_of("overdue", ("yes",)),
        media=one_of("media", ("yes",)),
        recurred=one_of("recurred", ("yes",)),
        topic=asked.get("topic", "").replace("\0", "").strip()[:60],
        order=order if order.removeprefix("-") in ORDERS else "-registered",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def number_in(words: str) -> tuple[int | None, int] | None:
    """``2026-0031`` → (2026, 31); ``31`` → (None, 31); None where the words are no number."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return None
    return int(found[1]) if found[1] else None, int(found[2])
