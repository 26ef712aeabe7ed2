"""How each number came about: the score tree as an indented table, down to the counts."""

import re
from collections.abc import Iterator
from fractions import Fraction

from minping.apps.documents.content import Align, Column, Row, Table
from minping.apps.results.paths import below as parts_below
from minping.apps.results.reports.components import missing_word
from minping.apps.results.reports.overview import Overview
from minping.core.scoring.explain import exact_text, input_text
from minping.core.scoring.result import Input, ScoreNode
from minping.core.scoring.rounding import plain

_ISO_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
MANY_SUBUNITS = 12
"""With more subunits than this, their own trees are left to their own reports."""


def explanation_table(overview: Overview, name: str, tree: ScoreNode) -> Table:
    """One row for each node: name, rule with clause and counted facts, value. ``name``: of the tree, from
    which the keys of the rows follow."""
    say = overview.say
    columns = (
        Column(say("项目", "item"), width=16),
        Column(say("计算方法、依据与数据", "rule, clause and data"), width=24),
        Column(say("结果", "value"), align=Align.RIGHT),
    )
    notes = (
        say(
            "结果按方案规定取舍后公布；计算全程用分数，不取舍。",
            "Values are rounded as the scheme says for publication; the computation is exact.",
        ),
    )
    return Table(tree.name, columns, tuple(_rows(overview, name, tree, 0)), notes=notes)


def _rows(overview: Overview, name: str, node: ScoreNode, level: int) -> Iterator[Row]:
    value = node.published if node.value is not None else missing_word(overview, node)
    yield Row((node.name, "\n".join(_lines(overview, node)), value), level=level, key=name)
    below = [part for part in node.parts if part.object != node.object]
    for key, part in parts_below(name, node):
        if part.object != node.object and len(below) > MANY_SUBUNITS:
            cells = (part.name, "\n".join(_short_lines(overview, part)), part.published)
            yield Row(cells, level=level + 1, key=key)
        else:
            yield from _rows(overview, key, part, level + 1)


def _short_lines(overview: Overview, node: ScoreNode) -> Iterator[str]:
    say = overview.say
    if node.valid is not None:
        yield say(f"有效票{node.valid}份", f"{node.valid} valid ballots")
    if node.missing is not None:
        yield say.text(node.missing)


def _lines(overview: Overview, node: ScoreNode) -> Iterator[str]:
    say = overview.say
    rule = say.text(node.rule)
    clause = say(f"［{node.clause}］", f" [{node.clause}]") if node.clause else ""
    if rule or clause:
        yield rule + clause
    if node.kind == "survey" and node.valid is not None:
        yield say(f"有效票{node.valid}份", f"{node.valid} valid ballots")
    facts = say.joined(fact_text(overview, item) for item in node.inputs)
    if facts:
        yield facts
    if node.missing is not None and node.value is None:
        yield say.text(node.missing)
    if node.kind != "aspect":
        if node.value is not None and not _is_exact(node):
            yield say(f"精确值 {exact_text(node)}", f"exact value {exact_text(node)}")
        if node.weight is not None and node.contribution not in {None, node.value}:
            yield _contribution(overview, node)
    for note in node.notes:
        yield say(f"※{note.zh}", f"Note: {note.en}")


def _is_exact(node: ScoreNode) -> bool:
    """Whether nothing was lost in the published text."""
    shown = node.published.removesuffix("%")
    return bool(shown) and Fraction(shown) == (node.value or 0) * (100 if node.published.endswith("%") else 1)


def _contribution(overview: Overview, node: ScoreNode) -> str:
    weight, brought = plain(node.weight or Fraction(0)), overview.points(node.contribution)
    return overview.say(f"权重 {weight}，计入 {brought}", f"weight {weight}, brings {brought}")


def fact_text(overview: Overview, item: Input) -> str:
    """A counted fact; the closing sum of an aspect as a division."""
    if item.label == "=" and item.numerator is not None and item.denominator is not None:
        value = "" if item.value is None else f" = {plain(item.value)}"
        return f"{plain(item.numerator)} ÷ {plain(item.denominator)}{value}"
    words = input_text(item, overview.say.language)
    return _ISO_DAY.sub(lambda found: overview.say.written_day(found[0]), words)
