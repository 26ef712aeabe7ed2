"""Settings of the whole suite: properties are tried on the same examples in every run."""

from functools import cache
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
    "core/opinions/test_likeness_peer.py",
    "core/tally/test_bad_ballots.py",
    "core/tally/test_ballot_files.py",
    "core/tally/test_moments.py",
    "core/tally/test_repeated_lines.py",
    "core/tally/test_shards.py",
    "core/tally/test_whole_ballots.py",
    "core/tally/test_workbooks.py",
)
"""Tests that write documents, start the tally's engine or try many plans: `make unit` leaves them out."""
OF_ROOMS = (
    "apps/casework/test_perfunctory.py",
    "apps/documents/test_content.py",
    "apps/documents/test_excel.py",
    "apps/documents/test_lettering.py",
    "apps/foundation/evidence/test_hostile.py",
    "apps/foundation/test_forms.py",
    "apps/messaging/test_texts.py",
    "apps/results/test_reports_circular.py",
    "apps/results/test_reports_result_table.py",
    "apps/results/test_reports_unit.py",
    "apps/security/test_logs.py",
    "apps/security/test_requirements.py",
)
"""Of the rooms' tests those that ask no database, so that `make unit` runs them."""


@cache
def _is_slow(path: Path) -> bool:
    """True of a file that is slow as a whole, and of a folder in which every file is."""
    slow = [HERE / part for part in THROUGH_FILES]
    quick = [HERE / part for part in OF_ROOMS]
    above = (path, *path.parents)
    return any(part in above for part in slow) and not any(path in (one, *one.parents) for one in quick)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-vendor", default="", help="fail unless the tests speak to this database")


def pytest_sessionstart(session: pytest.Session) -> None:
    """A run meant for PostgreSQL must not pass on SQLite by mistake."""
    from django.db import connection

    wanted = session.config.getoption("--require-vendor")
    if wanted and connection.vendor != wanted:
        raise pytest.UsageError(f"the database is {connection.vendor}, wanted {wanted}")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is slow as a whole is not even loaded when it is not wanted: loading it takes half a minute."""
    return True if config.option.markexpr == "not slow" and _is_slow(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_slow(item.path):
            item.add_marker(pytest.mark.slow)
