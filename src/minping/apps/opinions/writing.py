"""Texts as people send them, made fit to be kept."""

import re

_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows."""


def plain(text: str) -> str:
    """The text without signs that nobody can see; line breaks stay. Half of a character becomes a sign for that."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SIGNS.sub("", whole).strip()
