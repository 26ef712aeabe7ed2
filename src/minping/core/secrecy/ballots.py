"""Ballots as they travel: canonical JSON padded with blanks to the one size of the round.

Every question has one character: the index of the option in its scale as 0-9a-z, or ``-`` when it was
left blank. All requests of a round are equally long, whatever they say.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minping.core.secrecy.canonical import NotCanonicalError, from_bytes, to_bytes
from minping.core.secrecy.manifest import BLANK, DIGITS, Manifest, Position, UnknownClassError
from minping.core.secrecy.tickets import MAC_BYTES, ticket_bytes

SALT_BYTES = 32
HIGHEST_SEQUENCE = 999_999
PAD = b" "
_FIELDS = {"round", "class", "ticket", "mac", "sequence", "salt", "grades"}


class UnreadableBallotError(ValueError):
    """Bytes that are no ballot, or answers that the round does not ask for."""


@dataclass(frozen=True)
class Ballot:
    """What one ticket says. ``ticket``, ``mac`` and ``salt`` are hexadecimal; ``sequence`` counts from 1
    and rises with every new version; ``grades`` has one character for every question of the class."""

    round: str
    class_code: str
    ticket: str
    mac: str
    sequence: int
    salt: str
    grades: str

    def to_bytes(self) -> bytes:
        """The canonical bytes, not padded."""
        return to_bytes(
            {
                "round": self.round,
                "class": self.class_code,
                "ticket": self.ticket,
                "mac": self.mac,
                "sequence": self.sequence,
                "salt": self.salt,
                "grades": self.grades,
            }
        )

    @property
    def entry(self) -> str:
        """What the log holds of this version: SHA-256 of the canonical bytes, in hexadecimal.

        The salt makes it say nothing about the answers.
        """
        return hashlib.sha256(self.to_bytes()).hexdigest()


def padded(data: bytes, size: int) -> bytes:
    """``data`` with blanks up to ``size`` bytes. Raises UnreadableBallotError when it is longer."""
    if len(data) > size:
        raise UnreadableBallotError(f"{len(data)} bytes where {size} are allowed")
    return data.ljust(size, PAD)


def parse_ballot(data: bytes) -> Ballot:
    """The ballot in padded or unpadded bytes. Raises UnreadableBallotError.

    Only the form is looked at: neither the ticket's signature nor the answers.
    """
    try:
        fields = from_bytes(data.rstrip(PAD))
        if not isinstance(fields, dict) or set(fields) != _FIELDS:
            raise UnreadableBallotError("other fields than those of a ballot")
        return _ballot(fields)
    except (NotCanonicalError, TypeError, ValueError) as fault:
        raise UnreadableBallotError(str(fault)) from fault


def _ballot(fields: Mapping[str, Any]) -> Ballot:
    ticket_bytes(fields["ticket"])
    for name, size in (("mac", MAC_BYTES), ("salt", SALT_BYTES)):
        if bytes.fromhex(fields[name]).hex() != fields[name] or len(fields[name]) != 2 * size:
            raise UnreadableBallotError(f"{name}: not {2 * size} hexadecimal digits")
    if type(fields["sequence"]) is not int or not 1 <= fields["sequence"] <= HIGHEST_SEQUENCE:
        raise UnreadableBallotError("sequence: not a number from 1 up")
    if not all(isinstance(fields[name], str) for name in ("round", "class", "grades")):
        raise UnreadableBallotError("round, class and grades are texts")
    renamed = {"class_code" if name == "class" else name: value for name, value in fields.items()}
    return Ballot(**renamed)


def legal_grades(manifest: Manifest, class_code: str, grades: str) -> bool:
    """Whether every question of the class has exactly one answer of its scale, or a blank."""
    try:
        return manifest.answers_all(class_code, grades)
    except UnknownClassError:
        return False


def encode_grades(manifest: Manifest, class_code: str, answers: Mapping[tuple[str, str], str]) -> str:
    """Answers by (unit code, aspect code) as characters; what is not there, or empty, is a blank.

    Raises UnreadableBallotError for an answer that is not asked for or not an option of its scale.
    """
    positions = manifest.questions(class_code)
    asked = {(position.unit, position.aspect) for position in positions}
    if surplus := sorted(set(answers) - asked):
        raise UnreadableBallotError(f"not asked: {surplus[0]}")
    return "".join(
        _character(position, answers.get((position.unit, position.aspect), "")) for position in positions
    )


def _character(position: Position, answer: str) -> str:
    if not answer:
        return BLANK
    if answer not in position.options:
        raise UnreadableBallotError(f"{position.unit} {position.aspect}: no option {answer!r}")
    return DIGITS[position.options.index(answer)]


def decode_grades(manifest: Manifest, class_code: str, grades: str) -> tuple[str, ...]:
    """The option codes in the order of the questions; a blank as ``""``.

    Raises UnreadableBallotError unless the grades are legal.
    """
    if not legal_grades(manifest, class_code, grades):
        raise UnreadableBallotError("answers that the class is not asked for")
    return tuple(
        "" if character == BLANK else position.options[DIGITS.index(character)]
        for position, character in zip(manifest.questions(class_code), grades, strict=True)
    )


def by_unit(positions: Sequence[Position], answers: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The answers of one ballot apart: unit code → (aspect, option code) in the order of the form."""
    found: dict[str, list[tuple[str, str]]] = {}
    for position, answer in zip(positions, answers, strict=True):
        found.setdefault(position.unit, []).append((position.aspect, answer))
    return {unit: tuple(pairs) for unit, pairs in found.items()}


def least_size(manifest: Manifest) -> int:
    """How many bytes the longest possible ballot of the round has."""
    return max(
        (
            len(_longest(manifest.round, c.code, len(manifest.questions(c.code))).to_bytes())
            for c in manifest.classes
        ),
        default=0,
    )


def _longest(round_id: str, class_code: str, questions: int) -> Ballot:
    return Ballot(
        round_id, class_code, "0" * 64, "0" * 64, HIGHEST_SEQUENCE, "0" * 2 * SALT_BYTES, BLANK * questions
    )
