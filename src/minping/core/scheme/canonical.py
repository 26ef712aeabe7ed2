"""The frozen form of a scheme: canonical JSON and its hash. Standard library only.

The same scheme always gives the same bytes, whatever the spelling, order of keys or comments of the
YAML it came from: ``from_canonical(to_canonical(s)) == s``.
"""

import hashlib
import json
from typing import Any

from minping.core.findings import Place, RefusedInput, error
from minping.core.scheme.check import check_scheme
from minping.core.scheme.codec import Decoder, UnfitError, encode
from minping.core.scheme.model import Scheme

FORMAT = "minping-scheme"
VERSION = 1
MAX_BYTES = 4 * 1024 * 1024


def to_canonical(scheme: Scheme) -> bytes:
    """UTF-8 JSON with sorted keys, numbers as exact texts, one line end at the end."""
    document = {"format": FORMAT, "version": VERSION, "scheme": encode(scheme)}
    return (json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def scheme_hash(scheme: Scheme) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(to_canonical(scheme)).hexdigest()


def freeze(scheme: Scheme, name: str = "") -> bytes:
    """The canonical form of a scheme without open questions; raises ``RefusedInput`` naming each.

    ``name``: the file that messages name.
    """
    if scheme.open_questions:
        raise RefusedInput(
            error(
                "scheme.open",
                f"尚未决定：{question.question}",
                f"not decided yet: {question.question}",
                "请在这一处补写「定为」和「决定人」",
                "add “decided” and “decided_by” at this place",
                Place(file=name, path=question.path, line=question.line or None),
            )
            for question in scheme.open_questions
        )
    return to_canonical(scheme)


def from_canonical(data: bytes, name: str = "scheme.json") -> Scheme:
    """Read a frozen scheme. Raises ``RefusedInput`` for anything that is not one, with all findings."""
    decoder = Decoder(name)
    try:
        document = _parsed(data, decoder)
        scheme = decoder.decode(Scheme, document, "")
    except UnfitError:
        raise RefusedInput(decoder.findings) from None
    except RecursionError:
        decoder.unfit("", "层次太深", "nested too deeply")
        raise RefusedInput(decoder.findings) from None
    assert isinstance(scheme, Scheme)  # noqa: S101 - for the type checker
    problems = check_scheme(scheme)
    if problems:
        raise RefusedInput(problem.finding(name) for problem in problems)
    return scheme


class _FaultyError(ValueError):
    """JSON that Python would accept and a scheme does not."""


def _parsed(data: bytes, decoder: Decoder) -> Any:
    if len(data) > MAX_BYTES:
        raise decoder.unfit("", f"文件超过{MAX_BYTES}字节", f"the file has more than {MAX_BYTES} bytes")
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_integer,
            object_pairs_hook=_object,
        )
    except ValueError as fault:
        raise decoder.unfit(
            "", f"不是冻结方案的 JSON（{fault}）", f"not the JSON of a frozen scheme ({fault})"
        ) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise decoder.unfit("", "不是冻结的方案", "this is no frozen scheme")
    if document.get("version") != VERSION or set(document) != {"format", "version", "scheme"}:
        version = str(document.get("version"))[:20]
        raise decoder.unfit(
            "", f"不认识的版本「{version}」", f"version “{version}” is not known to this program"
        )
    return document["scheme"]


def _refuse(text: str) -> Any:
    raise _FaultyError(text[:40])


def _integer(text: str) -> int:
    if len(text) > 18:
        raise _FaultyError(text[:40])
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _FaultyError("duplicate key")
    for text in (t for pair in pairs for t in pair if isinstance(t, str)):
        text.encode()  # a lone surrogate is no text: UnicodeEncodeError is a ValueError
    return found
