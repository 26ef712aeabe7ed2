"""Adding, removing, moving and exchanging parts of a scheme; questions follow the parts they ask about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from minping.apps.campaigns.editor.beginnings import entry_begun, node_begun
from minping.apps.campaigns.editor.items import LISTS, MAPPINGS, Item, items_of, replaced
from minping.apps.campaigns.editor.questions import follow
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    ByCategory,
    Head,
    Mean,
    Node,
    Part,
    Pick,
    Quantity,
    Report,
    Rollup,
    Sum,
    Switch,
    Term,
    Weighted,
)
from minping.core.scheme.problems import Path
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.tree import children, walk

SERIES = {"parts": Weighted, "terms": Sum, "nodes": (Mean, Pick)}
GROWING = (Weighted, Sum, Mean, Pick)
"""Nodes that take any number of further nodes."""


def grows(node: object) -> bool:
    """Whether a node can be added below: also another branch by category, or for units without subunits."""
    return isinstance(node, (*GROWING, Switch)) or (isinstance(node, Rollup) and node.otherwise is None)


class Impossible(Exception):  # noqa: N818
    """The change cannot be made; ``text`` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.text = Text(zh, en)


def _name(name: str) -> str:
    kept = " ".join(name.split())[:60]
    if not kept:
        raise Impossible("请填写名称。", "Fill in the name.")
    return kept


def _free_code(scheme: Scheme, name: str) -> str:
    roots = (*scheme.trees.values(), *scheme.measures.values())
    taken = {node.head.code for root in roots for node in walk(root)}
    taken |= {f"{code}" for code in (*scheme.trees, *scheme.measures)}
    code, number = name, 2
    while code in taken or f"{code}·测评" in taken:
        code, number = f"{name}{number}", number + 1
    return code


def node_added(scheme: Scheme, item: Item, op: str, name: str) -> Scheme:
    """A further node below ``item``; in a weighted node it weighs nothing until the weights are edited."""
    node = item.value
    if not grows(node):
        raise Impossible("这一项下面不能再加分项。", "Nothing can be added below this one.")
    name = _name(name)
    if isinstance(node, Switch):
        return _branch_added(scheme, item, node, op, name)
    code = _free_code(scheme, name)
    new = node_begun(scheme, op, Head(code, name))
    grown: Node
    if isinstance(node, Rollup):
        grown = replace(node, otherwise=new)
    elif isinstance(node, Weighted):
        share = bool(node.parts) and all(part.share for part in node.parts)
        grown = replace(node, parts=(*node.parts, Part(new, ByCategory(Fraction(0)), share)))
    elif isinstance(node, Sum):
        grown = replace(node, terms=(*node.terms, Term(new)))
    elif isinstance(node, Mean):
        given = (*node.given, Fraction(1)) if node.given else ()
        grown = replace(node, nodes=(*node.nodes, new), given=given)
    else:
        grown = replace(node, nodes=(*node.nodes, new))
    return follow(scheme, replaced(scheme, item.path, grown))


def _branch_added(scheme: Scheme, item: Item, node: Switch, op: str, category: str) -> Scheme:
    known = {one.name: code for code, one in scheme.categories.items()}
    key = category if category in scheme.categories else known.get(category, "")
    if not key or key in node.cases:
        raise Impossible(
            "请写一个还没有单独规定的类别。", "Name a category that has no branch of its own yet."
        )
    name = f"{node.head.name or node.head.code}·{scheme.categories[key].name}"
    new = node_begun(scheme, op, Head(_free_code(scheme, name), name))
    return follow(scheme, replaced(scheme, item.path, replace(node, cases={**node.cases, key: new})))


def exchanged(scheme: Scheme, item: Item, op: str) -> Scheme:
    """The node computed by another operation; its name, clause and, where it can, what lies below stay."""
    node: Node = item.value
    below = children(node)
    head = node.head
    new = node_begun(scheme, op, head, below[0] if below else None)
    if quantity_of(scheme, new) is Quantity.RATE and not isinstance(new, Report):
        new = replace(new, head=replace(head, full=None))  # the full mark of a rate is 100 %
    return follow(scheme, replaced(scheme, item.path, new))


def removed(scheme: Scheme, item: Item) -> Scheme:
    """The scheme without this part."""
    if len(item.path) == 1:
        raise Impossible("这一项不能删除。", "This cannot be removed.")
    if len(item.path) == 2:
        return follow(scheme, _entry_removed(scheme, item))
    series = item.path[-2]
    if series == "cases" or item.path[-1] == "otherwise" or item.path[-1] == "default":
        return follow(scheme, _branch_removed(scheme, item))
    if series not in SERIES:
        raise Impossible(
            "这一项是上一项的唯一来源，不能删除，可以改用另一种算法。",
            "The node above needs this one; exchange it for another operation instead.",
        )
    return follow(scheme, _series(scheme, item.path, lambda held, i: (*held[:i], *held[i + 1 :])))


def _entry_removed(scheme: Scheme, item: Item) -> Scheme:
    section, key = item.section, item.path[1]
    held = getattr(scheme, section)
    if section in LISTS:
        kept: Any = tuple(one for i, one in enumerate(held) if i != key)
    else:
        kept = {code: one for code, one in held.items() if code != key}
    return replaced(scheme, (section,), kept)


def _branch_removed(scheme: Scheme, item: Item) -> Scheme:
    path = item.path[:-2] if item.path[-2] == "cases" else item.path[:-1]
    holder = next(one.value for one in items_of(scheme).values() if one.path == path)
    if isinstance(holder, Switch) and item.path[-2] == "cases":
        cases = {name: node for name, node in holder.cases.items() if name != item.path[-1]}
        return replaced(scheme, path, replace(holder, cases=cases))
    return replaced(scheme, path, replace(holder, **{str(item.path[-1]): None}))


def moved(scheme: Scheme, item: Item, step: int) -> Scheme:
    """The part one place up (−1) or down (+1) among its siblings."""
    if len(item.path) == 1:
        raise Impossible("这一项不能移动。", "This cannot be moved.")
    if len(item.path) == 2:
        section, key = item.section, item.path[1]
        held = getattr(scheme, section)
        if section in LISTS and isinstance(key, int):
            return follow(scheme, replaced(scheme, (section,), _swapped(held, key, step)))
        if section not in (*MAPPINGS, "measures"):
            raise Impossible("这一项不能移动。", "This cannot be moved.")
        order = _swapped(tuple(held), list(held).index(key), step)
        return follow(scheme, replaced(scheme, (section,), {code: held[code] for code in order}))
    if item.path[-2] not in SERIES:
        raise Impossible("这一项不能移动。", "This cannot be moved.")
    return follow(scheme, _series(scheme, item.path, lambda held, i: _swapped(held, i, step)))


def _series(scheme: Scheme, path: Path, change: Callable[[tuple[Any, ...], int], tuple[Any, ...]]) -> Scheme:
    above, series, place = path[:-2], str(path[-2]), path[-1]
    assert isinstance(place, int)  # noqa: S101 - for the type checker
    holder = next(one.value for one in items_of(scheme).values() if one.path == above)
    changes: dict[str, Any] = {series: change(getattr(holder, series), place)}
    if isinstance(holder, Mean) and holder.given:
        changes["given"] = change(holder.given, place)
    return replaced(scheme, above, replace(holder, **changes))


def _swapped(held: Sequence[Any], place: int, step: int) -> tuple[Any, ...]:
    other = place + step
    if not 0 <= other < len(held):
        raise Impossible("已经在最前或最后。", "It is the first or the last already.")
    order = list(held)
    order[place], order[other] = order[other], order[place]
    return tuple(order)


def entry_added(scheme: Scheme, section: str, name: str) -> Scheme:
    """A new entry of a section."""
    name = _name(name)
    if section not in (*MAPPINGS, *LISTS, "trees", "measures"):
        raise Impossible("这里不能添加。", "Nothing can be added here.")
    held = getattr(scheme, section)
    if isinstance(held, Mapping):
        if name in held or (section in {"trees", "measures"} and _free_code(scheme, name) != name):
            raise Impossible(f"已有「{name}」。", f"There is “{name}” already.")
        if section == "scales":
            scheme = _scales_said(scheme)
        return replaced(scheme, (section,), {**held, name: entry_begun(scheme, section, name)})
    if any(getattr(one, "code", getattr(one, "name", "")) == name for one in held):
        raise Impossible(f"已有「{name}」。", f"There is “{name}” already.")
    return replaced(scheme, (section,), (*held, entry_begun(scheme, section, name)))


def _scales_said(scheme: Scheme) -> Scheme:
    """With a second scale, groups that took the only one for granted name it."""
    only = list(scheme.scales)
    if len(only) != 1:
        return scheme
    groups = {
        code: group if group.scale else replace(group, scale=only[0]) for code, group in scheme.groups.items()
    }
    return replace(scheme, groups=groups)
