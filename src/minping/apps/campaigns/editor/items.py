"""The parts of a scheme that have a form of their own, by address; and putting a changed part back."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass, replace
from hashlib import sha256
from typing import Any

from minping.apps.campaigns.editor.words import SECTIONS
from minping.core.findings import Text
from minping.core.scheme.codec import encode
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node, Part, Term
from minping.core.scheme.problems import Path, placed, printed

MAPPINGS = ("scales", "aspects", "groups", "rounds", "categories")
LISTS = ("contents", "vetoes", "grades", "rankings", "selections")
ALONE = ("validity", "small_cells", "publication", "rounding")
WHOLE = "scheme"
"""The address of the scheme's own fields."""


@dataclass(frozen=True)
class Item:
    """A part with a form. ``path``: by the keys of the language, as findings name it."""

    path: Path
    value: Any

    @property
    def address(self) -> str:
        return printed(self.path)

    @property
    def section(self) -> str:
        return str(self.path[0])

    @property
    def depth(self) -> int:
        return len(self.path)

    @property
    def is_node(self) -> bool:
        return hasattr(self.value, "head")

    @property
    def name(self) -> Text:
        """What the part is called."""
        if isinstance(self.value, Scheme):
            return Text("方案概要", "the scheme as a whole")
        if self.section in ALONE:
            return SECTIONS[self.section]
        head = getattr(self.value, "head", None)
        text = (head.name or head.code) if head is not None else getattr(self.value, "name", "")
        text = text or str(self.path[-1])
        return Text(text, text)

    @property
    def digest(self) -> str:
        """A mark of the part's own content, to notice that somebody else changed it meanwhile."""
        return sha256(repr(_own(self.value)).encode()).hexdigest()[:24]


def _own(value: Any) -> Any:
    if isinstance(value, Scheme):
        from minping.apps.campaigns.editor.plans import GENERAL  # noqa: PLC0415

        return [encode(getattr(value, name)) for name in GENERAL]
    return encode(value)


def items_of(scheme: Scheme) -> dict[str, Item]:
    """Every part with a form, by address, in the order of the plan."""
    found = [Item((WHOLE,), scheme)]
    for section, table in (("trees", scheme.trees), ("measures", scheme.measures)):
        found += [Item(path, node) for path, node in placed(table, section)]
    for section in MAPPINGS:
        held: Mapping[str, Any] = getattr(scheme, section)
        found += [Item((section, code), value) for code, value in held.items()]
    for section in LISTS:
        found += [Item((section, i), value) for i, value in enumerate(getattr(scheme, section))]
    found += [Item((section,), getattr(scheme, section)) for section in ALONE]
    return {item.address: item for item in found}


def replaced(scheme: Scheme, path: Path, value: Any) -> Scheme:
    """The scheme with another value at ``path``."""
    if path == (WHOLE,):
        return value  # type: ignore[no-any-return]
    put = _put(scheme, path, value)
    assert isinstance(put, Scheme)  # noqa: S101 - for the type checker
    return put


def _put(holder: Any, path: Path, value: Any) -> Any:
    if not path:
        return replace(holder, node=value) if isinstance(holder, Part | Term) else value
    key, rest = path[0], path[1:]
    if isinstance(holder, Part | Term):
        return replace(holder, node=_put(holder.node, path, value))
    if isinstance(holder, Mapping):
        return {name: _put(held, rest, value) if name == key else held for name, held in holder.items()}
    if isinstance(holder, tuple):
        return tuple(_put(held, rest, value) if i == key else held for i, held in enumerate(holder))
    if is_dataclass(holder):
        return replace(holder, **{str(key): _put(getattr(holder, str(key)), rest, value)})  # type: ignore[type-var]
    raise KeyError(path)


def item_for(items: Mapping[str, Item], address: str) -> Item | None:
    """The part that a finding's path belongs to: itself or the nearest that holds it."""
    while address:
        if address in items:
            return items[address]
        cut = max(address.rfind("."), address.rfind("["))
        address = address[:cut] if cut > 0 else ""
    return None


def children_of(items: Mapping[str, Item], item: Item) -> list[Item]:
    """The node parts directly below a node."""
    if not item.is_node:
        return []
    from minping.core.scheme.problems import steps_below  # noqa: PLC0415

    node: Node = item.value
    return [items[printed((*item.path, *step))] for step, _ in steps_below(node)]
