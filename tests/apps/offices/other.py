"""Another office, played by the test: it has a key of its own and writes letters as its system would."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.keys import key
from minping.apps.offices import services
from minping.apps.offices.models import Peer
from minping.apps.offices.services.sending import own_sender
from minping.core.dispatch import (
    Kind,
    Letter,
    Opened,
    Sender,
    disclose,
    enclose,
    lock_of,
    open_letter,
    public_key,
    seal_letter,
)


class Other:
    """An upper or lower office outside this installation."""

    def __init__(self, name: str, seed: int) -> None:
        self.name, self._seed = name, bytes([seed]) * 32
        self._number = 0

    @property
    def sender(self) -> Sender:
        return Sender(self.name, public_key(self._seed))

    @property
    def lock(self) -> str:
        return lock_of(self._seed)

    def read(self, closed: bytes) -> Opened:
        """A letter that left this installation, opened by its receiver."""
        return open_letter(disclose(self._seed, closed))

    def letter(
        self,
        kind: Kind,
        body: Mapping[str, Any],
        files: Sequence[tuple[str, bytes]] = (),
        *,
        number: int | None = None,
        to: Sender | None = None,
        title: str = "来文",
        dated: date | None = None,
        lock: str = "",
    ) -> bytes:
        """The next letter to this installation, signed and closed for it."""
        self._number = number if number is not None else self._number + 1
        drawn = Letter(
            uuid.uuid4(),
            kind,
            self._number,
            self.sender,
            to or own_sender(),
            (dated or today()).isoformat(),
            title,
            body,
        )
        return enclose(self._seed, seal_letter(self._seed, drawn, files)[1], lock or lock_of(key("office")))

    def card(self) -> bytes:
        """Its introduction."""
        drawn = Letter(
            uuid.uuid4(),
            Kind.INTRODUCTION,
            0,
            self.sender,
            Sender("", ""),
            "2026-01-05",
            self.name,
            {"phone": "0990-6610000", "lock": self.lock},
        )
        return seal_letter(self._seed, drawn)[1]

    def meet(self, lead: Actor, side: str) -> Peer:
        """Known and trusted by this installation."""
        taken = services.letter_take(actor=lead, raw=self.card())
        services.peer_trust(actor=lead, peer=taken.peer, side=side, compared=True)
        return Peer.objects.get(id=taken.peer)


def read(raw: bytes) -> Opened:
    """A letter of this installation as it was signed, before it was closed."""
    return open_letter(raw)


def items(**changes: object) -> dict[str, Any]:
    """The body of an instruction with one task."""
    told = {
        "id": str(uuid.uuid4()),
        "kind": "task",
        "title": "开展自查自纠",
        "text": "对照重点问题自查。",
        "standard": "有台账",
        "due": "2026-12-20",
        "required": {},
    }
    return {"items": [told | changes]}
