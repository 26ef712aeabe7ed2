"""Writes a scheme as YAML in random spellings and key orders: the other half of the reading laws."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any

import yaml

from minping.core.scheme import model as m
from minping.core.scheme import nodes as n
from minping.core.scheme import outcomes as o
from minping.core.scheme.codec import NAMES
from minping.core.scheme.keys import KEYS, VALUES
from minping.core.scheme.ranges import Band, Window

BLOCKS: dict[type, tuple[str, ...]] = {
    m.Scheme: ("scheme",),
    m.Scale: ("scale",),
    m.Option: ("option",),
    m.FreePoints: ("free",),
    m.FreeBand: ("free_band",),
    m.Aspect: ("aspect",),
    m.Content: ("content",),
    m.VoterGroup: ("group",),
    m.Round: ("round",),
    m.Category: ("category",),
    m.Validity: ("validity",),
    m.Minimum: ("minimum",),
    m.Quorum: ("quorum",),
    m.BallotRule: ("ballot_rule",),
    m.MassesFirst: ("masses_first",),
    m.SmallCells: ("small_cells",),
    m.OpenQuestion: ("question",),
    Window: ("window",),
    n.LedgerItem: ("ledger_item",),
    n.Slope: ("slope",),
    n.Step: ("step", "band"),
    o.Veto: ("veto",),
    o.Condition: ("condition", "band"),
    o.Cut: ("cut",),
    o.SizeRow: ("size_row",),
    o.Grade: ("grade", "band"),
    o.Ranking: ("ranking",),
    o.TieBreak: ("tie_break",),
    o.Selection: ("selection",),
    o.HistoryRule: ("history",),
    o.Rounding: ("rounding",),
    o.Publication: ("publication",),
    o.Level: ("level",),
}
WORDS = {"counted": "Counted", "of": "QuorumBase", "live": "Live", "period": "Period", "grade_basis": "Basis"}
SECTIONS = ("scales", "aspects", "groups", "rounds", "categories", "trees", "measures")


@dataclass
class Writer:
    """``language``: ``zh``, ``en`` or ``mixed``; ``random`` chooses spellings and key order."""

    random: Random
    language: str = "mixed"

    def text(self, scheme: m.Scheme) -> bytes:
        return yaml.safe_dump(self.block(scheme), allow_unicode=True, sort_keys=False, width=1000).encode()

    def _pick(self, english: str, others: tuple[str, ...]) -> str:
        if self.language == "en":
            return english
        if self.language == "zh":
            return others[0]
        return self.random.choice([english, *others, others[0] + "　", english.upper()])

    def key(self, blocks: tuple[str, ...], english: str) -> str:
        return next(self._pick(english, KEYS[b][english]) for b in blocks if english in KEYS[b])

    def word(self, enum: str, value: str) -> str:
        return self._pick(value, VALUES[enum][value])

    def spelled(self, blocks: tuple[str, ...], held: dict[str, Any]) -> dict[str, Any]:
        pairs = [(self.key(blocks, k), v) for k, v in held.items() if v is not None]
        self.random.shuffle(pairs)
        return dict(pairs)

    def value(self, value: Any, name: str = "") -> Any:
        if isinstance(value, bool | Enum | Fraction | int) or name in WORDS:
            return self.single(value, name)
        if isinstance(value, tuple):
            return [self.value(v) for v in value]
        if isinstance(value, Mapping):
            return {k: self.value(v) for k, v in value.items()}
        if type(value) in NAMES:
            return self.node(value)
        if is_dataclass(value):
            return self.block(value)
        return value

    def single(self, value: Any, name: str) -> str:
        if isinstance(value, bool):
            return self.word("Bool", "true" if value else "false")
        if isinstance(value, Enum):
            return self.word(type(value).__name__, str(value.value))
        return self.word(WORDS[name], value) if name in WORDS and value else str(value)

    def block(self, thing: Any) -> dict[str, Any]:
        held = {f.name: getattr(thing, f.name) for f in fields(thing)}
        held.pop("line", None)
        renamed = {"answer": "decided"} if isinstance(thing, m.OpenQuestion) else {}
        out: dict[str, Any] = {}
        for name, value in held.items():
            if value is None or (value in ("", (), {}) and name != "rankings"):
                continue
            if isinstance(value, Band):
                out |= {k: str(v) for k, v in vars(value).items() if v is not None}
            elif isinstance(thing, m.Scheme) and name in SECTIONS:
                out[name] = [self._entry(code, held) for code, held in value.items()]
            else:
                out[renamed.get(name, name)] = self.value(value, name)
        return self.spelled(BLOCKS[type(thing)], out)

    def _entry(self, code: str, thing: Any) -> Any:
        if type(thing) in NAMES:
            return self.node(thing)
        return self.block(thing)

    def node(self, node: Any, extra: dict[str, Any] | None = None) -> dict[str, Any]:
        op = NAMES[type(node)]
        out: dict[str, Any] = {"op": self.word("Op", op), **(extra or {})}
        for name, value in vars(node.head).items():
            if value not in ("", None):
                out[name] = self.value(value)
        for name, value in vars(node).items():
            if name != "head":
                out |= self._field(node, name, value)
        return self.spelled(("head", op, "part"), out)

    def _field(self, node: Any, name: str, value: Any) -> dict[str, Any]:
        if name == "parts":
            return {"parts": [self.node(p.node, self._weight(p)) for p in value]}
        if name == "terms":
            signs = {1: "plus", -1: "minus"}
            return {"terms": [self.node(t.node, {"sign": self.word("Sign", signs[t.sign])}) for t in value]}
        if name == "missing":
            return {"parts_missing": self.value(value)}
        if name == "denominator":
            words = [self.word("Denominator", word) for word in value]
            return {name: words} if words else {}
        if name == "line" and value:
            return {name: [[str(x), str(y)] for x, y in value]}
        if (value in (None, (), {}, "") and name != "items") or value == Window():
            return {}
        return {name: self.value(value, name)}

    def _weight(self, part: n.Part) -> dict[str, Any]:
        def shown(weight: Fraction) -> str:
            return f"{weight.numerator * 100}/{weight.denominator}%" if part.share else str(weight)

        if not part.weight.by_category:
            return {"weight": shown(part.weight.default or Fraction(0))}
        by = {name: shown(weight) for name, weight in part.weight.by_category.items()}
        if part.weight.default is not None:
            by[self._pick("default", ("其他",))] = shown(part.weight.default)
        return {"weight": by}
