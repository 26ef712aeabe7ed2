"""How wide text is, counted in Chinese characters, and where its lines may break."""

import unicodedata

_NOT_FIRST = "，。、；：？！）》」』】〕％%,.;:?!)]}”’"
_NOT_LAST = "（《「『【〔([{“‘"


def width(text: str) -> float:
    """The width of ``text`` in Chinese characters: wide ones count 1, others a little over a half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrapped(text: str, limit: float) -> list[str]:
    """``text`` in lines of at most ``limit`` characters: Latin words stay whole where they fit, no line
    starts with closing or ends with opening punctuation where that can be avoided."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while width(rest) > limit:
            cut = _cut(rest, limit)
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        lines.append(rest)
    return lines


def _cut(text: str, limit: float) -> int:
    """Where the first line of ``text`` ends; at least one character is taken."""
    used, cut = 0.0, 0
    for cut, character in enumerate(text):  # noqa: B007 - the place of the overflow is what is wanted
        used += width(character)
        if used > limit:
            break
    cut = max(cut, 1)
    for place in range(cut, max(cut // 2, 1) - 1, -1):
        if _may_break(text, place):
            return place
    return cut


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (_word(before) and _word(after))


def _word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-._/'")
