"""评议员履职情况: how the invited took part, class by class. Sums alone; no class of fewer than ten people is
told apart, and none can be found by taking the others from a total. Nothing here knows a person or a ballot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from minping.apps.campaigns.selectors import RoundFacts, rounds_of
from minping.apps.oversight.signs import Done, Signs, signs_of
from minping.apps.people.selectors import APPRAISER_KINDS
from minping.apps.register.selectors import participation_of
from minping.apps.results.outcomes import Answering, answering_of
from minping.core.findings import Text

SMALL = 10
"""Fewer people than this are never told apart."""
OVER = frozenset({"closed", "tallied", "validated", "short", "supplemented", "void", "repeated"})
"""States of a round in which nobody votes any more: while it is open, two looks would tell a single voter."""


@dataclass(frozen=True)
class RoundSigns:
    """One round, or several small ones together. ``answers``: from the public counts; None before the score."""

    names: tuple[str, ...]
    invited: int
    voted: int
    answers: Answering | None

    def __add__(self, other: "RoundSigns") -> "RoundSigns":
        known = [one for one in (self.answers, other.answers) if one is not None]
        answers = sum(known[1:], known[0]) if known else None
        return RoundSigns(
            (*self.names, *other.names), self.invited + other.invited, self.voted + other.voted, answers
        )


@dataclass(frozen=True)
class KindSigns:
    """One kind of appraisers, or several small ones together; a figure of fewer than ten people is None."""

    names: tuple[Text, ...]
    people: int
    meetings: Done | None
    visits: Done | None
    raised: int

    def __add__(self, other: "KindSigns") -> "KindSigns":
        return KindSigns(
            (*self.names, *other.names),
            self.people + other.people,
            _both(self.meetings, other.meetings),
            _both(self.visits, other.visits),
            self.raised + other.raised,
        )


@dataclass(frozen=True)
class Diligence:
    """``running``: rounds that are still open and told later; ``total``: over all kinds, where it may be told."""

    rounds: Sequence[RoundSigns]
    running: Sequence[str]
    kinds: Sequence[KindSigns]
    total: KindSigns | None


def diligence_of(campaign: UUID) -> Diligence:
    """What the office and the leading group may know of how diligent the invited were."""
    rounds = rounds_of(campaign)
    answers = answering_of(campaign)
    over = [_round(one, answers) for one in rounds if one.state in OVER]
    running = [one.title for one in rounds if one.state == "open"]
    kinds, total = kinds_shown(signs_of(campaign))
    return Diligence(rounds_shown(over), running, kinds, total)


def _round(one: RoundFacts, answers: Mapping[tuple[str, str], Answering]) -> RoundSigns:
    known = participation_of(one.id)
    voted = known.counted or known.issued  # the box forgets a round once it was handed over and erased
    return RoundSigns((one.title,), known.invited, voted, answers.get((one.group, one.code)))


def rounds_shown(rounds: Sequence[RoundSigns]) -> Sequence[RoundSigns]:
    """Rounds that invited ten people or more; smaller ones together with others. Then those to which nobody was
    invited by name: what the public counts say of them is public."""
    invited = _together([one for one in rounds if one.invited], lambda one: one.invited)
    return [*invited, *(one for one in rounds if not one.invited and one.answers is not None)]


def kinds_shown(signs: Mapping[str, Signs]) -> tuple[Sequence[KindSigns], KindSigns | None]:
    """Kinds of ten people or more, smaller ones together with others, and the total of all.

    A figure that fewer than ten people stand behind is left out, and so is the total of it where the figures
    that are shown would leave fewer than ten.
    """
    rows = [
        KindSigns((APPRAISER_KINDS[kind],), one.people, one.meetings, one.visits, one.raised)
        for kind, one in signs.items()
        if one.people
    ]
    shown = _together(rows, lambda one: one.people)
    if not shown:
        return [], None
    total = shown[0] if len(shown) == 1 else sum(shown[1:], shown[0])
    kept = [replace(one, meetings=_enough(one.meetings), visits=_enough(one.visits)) for one in shown]
    return kept, replace(
        total,
        meetings=_total([one.meetings for one in shown]),
        visits=_total([one.visits for one in shown]),
    )


def _enough(done: Done | None) -> Done | None:
    return done if done is not None and (done.people >= SMALL or not done.people) else None


def _total(every: Sequence[Done | None]) -> Done | None:
    """The sum, unless those who are left out of the rows are few enough to be found by subtraction."""
    known = [one for one in every if one is not None]
    hidden = sum(one.people for one in known if _enough(one) is None)
    total = _both(*known) if known else None
    return total if not 0 < hidden < SMALL else None


def _both(*some: Done | None) -> Done:
    known = [one for one in some if one is not None]
    return Done(
        sum(one.asked for one in known), sum(one.done for one in known), sum(one.people for one in known)
    )


Row = TypeVar("Row", RoundSigns, KindSigns)


def _together(rows: Sequence[Row], size: Callable[[Row], int]) -> Sequence[Row]:
    """The smallest joined to the next until none is small; nothing where all of them are few."""
    waiting: list[Row] = sorted(rows, key=size)
    while len(waiting) > 1 and size(waiting[0]) < SMALL:
        first, second, *others = waiting
        waiting = sorted([first + second, *others], key=size)
    if not waiting or size(waiting[0]) < SMALL:
        return []
    return sorted(waiting, key=lambda row: -size(row))
