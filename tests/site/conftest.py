"""A place that another account may enter, and that account's rights."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every account may enter; tmp_path is closed to others."""
    path = Path(tempfile.mkdtemp(prefix="评议 "))
    path.chmod(0o755)
    yield path
    for below in (path, *path.rglob("*")):
        below.chmod(0o755)
    shutil.rmtree(path)


@pytest.fixture
def as_nobody() -> Callable[[], AbstractContextManager[None]]:
    """Gives up the rights of an administrator for a while; ordinary accounts have none to give up."""

    @contextmanager
    def rights_of_nobody() -> Iterator[None]:
        own = os.geteuid()
        if own == 0:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(own)

    return rights_of_nobody
