"""Class and leads by a word list that the office may change: a suggestion, which a person accepts or not.

No class is ever final and none touches a score. How words weigh against each other stands in ``weighing``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

import yaml

from minping.core.findings import Text
from minping.core.opinions.entries import CLASSES, Entry, Sought, read_entries
from minping.core.opinions.normal import clauses
from minping.core.opinions.weighing import Hit, settled

__all__ = ["CLASSES", "SHIPPED", "Dictionary", "Entry", "Suggestion", "read"]

LONGEST_TEXT = 20_000
"""Characters that are looked at; nobody writes more into a form."""

NO_CLASS = Text("未归类", "No class")


@dataclass(frozen=True)
class Suggestion:
    """What the list says about a text. ``klass`` is None where nothing speaks clearly; ``words`` are what was
    found for it, ``lead_words`` what made it a lead, ``routes`` hints at who might be concerned."""

    klass: str | None
    name: Text
    words: tuple[str, ...]
    lead: bool
    lead_words: tuple[str, ...]
    routes: tuple[str, ...]


class Dictionary:
    """A word list, ready to be asked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _sought(self) -> list[tuple[Entry, Sought]]:
        return [(entry, Sought(entry.word)) for entry in self.entries]

    def suggest(self, text: str) -> Suggestion:
        """Class and leads for a text; never raises. Only the first ``LONGEST_TEXT`` characters are read."""
        parts = clauses(text[:LONGEST_TEXT])
        said = "\n".join(parts)
        hits = [
            Hit(entry, start, end, said[start:end])
            for entry, sought in self._sought
            for start, end in sought.places(said)
        ]
        hits += self._split_up(said, "".join(c for part in parts for c in part if c.isalpha()))
        klass, words, leads, routes = settled(said, hits)
        name = CLASSES[klass] if klass else NO_CLASS
        return Suggestion(klass, name, words, bool(leads), leads, routes)

    def _split_up(self, said: str, letters: str) -> list[Hit]:
        """Lead words that stand only in the bare letters: 红 包 and 红*包 are no way around the list."""
        return [
            Hit(entry, len(said), len(said), entry.word)
            for entry, sought in self._sought
            if entry.lead and sought.word in letters and sought.word not in said
        ]


def read(entries: object) -> Dictionary:
    """A dictionary of the office's own entries. Raises RefusedInput naming each faulty entry and the remedy."""
    return Dictionary(read_entries(entries))


def _shipped() -> Dictionary:
    """Version 1, which comes with the product; alternatives without a gap are words of their own."""
    said = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    lines = [
        {key: value for key, value in group.items() if key != "words"} | {"word": word}
        for group in said["groups"]
        for written in group["words"]
        for word in ([written] if "…" in written else written.split("/"))
    ]
    return read(lines)


SHIPPED = _shipped()
