"""What results and rectification propose at this moment, whether or not it was taken up yet, and whether what was
decided still rests on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from minping.apps.campaigns.selectors import campaign_of, frozen_scheme
from minping.apps.casework.selectors import ProblemFacts, problems_of
from minping.apps.consequences.models import Measure
from minping.apps.consequences.terms import OPEN_BEFORE, SECOND, Kind
from minping.apps.results.outcomes import Picks, Window, picks_of, windows_of
from minping.apps.results.progress import stand_of
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


def _of_years(campaign: UUID) -> frozenset[str]:
    """Of a half-year campaign: its rules that ask for several years, for a half-year is none of them."""
    known = campaign_of(campaign)
    scheme = frozen_scheme(campaign) if known is not None and known.half_year else None
    rules = scheme.selections if scheme is not None else ()
    return frozenset(rule.code[:80] for rule in rules if rule.history is not None)


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


def told_of(window: Window) -> Text:
    """What speaks for praising a window."""
    return Text(
        f"满意度{window.shown}，有效票{window.valid}份",
        f"satisfaction {window.shown}, {window.valid} valid ballots",
    )


@dataclass(frozen=True)
class Doubt:
    """A measure that an earlier run bore out. ``facts``: what the newest sound run says instead; None: it lists
    the unit no more."""

    row: Measure
    run: UUID
    facts: tuple[Text, ...] | None


class Grounds:
    """What the newest run of a campaign says beside what was taken up or decided on an earlier one (F147)."""

    def __init__(self, campaign: UUID) -> None:
        self._campaign = campaign
        self.picks = picks_of(campaign)
        self.rows = {row.id: row for row in Measure.objects.filter(campaign=campaign)}

    @cached_property
    def selected(self) -> Mapping[tuple[str, str, str], Draft]:
        """What the newest sound run proposes. A rule of several years waits for the whole year (F006)."""
        found = _selected(self.picks) if self.picks is not None else ()
        waiting = _of_years(self._campaign)
        return {draft.key: draft for draft in found if draft.rule[0] not in waiting}

    @cached_property
    def _windows(self) -> Mapping[UUID, Window]:
        return {one.unit: one for one in windows_of(self._campaign)}

    def waits(self, row: Measure) -> bool:
        """Whether a newer run than the one it rests on has still to be found sound."""
        if row.run is None or self.picks is not None:
            return False
        return self._newest is not None

    @cached_property
    def _newest(self) -> UUID | None:
        return stand_of(self._campaign).latest

    def doubt(self, row: Measure) -> Doubt | None:
        """What speaks against it now, if anything does; nothing once it was decided with that run at hand."""
        if self.picks is None or row.run == self.picks.run or not self.on_run(row):
            return None
        now = self.now(row)
        return None if now is not None and same(row, now) else Doubt(row, self.picks.run, now)

    def doubts(self) -> Iterator[Doubt]:
        """Decided measures to be decided anew. One that was waived is, where the rule still lists the unit with
        other facts and nothing was taken instead."""
        followed = {row.source_id for row in self.rows.values() if row.source in FOLLOWING}
        for row in self.rows.values():
            if row.state in OPEN_BEFORE or row.state in {"lapsed", "withdrawn"}:
                continue
            found = self.doubt(row)
            again = bool(found and found.facts) and row.source not in FOLLOWING and row.id not in followed
            if found is not None and (row.state != "waived" or again):
                yield found

    def doubted(self, row: Measure) -> Doubt | None:
        """Its doubt, if it is among ``doubts``."""
        return next((one for one in self.doubts() if one.row.id == row.id), None)

    def on_run(self, row: Measure) -> bool:
        """Whether it rests on the result, by itself or through the measure that it follows."""
        return self._chain(row)[-1].source in {Measure.Source.SELECTION, Measure.Source.WINDOW}

    def now(self, row: Measure) -> tuple[Text, ...] | None:
        """What the newest sound run says in place of its facts; None: it lists the unit no more."""
        _, *before = chain = self._chain(row)
        if any(one.state == "withdrawn" for one in before):
            return None
        found = self._listed(chain[-1])
        again = row.facts and row.facts[0]["zh"] == SECOND.zh
        return (SECOND, *found) if again and found is not None else found

    def _chain(self, row: Measure) -> list[Measure]:
        """The measure and those that it follows, up to the one that was proposed by itself."""
        found = [row]
        while found[-1].source in FOLLOWING and found[-1].source_id in self.rows:
            found.append(self.rows[found[-1].source_id])
        return found

    def _listed(self, row: Measure) -> tuple[Text, ...] | None:
        if row.source == Measure.Source.WINDOW:
            window = self._windows.get(row.unit_id)
            return (told_of(window),) if window is not None else None
        draft = self.selected.get(key_of(row))
        return draft.facts if draft is not None else None


FOLLOWING = {Measure.Source.INSTEAD, Measure.Source.SECOND_CARD}
"""Sources that are measures themselves."""


def doubt_of(row: Measure) -> Doubt | None:
    """What speaks against a measure that was decided, if it is to be decided anew."""
    return Grounds(row.campaign_id).doubted(row)


@dataclass(frozen=True)
class Change:
    """A measure not decided yet, and its facts as they are now."""

    row: Measure
    facts: tuple[Text, ...]
    run: UUID | None


@dataclass(frozen=True)
class Outlook:
    """What taking up now would do: ``fresh`` proposals to take up, those whose facts have ``changed``, those that
    are ``gone`` from their source and not decided; and ``doubts``: decided ones that the newest run bears out no
    more. ``waiting``: how many rest on a run that a newer one, not yet reviewed, may overturn."""

    fresh: tuple[Draft, ...]
    changed: tuple[Change, ...]
    gone: tuple[Measure, ...]
    doubts: tuple[Doubt, ...]
    waiting: int = 0


def outlook_of(campaign: UUID) -> Outlook:
    """Compare what the newest sound run and problems under orders propose with what was taken up. While a new
    run waits for its review, nothing that an earlier one proposed is doubted."""
    grounds = Grounds(campaign)
    drafts = {**grounds.selected, **{draft.key: draft for draft in _ordered(campaign)}}
    rows = [row for row in grounds.rows.values() if row.state != "lapsed"]
    taken = {key_of(row) for row in rows}
    early = [(row, _now(grounds, drafts, row)) for row in rows if _compared(grounds, row)]
    return Outlook(
        tuple(draft for key, draft in drafts.items() if key not in taken),
        tuple(now for row, now in early if now is not None and not same(row, now.facts)),
        tuple(row for row, now in early if now is None),
        tuple(grounds.doubts()),
        sum(grounds.waits(row) for row in rows),
    )


def _compared(grounds: Grounds, row: Measure) -> bool:
    """Whether its source can be asked now, and nobody has decided yet."""
    known = row.source == Measure.Source.CASEWORK or (grounds.picks is not None and grounds.on_run(row))
    return known and row.state in OPEN_BEFORE


def _now(grounds: Grounds, drafts: Mapping[tuple[str, str, str], Draft], row: Measure) -> Change | None:
    """What its source says now; None: it proposes it no more."""
    if row.source == Measure.Source.CASEWORK:
        draft = drafts.get(key_of(row))
        return Change(row, draft.facts, None) if draft is not None else None
    facts = grounds.now(row)
    run = grounds.picks.run if grounds.picks is not None else None
    return Change(row, facts, run) if facts is not None else None


def same(row: Measure, facts: tuple[Text, ...]) -> bool:
    """Whether a measure rests on these facts."""
    return [fact["zh"] for fact in row.facts] == [fact.zh for fact in facts]
