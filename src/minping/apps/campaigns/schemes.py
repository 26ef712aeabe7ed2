"""Schemes read from what is stored, and what the linter says of them: the same bytes are read once."""

from collections.abc import Mapping
from functools import lru_cache

from minping.core.findings import Finding
from minping.core.scheme.canonical import from_canonical, to_canonical
from minping.core.scheme.lint import lint
from minping.core.scheme.model import Scheme


def scheme_in(canonical: bytes | memoryview) -> Scheme:
    """The scheme that a version or an edit holds; databases give its bytes in their own ways."""
    return _read(bytes(canonical))


@lru_cache(maxsize=32)
def _read(canonical: bytes) -> Scheme:
    return from_canonical(canonical)


def linted(scheme: Scheme, sizes: Mapping[str, int] | None) -> tuple[Finding, ...]:
    """``lint`` for a scheme and the sizes of its categories."""
    return _linted(to_canonical(scheme), None if sizes is None else tuple(sorted(sizes.items())))


@lru_cache(maxsize=64)
def _linted(canonical: bytes, sizes: tuple[tuple[str, int], ...] | None) -> tuple[Finding, ...]:
    return lint(_read(canonical), None if sizes is None else dict(sizes))
