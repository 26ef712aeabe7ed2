"""The box file of a round: plain SQLite, keyed by hashes, written in shuffled batches only.

``WITHOUT ROWID`` and a random key leave no order of arrival; pages are large enough for a row to lie in
one piece (pages that overflow are taken in order of arrival), and the file is rewritten in the order of
its keys as it grows. The link from a row to its log entry lies inside the sealed part.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from minping.core.secrecy.merkle import GrowingTree

SCHEMA = """
CREATE TABLE ballots (
  ballot BLOB PRIMARY KEY,
  class TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE log (entry BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID, STRICT;
"""
PAGES = (4096, 8192, 16384, 32768, 65536)
LARGEST_ROW = 16_000
_ROW_OVERHEAD = 160
_GROWTH = 20
"""The file is rewritten whenever it has grown by one part in so many."""

Step = Callable[[str], None]


class Row(NamedTuple):
    """A version of a ballot on its way into the box. ``sealed`` is what is kept of it."""

    ballot: bytes
    sequence: int
    entry: bytes
    sealed: bytes


def page_size(row: int) -> int:
    """The smallest page that holds a row of so many bytes in one piece.

    A row of a ``WITHOUT ROWID`` table overflows beyond (page - 12) · 64 / 255 - 23 bytes (SQLite's file
    format, §1.6).
    """
    whole = [size for size in PAGES if (size - 12) * 64 // 255 - 23 >= row + _ROW_OVERHEAD]
    if not whole:
        raise ValueError(f"a row of {row} bytes does not lie in one page")
    return whole[0]


class Store:
    """The box file ``path``; made, with ``first`` as log entry 0, when it is not there."""

    def __init__(self, path: Path, first: bytes, row: int) -> None:
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for setting in (
            f"page_size={page_size(row)}",
            "journal_mode=DELETE",
            "secure_delete=ON",
            "synchronous=EXTRA",
            "temp_store=MEMORY",
        ):
            self._file.execute(f"PRAGMA {setting}").fetchall()
        if not self._file.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            self._file.executescript(f"BEGIN IMMEDIATE; {SCHEMA}")
            self._file.execute("INSERT INTO log VALUES (?, 0)", (first,))
            self._file.execute("COMMIT")
        self._log = GrowingTree()
        for (entry,) in self._file.execute("SELECT entry FROM log ORDER BY number"):
            self._log.append(entry)
        self._rows = self.counted
        self._grown = self._rows  # what came last time may lie in order of arrival

    @property
    def counted(self) -> int:
        """Ballots in the file: the last version of each."""
        return int(self._file.execute("SELECT count(*) FROM ballots").fetchone()[0])

    @property
    def log_size(self) -> int:
        return self._log.size

    @property
    def log_head(self) -> bytes:
        return self._log.head

    def rows(self) -> Iterator[tuple[bytes, str, int, bytes]]:
        """(ballot, class, sequence, sealed) of every ballot, in the order of their keys."""
        yield from self._file.execute("SELECT ballot, class, sequence, sealed FROM ballots ORDER BY ballot")

    def log(self) -> list[bytes]:
        """All entries; the first is the manifest's hash."""
        return [entry for (entry,) in self._file.execute("SELECT entry FROM log ORDER BY number")]

    def add(self, class_code: str, batch: Sequence[Row], dice: Random, step: Step) -> None:
        """Take a batch in, whole or not at all. What the log knows already is passed over, so that a
        batch repeated after a crash changes nothing.

        Raises sqlite3.Error; then nothing has changed.
        """
        shuffled = dice.sample(batch, len(batch))
        self._file.execute("BEGIN IMMEDIATE")
        try:
            fresh = [row for row in shuffled if not self._logged(row.entry)]
            self._file.executemany(
                "INSERT INTO ballots VALUES (?, ?, ?, ?) ON CONFLICT (ballot) DO UPDATE SET "
                "class = excluded.class, sequence = excluded.sequence, sealed = excluded.sealed "
                "WHERE excluded.sequence > sequence",
                [(row.ballot, class_code, row.sequence, row.sealed) for row in fresh],
            )
            step("rows")
            entries = sorted({row.entry for row in fresh})
            numbered = enumerate(entries, self._log.size)
            self._file.executemany("INSERT INTO log VALUES (?, ?)", [(e, n) for n, e in numbered])
            step("entries")
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise
        for entry in entries:
            self._log.append(entry)
        self._grown += len(entries)
        self._rows += len(entries)

    def _logged(self, entry: bytes) -> bool:
        return self._file.execute("SELECT 1 FROM log WHERE entry = ?", (entry,)).fetchone() is not None

    def tidy(self, *, at_once: bool = False) -> None:
        """Rewrite the file in the order of its keys once it has grown enough, so that the place of a row
        within its page says nothing either."""
        if self._grown and (at_once or self._grown * _GROWTH >= self._rows):
            self._file.execute("VACUUM")
            self._grown = 0

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
