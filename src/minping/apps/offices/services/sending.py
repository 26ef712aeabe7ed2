"""The one place where a letter is signed, numbered and kept."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.shelf import Shelf
from minping.apps.offices.models import Letter, Peer
from minping.apps.units.selectors import own_office
from minping.core import dispatch
from minping.core.dispatch import BadLetterError, Kind, Sender

ROOM = "offices"
SHELF = Shelf("letters")
File = tuple[str, bytes]


def own_sender() -> Sender:
    """This office as its letters name it."""
    return Sender(own_office().name, dispatch.public_key(key("office")))


def letter_send(
    *,
    actor: Actor,
    peer: Peer,
    kind: Kind,
    title: str,
    body: Mapping[str, Any],
    reply_to: UUID | None = None,
    files: Sequence[File] = (),
    letter: UUID | None = None,
) -> Letter:
    """Sign the next letter to an office and keep it; inside the caller's transaction, the office locked."""
    last = Letter.objects.filter(peer=peer, way=Letter.Way.OUT).aggregate(number=Max("number"))["number"]
    drawn = dispatch.Letter(
        letter or uuid.uuid4(),
        kind,
        max(last or 0, peer.numbered) + 1,
        own_sender(),
        Sender(peer.name, peer.key),
        today().isoformat(),
        title,
        body,
        reply_to,
    )
    made = _kept(actor, peer, *_sealed(drawn, files))
    record(actor, "offices.letter.sent", made.id, peer=peer.id, kind=kind, number=made.number)
    return made


def _kept(actor: Actor, peer: Peer, sealed: dispatch.Letter, raw: bytes) -> Letter:
    return Letter.objects.create(
        id=sealed.id,
        peer=peer,
        way=Letter.Way.OUT,
        kind=sealed.kind,
        number=sealed.number,
        title=sealed.title,
        dated=today(),
        body=dict(sealed.body),
        reply_to=sealed.reply_to,
        file=SHELF.keep(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        at=now(),
        by=actor.id,
        by_name=actor.name,
    )


def _sealed(letter: dispatch.Letter, files: Sequence[File]) -> tuple[dispatch.Letter, bytes]:
    try:
        return dispatch.seal_letter(key("office"), letter, files)
    except BadLetterError as fault:
        raise Refused(fault.text) from fault


def files_beside(subject: UUID) -> Sequence[File]:
    """The files kept beside an item or a letter, cleaned as they were when they came in."""
    return [(one.name, evidence.read(one.id, ROOM, subject)) for one in evidence.files_of(subject)]


def files_keep(actor: Actor, subject: UUID, files: Sequence[File]) -> Sequence[File]:
    """Check and clean files that go with a letter, keep them beside it, and give them as they will travel."""
    for name, raw in files:
        evidence.of_bytes(actor=actor, name=name, raw=raw, subject=subject, room=ROOM)
    return files_beside(subject)


def introduction() -> bytes:
    """This office's own name and key, for the first acquaintance; kept nowhere, always the same but its day."""
    office = own_office()
    body = {"phone": office.phone, "address": office.address, "lock": dispatch.lock_of(key("office"))}
    letter = dispatch.Letter(
        uuid.uuid5(uuid.NAMESPACE_OID, own_sender().key),
        Kind.INTRODUCTION,
        0,
        own_sender(),
        Sender("", ""),
        today().isoformat(),
        office.name,
        body,
    )
    return dispatch.seal_letter(key("office"), letter)[1]


def closed(letter: Letter) -> bytes:
    """A letter of this office as it leaves it: closed for its receiver alone, the same bytes each time."""
    return dispatch.enclose(key("office"), SHELF.read(letter.file), letter.peer.lock)


def file_name(letter: Letter) -> str:
    """The name under which a letter is saved: number, kind and receiver, so that people can tell them apart."""
    return f"{letter.dated:%Y%m%d}-{letter.peer.name}-{letter.number:03d}.minping"
