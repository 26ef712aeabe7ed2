"""A citizen's word on a rectification that stands in the public ledger: good, fair or bad (F052).

Anybody may give one; those of givers, who show their private code, are counted apart. Of anybody else nothing
is kept but the word and the day: what ties a second word of the same day to the first is a signed note in the
browser itself.
"""

from uuid import UUID

from django.db import transaction

from minping.apps.casework.boards.words import CURED
from minping.apps.casework.models import Problem, ProblemOpinion, Rating
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.core.findings import Text

RATED = ("verified", "citizen_checked", *CURED)
"""States in which the unit's work can be judged."""
NOT_NOW = Text("这个问题现在不能评价。", "This rectification cannot be rated now.")


def _held(problem: UUID) -> Problem:
    found = Problem.objects.select_for_update().filter(id=problem, published=True, state__in=RATED).first()
    if found is None:
        raise Refused(NOT_NOW)
    return found


@transaction.atomic
def rating_give(*, problem: UUID, word: str, earlier: UUID | None = None) -> UUID:
    """Anybody's word; ``earlier``: the word that the same browser gave before, replaced if it was today."""
    found, said = _held(problem), _word(word)
    if earlier is not None:
        same = Rating.objects.filter(id=earlier, problem=found, by_giver=False, day=today())
        if same.update(word=said):
            return earlier
    return Rating.objects.create(problem=found, word=said, day=today()).id


@transaction.atomic
def rating_give_by_giver(*, problem: UUID, opinion: UUID, word: str) -> None:
    """The word of somebody whose opinion stands behind the problem, the caller having read his code; a second one
    replaces the first. Raises Refused."""
    found, said = _held(problem), _word(word)
    link = ProblemOpinion.objects.filter(problem=found, opinion=opinion).first()
    if link is None:
        raise Refused(
            Text(
                "这个查询码对应的意见与本问题无关，请核对；不填查询码也可以评价。",
                "The opinion of this code does not stand behind this problem. You may rate without a code too.",
            )
        )
    kept = {"problem": found, "word": said, "by_giver": True, "day": today()}
    Rating.objects.update_or_create(giver=link, defaults=kept)


def _word(word: str) -> str:
    if word not in Rating.Word.values:
        raise Refused(Text("请选择好、一般或不好。", "Choose good, fair or bad."))
    return word
