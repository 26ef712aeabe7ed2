"""What a person typed: fit to be kept, there where it must be, not longer than it may be."""

import re

from minping.apps.foundation.errors import Refused
from minping.core.findings import Text

_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows."""

LONGEST = 5000
"""Characters of a text that says why, where nothing else was agreed."""


def plain(text: str) -> str:
    """The text without signs that nobody can see; line breaks stay. Half of a character becomes a sign for that."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SIGNS.sub("", whole).strip()


def said(text: str, what: Text, most: int = LONGEST) -> str:
    """The text as it is kept. Raises Refused when empty or longer than ``most`` characters."""
    kept = short(text, what, most)
    if not kept:
        raise Refused(Text(f"请填写{what.zh}。", f"Fill in the {what.en}."))
    return kept


def short(text: str, what: Text, most: int = LONGEST) -> str:
    """The text as it is kept, which may be empty. Raises Refused when longer than ``most`` characters."""
    kept = plain(text)
    if len(kept) > most:
        raise Refused(
            Text(
                f"{what.zh}共{len(kept)}字，最多{most}字，请精简。",
                f"The {what.en} has {len(kept)} characters; {most} at most.",
            )
        )
    return kept
