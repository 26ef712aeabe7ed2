"""The plans that ship: they load, cite their source, ask what it leaves open, and recompute what it prints."""

import re
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest

from minping.core.findings import RefusedInput, Severity
from minping.core.scheme import nodes as n
from minping.core.scheme.canonical import freeze, from_canonical, to_canonical
from minping.core.scheme.lint import lint
from minping.core.scheme.model import Scheme
from minping.core.scheme.outcomes import End, Purpose
from minping.core.scheme.places import places_in
from minping.core.scheme.presets import load_preset, preset_names, preset_text
from minping.core.scheme.tree import walk
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData, ReportRow, Unit
from minping.core.tally.counts import Counts

DOCS = Path(__file__).parents[3] / "docs"
NAMES = ("seed-001", "seed-002", "seed-003", "seed-002-inside", "P3", "P5", "P6", "P8", "P14", "P19")


def agreed(name: str) -> Scheme:
    """The preset with every suggestion accepted."""
    return replace(load_preset(name), questions=())


def nodes_of(scheme: Scheme) -> list[n.Node]:
    return [node for tree in (*scheme.trees.values(), *scheme.measures.values()) for node in walk(tree)]


def test_the_ten_are_there_under_either_case() -> None:
    assert preset_names() == NAMES
    assert load_preset("p14") == load_preset("P14")
    with pytest.raises(RefusedInput) as refusal:
        preset_text("P4")
    assert "P14" in refusal.value.findings[0].remedy.en


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_cites_its_clause_and_every_hole_is_a_question(name: str) -> None:
    scheme = load_preset(name)
    assert not [node.head.name for node in nodes_of(scheme) if not node.head.clause]
    assert scheme.source
    assert scheme.open_questions == scheme.questions
    assert all(question.question.strip() and question.line for question in scheme.questions)
    with pytest.raises(RefusedInput) as refusal:
        freeze(scheme)
    assert len(refusal.value.findings) == len(scheme.questions)


@pytest.mark.parametrize("name", NAMES)
def test_with_the_suggestions_a_preset_can_be_frozen_and_has_no_error(name: str) -> None:
    scheme = agreed(name)
    assert from_canonical(freeze(scheme)) == scheme
    assert not [f.in_language("en") for f in lint(scheme) if f.severity is Severity.ERROR]
    assert from_canonical(to_canonical(load_preset(name))) == load_preset(name)


def test_seed_002_seventy_is_twenty_one_and_forty_nine() -> None:
    text = preset_text("seed-002")
    assert "计分值: 21" in text
    with pytest.raises(RefusedInput) as refusal:
        from_text(text.replace("计分值: 49", "计分值: 48"))
    assert [f.code for f in refusal.value.findings] == ["scheme.worth"]


def from_text(text: str) -> Scheme:
    from minping.core.scheme.reader import read_scheme

    return read_scheme(text.encode(), "preset.yaml")


def test_p5_runs_from_seventy_to_a_hundred() -> None:
    found = [f.text.en for f in lint(load_preset("P5")) if f.code == "lint.range"]
    assert len(found) == 1
    assert "70–100" in found[0]


def test_p6_takes_two_points_of_a_hundred_off_the_rate() -> None:
    (adjust,) = [node for node in nodes_of(load_preset("P6")) if isinstance(node, n.Adjust)]
    assert adjust.amount == F(1, 50)
    assert isinstance(adjust.node, n.Survey)
    assert adjust.window.start.endswith("10-01")
    assert adjust.window.end.endswith("09-30")


def test_p8_adds_up_to_fifty_and_a_hundred() -> None:
    total = load_preset("P8").trees["总分"]
    assert isinstance(total, n.Weighted)
    assert [part.weight.default for part in total.parts] == [F(1, 2), F(3, 10), F(1, 5)]
    inner = total.parts[0].node
    assert isinstance(inner, n.Weighted)
    assert sum(part.weight.default or 0 for part in inner.parts) == 50


@pytest.mark.parametrize(("size", "places"), [(26, 3), (37, 3), (14, 2), (18, 2)])
def test_p19_praises_and_interviews_by_size(size: int, places: int) -> None:
    scheme = load_preset("P19")
    assert [(s.purpose, s.cut.end) for s in scheme.selections if s.cut] == [
        (Purpose.PRAISE, End.TOP),
        (Purpose.INTERVIEW, End.BOTTOM),
    ]
    for rule in scheme.selections:
        assert rule.cut is not None
        assert places_in(rule.cut, "", size) == places


def reported(values: dict[str, F | None]) -> str:
    """The published score of a department with these reports (None: does not apply)."""
    full = {"及时签收率": F(1), "按时办结率": F(1), "省派工单满意率": F(1), "回访满意率": F(1)}
    rows = full | {"答复规范": F(10), "工单数": F(20)} | values
    data = CampaignData(
        title="P14",
        year=2022,
        units={"甲": Unit("甲", "甲", "部门")},
        counts=Counts(),
        reports=tuple(ReportRow("甲", k, v, applicable=v is not None) for k, v in rows.items()),
    )
    return score(agreed("P14"), data).unit("甲").published


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"按时办结率": F(2, 3), "回访满意率": F(1, 2)}, "66.50"),  # 市碱业公司: 100 − 20 − 13.5
        ({"及时签收率": F(4, 5), "回访满意率": F(2, 3), "答复规范": F(9)}, "75.50"),  # 市体育局
        ({"及时签收率": F(17, 22), "回访满意率": F(12, 17)}, "76.79"),  # 70.588… %: 76.794, printed 76.8
        ({"及时签收率": F(17, 22), "回访满意率": F("0.7059")}, "76.80"),  # 万联能源, from the printed rate
        ({"省派工单满意率": F(1, 2), "回访满意率": None}, "86.50"),  # 农发集团: 100 − 13.5
        ({"工单数": None}, ""),  # no tickets, no score
    ],
)
def test_p14_recomputes_what_r3_prints(values: dict[str, F | None], published: str) -> None:
    assert reported(values) == published


@pytest.mark.parametrize("page", ["presets.md", "presets.en.md"])
def test_the_page_of_presets_lists_each_with_its_questions(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL))
    assert tuple(parts) == NAMES
    for name in NAMES:
        questions = load_preset(name).questions
        assert re.search(rf"^\| `{name}` \|.*\| {len(questions)} \|$", text, re.MULTILINE)
        asked = dict.fromkeys(question.question for question in questions)
        assert parts[name].count("\n| ") == len(asked) + 2
        if page == "presets.md":
            assert not [question for question in asked if f"| {question} |" not in parts[name]]
