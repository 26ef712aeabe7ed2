"""The form that a ballot of a voter group has about a unit of a category. Standard library only.

What is asked, on which scales, and which ballot rules can be decided on one row. Ballots of several
groups and categories mostly share one form, so work done per distinct answer pattern is done once
per form.
"""

from dataclasses import dataclass
from functools import cached_property

from minping.core.scheme.model import (
    BallotCheck,
    BallotRule,
    OptionKind,
    Scale,
    Scheme,
)

BLANK_ANSWER = ""
SPOILED_ANSWER = "#spoiled"
ON_ONE_ROW = (BallotCheck.ALL_SAME, BallotCheck.MAX_SHARE)
"""Checks that look at the answers of one ballot and nothing else."""


@dataclass(frozen=True, eq=False)
class Form:
    """``aspects`` in the scheme's order, the scale of each, and the rules decided on one row."""

    aspects: tuple[str, ...]
    scales: tuple[Scale, ...]
    rules: tuple[BallotRule, ...] = ()

    @cached_property
    def kinds(self) -> tuple[dict[str, OptionKind], ...]:
        """Per aspect: the kind of each option code."""
        return tuple({option.code: option.kind for option in scale.options} for scale in self.scales)

    def kind(self, position: int, answer: str) -> OptionKind | None:
        """The kind of a given answer; None for blank and spoiled ones.

        Raises ValueError when the scale has no such answer.
        """
        if answer in (BLANK_ANSWER, SPOILED_ANSWER):
            return None
        kind = self.kinds[position].get(answer)
        if kind is not None:
            return kind
        if self.scales[position].free is None:
            raise ValueError(f"no option {answer!r} on the scale of aspect {self.aspects[position]!r}")
        return OptionKind.GRADED

    @property
    def spoiled(self) -> tuple[str, ...]:
        """The pattern of a ballot that is spoiled as a whole."""
        return (SPOILED_ANSWER,) * len(self.aspects)


def rules_for(scheme: Scheme, group: str) -> tuple[BallotRule, ...]:
    """The ballot rules (operator 21) of the scheme that concern ``group``."""
    return tuple(r for r in scheme.validity.ballot_rules if not r.groups or group in r.groups)


class Forms:
    """The forms of one scheme, made on demand."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._by_place: dict[tuple[str, str], Form] = {}
        self._by_content: dict[tuple[object, ...], Form] = {}

    def of(self, group: str, category: str) -> Form:
        """The form on which ``group`` rates units of ``category``."""
        place = (group, category)
        if place not in self._by_place:
            self._by_place[place] = self._make(group, category)
        return self._by_place[place]

    def _make(self, group: str, category: str) -> Form:
        scheme = self._scheme
        aspects = scheme.asked(group, category)
        scales = tuple(scheme.scale_for(group, aspect) or Scale("", "") for aspect in aspects)
        voters = scheme.groups.get(group)
        # A group that rates all units fills in one ballot about many: its answers are judged together.
        one_row = voters is None or not voters.rates_all
        rules = tuple(r for r in rules_for(scheme, group) if one_row and r.check in ON_ONE_ROW)
        content = (aspects, tuple(scale.code for scale in scales), rules)
        return self._by_content.setdefault(content, Form(aspects, scales, rules))
