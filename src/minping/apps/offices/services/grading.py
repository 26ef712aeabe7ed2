"""The upper office grades a lower one by people, time and standard 按人数、时间、标准 (seed 004; F151)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.offices.models import Grading, Item, Letter, Peer
from minping.apps.offices.services.found import OUT, exact, held_peer
from minping.apps.offices.services.sending import letter_send
from minping.apps.offices.words import PARTS, PEOPLE
from minping.core.dispatch import Kind
from minping.core.findings import Text


@dataclass(frozen=True)
class Share:
    """``met`` of ``asked``; ``asked`` 0: nothing was asked, so nothing can be missed."""

    met: int
    asked: int


@dataclass(frozen=True)
class Stand:
    """The facts of a year that a grading is judged by.

    ``people``: rows of the newest accepted checklist about people that reach the number required.
    ``time``: items whose first answer was dated on or before its due day, of those due by now.
    ``standard``: items accepted on the first answer, of those on which an answer was decided.
    """

    people: Share
    time: Share
    standard: Share

    def facts(self) -> dict[str, str]:
        """As a letter tells them."""
        return {part: f"{getattr(self, part).met}/{getattr(self, part).asked}" for part in PARTS}


def grading_stand(peer: UUID, year: int) -> Stand:
    """The facts of the items of that year that this office gave to a lower one."""
    items = list(Item.objects.filter(peer=peer, way=OUT, due__year=year))
    due = [item for item in items if item.first_answered_on is not None or item.due < today()]
    accepted = [item for item in items if item.state == Item.State.ACCEPTED]
    return Stand(
        _people(accepted),
        Share(sum(_on_time(item.first_answered_on, item.due) for item in due), len(due)),
        Share(sum(item.answers == 1 for item in accepted), sum(map(_decided, items))),
    )


def _on_time(answered: date | None, due: date) -> bool:
    return answered is not None and answered <= due


def _decided(item: Item) -> bool:
    return item.state in {Item.State.ACCEPTED, Item.State.RETURNED} or item.answers > 1


def _people(accepted: list[Item]) -> Share:
    lists = [item for item in accepted if item.kind == Item.Kind.CHECKLIST]
    if not lists:
        return Share(0, 0)
    newest = max(lists, key=lambda item: (item.answered_on or item.due, item.due))
    asked = {code: exact(number) for code, number in newest.lines if code in PEOPLE}
    met = sum(
        need is not None and (exact(str(newest.figures.get(code, ""))) or Fraction(0)) >= need
        for code, need in asked.items()
    )
    return Share(met, len(asked))


@transaction.atomic
def grading_send(
    *, actor: Actor, peer: UUID, year: int, marks: Mapping[str, tuple[str, str]], note: str = ""
) -> Letter:
    """Judge a lower office's year and tell it. ``marks``: part → (mark, full mark), as they were typed.
    Raises Refused."""
    require(actor, "offices.exchange")
    to = held_peer(peer, side=Peer.Side.LOWER)
    if not 2000 <= year <= today().year:
        raise Refused(Text("年度不对。", "The year is not right."))
    told: dict[str, str] = {}
    for part, name in PARTS.items():
        mark, full = (text.strip() for text in marks.get(part, ("", "")))
        got, most = exact(mark), exact(full)
        if got is None or most is None or not most or got > most:
            raise Refused(
                Text(
                    f"“{name.zh}”的得分须在0与满分之间，现为“{mark}”（满分“{full}”）。",
                    f"The mark for {name.en} lies between 0 and the full mark; it is “{mark}” of “{full}”.",
                )
            )
        told |= {part: mark, f"{part}_full": full}
    facts = grading_stand(peer, year).facts()
    said = note.strip()[:2000]
    body = {**told, "year": year, "facts": facts, "note": said}
    letter = letter_send(actor=actor, peer=to, kind=Kind.GRADING, title=f"{year}年工作考核结果", body=body)
    Grading.objects.create(
        peer=to, way=OUT, letter=letter, year=year, facts=facts, note=said, at=now(), **told
    )
    return letter
