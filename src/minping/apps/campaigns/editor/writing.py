"""A scheme as the YAML text of the plan's own language: what ``read_scheme`` reads back to the same scheme."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

import yaml

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.plans import SHARES, WORDS
from minping.apps.campaigns.editor.words import INLINE, zh_key
from minping.core.scheme import nodes
from minping.core.scheme.codec import NAMES
from minping.core.scheme.intervals import written
from minping.core.scheme.keys import KEYS, VALUES, value_zh
from minping.core.scheme.model import OpenQuestion, Scheme
from minping.core.scheme.ranges import Window

SECTIONS_WITH_CODES = frozenset({"scales", "aspects", "groups", "rounds", "categories", "trees", "measures"})
HEADING = "# {title}\n# 由民评导出。位置、问题、决定见「待定事项」。\n"


def to_yaml(scheme: Scheme) -> str:
    """The whole scheme with Chinese keys; open and decided questions as a section of their own."""
    document: dict[str, Any] = {}
    for item in fields(scheme):
        value = getattr(scheme, item.name)
        key = zh_key(Scheme, item.name)
        if item.name == "questions":
            document[key] = [_question(question) for question in value]
        elif item.name in SECTIONS_WITH_CODES:
            document[key] = [_entry(code, held) for code, held in value.items()]
        else:
            document[key] = _value(Scheme, item.name, value)
    kept = {key: value for key, value in document.items() if value not in (None, "", [], {})}
    title = scheme.title.replace("\n", " ")
    return HEADING.format(title=title) + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _entry(code: str, held: Any) -> dict[str, Any]:
    own = _node(held) if type(held) in NAMES else _record(held)
    return {KEYS["option"]["code"][0]: code} | {
        k: v for k, v in own.items() if k != KEYS["option"]["code"][0]
    }


def _question(question: OpenQuestion) -> dict[str, str]:
    told = {
        "path": question.path,
        "question": question.question,
        "decided": question.answer,
        "decided_by": question.decided_by,
    }
    return {KEYS["question"][name][0]: text for name, text in told.items() if text}


def _record(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by their Chinese keys; what is empty is left out."""
    found: dict[str, Any] = {}
    for item in fields(value):
        held = getattr(value, item.name)
        if not item.compare or _nothing(held):
            continue
        if item.name in INLINE and is_dataclass(held):
            found |= _record(held)
        else:
            found[zh_key(type(value), item.name) or item.name] = _value(type(value), item.name, held)
    return found


def _nothing(held: Any) -> bool:
    return held is None or held in ("", (), {}) or held == Window()


def _node(node: Any) -> dict[str, Any]:
    op = {KEYS["head"]["op"][0]: value_zh("Op", NAMES[type(node)])}
    return op | _record(node)


def _value(owner: type, name: str, held: Any) -> Any:
    if type(held) in NAMES:
        return _node(held)
    if isinstance(held, nodes.Part):
        return _part(held)
    if isinstance(held, nodes.Term):
        sign = {zh_key(nodes.Term, "sign"): value_zh("Sign", "plus" if held.sign > 0 else "minus")}
        return _node(held.node) | sign
    if isinstance(held, tuple):
        if owner is nodes.Piecewise and name == "line":
            return [[_number(x), _number(y)] for x, y in held]
        return [_value(owner, name, one) for one in held]
    if isinstance(held, Mapping):
        return {key: _value(owner, name, one) for key, one in held.items()}
    if is_dataclass(held):
        return _record(held)
    return _single(owner, name, held)


def _part(part: nodes.Part) -> dict[str, Any]:
    by = {code: _weight(value, part.share) for code, value in part.weight.by_category.items()}
    default = part.weight.default
    if by and default is not None:
        by[KEYS["switch"]["default"][0]] = _weight(default, part.share)
    if by:
        weight: Any = by
    else:
        weight = None if default is None else _weight(default, part.share)
    own = {zh_key(nodes.Part, "weight"): weight} if weight is not None else {}
    return own | _node(part.node)


def _weight(value: Fraction, share: bool) -> Any:
    return _percent(value) if share else _number(value)


def _percent(value: Fraction) -> str:
    text = written(value * 100)
    return f"{text}%"


def _number(value: Fraction) -> Any:
    return value.numerator if value.denominator == 1 else written(value)


def _single(owner: type, name: str, held: Any) -> Any:
    if isinstance(held, bool):
        return value_zh("Bool", "true" if held else "false")
    if isinstance(held, Enum):
        enum = type(held).__name__
        return value_zh(enum, str(held.value)) if enum in VALUES else held.value
    if isinstance(held, Fraction):
        return exact.shown_share(held) if (owner, name) in SHARES else _number(held)
    if isinstance(held, str) and (owner, name) in WORDS and held in VALUES[WORDS[(owner, name)]]:
        return value_zh(WORDS[(owner, name)], held)
    return held
