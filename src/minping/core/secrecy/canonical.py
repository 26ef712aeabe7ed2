"""Canonical JSON: the same content always gives the same bytes (the subset of RFC 8785 without fractions).

Keys sorted, no blanks, UTF-8, whole numbers and texts only, no key twice.
"""

import json
from typing import Any

MOST_DIGITS = 15
"""A browser keeps whole numbers exactly up to 2^53."""


class NotCanonicalError(ValueError):
    """Bytes that are no canonical JSON."""


def to_bytes(document: Any) -> bytes:
    """The canonical bytes of dictionaries, lists, texts and whole numbers."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Any:
    """The content of canonical bytes. Raises NotCanonicalError for any other bytes."""
    try:
        document = json.loads(
            data.decode(), parse_float=_refuse, parse_constant=_refuse, parse_int=_whole_number
        )
        canonical = to_bytes(document)
    except (ValueError, RecursionError) as fault:
        raise NotCanonicalError(str(fault)[:80]) from fault
    if canonical != data:
        raise NotCanonicalError("not written in canonical form")
    return document


def _refuse(text: str) -> Any:
    raise NotCanonicalError(text[:40])


def _whole_number(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise NotCanonicalError(text[:40])
    return int(text)
