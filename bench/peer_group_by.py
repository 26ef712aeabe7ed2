"""The peer: nothing but DuckDB grouping the ballot file by the pattern key. ``python -m bench.peer_group_by FILE``."""

import sys

import duckdb

from bench.make_ballots import COLUMNS


def main() -> None:
    """Group, read the result to its end, print the number of groups."""
    (path,) = sys.argv[1:]
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    with duckdb.connect() as con:
        grouped = con.sql(f"SELECT {columns}, count(*) AS rows FROM '{path}' GROUP BY {columns}")
        print(sum(len(batch) for batch in grouped.to_arrow_reader()))


if __name__ == "__main__":
    main()
