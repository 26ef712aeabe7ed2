"""The linter: what to know about a plan before it is frozen (``docs/lint.md`` explains every code)."""

from collections.abc import Mapping

from minping.core.findings import Finding, Severity
from minping.core.scheme.lint import (
    bands,
    contestable,
    cuts,
    full_marks,
    people,
    ranges,
    rounds,
    scales,
    usage,
    weights,
)
from minping.core.scheme.lint.plan import PlaceOf, Plan, Rule
from minping.core.scheme.model import Scheme

RULES: tuple[Rule, ...] = (
    *rounds.RULES,
    *weights.RULES,
    *full_marks.RULES,
    *ranges.RULES,
    *bands.RULES,
    *scales.RULES,
    *usage.RULES,
    *people.RULES,
    *cuts.RULES,
    *contestable.RULES,
)
"""Every rule, by theme; findings come in the order of severity and then of this list."""

_ORDER = tuple(Severity)


def lint(
    scheme: Scheme, sizes: Mapping[str, int] | None = None, place: PlaceOf | None = None
) -> tuple[Finding, ...]:
    """Everything worth telling about ``scheme``: errors, open questions, warnings, information.

    ``sizes``: units per category code, if known; else the smallest safe size is told. ``place`` turns a
    key path into file, line and the author's spelling; without it ``place.path`` is the path in English
    keys (``trees.总分.parts[1]``). The scheme must have passed ``check_scheme``: names are taken as known.
    """
    plan = Plan(scheme, sizes)
    found = [finding for rule in RULES for finding in rule.findings(plan, place)]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
