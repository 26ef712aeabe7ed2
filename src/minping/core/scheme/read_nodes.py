"""The score tree from text: one block per node, its operation chosen by 运算.

A node without a name is called after what holds it; a node without a code has its name as code. The
generated names do not depend on the spelling of keys.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from minping.core.scheme import read_leaves as leaves
from minping.core.scheme import read_shapes as shapes
from minping.core.scheme.blocks import OPEN, Block, block, each, is_open, read, resolved
from minping.core.scheme.cursor import Cursor, Path, UnreadableError
from minping.core.scheme.keys import key_named, value_zh
from minping.core.scheme.names import Directory
from minping.core.scheme.nodes import (
    Attribution,
    ByCategory,
    Choice,
    Dimension,
    Each,
    Head,
    Mean,
    Missing,
    Node,
    Part,
    Pick,
    Report,
    Rescale,
    Rollup,
    Sum,
    Switch,
    Term,
    Weighted,
    Weights,
)
from minping.core.scheme.read_asked import keyed
from minping.core.scheme.read_weights import Weight, weight_of
from minping.core.scheme.values import choice, kinds_of_units, number, text, word_of
from minping.core.scheme.yaml_text import Item, Kind

T = TypeVar("T")

_SHAPES: Mapping[str, Callable[[Block, Head, Node], Node]] = {
    "piecewise": shapes.piecewise,
    "adjust": shapes.adjust,
    "relative": shapes.relative,
}
_LEAVES: Mapping[str, Callable[[Block, Head], Node]] = {
    "report": leaves.report,
    "ledger": leaves.ledger,
    "event_count": leaves.event_count,
    "constant": leaves.constant,
}


@dataclass
class NodeReader:
    """Reads nodes; keeps the declared 计分值 of parts for a check once the scheme is whole. ``lost``:
    a node could not be read at all, so references to nodes cannot be judged."""

    directory: Directory
    lost: bool = False
    worths: list[tuple[Path, ByCategory]] = field(default_factory=list)

    def root(self, cursor: Cursor, code: str) -> Node:
        """A tree: its key is its code."""
        return self._whole(cursor, code, code=code)

    def child(self, found: Block, key: str, above: Head, label: str = "") -> Node:
        """The one node under ``key``."""
        name = f"{above.name}·{label}" if label else ""
        stand_in = placeholder(name or f"{above.name}·{key}")
        return found.need(key, lambda c: self._whole(c, name, above=above.name), stand_in)

    def _whole(self, cursor: Cursor, name: str, *, code: str = "", above: str = "") -> Node:
        return self._closed(cursor, lambda c: self._built(*self._begin(c), name, code=code, above=above))

    def _begin(self, cursor: Cursor, *extra: str) -> tuple[Block, str]:
        """The node's block and operation."""
        lost, self.lost = self.lost, True
        if cursor.item.kind is not Kind.MAPPING:
            raise cursor.wrong_kind("一个计分节点（运算: …）", "a score node (op: …)")
        for key, item in cursor.item.entries:
            if key_named(("head",), key.text) == "op":
                op = word_of("Op")(cursor.below(item, "op", f".{key.text}", ".运算"))
                self.lost = lost
                return block(cursor, "head", op, *extra), op
        block(cursor, "head").missing("op")
        raise UnreadableError

    def _closed(self, cursor: Cursor, decode: Callable[[Cursor], T]) -> T:
        """Decode a node whose rule may be open while its name and weight are given (``待定`` beside
        them): what is suggested or decided is read as if it were written there."""
        entries = cursor.item.entries
        asked = [(key, item) for key, item in entries if key_named(OPEN, key.text)]
        if not any(key_named(OPEN, key.text) == "open" for key, _ in asked) or is_open(cursor.item):
            return decode(cursor)
        own = tuple(entry for entry in entries if entry not in asked)
        found = Block(cursor, OPEN)
        for key, item in asked:
            found.admit(key, item)

        def merged(chosen: Cursor) -> T | None:
            if chosen.item.kind is not Kind.MAPPING:
                raise chosen.wrong_kind("一个计分节点（运算: …）", "a score node (op: …)")
            return decode(replace(cursor, item=replace(cursor.item, entries=own + chosen.item.entries)))

        if found.get("suggest") is None and found.get("decided") is None:
            resolved(cursor, found, merged, None)
            cursor.log.opened.discard(cursor.path)  # only its rule is open, not its weight
            return decode(replace(cursor, item=replace(cursor.item, entries=own + _stand_in(cursor))))
        value = resolved(cursor, found, merged, None)
        if value is None:
            raise UnreadableError
        return value

    def _head(self, found: Block, name: str, code: str) -> Head:
        own = found.take("code", text, code)
        if code and own != code:
            found.values["code"].report(
                "scheme.code",
                f"「代码」写的是「{own}」，而这棵树的键是「{code}」",
                f"the code is “{own}”, but this tree's key is “{code}”",
                "两处请写成一样，或删去「代码」",
                "write the same in both places or remove the code",
            )
        shown = found.take("name", text, own or name)
        return Head(
            code=code or own or shown,
            name=shown,
            clause=found.take("clause", text, ""),
            rule=found.take("rule", text, ""),
            full=found.take("full", number, None),
            cap=found.take("cap", number, None),
            floor=found.take("floor", number, None),
            missing=found.take("missing", choice(Missing), None),
        )

    def _built(self, found: Block, op: str, name: str, *, code: str = "", above: str = "") -> Node:
        head = self._head(found, name or f"{above}·{value_zh('Op', op)}", code)
        if op in {"weighted", "sum", "mean", "pick", "switch"}:
            return self._several(found, op, head)
        if op in {"each", "rollup"}:
            return self._averaged(found, op, head)
        if op in {"piecewise", "adjust", "rescale", "relative"}:
            child = self.child(found, "node", head)
            if op == "rescale":
                return Rescale(head, child)
            return _SHAPES[op](found, head, child)
        if op == "survey":
            return leaves.survey(found, head, self.directory)
        if op == "ref":
            return leaves.ref(found, head, self.directory)
        return _LEAVES[op](found, head)

    def _several(self, found: Block, op: str, head: Head) -> Node:
        if op == "weighted":
            parts: tuple[Part, ...] = found.need("parts", lambda c: self._list(c, head, self._part), ())
            return Weighted(head, parts, found.take("parts_missing", choice(Missing), Missing.NA))
        if op == "sum":
            terms: tuple[Term, ...] = found.need("terms", lambda c: self._list(c, head, self._term), ())
            return Sum(head, terms)
        if op == "mean":
            return self._mean(found, head)
        if op == "pick":
            taken = found.take("choice", choice(Choice), Choice.FIRST)
            nodes: tuple[Node, ...] = found.need("nodes", lambda c: self._list(c, head, self._node), ())
            return Pick(head, taken, nodes)
        cases: dict[str, Node] = found.take("cases", lambda c: self._cases(c, head), {})
        default = self.child(found, "default", head, "其他") if "default" in found else None
        return Switch(head, cases, default)

    def _list(self, cursor: Cursor, above: Head, decode: Callable[[Cursor, str], T]) -> tuple[T, ...]:
        """Children in their order; a nameless one is called after its place."""
        made: list[T] = []
        for place, element in enumerate(cursor.elements(), start=1):
            name = f"{above.name}·{place}"
            got: tuple[T, ...] = read(element, self._decoder(decode, name), ())
            made += got
        return tuple(made)

    def _decoder(self, decode: Callable[[Cursor, str], T], name: str) -> Callable[[Cursor], tuple[T, ...]]:
        return lambda cursor: (self._closed(cursor, lambda c: decode(c, name)),)

    def _node(self, cursor: Cursor, name: str) -> Node:
        return self._built(*self._begin(cursor), name)

    def _part(self, cursor: Cursor, name: str) -> Part:
        found, op = self._begin(cursor, "part")
        weight, worth = weight_of(found, self.directory, needed=True)
        if worth is not None:
            self.worths.append((cursor.path, worth))
        self._unused(found, "sign")
        return Part(self._built(found, op, name), weight.by, weight.share)

    def _term(self, cursor: Cursor, name: str) -> Term:
        found, op = self._begin(cursor, "part")
        sign = found.take("sign", word_of("Sign"), "plus")
        self._unused(found, "weight", "worth")
        return Term(self._built(found, op, name), 1 if sign == "plus" else -1)

    def _weighed(self, cursor: Cursor, name: str) -> tuple[Node, Weight | None]:
        found, op = self._begin(cursor, "part")
        weight = weight_of(found, self.directory, needed=False)[0] if "weight" in found else None
        self._unused(found, "worth", "sign")
        return self._built(found, op, name), weight

    def _unused(self, found: Block, *keys: str) -> None:
        for key in keys:
            if key in found:
                found.values[key].report(
                    "scheme.unknown_key",
                    "这一键在这里没有作用",
                    "this key has no meaning here",
                    "「权重」「计分值」用于加权的组成，「正负」用于合计的组成",
                    "weight and worth belong to parts of weighted, sign to parts of sum",
                )

    def _mean(self, found: Block, head: Head) -> Mean:
        made: tuple[tuple[Node, Weight | None], ...] = found.need(
            "nodes", lambda c: self._list(c, head, self._weighed), ()
        )
        own = [weight.by.default for _, weight in made if weight is not None]
        given: tuple[Fraction, ...] = found.take("given", lambda c: each(c, number), ())
        if own and (given or len(own) < len(made) or None in own):
            found.cursor.report(
                "scheme.weights",
                "各项的权重没有写全，或写了两处",
                "the weights are incomplete or given twice",
                "请给每一项都写「权重」（不分类别），或只写「各项权重」",
                "give every part one weight (not by category), or write given only",
            )
            found.cursor.log.failed.add((*found.cursor.path, "given"))
        given = given or tuple(weight for weight in own if weight is not None)
        weights = found.take("weights", choice(Weights), Weights.GIVEN if given else Weights.EQUAL)
        missing = found.take("parts_missing", choice(Missing), Missing.NA)
        return Mean(head, tuple(node for node, _ in made), weights, given, missing)

    def _cases(self, cursor: Cursor, above: Head) -> dict[str, Node]:
        categories = self.directory.categories
        labels = {child.path: word for word, child in cursor.entries()}

        def case(child: Cursor) -> Node:
            word = labels.get(child.path, "")
            return self._whole(child, f"{above.name}·{categories.find(word) or word}")

        return keyed(cursor, categories, case)

    def _averaged(self, found: Block, op: str, head: Head) -> Node:
        missing = found.take("parts_missing", choice(Missing), Missing.REDISTRIBUTE)
        if op == "rollup":
            by = found.take("by", choice(Attribution), Attribution.PARENT)
            weights = found.take("weights", choice(Weights), Weights.EQUAL)
            child = self.child(found, "node", head)
            otherwise = self.child(found, "otherwise", head, "无下级时") if "otherwise" in found else None
            return Rollup(
                head, by, child, weights, found.take("kinds", kinds_of_units, ()), otherwise, missing
            )
        over = found.need("over", choice(Dimension), Dimension.ROUND)
        names = {
            Dimension.ROUND: self.directory.rounds,
            Dimension.GROUP: self.directory.groups,
            Dimension.ASPECT: self.directory.aspects,
        }.get(over, type(self.directory.rounds)())
        given: dict[str, Fraction] = found.take("given", lambda c: keyed(c, names, number), {})
        weights = found.take("weights", choice(Weights), Weights.GIVEN if given else Weights.EQUAL)
        return Each(head, over, self.child(found, "node", head), weights, given, missing)


def placeholder(name: str) -> Node:
    """What stands for a node that the plan leaves open without a suggestion, so that linting goes on."""
    return Report(Head(name, name, full=Fraction(100)), name)


def _stand_in(cursor: Cursor) -> tuple[tuple[Item, Item], ...]:
    words = (("运算", "报送"), ("满分", "100"))
    own = {key_named(("head",), key.text) for key, _ in cursor.item.entries}
    return tuple(
        (Item(Kind.WORD, cursor.line, key), Item(Kind.WORD, cursor.line, value))
        for key, value in words
        if key_named(("head",), key) not in own
    )
