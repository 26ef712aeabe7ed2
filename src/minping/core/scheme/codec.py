"""Dataclasses of a scheme ↔ plain JSON values, driven by their types. Standard library only.

Fractions are texts (``"7/10"``), enums their values, nodes carry ``op``. A field that has its default
is left out, so every scheme has exactly one form. Mappings to numbers become objects; mappings to
dataclasses become lists of ``{"key", "value"}``, because their order is the order of printing.
"""

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from minping.core.findings import Finding, Place, error
from minping.core.scheme import nodes

OPS: Mapping[str, type] = {
    "survey": nodes.Survey,
    "report": nodes.Report,
    "ledger": nodes.Ledger,
    "event_count": nodes.EventCount,
    "constant": nodes.Constant,
    "weighted": nodes.Weighted,
    "sum": nodes.Sum,
    "mean": nodes.Mean,
    "each": nodes.Each,
    "rollup": nodes.Rollup,
    "piecewise": nodes.Piecewise,
    "adjust": nodes.Adjust,
    "rescale": nodes.Rescale,
    "pick": nodes.Pick,
    "switch": nodes.Switch,
    "ref": nodes.Ref,
    "relative": nodes.Relative,
}
"""Name of an operation → its dataclass."""

NAMES = {kind: name for name, kind in OPS.items()}
FRACTION = re.compile(r"-?\d{1,60}(/[1-9]\d{0,59})?")


def _default(item: "Field[Any]") -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def encode(value: object) -> Any:
    """The JSON value of anything a scheme holds."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        if any(is_dataclass(held) for held in value.values()):
            return [{"key": key, "value": encode(held)} for key, held in value.items()]
        return {key: encode(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [encode(held) for held in value]
    if is_dataclass(value) and not isinstance(value, type):
        own = {"op": NAMES[type(value)]} if type(value) in NAMES else {}
        shown = {item.name: getattr(value, item.name) for item in fields(value) if item.compare}
        kept = {item.name for item in fields(value) if shown.get(item.name) != _default(item)}
        return own | {name: encode(held) for name, held in shown.items() if name in kept}
    raise TypeError(type(value).__name__)


class UnfitError(Exception):
    """This JSON value does not fit; the finding is already kept."""


@dataclass
class Decoder:
    """Builds dataclasses from JSON values and keeps every finding."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def unfit(self, path: str, zh: str, en: str) -> UnfitError:
        place = Place(file=self.name, path=path)
        fix_zh, fix_en = "请从原来的 YAML 方案重新冻结", "freeze it again from the YAML scheme"
        self.findings.append(error("scheme.frozen", zh, en, fix_zh, fix_en, place))
        return UnfitError()

    def decode(self, wanted: Any, value: Any, path: str) -> Any:
        """``value`` as ``wanted``. Raises ``UnfitError`` after keeping the finding."""
        origin = get_origin(wanted)
        if origin in {Union, types.UnionType}:
            return self._union(wanted, value, path)
        if origin is tuple:
            return self._tuple(get_args(wanted), value, path)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(get_args(wanted)[1], value, path)
        if is_dataclass(wanted):
            return self._object(wanted, value, path)
        return self._plain(wanted, value, path)

    def _plain(self, wanted: Any, value: Any, path: str) -> Any:
        if wanted is Fraction:
            if isinstance(value, str) and FRACTION.fullmatch(value):
                return Fraction(value)
        elif wanted in {bool, int, str}:
            if type(value) is wanted:
                return value
        elif isinstance(value, str) and value in {member.value for member in wanted}:
            return wanted(value)
        shown = str(value)[:40]
        raise self.unfit(
            path, f"「{shown}」不是这里能用的值", f"“{shown}” is no value of the kind {wanted.__name__}"
        )

    def _union(self, wanted: Any, value: Any, path: str) -> Any:
        options = get_args(wanted)
        if value is None and types.NoneType in options:
            return None
        if any(option in NAMES for option in options):
            op = value.get("op") if isinstance(value, dict) else None
            if not isinstance(op, str) or op not in OPS:
                raise self.unfit(path, "不是一个计分节点", "this is no score node")
            return self._object(OPS[op], {k: v for k, v in value.items() if k != "op"}, path)
        return self.decode(next(o for o in options if o is not types.NoneType), value, path)

    def _gather(self, pairs: list[tuple[str, Callable[[], Any]]]) -> dict[str, Any]:
        """Every part decoded; fails after all have been tried."""
        done = {}
        failed: UnfitError | None = None
        for name, make in pairs:
            try:
                done[name] = make()
            except UnfitError as fault:
                failed = fault
        if failed is not None:
            raise failed
        return done

    def _tuple(self, args: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:
        endless = len(args) == 2 and args[1] is Ellipsis
        if not isinstance(value, list) or not (endless or len(value) == len(args)):
            raise self.unfit(path, "这里应是一个列表", "a list is expected here")
        kinds = [args[0]] * len(value) if endless else list(args)
        pairs = [
            (str(i), self._later(kind, held, f"{path}[{i + 1}]"))
            for i, (kind, held) in enumerate(zip(kinds, value, strict=True))
        ]
        return tuple(self._gather(pairs).values())

    def _later(self, wanted: Any, value: Any, path: str) -> Callable[[], Any]:
        return lambda: self.decode(wanted, value, path)

    def _mapping(self, wanted: Any, value: Any, path: str) -> dict[str, Any]:
        if isinstance(value, dict):
            pairs = list(value.items())
        elif isinstance(value, list) and all(
            isinstance(v, dict) and set(v) == {"key", "value"} and isinstance(v["key"], str) for v in value
        ):
            pairs = [(v["key"], v["value"]) for v in value]
        else:
            raise self.unfit(path, "这里应是一组带名称的值", "named values are expected here")
        if len({key for key, _ in pairs}) < len(pairs):
            raise self.unfit(path, "有重复的名称", "a name occurs twice")
        return self._gather([(key, self._later(wanted, held, f"{path}.{key}")) for key, held in pairs])

    def _object(self, wanted: Any, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            raise self.unfit(path, "这里应是一组「键: 值」", "an object is expected here")
        known = {item.name: item for item in fields(wanted) if item.compare}
        for name in sorted(set(value) - set(known)):
            self.unfit(path, f"不认识的键「{name}」", f"unknown key “{name}”")
        absent = [n for n, item in known.items() if n not in value and _default(item) is MISSING]
        for name in absent:
            self.unfit(path, f"缺少「{name}」", f"“{name}” is missing")
        hints = _hints(wanted)
        pairs = [(n, self._later(hints[n], value[n], f"{path}.{n}".lstrip("."))) for n in known if n in value]
        parts = self._gather(pairs)
        if absent or set(value) - set(known):
            raise UnfitError
        return wanted(**parts)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
