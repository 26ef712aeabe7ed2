"""What is established about a problem: who stands behind it, what givers, public and inspector said.

Who says that a problem is solved:

- givers behind it: every one of them, asked in the present turn;
- nobody behind it, found at a hearing or an inspection: the inspector who found it;
- nobody behind it, anything else: the office's check, the public's rating, and a second person of the office who
  reads the ratings and decides. The rectification stands in the public ledger for ``rating_days`` working days; it
  takes at least ``ratings`` ratings, given on at least ``RATED_ON`` days, no more than half of them bad. Anybody may
  rate without a name, so no number of ratings clears anything by itself. Fewer ratings are silence, not consent.

Silence, of givers or of the public, is an exception that two persons sign.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.casework.models import CaseRules, Check, Problem, Rating
from minping.apps.casework.terms import rules
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.opinions.selectors import OpinionCard, cards_of

FOUND_BY_INSPECTORS = (Problem.Source.HEARING, Problem.Source.INSPECTION)
UNREACHED = "comment"
"""Source of opinions whose giver nobody knows: there is nobody to be contacted."""


RATED_ON = 3
"""Days on which ratings must have been given: one person at one sitting is not the public."""


@dataclass(frozen=True)
class Rated:
    """The public's ratings in the present turn. ``days``: on how many days they came; ``thickest``: the most of
    one day."""

    good: int
    fair: int
    bad: int
    days: int = 0
    thickest: int = 0

    @property
    def total(self) -> int:
        return self.good + self.fair + self.bad

    @property
    def mostly_bad(self) -> bool:
        """More than half."""
        return self.bad * 2 > self.total


def behind(problem: Problem) -> Mapping[UUID, OpinionCard]:
    """The opinions behind it that are still with the office, by id: those that became leads are not."""
    ids = list(problem.opinions.values_list("opinion", flat=True))
    return cards_of(ids) if ids else {}


def givers(problem: Problem) -> Mapping[UUID, OpinionCard]:
    """Those of them whose giver can be asked. Who wrote a comment beside a ballot nobody knows: where nobody
    else stands behind a problem, the public is asked."""
    return {id: card for id, card in behind(problem).items() if card.source != UNREACHED}


def checks_of(problem: Problem, opinions: Iterable[UUID]) -> Sequence[Check]:
    """What these givers were asked in the present turn."""
    return list(
        Check.objects.filter(
            of__problem=problem, turn=problem.turn, of__opinion__in=list(opinions)
        ).select_related("of")
    )


def rated(problem: Problem) -> Rated:
    """Ratings from the day after the public was asked: those of the day itself may be older than the question."""
    if problem.asked_on is None:
        return Rated(0, 0, 0)
    given = list(problem.ratings.filter(day__gt=problem.asked_on).values_list("word", "day"))
    words, days = [word for word, _ in given], Counter(day for _, day in given)
    good, fair, bad = (words.count(word) for word in (Rating.Word.GOOD, Rating.Word.FAIR, Rating.Word.BAD))
    return Rated(good, fair, bad, days=len(days), thickest=max(days.values(), default=0))


def established(problem: Problem, actor: Actor) -> dict[str, object]:
    """Facts of the table PROBLEM that nobody may claim."""
    asked, kept = givers(problem), rules()
    facts: dict[str, object] = {
        "from_inspection": problem.source in FOUND_BY_INSPECTORS,
        "giver_behind": bool(asked),
        "verified_by_inspector": actor.id is not None and actor.id == problem.inspector,
        "watch_over": problem.watch_until is not None and problem.watch_until < today(),
    }
    over = problem.answer_due is not None and problem.answer_due < today()
    if problem.state != "citizen_checked":
        return facts | dict.fromkeys(("citizen_satisfied", "citizen_dissatisfied", "citizen_silent"), False)
    if asked:
        return facts | _by_givers(checks_of(problem, asked), asked, kept, over)
    return facts | _by_public(problem, kept, over)


def _by_givers(
    checks: Sequence[Check], asked: Mapping[UUID, OpinionCard], kept: CaseRules, over: bool
) -> dict[str, object]:
    solved = {check.of.opinion_id for check in checks if check.answer == Check.Answer.SOLVED}
    unanswered = [check for check in checks if check.answer in (Check.Answer.OPEN, Check.Answer.SILENT)]
    tried = all(tried_enough(check, asked[check.of.opinion_id], kept) for check in unanswered)
    return {
        "citizen_satisfied": solved >= set(asked),
        "citizen_dissatisfied": any(check.answer == Check.Answer.NOT_SOLVED for check in checks),
        "citizen_silent": over and tried and bool(unanswered),
        "rated_by_public": False,
    }


def tried_enough(check: Check, card: OpinionCard, kept: CaseRules) -> bool:
    """Whether a giver who does not answer had a fair chance: a code, or enough attempts to reach him."""
    return card.has_code or check.contacts >= kept.contacts


def _by_public(problem: Problem, kept: CaseRules, over: bool) -> dict[str, object]:
    heard = rated(problem)
    enough = over and problem.published and heard.total >= kept.ratings and heard.days >= RATED_ON
    return {
        "citizen_satisfied": False,
        "citizen_dissatisfied": enough and heard.mostly_bad,
        "citizen_silent": over and not enough,
        "rated_by_public": enough and not heard.mostly_bad,
    }
