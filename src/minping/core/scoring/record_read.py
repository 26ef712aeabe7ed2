"""A stored record → the score run it tells of: ``record_bytes(read_record(data)) == data``.

Pages and documents are made from the stored run, never from a new computation.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from minping.core.scoring.record import FORMAT
from minping.core.scoring.result import ScoreRun


def read_record(data: bytes) -> ScoreRun:
    """The run. Raises ``ValueError`` for bytes that are no record of this format."""
    record = json.loads(data)
    if not isinstance(record, dict) or record.pop("format", "") != FORMAT:
        raise ValueError("this is no record of a score run")
    run = _built(ScoreRun, record)
    if not isinstance(run, ScoreRun):
        raise TypeError(type(run).__name__)
    return run


def _built(kind: Any, value: Any) -> Any:
    """``value`` as ``kind``; what a record leaves out is empty."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = next(option for option in get_args(kind) if option is not types.NoneType)
        return None if value is None else _built(inner, value)
    if origin is tuple:
        return tuple(_built(get_args(kind)[0], held) for held in value or ())
    if origin is not None and issubclass(origin, Mapping):
        return {key: _built(get_args(kind)[1], held) for key, held in (value or {}).items()}
    if is_dataclass(kind):
        return _object(kind, value or {})
    if kind is Fraction:
        return Fraction(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return "" if value is None else value


def _object(kind: Any, value: Mapping[str, Any]) -> Any:
    given = {name: _built(hint, value[name]) for name, hint in _hints(kind).items() if name in value}
    absent = {name: _built(hint, None) for name, hint in _required(kind).items() if name not in value}
    return kind(**given, **absent)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {item.name: known[item.name] for item in fields(kind)}


@cache
def _required(kind: Any) -> dict[str, Any]:
    """Fields without a default: a record leaves them out when they are empty."""
    hints = _hints(kind)
    bare = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {item.name: hints[item.name] for item in bare}
