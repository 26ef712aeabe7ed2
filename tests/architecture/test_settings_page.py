"""The pages on settings and permissions say what the program does."""

import re
import subprocess
import sys

import pytest
from tests.architecture.repository import ROOT, files

SETTING = re.compile(r"MINPING_[A-Z_]+")


def _read_by_the_program() -> set[str]:
    return {
        name
        for path in files(".py", under="src")
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", ["settings.md", "settings.en.md"])
def test_every_setting_has_its_row_and_every_row_a_setting(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(MINPING_[A-Z_]+)` \|", text, re.MULTILINE))
    assert rows == _read_by_the_program()


def test_the_page_of_permissions_is_what_the_rooms_declare() -> None:
    """Write it anew with ``python tools/permissions_page.py``."""
    script = ROOT / "tools" / "permissions_page.py"
    command = [sys.executable, str(script), "--check"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
