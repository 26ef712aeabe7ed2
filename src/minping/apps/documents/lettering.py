"""How wide text is, counted in Chinese characters, and where its lines may break."""

import unicodedata

from minping.apps.documents.content import Align, Column, Table, clean

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


INDENT = 0.8
"""Characters by which a level of a row is indented."""
WHOLE = 10
"""A table of at most so many rows is not split over two pages."""
_PADDING = 0.9
_LEAST = 4.0


def column_widths(table: Table, language: str, room: float) -> list[float]:
    """Widths in Chinese characters that add up to ``room``. Figures and short words get what they need;
    columns of text share the rest: what is over goes to all of them, what is short to the widest."""
    wants = [_wanted(table, place, column, language) for place, column in enumerate(table.columns)]
    soft = [c.align is Align.LEFT and not c.number for c in table.columns]
    hard = sum(want for want, yields in zip(wants, soft, strict=True) if not yields)
    softly = sum(want for want, yields in zip(wants, soft, strict=True) if yields)
    if not softly or room - hard < _LEAST * sum(soft):
        return [want * room / (hard + softly) for want in wants]
    stretch = max(1.0, (room - hard) / softly)
    level = _level([want for want, yields in zip(wants, soft, strict=True) if yields], room - hard)
    return [min(want, level) * stretch if yields else want for want, yields in zip(wants, soft, strict=True)]


def _level(wants: list[float], room: float) -> float:
    """The width above which columns are cut so that all of them fit into ``room``."""
    left = room
    for place, want in enumerate(sorted(wants)):
        share = left / (len(wants) - place)
        if want >= share:
            return share
        left -= want
    return max(wants)


def _wanted(table: Table, place: int, column: Column, language: str) -> float:
    """What the column needs: its cells, and its head in two lines."""
    title = width(clean(column.title))
    unit = width(column.head(language).removeprefix(column.title))
    head = max(title if title <= 4 else title / 2 + 0.5, unit)
    longest = head
    for row in (*table.rows, *table.foot):
        spans = len(row.cells) < len(table.columns) and place == len(row.cells) - 1
        if place < len(row.cells) and not spans:
            indent = INDENT * row.level if place == 0 else 0
            lines = clean(row.cells[place]).split("\n")
            longest = max(longest, indent + max(width(line) for line in lines))
    return min(longest, max(column.width, head)) + _PADDING
