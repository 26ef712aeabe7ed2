"""A stored record → the score run it tells of: ``record_bytes(read_record(data)) == data``.

Pages and documents are made from the stored run, never from a new computation.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from minping.core.scoring.record import FORMAT
from minping.core.scoring.result import ScoreRun


def read_record(data: bytes) -> ScoreRun:
    """The run. Raises ``ValueError`` for bytes that are no record of this format."""
    record = json.loads(data)
    if not isinstance(record, dict) or record.pop("format", "") != FORMAT:
        raise ValueError("this is no record of a score run")
    run = _maker(ScoreRun)(record)
    if not isinstance(run, ScoreRun):
        raise TypeError(type(run).__name__)
    return run


Make = Callable[[Any], Any]
"""What a record holds in the place of a value → the value."""


@cache
def _maker(kind: Any) -> Make:
    """How values of ``kind`` are made, found out once for each kind; what a record leaves out is empty."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = _maker(next(option for option in get_args(kind) if option is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        each = _maker(get_args(kind)[0])
        return lambda value: tuple(each(held) for held in value or ())
    if origin is not None and issubclass(origin, Mapping):
        held_as = _maker(get_args(kind)[1])
        return lambda value: {key: held_as(held) for key, held in (value or {}).items()}
    if is_dataclass(kind):
        return lambda value: _object(kind, value or {})
    if kind is Fraction:
        return _fraction
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda value: "" if value is None else value


@lru_cache(maxsize=1 << 15)
def _fraction(value: str | int) -> Fraction:
    """The same few values come again and again."""
    return Fraction(value)


def _object(kind: Any, value: Mapping[str, Any]) -> Any:
    given = {name: make(value[name]) for name, make in _makers(kind).items() if name in value}
    absent = {name: make(None) for name, make in _required(kind).items() if name not in value}
    return kind(**given, **absent)


@cache
def _makers(kind: Any) -> dict[str, Make]:
    known = get_type_hints(kind)
    return {item.name: _maker(known[item.name]) for item in fields(kind)}


@cache
def _required(kind: Any) -> dict[str, Make]:
    """Fields without a default: a record leaves them out when they are empty."""
    makers = _makers(kind)
    bare = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {item.name: makers[item.name] for item in bare}
