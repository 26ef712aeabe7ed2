"""How wide text is, counted in Chinese characters, and where its lines may break."""

import re
import unicodedata
from dataclasses import dataclass

from minping.apps.documents.content import Align, Column, Table, clean

_NOT_FIRST = "·，。、；：？！）》」』】〕％%,.;:?!)]}”’"
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
_LONGEST_WORD = 16.0
_RUN = re.compile(r"[!-~]+")
_SEAM = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
_PADDING = 0.9
_LEAST, _EASY = 6.0, 9.0  # a column of text can do with 9 characters and must have 6
_POINT_MM = 25.4 / 72


@dataclass(frozen=True)
class Fitted:
    """How a table is set: size of its letters in points, widths of its columns in millimetres."""

    points: float
    widths: tuple[float, ...]


def fitted(table: Table, language: str, width_mm: float) -> Fitted:
    """Columns that fill ``width_mm``. Figures and short words get what they need; columns of text share the
    rest: what is over goes to all of them, what is short to the widest. Where text would be squeezed, heads
    take up to four lines instead of two, then the letters go from 10.5 to 9 points, never below."""
    soft = [c.align is Align.LEFT and not c.number for c in table.columns]
    wants: list[float] = []
    for points, head_lines in ((10.5, 2), (10.5, 3), (10.5, 4), (9.0, 4)):
        room = width_mm / (points * _POINT_MM)
        wants = [_wanted(table, i, column, language, head_lines) for i, column in enumerate(table.columns)]
        if sum(min(w, _EASY) if yields else w for w, yields in zip(wants, soft, strict=True)) <= room:
            break
    widths = _dealt(wants, soft, room)
    return Fitted(points, tuple(width_mm * wide / sum(widths) for wide in widths))


def _dealt(wants: list[float], soft: list[bool], room: float) -> list[float]:
    softly = sum(want for want, yields in zip(wants, soft, strict=True) if yields)
    hard = sum(wants) - softly
    if not softly or room - hard < _LEAST * sum(soft):
        return wants
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


def _wanted(table: Table, place: int, column: Column, language: str, head_lines: int) -> float:
    """What the column needs: its cells up to its own limit, its head, its longest word that cannot break."""
    title = clean(column.title)
    unit = width(column.head(language).removeprefix(column.title))
    least = 6.0 if head_lines == 2 else 4.0
    head = max(min(width(title), max(least, width(title) / head_lines + 0.5)), unit, _word_width(title))
    longest, word = head, 0.0
    for row in (*table.rows, *table.foot):
        spans = len(row.cells) < len(table.columns) and place == len(row.cells) - 1
        if place < len(row.cells) and not spans:
            indent = INDENT * row.level if place == 0 else 0
            cell = clean(row.cells[place])
            longest = max(longest, indent + max(_set_width(line) for line in cell.split("\n")))
            word = max(word, indent + _word_width(cell))
    return max(min(longest, max(column.width, head)), min(word, _LONGEST_WORD)) + _PADDING


def _set_width(line: str) -> float:
    """The width of a line as it is set: figures and Latin letters stand a quarter off Chinese ones."""
    return width(line) + 0.25 * len(_SEAM.findall(line))


def _word_width(text: str) -> float:
    """The width of the longest run of letters, figures and signs that no line breaks."""
    return max((width(run) for run in _RUN.findall(text)), default=0.0)
