"""Words that do not belong in the repository."""

import re

from tests.architecture.repository import every_file, expect_none, files, name_of

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
FOREIGN = {"vendor", "vendored", "third_party", "node_modules"}
# Put together at run time, so that this file does not hold what it forbids.
LEFT_OPEN = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "raise " + "NotImplementedError"]))
MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + "(?:work|root|home|farm|opt)/",
            r"\.\./" + "shared",
            "bash_" + "jobs",
            "pypi" + r"\.org",
            "python" + "hosted",
            "npm" + r"js\.(?:org|com)",
            "deb" + r"ian\.org",
            "crates" + r"\.io",
            "golang" + r"\.org",
        ]
    )
)


def _lines_with(pattern: re.Pattern[str], under: str = "") -> list[str]:
    return [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in files(under=under)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    vague = [
        name_of(path)
        for path in every_file()
        if VAGUE & {part.partition(".")[0] for part in path.parts[-len(name_of(path).split("/")) :]}
    ]
    expect_none(vague)


def test_nothing_of_third_parties_is_copied_in() -> None:
    expect_none([name_of(path) for path in every_file() if FOREIGN & set(name_of(path).split("/"))])


def test_nothing_is_left_open_in_code() -> None:
    expect_none(_lines_with(LEFT_OPEN, "src") + _lines_with(LEFT_OPEN, "tools"))


def test_no_place_of_one_machine_and_no_registry_is_named() -> None:
    expect_none(_lines_with(MACHINE))
