"""Tickets: what lets a browser cast a ballot without saying who it is.

The browser chooses 32 random bytes. The register, which knows the person and checks the code, signs
them with a key that it shares with the box; the box, which knows the ballot, checks the signature. The
ticket is stored nowhere beside the person.
"""

import hashlib
import hmac

TICKET_BYTES = 32
MAC_BYTES = 32
KEY_BYTES = 32


def ticket_bytes(text: str) -> bytes:
    """The ticket that a hexadecimal text holds. Raises ValueError unless it is 64 lower-case digits."""
    return _digits(text, TICKET_BYTES)


def _digits(text: str, number: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != number or found.hex() != text:
        raise ValueError(f"not {2 * number} lower-case hexadecimal digits")
    return found


def key_id(key: bytes) -> str:
    """The name of a ticket key in a manifest: 16 hexadecimal digits that say nothing about the key."""
    _check_key(key)
    return hashlib.sha256(b"minping-ticket-key-1\0" + key).hexdigest()[:16]


def ticket_mac(key: bytes, round_id: str, class_code: str, ticket: bytes) -> str:
    """The signature of a ticket for one round and class: HMAC-SHA256 in hexadecimal."""
    _check_key(key)
    if len(ticket) != TICKET_BYTES:
        raise ValueError(f"a ticket has {TICKET_BYTES} bytes")
    message = b"\0".join([b"minping-ticket-1", round_id.encode(), class_code.encode(), ticket])
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def is_signed(key: bytes, round_id: str, class_code: str, ticket: bytes, mac: str) -> bool:
    """Whether ``mac`` is the signature of this ticket; compared in constant time."""
    return hmac.compare_digest(ticket_mac(key, round_id, class_code, ticket).encode(), mac.encode())


def ballot_key(round_id: str, ticket: bytes) -> bytes:
    """Under what the box keeps the ballot of a ticket: 32 bytes."""
    return hashlib.sha256(b"\0".join([b"minping-ballot-1", round_id.encode(), ticket])).digest()


def issue_digest(ticket: bytes) -> str:
    """What the register keeps between issue and confirmation, so that a lost answer can be repeated."""
    return hashlib.sha256(b"minping-issue-1\0" + ticket).hexdigest()


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a ticket key has {KEY_BYTES} bytes")
