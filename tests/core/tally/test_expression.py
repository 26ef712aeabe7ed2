"""The grouping as an Ibis expression: the same on every engine that Ibis speaks to."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import ibis
import pytest

from minping.core.tally.expression import pattern_expression

COLUMNS = ("unit", "group", "aspect_0")


def table():
    return ibis.table(dict.fromkeys(COLUMNS, "string"), name="ballots")


@pytest.mark.parametrize(
    "engine", ["duckdb", "pyspark", "clickhouse", "trino", "bigquery", "postgres", "sqlite"]
)
def test_the_grouping_compiles_for_many_engines(engine):
    sql = str(ibis.to_sql(pattern_expression(table(), COLUMNS), dialect=engine)).upper()
    assert "GROUP BY" in sql
    assert "COUNT(" in sql


def test_the_grouping_on_a_second_engine():
    with closing(sqlite3.connect(":memory:")) as con:
        con.execute('create table ballots(unit text, "group" text, aspect_0 text)')
        con.execute("insert into ballots values ('u','g','A'),('u','g','A'),('u','g',null),('v','g','A')")
        found = con.execute(
            str(ibis.to_sql(pattern_expression(table(), COLUMNS), dialect="sqlite"))
        ).fetchall()
    assert sorted(found, key=str) == [("u", "g", "A", 2), ("u", "g", None, 1), ("v", "g", "A", 1)]


def test_asking_for_an_explanation_does_not_wait_for_the_engine():
    """Ibis takes a second to load: only a tally may load it."""
    code = (
        "import sys, minping.core.tally.files, minping.core.tally.shards;"
        "print(sorted({'ibis', 'duckdb', 'pyarrow', 'python_calamine'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
