"""A letter taken in: checked, kept as it came, carried out by its kind. The same letter twice changes nothing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.permissions import require
from minping.apps.offices.models import Letter, Peer
from minping.apps.offices.services import contents
from minping.apps.offices.services.found import IN, held_peer
from minping.apps.offices.services.peers import peer_meet
from minping.apps.offices.services.sending import SHELF, own_sender
from minping.core.dispatch import (
    BadLetterError,
    Kind,
    NotForUsError,
    Opened,
    disclose,
    is_enclosed,
    open_letter,
)
from minping.core.findings import Text

ROOM = "offices"
_ABOUT = frozenset({Kind.ANSWER, Kind.VERDICT})
"""Kinds that speak of one item."""
_WITH_FILES = frozenset({Kind.INSTRUCTION, Kind.ANSWER, Kind.INFORMATION, Kind.RESULT})
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
    older: bool = False
    """A newer letter about the same thing had come before: this one is kept, and changes nothing."""
    left_out: tuple[Text, ...] = ()
    """Files that this office does not keep, each with the reason; the letter itself is kept whole."""


@transaction.atomic
def letter_take(*, actor: Actor, raw: bytes) -> Taken:
    """Take in the file of another office. Raises Refused with what is wrong and what to do."""
    require(actor, "offices.exchange")
    plain, opened = _disclosed(raw)
    kind = opened.letter.kind
    if kind is Kind.INTRODUCTION:
        return Taken(peer_meet(actor, opened).id, kind)
    peer = _sender(opened)
    there = Letter.objects.filter(peer=peer, way=IN, sha256=hashlib.sha256(plain).hexdigest()).first()
    if there is not None:
        return Taken(peer.id, kind, there.id, again=True)
    missing = _missing(peer, opened)
    made, older = _kept(actor, peer, opened, plain), _overtaken(peer, opened)
    if not older:
        _CARRIED[kind](made, opened)
    left_out = _keep_files(actor, made, opened)
    record(actor, "offices.letter.taken", made.id, peer=peer.id, kind=made.kind, number=made.number)
    return Taken(peer.id, kind, made.id, missing=missing, older=older, left_out=left_out)


def _disclosed(raw: bytes) -> tuple[bytes, Opened]:
    """The signed letter within the file. A card alone may come open: there is no lock to close it for yet."""
    try:
        plain = disclose(key("office"), raw) if is_enclosed(raw) else raw
        opened = open_letter(plain)
    except NotForUsError as fault:
        known = Peer.objects.filter(lock=fault.lock).first()
        raise Refused(_meant_for(known.name) if known else fault.text) from fault
    except BadLetterError as fault:
        raise Refused(fault.text) from fault
    if opened.letter.kind is not Kind.INTRODUCTION and plain is raw:
        raise Refused(
            Text(
                "这份文件没有封装，不是系统制作的原文件。请对方重新下载后发来。",
                "The file is not closed, so it is not what the system made. Ask for it downloaded anew.",
            )
        )
    return plain, opened


def _meant_for(name: str) -> Text:
    return Text(
        f"这份文件是发给“{name}”的，不是发给本办的。", f"This letter is for “{name}”, not for this office."
    )


def _sender(opened: Opened) -> Peer:
    letter = opened.letter
    found = Peer.objects.filter(key=letter.sender.key).first()
    if letter.sender.key == own_sender().key:
        raise Refused(
            Text(
                f"这是本办发给“{letter.receiver.name}”的文件，请交给对方收取。",
                f"This is your own letter to “{letter.receiver.name}”; hand it over there.",
            )
        )
    if found is None:
        raise Refused(
            Text(
                f"不认识发文单位“{letter.sender.name}”。请先收取它的身份文件并电话核对指纹。",
                f"“{letter.sender.name}” is not known. Take in its card first and compare the fingerprint.",
            )
        )
    if letter.receiver.key != own_sender().key:
        raise Refused(_meant_for(letter.receiver.name))
    if contents.day(letter.date) > today() + timedelta(days=1):
        raise Refused(
            Text(
                f"来文日期是{letter.date}，还没有到。请双方核对系统日期，再请对方重新制作。",
                f"The letter is dated {letter.date}, which is yet to come. Check the date on both systems.",
            )
        )
    side = Peer.Side.UPPER if letter.kind in DOWN else Peer.Side.LOWER
    return held_peer(found.id, side=side)


def _missing(peer: Peer, opened: Opened) -> tuple[int, ...]:
    """Numbers before this one that have not come. Raises Refused for a second letter of the same number or id."""
    number, known = opened.letter.number, Letter.objects.filter(peer=peer, way=IN)
    if known.filter(number=number).exists() or Letter.objects.filter(id=opened.letter.id).exists():
        raise Refused(
            Text(
                f"第{number}号来文已收过另一份内容不同的文件，请与对方核实。对方若从备份恢复过，"
                f"请对方在本办的页面上从第{_last(known)}号续号，再重新制作。",
                f"Another letter with the number {number} has come already; ask the other office. If it was "
                f"restored from a backup, let it go on after number {_last(known)} and make the letter again.",
            )
        )
    return tuple(range(_last(known) + 1, number))[:20]


def _last(letters: QuerySet[Letter]) -> int:
    """The highest number that has come."""
    return letters.aggregate(number=Max("number"))["number"] or 0


def _overtaken(peer: Peer, opened: Opened) -> bool:
    """Whether a later answer or verdict about the same item came before this one."""
    item = opened.letter.body.get("item")
    if opened.letter.kind not in _ABOUT or not isinstance(item, str):
        return False
    later = Letter.objects.filter(peer=peer, way=IN, kind=opened.letter.kind, number__gt=opened.letter.number)
    return any(body.get("item") == item for body in later.values_list("body", flat=True))


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
    """Files of an answer beside its item, others beside the letter, but for the public data of a result, which are
    read from the letter itself; what is unfit is named, not kept."""
    if opened.letter.kind not in _WITH_FILES:
        return ()
    told = opened.letter.body.get("item") if opened.letter.kind is Kind.ANSWER else None
    subject = UUID(told) if told else letter.id
    left_out = []
    data_first = int(opened.letter.kind is Kind.RESULT)
    for listed, data in list(zip(opened.letter.files, opened.files, strict=True))[data_first:]:
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
