"""The manifest of a round: everything the box and the browser must know, fixed when the round opens.

Its hash is printed on invitations. ``from_canonical(to_canonical(m)) == m``; reading a file with all
checks is ``manifest_check.read_manifest``.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from minping.core.secrecy.canonical import to_bytes

FORMAT = "minping-manifest-1"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""One character for each option of a scale, in its order."""
BLANK = "-"
ALL_UNITS = "all"

Found = TypeVar("Found")


class UnknownClassError(KeyError):
    """A credential class that the manifest does not list."""


@dataclass(frozen=True)
class Choice:
    """An option of a scale. ``kind``: graded, unknown or abstain, as in the scheme."""

    code: str
    name: str
    name_en: str = ""
    kind: str = "graded"


@dataclass(frozen=True)
class Question:
    """What is asked about each unit of a category, and on which scale."""

    aspect: str
    name: str
    name_en: str
    scale: str


@dataclass(frozen=True)
class RatedUnit:
    """A unit on the ballot."""

    code: str
    name: str
    category: str


@dataclass(frozen=True)
class CredentialClass:
    """Those whose tickets are interchangeable. ``units`` None: all units of the round.

    ``invited`` and ``eligible``: numbers of persons when the round opened.
    """

    code: str
    title: str
    units: tuple[str, ...] | None = None
    invited: int = 0
    eligible: int = 0


@dataclass(frozen=True)
class BatchRule:
    """When ballots leave the spool: ``flush`` waiting in a class, or ``daily`` once a day."""

    flush: int = 20
    daily: int = 5


@dataclass(frozen=True)
class Position:
    """One question of a ballot: which unit, which aspect, and the option codes of its scale."""

    unit: str
    aspect: str
    options: tuple[str, ...]

    @cached_property
    def allowed(self) -> str:
        """The characters that answer it."""
        return DIGITS[: len(self.options)] + BLANK


@dataclass(frozen=True)
class Manifest:
    """A round as the box sees it. ``closes``: instant with its offset, ISO 8601. ``key``: the name of the
    ticket key (``tickets.key_id``). ``client``: path → SHA-256 of the files of the voting page.
    ``forms``: category code → questions. Nothing changes after the round has opened.
    """

    round: str
    campaign: str
    title: str
    title_en: str
    office: str
    phone: str
    opens: str
    closes: str
    group: str
    round_code: str
    scheme_hash: str
    scales: Mapping[str, tuple[Choice, ...]]
    forms: Mapping[str, tuple[Question, ...]]
    units: tuple[RatedUnit, ...]
    categories: Mapping[str, str]
    classes: tuple[CredentialClass, ...]
    ballot_size: int
    key: str
    channel: str = "web"
    batch: BatchRule = BatchRule()
    client: Mapping[str, str] = field(default_factory=dict)

    @property
    def closing(self) -> datetime:
        """The instant after which nothing is taken."""
        return datetime.fromisoformat(self.closes)

    @cached_property
    def _positions(self) -> dict[str, tuple[Position, ...]]:
        return {one.code: self._questions(one) for one in self.classes}

    @cached_property
    def _allowed(self) -> dict[str, tuple[str, ...]]:
        return {code: tuple(p.allowed for p in asked) for code, asked in self._positions.items()}

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {code: re.compile(_pattern(allowed)) for code, allowed in self._allowed.items()}

    @cached_property
    def _by_class(self) -> dict[str, CredentialClass]:
        return {one.code: one for one in self.classes}

    def credential_class(self, code: str) -> CredentialClass:
        """The class of this code. Raises UnknownClassError."""
        return _known(self._by_class, code)

    def questions(self, class_code: str) -> tuple[Position, ...]:
        """All questions of a class in the order of the characters of its ballots: unit by unit as listed,
        aspect by aspect as in the form of the unit's category. Raises UnknownClassError."""
        return _known(self._positions, class_code)

    def allowed(self, class_code: str) -> tuple[str, ...]:
        """The characters that may answer each question of a class. Raises UnknownClassError."""
        return _known(self._allowed, class_code)

    def answers_all(self, class_code: str, grades: str) -> bool:
        """Whether each question of the class has one character that may answer it. Raises
        UnknownClassError."""
        return _known(self._patterns, class_code).fullmatch(grades) is not None

    def _questions(self, of_class: CredentialClass) -> tuple[Position, ...]:
        rated = None if of_class.units is None else set(of_class.units)
        options = {code: tuple(c.code for c in choices) for code, choices in self.scales.items()}
        return tuple(
            Position(unit.code, question.aspect, options[question.scale])
            for unit in self.units
            if rated is None or unit.code in rated
            for question in self.forms[unit.category]
        )


def _pattern(allowed: tuple[str, ...]) -> str:
    """A pattern that is matched in one go: questions in a row with the same characters are one piece."""
    return "".join(f"[{re.escape(one)}]{{{len(list(run))}}}" for one, run in groupby(allowed))


def _known(found: Mapping[str, Found], code: str) -> Found:
    try:
        return found[code]
    except KeyError:
        raise UnknownClassError(code) from None


def to_canonical(manifest: Manifest) -> bytes:
    """The canonical JSON that the box and the browser read."""
    return to_bytes(_document(manifest))


def manifest_hash(data: bytes) -> str:
    """The hash by which a manifest is known: SHA-256 of its canonical bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _document(manifest: Manifest) -> dict[str, Any]:
    plain = (
        "round campaign title title_en office phone opens closes group round_code channel scheme_hash "
        "ballot_size key"
    )
    return {name: getattr(manifest, name) for name in plain.split()} | {
        "format": FORMAT,
        "scales": {code: [_fields_of(c) for c in choices] for code, choices in manifest.scales.items()},
        "forms": {code: [_fields_of(q) for q in asked] for code, asked in manifest.forms.items()},
        "units": [_fields_of(unit) for unit in manifest.units],
        "categories": dict(manifest.categories),
        "classes": [
            _fields_of(one) | {"units": ALL_UNITS if one.units is None else list(one.units)}
            for one in manifest.classes
        ],
        "batch": _fields_of(manifest.batch),
        "client": dict(manifest.client),
    }


def _fields_of(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
