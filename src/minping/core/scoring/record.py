"""A score run as plain JSON and as a table, and what differs between two of them.

The record is complete: every exact value as ``"num/den"``, every count, every rule in words. Standard
library only, since outsiders recompute with it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node, Ref, Rollup, Weighted
from minping.core.scheme.tree import children
from minping.core.scoring.ranks import find_node
from minping.core.scoring.result import ScoreNode, ScoreRun, UnitResult
from minping.core.scoring.rounding import legible, plain

FORMAT = "minping-scores/1"
NOT_COMPARED = frozenset({"findings", "input_hashes", "title"})


def exact(value: Fraction) -> str:
    """``"7/3"``, whole numbers without a denominator."""
    return str(value)


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def as_json(value: object) -> Any:
    """Dataclasses, fractions, enums and collections as JSON values; fractions as exact text."""
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Fraction):
        return exact(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        shown = {name: as_json(getattr(value, name)) for name in _names_of(type(value))}
        return {k: v for k, v in shown.items() if v not in (None, [], {}, "")}
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(v) for v in value]
    return value


def run_record(run: ScoreRun) -> dict[str, Any]:
    """The whole run, JSON-ready."""
    return {"format": FORMAT, **as_json(run)}


def record_bytes(run: ScoreRun) -> bytes:
    """The record as UTF-8 text, a line per unit; the same run always gives the same bytes."""
    record = run_record(run)
    members = ",\n".join(f"{_line(key)}: {_lines(record[key])}" for key in sorted(record))
    return f"{{\n{members}\n}}\n".encode()


def _lines(value: object) -> str:
    """A value as JSON; a list with a line for each member."""
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(map(_line, value)) + "\n]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _static_nodes(node: Node, scheme: Scheme) -> Iterator[tuple[Node, bool]]:
    """Nodes that a unit itself has (not those of its stations), and whether they are weighted parts."""
    below = children(node)
    if isinstance(node, Rollup):
        below = () if node.otherwise is None else (node.otherwise,)
    if isinstance(node, Ref):
        return
    for child in below:
        yield child, isinstance(node, Weighted)
        yield from _static_nodes(child, scheme)


def component_columns(scheme: Scheme, run: ScoreRun) -> list[tuple[str, bool]]:
    """(code, weighted) of every component that gets a column, in the order of the trees. A component
    that is computed for each round, site or the like has a column for each: ``code@round``."""
    found: dict[str, bool] = {}
    for tree in scheme.trees.values():
        for node, weighted in _static_nodes(tree, scheme):
            found.setdefault(node.head.code, weighted)
    several = _instances(run, frozenset(found))
    columns = [(one, weighted) for code, weighted in found.items() for one in several.get(code, (code,))]
    return columns + [(code, False) for code in scheme.measures if code not in found]


def _instances(run: ScoreRun, codes: frozenset[str]) -> dict[str, dict[str, None]]:
    """Component → the codes of its values for each round, site or the like, in order of appearance."""
    found: dict[str, dict[str, None]] = {}
    for result in run.units:
        waiting = [result.tree] if result.tree is not None else []
        while waiting:
            node = waiting.pop()
            code = node.code.partition("@")[0]
            if node.code not in codes and code in codes:
                found.setdefault(code, {})[node.code] = None
            waiting += [part for part in reversed(node.parts) if part.object == node.object]
    return found


Columns = Sequence[tuple[str, bool]]


def table_header(columns: Columns) -> list[str]:
    """Columns of ``scores.csv``. A weighted component has a second column, its points in the parent."""
    header = ["unit", "code", "category", "status", "score", "rank", "of", "tied", "grade", "score_exact"]
    for code, weighted in columns:
        header += [code, f"{code}（计入）"] if weighted else [code]
    return [*header, "note"]


def table_row(scheme: Scheme, columns: Columns, result: UnitResult) -> list[str]:
    """One unit's row; empty where there is no value."""
    placing = result.placing
    category = scheme.categories.get(result.category)
    row = [
        result.name,
        result.unit,
        category.name if category is not None else result.category,
        result.status.value,
        result.published,
        plain(placing.rank) if placing is not None else "",
        str(placing.of) if placing is not None else "",
        "1" if placing is not None and placing.tied_with else "",
        result.grade,
        exact(result.score) if result.score is not None else "",
    ]
    for code, weighted in columns:
        node = result.measures.get(code) or _component(result, code)
        row.append(node.published if node is not None else "")
        if weighted:
            contribution = node.contribution if node is not None else None
            row.append("" if contribution is None else legible(contribution).rstrip("…"))
    return [*row, "；".join(note.zh for note in result.notes)]


def _component(result: UnitResult, code: str) -> ScoreNode | None:
    return find_node(result.tree, code)


def table_rows(scheme: Scheme, run: ScoreRun) -> list[list[str]]:
    """All units: categories in the scheme's order, then by place, those without a place last."""
    order = {code: place for place, code in enumerate(scheme.categories)}

    def key(result: UnitResult) -> tuple[int, str, int, Fraction, str]:
        placing = result.placing
        place = order.get(result.category, len(order))
        rank = placing.rank if placing is not None else Fraction(0)
        return (place, result.category, placing is None, rank, result.unit)

    columns = component_columns(scheme, run)
    return [table_row(scheme, columns, result) for result in sorted(run.units, key=key)]


@dataclass(frozen=True)
class Difference:
    """One value that is not what it should be. ``where`` is in words: unit › component › field."""

    where: Text
    published: str
    recomputed: str


def _names(value: Any) -> str:
    """How a list member is called."""
    if not isinstance(value, Mapping):
        return ""
    for key in ("unit", "code", "round", "ranking", "label"):
        if key in value:
            second = value.get("pool") or value.get("object") or ""
            return f"{value[key]}" + (f"（{second}）" if second else "")
    return ""


def _keyed(values: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, value in enumerate(values):
        name = _names(value) or str(place + 1)
        found[name if name not in found else f"{name}#{place + 1}"] = value
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= {"zh", "en"}


def differences(published: Any, recomputed: Any, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Every number, place, grade or choice that differs. Wording and provenance are not compared."""
    if all(value is None or _is_text(value) for value in (published, recomputed)):
        return
    if isinstance(published, list) and isinstance(recomputed, list):
        published, recomputed = _keyed(published), _keyed(recomputed)
    if isinstance(published, Mapping) and isinstance(recomputed, Mapping):
        for key in [*published, *(k for k in recomputed if k not in published)]:
            if key not in NOT_COMPARED:
                yield from differences(published.get(key), recomputed.get(key), (*path, str(key)))
        return
    if published != recomputed:
        words = " › ".join(part for part in path if part not in {"units", "tree", "parts"})
        yield Difference(Text(words, words), _shown(published), _shown(recomputed))


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
