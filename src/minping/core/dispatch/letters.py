"""What a letter says and who signed it.

A letter is canonical JSON (sorted keys, no blanks, UTF-8), signed as its exact bytes with Ed25519 (RFC 8032).
Files that go with it are named in it by their SHA-256, so that the signature covers them too.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from minping.core.findings import Text

FORMAT = "minping-letter-1"
_PURPOSE = b"minping-letter-1\0"
_GROUPS, _DIGITS = 8, 5


class BadLetterError(Exception):
    """A file that cannot be taken in: ``text`` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.text = Text(zh, en)


class Kind(StrEnum):
    """What a letter is for; upwards, downwards or both ways."""

    INTRODUCTION = "introduction"  # both: name and key
    INSTRUCTION = "instruction"  # down: items with due days
    ANSWER = "answer"  # up: what was done about an item
    VERDICT = "verdict"  # down: the answer is accepted, or returned with the reason
    INFORMATION = "information"  # up: news of the work (F150)
    RESULT = "result"  # up: a published campaign with its public data
    GRADING = "grading"  # down: the year's work by people, time and standard (F151)


@dataclass(frozen=True)
class Sender:
    """An office: its name and its public key, 64 hexadecimal digits (empty where not known yet)."""

    name: str
    key: str = ""


@dataclass(frozen=True)
class Attached:
    """A file of the letter; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Letter:
    """``number`` counts the letters from this sender to this receiver, from 1; ``date`` is YYYY-MM-DD."""

    id: UUID
    kind: Kind
    number: int
    sender: Sender
    receiver: Sender
    date: str
    title: str
    body: Mapping[str, Any]
    reply_to: UUID | None = None
    files: Sequence[Attached] = field(default_factory=tuple)


@dataclass(frozen=True)
class Opened:
    """A letter whose signature holds under the key that it names, with its files in the order listed."""

    letter: Letter
    files: Sequence[bytes]


def to_bytes(letter: Letter) -> bytes:
    """Canonical JSON of a letter."""
    told = {
        "format": FORMAT,
        "id": str(letter.id),
        "kind": letter.kind.value,
        "number": letter.number,
        "from": {"name": letter.sender.name, "key": letter.sender.key},
        "to": {"name": letter.receiver.name, "key": letter.receiver.key},
        "date": letter.date,
        "title": letter.title,
        "body": dict(letter.body),
        "reply_to": str(letter.reply_to) if letter.reply_to else "",
        "files": [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in letter.files],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Letter:
    """Read canonical JSON. Raises ``BadLetterError`` for anything else."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise BadLetterError(
                "这份文件由不同版本的系统制作，请双方升级到同一版本。",
                "The file was made by another version; both offices should run the same one.",
            )
        found = Letter(
            UUID(told["id"]),
            Kind(told["kind"]),
            _whole(told["number"]),
            Sender(_text(told["from"]["name"]), _text(told["from"]["key"])),
            Sender(_text(told["to"]["name"]), _text(told["to"]["key"])),
            _text(told["date"]),
            _text(told["title"]),
            _mapping(told["body"]),
            UUID(told["reply_to"]) if told["reply_to"] else None,
            tuple(Attached(_text(f["name"]), _text(f["sha256"]), _whole(f["size"])) for f in told["files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise broken() from fault
    if to_bytes(found) != data:
        raise broken()
    return found


def broken() -> BadLetterError:
    """The one answer to a file that is damaged or was never a letter."""
    return BadLetterError(
        "文件不完整或已损坏，请对方重新发来原文件，不要解压后再打包。",
        "The file is incomplete or damaged; ask for the original again, not unpacked and packed anew.",
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 300:
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def sign(seed: bytes, data: bytes) -> bytes:
    """Signature of 64 bytes under the private key that a seed of 32 bytes stands for."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(_PURPOSE + data)


def holds(key: str, data: bytes, signature: bytes) -> bool:
    """Whether the signature was made over these bytes with the private half of ``key``."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, _PURPOSE + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(seed: bytes) -> str:
    """The public half of a seed's key, 64 hexadecimal digits."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def fingerprint(key: str) -> str:
    """Eight groups of five digits, short enough to be read out on the telephone (about 132 bits)."""
    number = int.from_bytes(hashlib.sha256(b"minping-key-1\0" + bytes.fromhex(key)).digest())
    digits = f"{number % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
    return " ".join(digits[i : i + _DIGITS] for i in range(0, len(digits), _DIGITS))
