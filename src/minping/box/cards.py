"""A ballot as the box handles it: its key, its place in the sequence, its hash, and what becomes of it."""

import hashlib
from enum import StrEnum
from typing import NamedTuple

from minping.core.secrecy.ballots import PAD, Ballot, parse_ballot
from minping.core.secrecy.tickets import ballot_key, ticket_bytes


class Verdict(StrEnum):
    """What becomes of a ballot that was posted; the words of the answer."""

    STORED = "stored"
    BAD_LENGTH = "bad_length"
    BAD_BALLOT = "bad_ballot"
    BAD_TICKET = "bad_ticket"
    STALE = "stale"
    CLOSED = "closed"
    TOO_OFTEN = "too_often"
    UNAVAILABLE = "unavailable"


class Card(NamedTuple):
    """A ballot that is good in itself. ``data``: its canonical bytes; ``entry``: their hash."""

    ballot: bytes
    class_code: str
    sequence: int
    entry: bytes
    data: bytes


class Waiting(NamedTuple):
    """A version in a slot of the spool."""

    ballot: bytes
    sequence: int
    entry: bytes


class Known(NamedTuple):
    """The last version of a ballot. ``versions``: how many there were since the box was started."""

    class_code: str
    sequence: int
    entry: bytes
    versions: int = 1


def card_of(ballot: Ballot, data: bytes) -> Card:
    """A ballot and its canonical bytes as the box keeps it."""
    key = ballot_key(ballot.round, ticket_bytes(ballot.ticket))
    return Card(key, ballot.class_code, ballot.sequence, hashlib.sha256(data).digest(), data)


def card_in(record: bytes) -> Card:
    """The ballot in a record of the spool or the box file."""
    data = record.rstrip(PAD)
    return card_of(parse_ballot(data), data)


def next_version(card: Card, known: Known | None) -> Known:
    """What is known of a ballot after this version."""
    return Known(card.class_code, card.sequence, card.entry, known.versions + 1 if known else 1)
