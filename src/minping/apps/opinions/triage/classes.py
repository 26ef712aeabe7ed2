"""The classes of opinions, and what the word list in force says about a text."""

from collections.abc import Mapping

from minping.apps.opinions.dictionaries import active
from minping.core.findings import Text
from minping.core.opinions.dictionary import Suggestion
from minping.core.opinions.entries import CLASSES

NONE = Text("未归类", "no class")


def class_names() -> Mapping[str, Text]:
    """Classes by key."""
    return {"": NONE, **CLASSES}


def suggestion_of(text: str) -> Suggestion:
    """Class, words that spoke for it and hints at who might be concerned; nothing is settled by it."""
    return active().dictionary.suggest(text)
