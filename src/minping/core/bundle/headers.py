"""Where a table's header is, and which of its columns is which.

Tables of offices have a title above the header, headers of two rows (发出 over 份数) and merged cells.
The header is the row, or pair of rows, among the first ten that names most known columns.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from minping.core.bundle.columns import IGNORED, Column, Spec
from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.sheets import Sheet
from minping.core.findings import Place

SEARCHED = 10
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[*:：、]")
_UNIT_OF_COUNT = {"份数", "份", "人数", "人", "数", "数量", "票数", "张数", "件数", "合计", "小计"}
_NUMERIC = re.compile(r"^[-+]?[0-9][0-9.,%]*$")


@dataclass(frozen=True)
class Header:
    """``first`` is the index of the first row below. ``positions`` and ``written``: column name →
    index, and → the header as it stands in the file."""

    first: int
    positions: Mapping[str, int]
    written: Mapping[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class _Text:
    """One header cell: what stands there, and the readings to try, best first."""

    shown: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class _Guess:
    score: int
    first: int
    texts: tuple[_Text, ...]


def find_header(sheet: Sheet, spec: Spec, notebook: Notebook) -> Header | None:
    """The header of ``sheet``, or None after noting an error that names the columns found."""
    best = _best(sheet, spec)
    positions, doubled = _assign(best.texts, _index(spec))
    if not positions or _missing(spec, positions):
        _note_missing(sheet, spec, best, _missing(spec, positions), notebook)
        return None
    if doubled:
        _note_doubled(sheet, spec, best, doubled, notebook)
        return None
    header = _header(best, positions)
    note_unknown(sheet, spec, header, notebook)
    return header


def guessed_header(sheet: Sheet, spec: Spec) -> Header | None:
    """The likeliest header, to be shown and corrected; None where no row names a known column. Of two
    columns that claim one name the first has it."""
    best = _best(sheet, spec)
    return _header(best, _assign(best.texts, _index(spec))[0]) if best.score else None


def header_at(sheet: Sheet, spec: Spec, row: int) -> Header:
    """Row ``row`` (from 0) taken as the header, whatever stands there."""
    texts = tuple(_Text(text, (text,)) for text in (sheet.rows[row] if row < len(sheet.rows) else ()))
    return _header(_Guess(0, row + 1, texts), _assign(texts, _index(spec))[0])


def _index(spec: Spec) -> Mapping[str, str]:
    return {key(h): c.name for c in spec.columns for h in c.headers}


def _header(best: _Guess, positions: Mapping[str, int]) -> Header:
    written = {name: best.texts[at].shown for name, at in positions.items()}
    return Header(best.first, positions, written, tuple(text.shown for text in best.texts))


def _best(sheet: Sheet, spec: Spec) -> _Guess:
    """The row, or pair of rows, that names most known columns."""
    index = _index(spec)
    best = _Guess(0, 0, ())
    for row in range(min(SEARCHED, len(sheet.rows))):
        single = tuple(_Text(t, (t,)) for t in sheet.rows[row])
        # A title above the header is no half of it: the upper row must name a column by itself.
        pairs = _paired(sheet, row) if _assign(single, index)[0] else ()
        for texts, first in ((pairs, row + 2), (single, row + 1)):
            score = len(_assign(texts, index)[0])
            if score > best.score:
                best = _Guess(score, first, texts)
    return best


def plain_header(text: str) -> str:
    """The key of a header without its unit and marks: ``发出（份）*`` → ``发出``."""
    return _BRACKETS.sub("", key(text))


def _assign(
    texts: tuple[_Text, ...], index: Mapping[str, str]
) -> tuple[dict[str, int], list[tuple[str, int, int]]]:
    """Columns by name, and names that two columns claim with equal right. A better reading wins."""
    positions: dict[str, tuple[int, int]] = {}
    doubled: list[tuple[str, int, int]] = []
    for at, text in enumerate(texts):
        rank, name = next(
            (
                (i, index[k])
                for i, r in enumerate(text.readings)
                for k in (key(r), plain_header(r))
                if k in index
            ),
            (0, ""),
        )
        if not name:
            continue
        held = positions.get(name)
        if held is None or rank < held[0]:
            positions[name] = (rank, at)
        elif rank == held[0]:
            doubled.append((name, held[1], at))
    return {name: at for name, (_, at) in positions.items()}, doubled


def _paired(sheet: Sheet, row: int) -> tuple[_Text, ...]:
    """Rows ``row`` and ``row + 1`` read as one header; empty where they cannot be one."""
    return tuple(_joined(above, below) for above, below in two_rows(sheet, row))


def two_rows(sheet: Sheet, row: int) -> tuple[tuple[str, str], ...]:
    """(text above, text below) per column where ``row`` and the next may be one header, else nothing.
    A text above holds for the empty cells to its right that have a text below."""
    top, bottom = _filled(sheet, row), [sheet.at(row + 1, at) for at in range(_width(sheet, row))]
    if row + 1 >= len(sheet.rows) or any(_NUMERIC.match(text) for text in bottom):
        return ()
    if not any(bottom) or all(sheet.at(row, at) or not text for at, text in enumerate(bottom)):
        return ()
    return tuple(zip(top, bottom, strict=True))


def _joined(above: str, below: str) -> _Text:
    if not below or key(above) == key(below):
        return _Text(above, (above,))
    if not above:
        return _Text(below, (below,))
    other = above if key(below) in _UNIT_OF_COUNT else below
    return _Text(f"{above}/{below}", (above + below, other))


def _width(sheet: Sheet, row: int) -> int:
    return max(len(sheet.rows[at]) for at in (row, row + 1) if at < len(sheet.rows))


def _filled(sheet: Sheet, row: int) -> list[str]:
    """The upper row with each text carried over the empty cells to its right that belong to it."""
    bounds = {at: end for (r0, at), (r1, end) in sheet.merges if r0 <= row <= r1}
    texts: list[str] = []
    carried, until = "", -1
    for at in range(_width(sheet, row)):
        text = sheet.at(row, at)
        if text:
            carried, until = text, bounds.get(at, at if sheet.merges else _width(sheet, row))
        belongs = at <= until and bool(sheet.at(row + 1, at))
        texts.append(text or (carried if belongs else ""))
    return texts


def _missing(spec: Spec, positions: Mapping[str, int]) -> list[Column]:
    """Required columns that are absent. A code may stand in for the unit's name."""
    return [
        c
        for c in spec.columns
        if c.required and c.name not in positions and not (c.name == "unit" and "code" in positions)
    ]


def _note_missing(sheet: Sheet, spec: Spec, best: _Guess, missing: list[Column], notebook: Notebook) -> None:
    first = next((row for row in sheet.rows[:SEARCHED] if any(row)), ())
    found = [text.shown for text in best.texts if text.shown] or [text for text in first if text]
    wanted = [c for c in spec.columns if c.required] if not best.score else missing
    wanted = wanted or [c for c in spec.columns if c.additive]
    zh = "、".join(f"「{c.zh}」" for c in wanted)
    en = ", ".join(f"“{c.name}”" for c in wanted)
    here = "、".join(f"「{text}」" for text in found[:20])
    row = best.first if best.score else None
    notebook.error(
        "table.missing_column",
        f"缺少{zh}列；现有的列：{here or '无'}",
        f"column {en} is missing; columns found: {here or 'none'}",
        f"请在表头补上{zh}，表头须在前{SEARCHED}行内",
        f"add {en} to the header, which must be within the first {SEARCHED} rows",
        Place(sheet.file, sheet.name, row),
    )


def _note_doubled(
    sheet: Sheet, spec: Spec, best: _Guess, doubled: list[tuple[str, int, int]], notebook: Notebook
) -> None:
    for name, one, other in doubled:
        both = f"「{best.texts[one].shown}」（{letters(one)}列）、「{best.texts[other].shown}」（{letters(other)}列）"
        notebook.error(
            "table.column_twice",
            f"有两列都是「{spec.column(name).zh}」：{both}",
            f"two columns both hold “{name}”: {letters(one)} and {letters(other)}",
            "请只保留一列，或给另一列改名",
            "keep one of them, or rename the other",
            Place(sheet.file, sheet.name, best.first, best.texts[other].shown),
        )


def unread_columns(header: Header) -> list[str]:
    """Columns with a header that nothing reads, without those that are known to be passed over."""
    used = set(header.positions.values())
    return [
        text
        for at, text in enumerate(header.texts)
        if at not in used and text and plain_header(text) not in IGNORED
    ]


def note_unknown(sheet: Sheet, spec: Spec, header: Header, notebook: Notebook) -> None:
    """Warn of columns that are not read, naming the nearest known one."""
    known = Lexicon((c.zh, c.headers) for c in spec.columns)
    for text in unread_columns(header):
        near = known.nearest(text, 1)
        notebook.warn(
            "table.unknown_column",
            f"不认识「{text}」列，未读取",
            f"column “{text}” is not known and was not read",
            f"如果是「{near[0]}」请改名，否则可忽略" if near else "如需要请改用模板中的列名，否则可忽略",
            f"rename it if it is “{near[0]}”; ignore this otherwise" if near else "ignore this if not needed",
            Place(sheet.file, sheet.name, header.first, text),
        )


def letters(position: int) -> str:
    """The spreadsheet's name of a column: 0 → A, 26 → AA."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
