"""The bare limit: SQLite storing packed ballots, each in a commit of its own (WAL, synchronous FULL).

``python -m bench.peer_one_commit FILE ANSWERS BALLOTS``
"""

import sqlite3
import sys
from random import Random


def main() -> None:
    """Command line."""
    path, answers, ballots = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dice = Random(1)  # noqa: S311 - the same rows in every run
    rows = [(dice.randbytes(32), dice.randbytes(answers)) for _ in range(ballots)]
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    file.execute("CREATE TABLE IF NOT EXISTS ballots (ballot BLOB, answers BLOB)")
    for row in rows:
        file.execute("INSERT INTO ballots VALUES (?, ?)", row)
    file.close()


if __name__ == "__main__":
    main()
