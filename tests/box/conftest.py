"""A fresh box for each test."""

from pathlib import Path

import pytest
from tests.box.workbench import Box


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path).open()
