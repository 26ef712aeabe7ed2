"""What results and rectification propose at this moment, whether or not it was taken up yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from minping.apps.casework.selectors import ProblemFacts, problems_of
from minping.apps.consequences.models import Measure
from minping.apps.consequences.terms import Kind
from minping.apps.results.outcomes import Picks, picks_of
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM
from minping.core.lifecycle.problem_terms import OPEN_STATES

ORDERED, ACCOUNTABLE = 3, 4
"""Rungs of the ladder of urging: 责令整改, 问责建议."""


@dataclass(frozen=True)
class Draft:
    """One proposal as its source has it now. ``rule``: code, name, clause, pool."""

    unit: UUID
    kind: str
    source: str
    facts: tuple[Text, ...]
    run: UUID | None = None
    source_id: UUID | None = None
    rule: tuple[str, str, str, str] = ("", "", "", "")

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same proposal as one that was taken up before."""
        return (
            self.source,
            self.kind,
            str(self.source_id) if self.source_id else f"{self.unit} {self.rule[0]}",
        )


def key_of(measure: Measure) -> tuple[str, str, str]:
    """``Draft.key`` of a measure that was taken up."""
    own = str(measure.source_id) if measure.source_id else f"{measure.unit_id} {measure.rule}"
    return (measure.source, measure.kind, own)


def _selected(picks: Picks) -> Iterator[Draft]:
    for one in picks.picked:
        rule = (one.rule[:80], one.name, one.clause, one.pool)
        source = Measure.Source.SELECTION
        yield Draft(one.unit, one.purpose, source, one.facts, run=picks.run, rule=rule)


def _ordered(campaign: UUID) -> Iterator[Draft]:
    """Problems that were ordered, or for which accountability was proposed, and are not solved (F018, F054)."""
    for problem in problems_of(campaign=campaign, states=OPEN_STATES):
        if problem.unit is None or problem.level < ORDERED:
            continue
        kind = Kind.ADMONITION if problem.level >= ACCOUNTABLE else Kind.INTERVIEW
        rung = PROBLEM.ladder.rungs[problem.level] if PROBLEM.ladder is not None else Text("", "")
        yield Draft(
            problem.unit,
            kind,
            Measure.Source.CASEWORK,
            tuple(_facts(problem, rung)),
            source_id=problem.id,
            rule=("", f"{problem.number} {problem.title}", rung.zh, ""),
        )


def _facts(problem: ProblemFacts, rung: Text) -> Iterator[Text]:
    yield Text(f"问题{problem.number}：{problem.title}", f"problem {problem.number}: {problem.title}")
    yield Text(f"已到“{rung.zh}”", f"has come to: {rung.en}")
    yield Text(f"现为“{problem.words.zh}”", f"now: {problem.words.en}")
    if problem.deadline is not None:
        late_zh, late_en = ("，已逾期", ", overdue") if problem.overdue else ("", "")
        yield Text(f"期限{problem.deadline}{late_zh}", f"due {problem.deadline}{late_en}")
    if problem.generation > 1:
        yield Text(f"第{problem.generation}次发生", f"happened {problem.generation} times")
    if problem.redone:
        yield Text(f"返工{problem.redone}次", f"redone {problem.redone} times")
    if problem.media:
        yield Text("经媒体曝光", "exposed by the media")


@dataclass(frozen=True)
class Outlook:
    """What taking up now would do: ``fresh`` proposals to take up, measures that are ``gone`` from their source
    and not decided, and decided ones that the newest run lists no more."""

    fresh: tuple[Draft, ...]
    changed: tuple[tuple[Measure, Draft], ...]
    gone: tuple[Measure, ...]
    doubtful: tuple[Measure, ...]


def outlook_of(campaign: UUID) -> Outlook:
    """Compare what the newest sound run and problems under orders propose with what was taken up. While a new
    run waits for its review, nothing that an earlier one proposed is doubted."""
    picks = picks_of(campaign)
    found = [*(_selected(picks) if picks is not None else ()), *_ordered(campaign)]
    drafts = {draft.key: draft for draft in found}
    rows = list(Measure.objects.filter(campaign=campaign).exclude(state="lapsed"))
    taken = {key_of(row): row for row in rows}
    compared = {Measure.Source.CASEWORK, *([Measure.Source.SELECTION] if picks is not None else [])}
    missing = [row for key, row in taken.items() if key not in drafts and row.source in compared]
    early = {"triggered", "proposed"}
    changed = [
        (row, drafts[key])
        for key, row in taken.items()
        if key in drafts and row.state in early and _differs(row, drafts[key])
    ]
    settled = {"waived", "closed", "lifted", "recommended"}
    return Outlook(
        tuple(draft for key, draft in drafts.items() if key not in taken),
        tuple(changed),
        tuple(row for row in missing if row.state in early),
        tuple(
            row
            for row in missing
            if row.state not in early | settled and row.source == Measure.Source.SELECTION
        ),
    )


def _differs(row: Measure, draft: Draft) -> bool:
    return [fact["zh"] for fact in row.facts] != [fact.zh for fact in draft.facts]
