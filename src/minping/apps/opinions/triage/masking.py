"""What must not leave the office with an opinion: proposed by rule, settled by a person, never by the program."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.services.moving import step_add
from minping.apps.opinions.triage.deciding import held
from minping.apps.opinions.triage.opening import giver_of, text_of
from minping.core.findings import Text
from minping.core.opinions.masking import KINDS, LEFT, mask

OWN = "word"
LABELS = {**KINDS, OWN: Text("略", "left out")}
"""What is masked by hand is left out without saying what it was."""

AROUND = 8


@dataclass(frozen=True)
class Proposal:
    """One place to mask: ``number`` is its mark, ``before`` and ``after`` what stands around it. ``only_hint``: the
    rules point it out and leave it to the person."""

    number: str
    start: int
    end: int
    kind: str
    original: str
    before: str
    after: str

    @property
    def label(self) -> Text:
        """Its kind in words."""
        return LABELS[self.kind]

    @property
    def only_hint(self) -> bool:
        """Whether it is left in the text unless somebody ticks it."""
        return self.kind in LEFT


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, masked or not."""

    text: str
    kind: str = ""

    @property
    def label(self) -> Text | None:
        """What stands in its place; None where it stays."""
        return LABELS[self.kind] if self.kind else None


def proposals_of(opinion: Opinion) -> Sequence[Proposal]:
    """What the rules would mask or point out, in the order of the text; the giver's own name is known."""
    giver, text = giver_of(opinion), text_of(opinion)
    names = (giver.name,) if giver and giver.name else ()
    found, longer = [], 0
    for mark in mask(text, names=names).marks:
        start = mark.start - longer
        end = start + len(mark.original)
        longer += mark.end - mark.start - len(mark.original)
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        found.append(Proposal(f"{start}-{end}", start, end, mark.kind, mark.original, before, after))
    return found


def pieces(text: str, chosen: Iterable[tuple[int, int, str]], words: Iterable[str]) -> Sequence[Piece]:
    """The text cut into what stays and what is masked: the chosen places, and every place of the words."""
    covered: list[str] = [""] * len(text)
    for start, end, kind in chosen:
        covered[start:end] = [kind] * (min(end, len(text)) - start)
    for word in words:
        at = text.find(word)
        while word and at >= 0:
            covered[at : at + len(word)] = [OWN] * len(word)
            at = text.find(word, at + len(word))
    found: list[Piece] = []
    for sign, kind in zip(text, covered, strict=True):
        if found and found[-1].kind == kind:
            found[-1] = Piece(found[-1].text + sign, kind)
        else:
            found.append(Piece(sign, kind))
    return found


def joined(cut: Iterable[Piece]) -> str:
    """The text as it may leave: what is masked is named by its kind only."""
    return "".join(f"〔{piece.label.zh}〕" if piece.label else piece.text for piece in cut)


def left_over(masked: str) -> Sequence[str]:
    """What the rules would still mask in a text that somebody is about to confirm."""
    return list(dict.fromkeys(mark.original for mark in mask(masked).marks if mark.kind not in LEFT))


def digest(masked: str) -> str:
    """By which the confirmation says what was shown."""
    return hashlib.sha256(masked.encode()).hexdigest()


@transaction.atomic
def opinion_mask(
    *, actor: Actor, opinion: UUID, numbers: Iterable[str], words: Iterable[str], shown: str
) -> None:
    """Confirm a masked text: exactly the one that was shown (``shown``: its digest). Raises Refused."""
    require(actor, "opinions.mask")
    found = held(opinion)
    masked = joined(cut_of(found, numbers, words))
    if not masked:
        raise Refused(Text("原文已按期删除。", "The text was erased when its time came."))
    if digest(masked) != shown:
        raise Refused(
            Text("内容有变化，请再看一遍后确认。", "It has changed; look at it once more and confirm.")
        )
    found.masked, found.masked_by, found.masked_at = masked, actor.person, now()
    found.save(update_fields=["masked", "masked_by", "masked_at"])
    step_add(found, "mask", actor)
    record(actor, "opinions.opinion.masked", opinion)


def cut_of(opinion: Opinion, numbers: Iterable[str], words: Iterable[str]) -> Sequence[Piece]:
    """The opinion's text with the places of these numbers, and these words, masked."""
    asked = set(numbers)
    chosen = [(p.start, p.end, p.kind) for p in proposals_of(opinion) if p.number in asked]
    return pieces(text_of(opinion), chosen, words)
