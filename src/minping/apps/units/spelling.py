"""Codes and names as people write and search them: one spelling for each, and the pinyin of names."""

import itertools
import unicodedata

from minping.core.bundle.names import key, simplified

_READINGS = 8
"""Readings of a name with characters of several sounds that are kept for searching."""


def normal_code(text: str) -> str:
    """A code without blanks, full-width letters and digits as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def normal_name(text: str) -> str:
    """A name without blanks at its ends and with single blanks inside."""
    return " ".join(text.split())


def sounds(*names: str) -> str:
    """What a search looks through: full pinyin of the names and their initials, then their keys. A list
    in this order goes by pinyin."""
    found: dict[str, None] = {}
    for name in filter(None, names):
        for reading in _readings(name):
            found["".join(reading)] = None
            found["".join(syllable[:1] for syllable in reading)] = None
        found[key(name)] = None
    return " ".join(found)


def _readings(name: str) -> list[tuple[str, ...]]:
    """Syllables of the name, in each of its likeliest readings."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary of 47,000 phrases loads slowly

    plain = "".join(c for c in key(simplified(name)) if c.isalnum())
    options = [
        [syllable.lower().replace("ü", "v") for syllable in syllables]
        for syllables in pinyin(plain, style=Style.NORMAL, heteronym=True)
    ]
    return list(itertools.islice(itertools.product(*options), _READINGS))
