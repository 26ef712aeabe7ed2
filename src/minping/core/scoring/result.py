"""What a score run says: trees of explained values, ranks, grades, selections. Immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from minping.core.findings import Finding, Text
from minping.core.scheme.nodes import Missing, Quantity
from minping.core.scoring.inputs import Status


@dataclass(frozen=True)
class Input:
    """A counted fact behind a value: ``value`` = numerator / denominator where both are given.

    ``weight`` is what the value was multiplied with. ``option`` counts stand in ``numerator``.
    """

    label: str
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    weight: Fraction | None = None
    date: str = ""


@dataclass(frozen=True)
class ScoreNode:
    """One explained value of one object.

    ``score`` holds points and plain numbers, ``satisfaction_rate`` holds rates (fraction of 1):
    never both. ``published`` is the rounded text. ``valid`` is the number of valid ballots behind it.
    ``missing_rule`` is the rule that this node, being missing, asks its parent to apply.
    ``weight`` and ``contribution`` are what the parent made of it (points of the parent).
    """

    code: str
    name: str
    kind: str
    object: str
    quantity: Quantity
    score: Fraction | None = None
    satisfaction_rate: Fraction | None = None
    full: Fraction | None = None
    published: str = ""
    clause: str = ""
    rule: Text = Text("", "")
    valid: int | None = None
    missing: Text | None = None
    missing_rule: Missing | None = None
    inputs: tuple[Input, ...] = ()
    notes: tuple[Text, ...] = ()
    weight: Fraction | None = None
    contribution: Fraction | None = None
    parts: tuple["ScoreNode", ...] = ()

    @property
    def value(self) -> Fraction | None:
        """Points or rate, whichever the node is."""
        return self.satisfaction_rate if self.quantity is Quantity.RATE else self.score

    def with_value(self, value: Fraction | None) -> "ScoreNode":
        if self.quantity is Quantity.RATE:
            return replace(self, satisfaction_rate=value)
        return replace(self, score=value)


@dataclass(frozen=True)
class Placing:
    """A unit's place in one ranking. ``rank`` is a fraction only under the tie rule ``share``."""

    ranking: str
    pool: str
    rank: Fraction
    of: int
    tied_with: tuple[str, ...] = ()
    ordered: bool = True


@dataclass(frozen=True)
class UnitResult:
    """``score`` is the exact total after vetoes; ``published`` its rounded text; None: no result."""

    unit: str
    name: str
    category: str
    status: Status
    tree: ScoreNode | None
    measures: Mapping[str, ScoreNode] = field(default_factory=dict)
    score: Fraction | None = None
    published: str = ""
    placings: tuple[Placing, ...] = ()
    grade: str = ""
    grade_reason: Text = Text("", "")
    vetoes: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def placing(self) -> Placing | None:
        """Place in the scheme's first ranking."""
        return self.placings[0] if self.placings else None


@dataclass(frozen=True)
class Chosen:
    """A unit proposed by a selection, with the facts that brought it there. ``provisional``: the
    history needed is not complete."""

    unit: str
    facts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class SelectionResult:
    """Whom a selection proposes from one pool. ``wanted``: places that the rule gives; None: no number."""

    code: str
    name: str
    purpose: str
    pool: str
    wanted: int | None
    chosen: tuple[Chosen, ...] = ()
    notes: tuple[Text, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class RoundResult:
    """Whether a round counts, and why not."""

    round: str
    valid: bool
    reason: Text = Text("", "")


@dataclass(frozen=True)
class ScoreRun:
    """An immutable record. ``blocked``: rules that forbid any result; then no unit has a score."""

    title: str
    year: int
    scheme_hash: str
    input_hashes: Mapping[str, str]
    units: tuple[UnitResult, ...]
    selections: tuple[SelectionResult, ...] = ()
    rounds: tuple[RoundResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    blocked: tuple[Text, ...] = ()

    def unit(self, code: str) -> UnitResult:
        return next(u for u in self.units if u.unit == code)
