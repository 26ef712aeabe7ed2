"""The box stands apart: it imports core and little else, and only the command line knows it."""

import subprocess
import sys

from tests.architecture.repository import expect_none, imports_of, modules

ALLOWED = {*sys.stdlib_module_names, "cryptography", "granian"}


def test_the_box_imports_core_and_two_packages_only() -> None:
    expect_none(
        f"{name} imports {imported}"
        for name, path in modules("minping.box").items()
        for imported in imports_of(path)
        if imported.partition(".")[0] not in ALLOWED
        and not imported.startswith(("minping.box", "minping.core"))
    )


def test_nobody_but_the_command_line_imports_the_box() -> None:
    expect_none(
        name
        for name, path in modules().items()
        if not name.startswith(("minping.box", "minping.site.")) and "box" in path.read_text(encoding="utf-8")
        for imported in imports_of(path)
        if imported.startswith("minping.box")
    )


def test_the_process_of_the_box_loads_neither_application_nor_database_framework() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, minping.box.server; print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "minping.box.server" in told
    assert not [name for name in told if name.startswith(("django", "minping.apps", "minping.site"))]
