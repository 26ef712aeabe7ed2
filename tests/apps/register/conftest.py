"""Every test begins without wrong codes in memory and with an exchange folder of its own."""

from pathlib import Path

import pytest

from minping.apps.register.services.tickets import failures


@pytest.fixture(autouse=True)
def exchange(tmp_path: Path, settings) -> Path:
    settings.EXCHANGE = tmp_path / "exchange"
    failures.forget()
    return tmp_path / "exchange"
