"""What a counts table need not say because it follows: ballot states of one aspect, unlisted blanks."""

from collections.abc import Sequence

from minping.core.scheme.model import OptionKind
from minping.core.tally.counts import BLANK, SPOILED, BallotState, CellCounts
from minping.core.tally.forms import Form


def is_graded(forms: Sequence[Form], aspect: str, option: str) -> bool:
    """Whether an answer is a grade, on the first of the forms whose scale has it."""
    if option in (BLANK, SPOILED):
        return False
    for form in forms:
        if aspect in form.aspects:
            at = form.aspects.index(aspect)
            if option in form.kinds[at] or form.scales[at].free is not None:
                return form.kind(at, option) is OptionKind.GRADED
    return False


def derive_states(counts: CellCounts, form: Form) -> None:
    """With one aspect each answer is a ballot: the states that the table does not give follow from it."""
    aspect = form.aspects[0]
    given = set(counts.ballots)
    for option, number in counts.answers.get(aspect, {}).items():
        if option == BLANK:
            state = BallotState.BLANK
        elif option == SPOILED:
            state = BallotState.SPOILED
        else:
            graded = is_graded((form,), aspect, option)
            state = BallotState.VALID if graded else BallotState.UNKNOWN_ONLY
        if state not in given:
            counts.add_ballots(state, number)


def fill_aspect(counts: CellCounts, aspect: str) -> None:
    """Ballots without a listed answer: spoiled ones first, the rest left the aspect blank."""
    options = counts.answers[aspect]
    missing = counts.returned - sum(options.values())
    unlisted = counts.ballots.get(BallotState.SPOILED, 0) - options.get(SPOILED, 0)
    spoiled = min(missing, max(unlisted, 0))
    for option, number in ((SPOILED, spoiled), (BLANK, missing - spoiled)):
        if number:
            counts.add_answer(aspect, option, number)
