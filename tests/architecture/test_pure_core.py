"""core is a function of its arguments: no clock, environment, chance or terminal; no floats in scores."""

import ast
import re
import sys

import pytest
from tests.architecture.repository import (
    expect_none,
    imports_of,
    modules,
    name_of,
    qualified_names,
    reached_from,
    tree_of,
)

IMPURE = re.compile(
    r"^(os\.(environ|getenv|environb|urandom)"
    r"|datetime\.(datetime\.(now|today|utcnow)|date\.today)"
    r"|time\.\w+"
    r"|random\.[a-z]\w*"
    r"|numpy\.random\.(?!default_rng\b|Generator\b|PCG64\b|SeedSequence\b)\w+"
    r"|secrets\.\w+|uuid\.uuid[14]"
    r"|sys\.(argv|stdin|stdout|stderr)|locale\.\w+"
    r"|print|input|breakpoint)$"
)
WHOLE_NUMBERS = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}
EXACT = ("minping.core.scoring", "minping.core.scheme")
YAML_READERS = {"minping.core.scheme.yaml_faults", "minping.core.scheme.yaml_text"}
"""The modules of core.scheme that may use PyYAML."""


def test_core_reads_no_clock_environment_chance_or_terminal() -> None:
    impure = {
        f"{name_of(path)}:{line} {name}"
        for path in modules("minping.core").values()
        for line, name in qualified_names(path)
        if IMPURE.match(name)
    }
    expect_none(impure)


def test_core_keeps_no_global_state() -> None:
    written = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("minping.core").values()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Global)
    ]
    expect_none(written)


def _foreign_imports(names: set[str]) -> list[str]:
    known = modules()
    return sorted(
        f"{name} imports {imported}"
        for name in names
        for imported in imports_of(known[name])
        if imported.partition(".")[0] not in sys.stdlib_module_names | {"minping"}
    )


@pytest.mark.parametrize("package", EXACT)
def test_rules_and_scores_need_the_standard_library_only(package: str) -> None:
    expect_none(_foreign_imports(set(modules(package)) - YAML_READERS))


def test_whoever_recomputes_loads_the_standard_library_only() -> None:
    """What core.scoring reaches, directly or not, runs on a bare Python."""
    reached = reached_from(*modules("minping.core.scoring"))
    expect_none(reached & YAML_READERS)
    expect_none(_foreign_imports(reached))


def _inexact(tree: ast.Module) -> set[tuple[int, str]]:
    """Floats, but for the likeness from which a misspelt word is guessed (``cutoff=``)."""
    likeness = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "cutoff"
    }
    return {
        (node.lineno, ast.unparse(node))
        for node in ast.walk(tree)
        if node not in likeness
        and (
            (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
            or (isinstance(node, ast.Name) and node.id in {"float", "complex"})
        )
    }


@pytest.mark.parametrize("package", EXACT)
def test_points_rates_and_weights_are_never_floats(package: str) -> None:
    found = [
        f"{name_of(path)}:{line} {text}"
        for path in modules(package).values()
        for line, text in sorted(_inexact(tree_of(path)))
    ]
    rounded = [
        f"{name_of(path)}:{line} {name}"
        for path in modules(package).values()
        for line, name in qualified_names(path)
        if name.startswith(("math.", "statistics.", "decimal."))
        and name.removeprefix("math.") not in WHOLE_NUMBERS
    ]
    expect_none(found + rounded)
