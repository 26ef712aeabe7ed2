"""What is looked at before a ballot is kept, cheap things first, and the answer that is always as long."""

from collections.abc import Mapping
from typing import Protocol

from minping.box.cards import Card, Verdict, card_of
from minping.core.secrecy.ballots import PAD, UnreadableBallotError, legal_grades, padded, parse_ballot
from minping.core.secrecy.canonical import to_bytes
from minping.core.secrecy.manifest import Manifest
from minping.core.secrecy.tickets import is_signed, ticket_bytes

ANSWER_BYTES = 128
HTTP = {
    Verdict.STORED: 200,
    Verdict.BAD_LENGTH: 400,
    Verdict.BAD_BALLOT: 422,
    Verdict.BAD_TICKET: 403,
    Verdict.STALE: 409,
    Verdict.CLOSED: 410,
    Verdict.TOO_OFTEN: 429,
    Verdict.UNAVAILABLE: 503,
}


class Taking(Protocol):
    """A round as the door sees it."""

    @property
    def manifest(self) -> Manifest: ...
    @property
    def answering(self) -> bool:
        """Whether the box still knows the round's ballots: it does until the tally."""
        ...


def examine(data: bytes, rounds: Mapping[str, Taking], key: bytes) -> tuple[str, Card] | Verdict:
    """The round and the ballot in a request, or why it is turned away.

    ``key``: the ticket key. Whether the round still takes ballots, and whether the version is the next one,
    is decided where it is kept: a ballot that lies there already is acknowledged again after the close.
    """
    if all(len(data) != one.manifest.ballot_size for one in rounds.values()):
        return Verdict.BAD_LENGTH
    try:
        ballot = parse_ballot(data)
    except UnreadableBallotError:
        return Verdict.BAD_BALLOT
    found = rounds.get(ballot.round)
    if found is None:
        return Verdict.BAD_TICKET
    if len(data) != found.manifest.ballot_size:
        return Verdict.BAD_LENGTH
    if not found.answering:
        return Verdict.CLOSED
    if not is_signed(key, ballot.round, ballot.class_code, ticket_bytes(ballot.ticket), ballot.mac):
        return Verdict.BAD_TICKET
    if not legal_grades(found.manifest, ballot.class_code, ballot.grades):
        return Verdict.BAD_BALLOT
    return ballot.round, card_of(ballot, data.rstrip(PAD))


def answer(verdict: Verdict, card: Card | None = None) -> bytes:
    """The body of an answer: every one has ``ANSWER_BYTES`` bytes."""
    entry = card.entry.hex() if card is not None and verdict is Verdict.STORED else ""
    return padded(to_bytes({"status": verdict.value, "entry": entry}), ANSWER_BYTES)
