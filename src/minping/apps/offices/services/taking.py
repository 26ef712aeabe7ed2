"""A letter taken in: checked, kept as it came, carried out by its kind. The same letter twice changes nothing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.offices.models import Letter, Peer
from minping.apps.offices.services import contents
from minping.apps.offices.services.found import IN, held_peer
from minping.apps.offices.services.peers import peer_meet
from minping.apps.offices.services.sending import SHELF, own_sender
from minping.core.dispatch import BadLetterError, Kind, Opened, open_letter
from minping.core.findings import Text

ROOM = "offices"
DOWN = frozenset({Kind.INSTRUCTION, Kind.VERDICT, Kind.GRADING})
"""Kinds that only an upper office may send; introductions and what is not here come from below."""


@dataclass(frozen=True)
class Taken:
    """What came in. ``again``: it had been taken before. ``missing``: numbers that should have come earlier."""

    peer: UUID
    kind: Kind
    letter: UUID | None = None
    again: bool = False
    missing: tuple[int, ...] = ()
    left_out: tuple[Text, ...] = ()
    """Files that this office does not keep, each with the reason; the letter itself is kept whole."""


@transaction.atomic
def letter_take(*, actor: Actor, raw: bytes) -> Taken:
    """Take in the file of another office. Raises Refused with what is wrong and what to do."""
    require(actor, "offices.exchange")
    try:
        opened = open_letter(raw)
    except BadLetterError as fault:
        raise Refused(fault.text) from fault
    if opened.letter.kind is Kind.INTRODUCTION:
        return Taken(peer_meet(actor, opened).id, Kind.INTRODUCTION)
    peer = _sender(opened)
    there = Letter.objects.filter(id=opened.letter.id).first()
    if there is not None:
        return Taken(peer.id, opened.letter.kind, there.id, again=True)
    missing = _missing(peer, opened.letter.number)
    made = _kept(actor, peer, opened, raw)
    _CARRIED[opened.letter.kind](made, opened)
    left_out = _keep_files(actor, made, opened)
    record(actor, "offices.letter.taken", made.id, peer=peer.id, kind=made.kind, number=made.number)
    return Taken(peer.id, opened.letter.kind, made.id, missing=missing, left_out=left_out)


def _sender(opened: Opened) -> Peer:
    letter = opened.letter
    found = Peer.objects.filter(key=letter.sender.key).first()
    if found is None:
        raise Refused(
            Text(
                f"不认识发文单位“{letter.sender.name}”。请先收取它的身份文件并电话核对指纹。",
                f"“{letter.sender.name}” is not known. Take in its card first and compare the fingerprint.",
            )
        )
    if letter.receiver.key != own_sender().key:
        raise Refused(
            Text(
                f"这份文件是发给“{letter.receiver.name}”的，不是发给本办的。",
                f"This letter is for “{letter.receiver.name}”, not for this office.",
            )
        )
    side = Peer.Side.UPPER if letter.kind in DOWN else Peer.Side.LOWER
    return held_peer(found.id, side=side)


def _missing(peer: Peer, number: int) -> tuple[int, ...]:
    """Numbers before this one that have not come. Raises Refused for a second letter of the same number."""
    known = Letter.objects.filter(peer=peer, way=IN)
    if known.filter(number=number).exists():
        raise Refused(
            Text(
                f"第{number}号来文已收过另一份内容不同的文件，请与对方核实。",
                f"Another letter with the number {number} has come already; ask the other office.",
            )
        )
    last = known.aggregate(number=Max("number"))["number"] or 0
    return tuple(range(last + 1, number))[:20]


def _kept(actor: Actor, peer: Peer, opened: Opened, raw: bytes) -> Letter:
    letter = opened.letter
    return Letter.objects.create(
        id=letter.id,
        peer=peer,
        way=IN,
        kind=letter.kind,
        number=letter.number,
        title=letter.title[:200],
        dated=contents.day(letter.date),
        body=dict(letter.body),
        reply_to=letter.reply_to,
        file=SHELF.keep(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        at=now(),
        by=actor.id,
        by_name=actor.name,
    )


def _keep_files(actor: Actor, letter: Letter, opened: Opened) -> tuple[Text, ...]:
    """Files of an answer beside its item, of news beside the letter; what is unfit is named, not kept."""
    if opened.letter.kind not in {Kind.ANSWER, Kind.INFORMATION}:
        return ()
    told = opened.letter.body.get("item") if opened.letter.kind is Kind.ANSWER else None
    subject = UUID(told) if told else letter.id
    left_out = []
    for listed, data in zip(opened.letter.files, opened.files, strict=True):
        try:
            evidence.of_bytes(actor=actor, name=listed.name, raw=data, subject=subject, room=ROOM)
        except Refused as fault:
            left_out.append(fault.text)
    return tuple(left_out)


_CARRIED: Mapping[Kind, Callable[[Letter, Opened], None]] = {
    Kind.INSTRUCTION: contents.instruction,
    Kind.ANSWER: contents.answer,
    Kind.VERDICT: contents.verdict,
    Kind.INFORMATION: contents.information,
    Kind.RESULT: contents.result,
    Kind.GRADING: contents.grading,
}
