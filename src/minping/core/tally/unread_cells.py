"""Cells of an Excel workbook that hold an error, or a formula whose result was never stored.

The reader of workbooks gives them as empty, and in a table of ballots an empty cell is an answer that
was left out: they must be told apart. Standard library only.
"""

import re
from dataclasses import dataclass, field
from html import unescape

MOST_KEPT = 1 << 20
"""Bytes of a part that are kept while they pass by."""

_UNREAD = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]+[0-9]+)"(?:[^>]*\bt="e"|[^>]*><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)'
)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_NAME, _LINK = re.compile(rb'\bname="([^"]*)"'), re.compile(rb'\br:id="([^"]*)"')
_ID, _TARGET = re.compile(rb'\bId="([^"]*)"'), re.compile(rb'\bTarget="([^"]*)"')


@dataclass
class UnreadCells:
    """Collects such cells from the unpacked parts of a workbook, fed piece by piece."""

    _parts: dict[str, bytes] = field(default_factory=dict)
    _rests: dict[str, bytes] = field(default_factory=dict)
    _cells: dict[str, list[str]] = field(default_factory=dict)

    def feed(self, part: str, piece: bytes) -> None:
        """The next bytes of a part."""
        if part in {_WORKBOOK, _RELATIONS}:
            self._parts[part] = (self._parts.get(part, b"") + piece)[:MOST_KEPT]
        elif part.startswith("xl/worksheets/") and part.endswith(".xml"):
            text = self._rests.get(part, b"") + piece
            cut = text.rfind(b"<c ")
            end = len(text) if cut < 0 or len(text) - cut > MOST_KEPT else cut
            self._rests[part] = text[end:]
            self._note(part, text[:end])

    def _note(self, part: str, text: bytes) -> None:
        self._cells.setdefault(part, []).extend(cell.decode() for cell in _UNREAD.findall(text))

    def of(self, sheet: str) -> tuple[str, ...]:
        """Cells of the sheet named ``sheet`` whose value cannot be read, such as ``H3``."""
        for tag in _SHEET.findall(self._parts.get(_WORKBOOK, b"")):
            name, link = _NAME.search(tag), _LINK.search(tag)
            if name and link and unescape(name[1].decode("utf-8", "replace")) == sheet:
                part = self._target(link[1])
                self._note(part, self._rests.pop(part, b""))
                return tuple(self._cells.get(part, ()))
        return ()

    def _target(self, link: bytes) -> str:
        for tag in _RELATION.findall(self._parts.get(_RELATIONS, b"")):
            identity, target = _ID.search(tag), _TARGET.search(tag)
            if identity and target and identity[1] == link:
                path = target[1].decode("utf-8", "replace")
                return path[1:] if path.startswith("/") else f"xl/{path}"
        return ""


def position(cell: str) -> tuple[int, int]:
    """(spreadsheet row, column from 0) of a cell such as ``H3``."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column - 1
