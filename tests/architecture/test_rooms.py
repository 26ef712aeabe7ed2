"""Every module has a place, a use and a declared origin for what it imports."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT, expect_none, files, imports_of, modules, name_of, reached_from

ENTRY = "minping.site.cli"
BY_NAME = ("settings", "urls", "wsgi")
"""Modules of site that Django or the web server find by their names."""
PARTS = (
    "apps",
    "models",
    "permissions",
    "approvals",
    "tasks",
    "importers",
    "urls",
    "office_urls",
    "entrance",
    "middleware",
)
"""Modules of a room that are found by their names, with its tags; the sign-in's adapter and hasher too."""
NAMED_IN_SETTINGS = (
    "minping.apps.accounts.adapter",
    "minping.apps.accounts.hashing",
    "minping.apps.accounts.second_factor",
)
WAITING = "minping.core.lifecycle"
"""Transition tables of the rooms that keep state; no command needs them yet."""

PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def test_every_module_is_reached_from_the_command_line() -> None:
    if ENTRY not in modules():
        pytest.skip("the command line is not there yet")
    found_by_name = [
        name
        for name in modules()
        if (name.startswith("minping.site.") and name.rpartition(".")[2] in BY_NAME)
        or (name.startswith("minping.apps.") and {*name.split(".")} & {*PARTS[1:], "templatetags"})
        or (name.startswith("minping.apps.") and name.endswith(".apps"))
    ]
    used = reached_from(ENTRY, *found_by_name, *NAMED_IN_SETTINGS)
    unused = [name for name in modules() if name not in used and not name.startswith(WAITING)]
    expect_none(unused)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def _declared(*groups: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required: list[str] = list(project["project"]["dependencies"])
    for group in groups:
        required += project["dependency-groups"][group]
    return {_normal(name) for name in required}


def _undeclared(paths: list[Path], declared: set[str]) -> list[str]:
    sold_as = packages_distributions()
    own = set(sys.stdlib_module_names) | {"minping", "tests", "bench", "tools"}
    found = {(name_of(p), i.partition(".")[0]) for p in paths for i in imports_of(p)}
    return sorted(
        f"{path} imports {top}"
        for path, top in found
        if top not in own and not declared & {_normal(d) for d in sold_as.get(top, [])}
    )


def test_what_the_package_imports_is_declared() -> None:
    expect_none(_undeclared(files(".py", under="src"), _declared()))


def test_what_tests_and_tools_import_is_declared() -> None:
    others = [p for p in files(".py") if not p.is_relative_to(ROOT / "src")]
    expect_none(_undeclared(others, _declared("dev")))


def _pins(file: str) -> set[str]:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    return {m[1] for line in text.splitlines() if (m := PINNED.match(line))}


def test_requirement_files_pin_what_is_declared() -> None:
    run = _declared("build")
    expect_none(run - _pins("run.txt"))
    expect_none((run | _declared("dev")) - _pins("dev.txt"))
    expect_none(_pins("run.txt") - _pins("dev.txt"))


def test_requirement_files_hold_pins_hashes_and_reasons_only() -> None:
    """No index, no address: any mirror serves what has these hashes."""
    odd = [
        f"{name_of(path)}:{number} {line}"
        for path in files(".txt", under="requirements")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if not (PINNED.match(line) or HASH.match(line) or line.lstrip().startswith("#")) or "://" in line
    ]
    expect_none(odd)
