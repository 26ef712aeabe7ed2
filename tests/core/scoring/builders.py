"""Small schemes and data for engine tests, written out so that the arithmetic can be checked by eye."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from minping.core.scheme.model import (
    OVERALL,
    Aspect,
    Category,
    Option,
    OptionKind,
    Scale,
    Scheme,
    SmallCells,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import Head, Node, Survey
from minping.core.scheme.outcomes import Publication, Ranking, Rounding
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData, Unit
from minping.core.scoring.result import ScoreRun
from minping.core.tally.counts import Cell, CellCounts, Counts

F = Fraction


def option(code: str, points: int | None, *, satisfied: bool = False) -> Option:
    """A graded option, or 不了解 for code ``U``."""
    if points is None:
        return Option(code, "不了解", OptionKind.UNKNOWN)
    return Option(code, code, points=F(points), satisfied=satisfied)


FOUR = Scale(
    "four",
    "四档",
    (
        option("A", 100, satisfied=True),
        option("B", 80, satisfied=True),
        option("C", 60),
        option("D", 0),
        option("U", None),
    ),
)


def head(code: str, **more: Any) -> Head:
    return Head(code, code, **more)


def survey(code: str = "survey", **more: Any) -> Survey:
    return Survey(head(code), groups=more.pop("groups", ("people",)), **more)


def scheme(tree: Node, **changes: Any) -> Scheme:
    """One category ``c``, one group ``people``, one aspect, no small-cell limit that bites."""
    plain = Scheme(
        title="试验",
        source="",
        year=2026,
        full=F(100),
        scales={"four": FOUR},
        aspects={OVERALL: Aspect(OVERALL, OVERALL)},
        contents=(),
        groups={"people": VoterGroup("people", "群众", scale="four")},
        rounds={},
        categories={"c": Category("c", "甲类"), "d": Category("d", "乙类")},
        trees={"total": tree},
        measures={},
        validity=Validity(),
        small_cells=SmallCells(threshold=0),
        vetoes=(),
        grades=(),
        grade_basis="exact",
        rankings=(Ranking("rank", "名次"),),
        selections=(),
        publication=Publication(),
        rounding=Rounding(),
    )
    return replace(plain, **changes)


def units(*codes: str, category: str = "c") -> dict[str, Unit]:
    return {code: Unit(code, code, category) for code in codes}


def cell_counts(
    answers: Mapping[str, int] | Mapping[str, Mapping[str, int]], valid: int | None = None
) -> CellCounts:
    """Counts of one cell: option → number for the overall aspect, or aspect → option → number."""
    nested = {k: dict(v) for k, v in answers.items() if isinstance(v, Mapping)}
    if not nested:
        nested = {OVERALL: {k: v for k, v in answers.items() if isinstance(v, int)}}
    graded = max(
        sum(n for o, n in of.items() if o != "U" and not o.startswith("#")) for of in nested.values()
    )
    return CellCounts(nested, {"valid": graded if valid is None else valid})


def counts(cells: Mapping[Cell, Mapping[str, int] | Mapping[str, Mapping[str, int]]]) -> Counts:
    return Counts({cell: cell_counts(answers) for cell, answers in cells.items()})


def data(units_: Mapping[str, Unit], counts_: Counts | None = None, **rows: Any) -> CampaignData:
    return CampaignData("试验年度", 2026, dict(units_), counts_ or Counts(), **rows)


def scores(run: ScoreRun) -> dict[str, Fraction | None]:
    return {unit.unit: unit.score for unit in run.units}


def ranks(run: ScoreRun) -> dict[str, Fraction]:
    return {unit.unit: unit.placing.rank for unit in run.units if unit.placing is not None}


def chosen(run: ScoreRun, code: str) -> list[str]:
    return [c.unit for s in run.selections if s.code == code for c in s.chosen]


def run_points(points: Mapping[str, int | Fraction], **changes: Any) -> ScoreRun:
    """Units whose score is simply reported: for ranks, grades and selections."""
    from minping.core.scheme.nodes import Report
    from minping.core.scoring.inputs import ReportRow

    rows = tuple(ReportRow(unit, "p", F(value)) for unit, value in points.items())
    tree = Report(head("p", full=F(100)), "p")
    categories: Iterable[tuple[str, str]] = changes.pop("of", dict.fromkeys(points, "c")).items()
    made = {code: Unit(code, code, category) for code, category in categories}
    more = {k: changes.pop(k) for k in ("events", "history") if k in changes}
    return score(scheme(tree, **changes), data(made, reports=rows, **more))
