"""How the answer to an open question is kept: a short text, the same for every spelling of the value."""

import json
from dataclasses import is_dataclass
from enum import Enum
from fractions import Fraction
from unicodedata import normalize

from minping.core.scheme.codec import encode
from minping.core.scheme.keys import VALUES, value_zh


def answer_text(value: object, written: str) -> str:
    """``100``, ``不计``, ``是``, a list joined by 、, or the canonical JSON of anything larger.
    ``written`` is the text of a single word or number, else empty."""
    if isinstance(value, bool):
        return value_zh("Bool", "true" if value else "false")
    if isinstance(value, Enum):
        enum = type(value).__name__
        return value_zh(enum, str(value.value)) if enum in VALUES else str(value.value)
    if written:
        return normalize("NFKC", written)
    if isinstance(value, Fraction | int | str):
        return str(value)
    if isinstance(value, tuple) and not any(is_dataclass(held) or isinstance(held, tuple) for held in value):
        return "、".join(answer_text(held, "") for held in value) or "无"
    return json.dumps(encode(value), ensure_ascii=False, sort_keys=True)
