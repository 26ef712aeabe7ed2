"""Settings of the whole suite: properties are tried on the same examples in every run."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=15)
settings.load_profile("house")

HERE = Path(__file__).parent
THROUGH_FILES = (
    "apps",
    "site",
    "box/test_close.py",
    "box/test_killed.py",
    "box/test_traces.py",
    "box/test_batches.py",
    "box/test_casting.py",
    "core/bundle/test_public.py",
    "core/bundle/test_write.py",
    "core/scheme/test_bounds_simulated.py",
    "core/scheme/test_laws.py",
    "core/scheme/test_never_a_traceback.py",
    "core/simulate/test_county.py",
    "core/simulate/test_presets.py",
    "core/simulate/test_write.py",
    "core/bundle/test_manual.py",
    "core/tally/test_bad_ballots.py",
    "core/tally/test_ballot_files.py",
    "core/tally/test_moments.py",
    "core/tally/test_repeated_lines.py",
    "core/tally/test_shards.py",
    "core/tally/test_whole_ballots.py",
    "core/tally/test_workbooks.py",
)
"""Tests that write documents, start the tally's engine or try many plans: `make unit` leaves them out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-vendor", default="", help="fail unless the tests speak to this database")


def pytest_sessionstart(session: pytest.Session) -> None:
    """A run meant for PostgreSQL must not pass on SQLite by mistake."""
    from django.db import connection

    wanted = session.config.getoption("--require-vendor")
    if wanted and connection.vendor != wanted:
        raise pytest.UsageError(f"the database is {connection.vendor}, wanted {wanted}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = [HERE / part for part in THROUGH_FILES]
    for item in items:
        if any(item.path == part or part in item.path.parents for part in slow):
            item.add_marker(pytest.mark.slow)
