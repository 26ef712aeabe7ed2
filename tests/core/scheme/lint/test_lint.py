"""The linter as a whole: every rule tried and documented, findings in order, places by key path."""

import re
from collections import Counter
from pathlib import Path as File

import pytest
from tests.core.scheme.lint import (
    test_bands,
    test_contestable,
    test_cuts,
    test_full_marks,
    test_people,
    test_ranges,
    test_rounds,
    test_scales,
    test_usage,
    test_weights,
)
from tests.core.scheme.plan_parts import part, plan, report, survey, weighted

from minping.core.findings import Place, Severity
from minping.core.scheme.lint import RULES, lint
from minping.core.scheme.model import OpenQuestion, Scheme, VoterGroup
from minping.core.scheme.nodes import Ref
from minping.core.scheme.problems import Path

DOCS = File(__file__).parents[4] / "docs"
MODULES = (
    test_bands,
    test_contestable,
    test_cuts,
    test_full_marks,
    test_people,
    test_ranges,
    test_rounds,
    test_scales,
    test_usage,
    test_weights,
)
ALWAYS = {"lint.range"}
"""Printed for every scheme; nothing mends it."""


def broken() -> Scheme:
    """An error, a question, warnings and information at once."""
    return plan(
        weighted("总分", part(survey("群众"), 65), part(report("日常", 10, partner=""), 30)),
        groups={"群众": VoterGroup("群众", "群众")},
        questions=(OpenQuestion("full", "满分多少？"),),
    )


def test_every_rule_has_a_scheme_that_breaks_it_and_one_that_does_not() -> None:
    tried = {case.code for module in MODULES for case in module.CASES}
    assert {rule.code for rule in RULES} == tried | ALWAYS


def test_codes_are_stable_names_and_occur_once() -> None:
    counted = Counter(rule.code for rule in RULES)
    assert [code for code, number in counted.items() if number > 1] == []
    assert all(re.fullmatch(r"lint\.[a-z_]+", code) for code in counted)


@pytest.mark.parametrize("name", ["lint.md", "lint.en.md"])
def test_every_code_is_documented_with_its_severity(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    told = dict(re.findall(r"^### `(lint\.\w+)` · (\w+)$", text, re.MULTILINE))
    assert told == {rule.code: rule.severity.value for rule in RULES}


@pytest.mark.parametrize("name", ["lint.md", "lint.en.md"])
def test_every_code_is_explained_with_why_and_how_to_mend(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    sections = re.split(r"^### .*$", text, flags=re.MULTILINE)[1:]
    why, how = ("**为什么**", "**怎么改**") if name == "lint.md" else ("**Why**", "**How to mend**")
    assert all(why in section and how in section for section in sections)
    assert len(sections) == len(RULES)


def test_errors_come_first_then_questions_warnings_and_information() -> None:
    findings = lint(broken())
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=tuple(Severity).index)
    assert set(severities) == set(Severity)
    assert lint(broken()) == findings


def test_places_are_asked_of_the_reader_when_there_is_one() -> None:
    def place(path: Path) -> Place:
        return Place(file="方案.yaml", line=len(path), path="/".join(str(key) for key in path))

    findings = {f.code: f for f in lint(broken(), place=place)}
    assert findings["lint.report_partner"].place == Place(file="方案.yaml", line=4, path="trees/总分/parts/1")


def test_a_circle_of_references_does_not_hang_the_linter() -> None:
    scheme = plan(trees={"甲": Ref(survey("甲").head, "乙"), "乙": Ref(survey("乙").head, "甲")})
    assert lint(scheme)


def test_an_empty_scheme_is_no_trouble() -> None:
    bare = plan(trees={}, categories={}, groups={}, rounds={}, aspects={}, scales={})
    assert all(finding.code for finding in lint(bare))
