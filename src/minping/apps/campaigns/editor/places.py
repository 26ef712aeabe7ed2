"""Where an open question points: from the Chinese path of the plan's text to a part and an input of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from minping.apps.campaigns.editor.items import WHOLE, Item, items_of
from minping.apps.campaigns.editor.plans import GENERAL, WORDS
from minping.apps.campaigns.editor.words import INLINE, word_label, zh_key
from minping.core.scheme.keys import VALUES
from minping.core.scheme.model import OpenQuestion, Scheme
from minping.core.scheme.nodes import Part, Term
from minping.core.scheme.problems import steps_below


@dataclass(frozen=True)
class Spot:
    """``address`` of the part, ``name`` of the input in its form (empty: the part itself), the value there."""

    address: str
    name: str
    value: Any


def spots_of(scheme: Scheme) -> dict[str, Spot]:
    """Chinese path → place, of every part and every field."""
    found: dict[str, Spot] = {}
    for item in items_of(scheme).values():
        if item.path == (WHOLE,):
            for name in GENERAL:
                found[zh_key(Scheme, name)] = Spot(item.address, name, getattr(scheme, name))
            continue
        start = zh_path(scheme, item)
        found[start] = Spot(item.address, "", item.value)
        for zh, name, value in _fields(item.value, start, ""):
            found.setdefault(zh, Spot(item.address, name, value))
    return found


def zh_path(scheme: Scheme, item: Item) -> str:
    """The part's path as the plan's text would write it."""
    section = item.section
    text = zh_key(Scheme, section) or section
    if len(item.path) == 1:
        return text
    key = item.path[1]
    text += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    node: Any = getattr(scheme, section)[key]
    rest = item.path[2:]
    while rest:
        step, node = _taken(node, rest)
        text += _step(type_above(node), step)
        rest, node = rest[len(step) :], node[1]
    return text


def type_above(pair: Any) -> type:
    """The kind of the node that a step leaves."""
    return type(pair[0])


def _taken(node: Any, rest: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], Any]:
    for step, child in steps_below(node):
        if rest[: len(step)] == step:
            return step, (node, child)
    raise KeyError(rest)


def _step(kind: type, step: tuple[str | int, ...]) -> str:
    text = f".{zh_key(kind, str(step[0])) or step[0]}"
    for key in step[1:]:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    return text


def _fields(value: Any, zh: str, name: str) -> Iterator[tuple[str, str, Any]]:
    """Each field below ``value`` with its Chinese path and input name; nodes below are parts of their own."""
    for item in fields(value):
        if not item.compare:
            continue
        held = getattr(value, item.name)
        own_name = f"{name}.{item.name}".removeprefix(".")
        if item.name in INLINE and is_dataclass(held):
            yield from _fields(held, zh, own_name)
            continue
        own = f"{zh}.{zh_key(type(value), item.name) or item.name}"
        held = _as_words(type(value), item.name, held)
        if not hasattr(held, "head"):
            yield own, own_name, held
            yield from _held(held, own, own_name)


def _as_words(owner: type, name: str, held: Any) -> Any:
    """Fixed words that are stored as texts, as plans write them."""
    enum = WORDS.get((owner, name))
    if enum is None:
        return held
    if isinstance(held, tuple):
        return tuple(word_label(enum, word).zh if word in VALUES[enum] else word for word in held)
    return word_label(enum, held).zh if held in VALUES[enum] else held


def _held(held: Any, zh: str, name: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(held, tuple):
        for i, one in enumerate(held):
            if isinstance(one, Part):
                yield f"{zh}[{i + 1}].{zh_key(Part, 'weight')}", f"{name}.{i}.weight", one
            elif isinstance(one, Term):
                yield f"{zh}[{i + 1}].{zh_key(Term, 'sign')}", f"{name}.{i}.sign", one.sign
            elif is_dataclass(one) and not hasattr(one, "head"):
                yield f"{zh}[{i + 1}]", f"{name}.{i}", one
                yield from _fields(one, f"{zh}[{i + 1}]", f"{name}.{i}")
    elif isinstance(held, Mapping):
        for key, one in held.items():
            if not hasattr(one, "head"):
                yield f"{zh}.{key}", f"{name}[{key}]", one
    elif is_dataclass(held):
        yield from _fields(held, zh, name)


def spot_of(spots: Mapping[str, Spot], question: OpenQuestion) -> Spot | None:
    """The place a question asks about, or of the nearest thing that holds it."""
    path = question.path
    if path in spots:
        return spots[path]
    while path:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
        if path in spots:
            return Spot(spots[path].address, "", spots[path].value)
    return None
