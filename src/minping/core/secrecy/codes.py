"""Codes of invitations: long ones behind a link, short ones that are typed.

Crockford's base 32: no I, L, O, U; what looks alike is read as what was meant.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONG = 24
"""Characters of a long code: 120 bits."""
LOCATOR = 4
SECRET = 8
TYPED = LOCATOR + SECRET + 1

_LOOK_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_WIDE = str.maketrans({chr(0xFF01 + at): chr(0x21 + at) for at in range(94)} | {"　": " "})
_IGNORED = str.maketrans(dict.fromkeys(" \t\r\n-_–—－·.", None))

RandomBytes = Callable[[int], bytes]
"""``n`` → that many random bytes: ``secrets.token_bytes`` or, in tests, a seeded source."""


class UnreadableCodeError(ValueError):
    """A text that is no code: wrong length, letters that no code has, or a wrong check character."""


@dataclass(frozen=True)
class TypedCode:
    """``locator`` finds the row and is no secret; ``secret`` is stored as an Argon2id hash only."""

    locator: str
    secret: str

    @property
    def text(self) -> str:
        """As printed: ``ABCD-EFGH-JKMN-7``."""
        plain = self.locator + self.secret
        return "-".join([plain[:4], plain[4:8], plain[8:], check_character(plain)])


def new_long_code(random_bytes: RandomBytes) -> str:
    """A long code: 24 characters, 120 bits."""
    return _characters(random_bytes, LONG)


def new_typed_code(random_bytes: RandomBytes) -> TypedCode:
    """A typed code: 4 characters to find the row, 8 characters (40 bits) of secret."""
    return TypedCode(_characters(random_bytes, LOCATOR), _characters(random_bytes, SECRET))


def _characters(random_bytes: RandomBytes, number: int) -> str:
    return "".join(ALPHABET[byte & 31] for byte in random_bytes(number))


def grouped(code: str) -> str:
    """A code in groups of four, for paper."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def long_code(text: str) -> str:
    """A long code as somebody wrote it, in its one spelling. Raises UnreadableCodeError."""
    code = _plain(text).translate(_LOOK_ALIKE)
    if len(code) != LONG or not set(code) <= set(ALPHABET):
        raise UnreadableCodeError("not a long code")
    return code


def typed_code(text: str) -> TypedCode:
    """A typed code as somebody wrote it. Raises UnreadableCodeError, also for a wrong check character."""
    plain = _plain(text)
    body, check = plain[:-1].translate(_LOOK_ALIKE), plain[-1:].translate(_LOOK_ALIKE)
    if len(plain) != TYPED or not set(body) <= set(ALPHABET) or check != check_character(body):
        raise UnreadableCodeError("not a typed code")
    return TypedCode(body[:LOCATOR], body[LOCATOR:])


def _plain(text: str) -> str:
    """Capital half-width letters and digits without blanks and hyphens."""
    if len(text) > 200:
        raise UnreadableCodeError("far too long")
    return text.translate(_WIDE).upper().translate(_IGNORED)


def check_character(code: str) -> str:
    """The check character: any one wrong character and any two swapped ones are noticed.

    A Reed-Solomon check over the field of 32 elements, so that it needs no letters of its own. Crockford's
    check modulo 37 would need five signs that few phones offer at once.
    """
    total = 0
    for letter in code:
        total = _doubled(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _doubled(element: int) -> int:
    """Times x modulo x^5 + x^2 + 1, whose root generates all 31 other elements."""
    return (element << 1) ^ (0x25 if element & 16 else 0)


def code_hash(code: str, pepper: bytes) -> str:
    """What the register stores of a long code: HMAC-SHA256 with a pepper kept outside the database."""
    if len(pepper) < 32:
        raise ValueError("a pepper has at least 32 bytes")
    return hmac.new(pepper, b"minping-code-1\0" + code.encode(), hashlib.sha256).hexdigest()
