"""Texts that say the same: equal, or so alike that a person should look at them together.

Equal normal forms first; then candidates by MinHash over pairs of characters (Broder 1997, banded), each
verified by the cosine of TF-IDF over one to three characters. Nothing here decides: a person confirms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from minping.core.opinions.grams import Grams
from minping.core.opinions.minhash import Meetings
from minping.core.opinions.normal import normal

THRESHOLD = 0.5
MOST_TWINS = 20
"""Two texts that have this many alike each are not compared: they stand in a large group already."""

Method = Literal["exact", "like"]


@dataclass(frozen=True, order=True)
class Pair:
    """Two texts by their positions, ``one`` < ``other``. ``score``: hundredths of likeness, 100 for equal."""

    one: int
    other: int
    method: Method
    score: int


def groups(
    texts: Sequence[str], *, threshold: float = THRESHOLD, told: Callable[[int, int], object] | None = None
) -> list[Pair]:
    """Pairs of texts that are equal or alike, in order; texts connected by pairs form a group.

    Of several equal texts each is paired with the first only, and only the first with others that are alike.
    ``told(done, total)`` counts texts. Texts without letters are like nothing.
    """
    first, pairs = _equal([normal(text) for text in texts])
    places = np.fromiter(first.values(), np.int64, len(first))
    grams = Grams(list(first))
    least, twins = round(threshold * 100), np.zeros(len(first), np.int64)
    for ones, others in Meetings(grams, told):
        wanted = np.minimum(twins[ones], twins[others]) < MOST_TWINS
        for one, found, scores in grams.alike(ones[wanted], others[wanted], least):
            twins[one] += len(found)
            twins[found] += 1
            for other, score in zip(places[found].tolist(), scores.tolist(), strict=True):
                low, high = sorted((int(places[one]), other))
                pairs.append(Pair(low, high, "like", score))
    return sorted(pairs)


def like(text: str, known: Sequence[str], *, threshold: float = THRESHOLD) -> list[Pair]:
    """One new text against many: ``one`` is its twin's position in ``known``, ``other`` is ``len(known)``.

    Most alike first.
    """
    mine = normal(text)
    if not mine:
        return []
    forms = [normal(other) for other in known]
    last = len(known)
    found = [Pair(at, last, "exact", 100) for at, form in enumerate(forms) if form == mine]
    rest = [at for at, form in enumerate(forms) if form and form != mine]
    grams = Grams([forms[at] for at in rest] + [mine])
    for one, score in grams.alike_to_last(round(threshold * 100)):
        found.append(Pair(rest[one], last, "like", score))
    return sorted(found, key=lambda pair: (-pair.score, pair.one))


def _equal(forms: Sequence[str]) -> tuple[dict[str, int], list[Pair]]:
    """Each form with the position of its first text, and the pairs of the later ones."""
    first: dict[str, int] = {}
    pairs = []
    for at, form in enumerate(forms):
        if not form:
            continue
        if form in first:
            pairs.append(Pair(first[form], at, "exact", 100))
        else:
            first[form] = at
    return first, pairs
