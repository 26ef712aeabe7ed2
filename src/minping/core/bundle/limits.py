"""How large an input may be. Rosters and partner tables are bounded; ballot files are streamed elsewhere."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """``rows`` and ``text_bytes`` hold for one sheet, the rest for one file. ``unpacked``, ``entries``
    and ``ratio`` bound what a packed workbook may blow up to; ``cells`` bounds a sheet's rectangle."""

    file_bytes: int
    rows: int = 200_000
    text_bytes: int = 10 * MEGABYTE
    cells: int = 12_000_000
    columns: int = 1_000
    entries: int = 2_000
    unpacked: int = 300 * MEGABYTE
    ratio: int = 250


ROSTER = Limits(file_bytes=10 * MEGABYTE)
"""One table in a file of its own."""

CAMPAIGN = Limits(file_bytes=200 * MEGABYTE, cells=40_000_000, entries=4_000, unpacked=2_000 * MEGABYTE)
"""A whole campaign in one workbook, ballots included."""
