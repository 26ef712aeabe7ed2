"""Which shape each field of a scheme has, from its type and a few tables of what types do not say."""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from minping.apps.campaigns.editor.inputs import Choices
from minping.apps.campaigns.editor.records import Boxed, Many, Maybe, Nested, Record, Table
from minping.apps.campaigns.editor.series import BandMaybe, Numbers, Pairs, Signs, Weighing
from minping.apps.campaigns.editor.shapes import (
    FLAG,
    LONG,
    TEXT,
    Checks,
    Lines,
    Shape,
    choice,
    day,
    numeric,
)
from minping.apps.campaigns.editor.words import INLINE, label_of, member_choices, word_choices
from minping.core.findings import Text
from minping.core.scheme import model, nodes, outcomes, ranges
from minping.core.scheme.codec import OPS
from minping.core.scheme.tree import walk

LONG_TEXTS = frozenset({"rule", "roster", "source", "denominator_name"})
HIDDEN = frozenset({"code"})
"""Names by which other parts refer to this one: shown, never edited."""

POINTS = frozenset(
    {
        (model.Option, "points"),
        (model.Scheme, "full"),
        (model.Category, "full"),
        (nodes.Ledger, "base"),
        (nodes.Step, "points"),
        (nodes.Slope, "full"),
        (nodes.Slope, "points"),
        (nodes.Slope, "bonus"),
        (nodes.Constant, "value"),
        (nodes.Relative, "step"),
        *((kind, name) for kind in (model.FreePoints, model.FreeBand) for name in ("low", "high", "step")),
        *((nodes.LedgerItem, name) for name in ("points", "cap", "period_cap")),
    }
)
SHARES = frozenset(
    {
        (model.BallotRule, "limit"),
        (model.MassesFirst, "at_least"),
        (model.Quorum, "more_than"),
        (model.Quorum, "at_least"),
        (outcomes.Cut, "share"),
    }
)
WORDS = {
    (outcomes.Publication, "live"): "Live",
    (model.Minimum, "counted"): "Counted",
    (model.Quorum, "of"): "QuorumBase",
    (nodes.LedgerItem, "period"): "Period",
    (nodes.Survey, "denominator"): "Denominator",
    (model.Scheme, "grade_basis"): "Basis",
}
"""Texts that hold fixed words."""

REFERENCES = {
    (model.VoterGroup, "scale"): "scales",
    (model.VoterGroup, "aspects"): "aspects",
    (model.Aspect, "scale"): "scales",
    (model.Round, "groups"): "groups",
    (model.Category, "tree"): "trees",
    (model.Category, "aspects"): "aspects",
    (model.Category, "aspect_weights"): "aspects",
    (model.Minimum, "groups"): "groups",
    (model.BallotRule, "groups"): "groups",
    (model.BallotRule, "option"): "options",
    (nodes.Survey, "groups"): "groups",
    (nodes.Survey, "rounds"): "rounds",
    (nodes.Survey, "aspects"): "aspects",
    (nodes.Survey, "numerator"): "options",
    (nodes.Ref, "tree"): "referable",
    (outcomes.Veto, "grade_cap"): "grades",
    (outcomes.Condition, "node"): "nodes",
    (outcomes.Condition, "grades"): "grades",
    (outcomes.Condition, "categories"): "categories",
    (outcomes.Condition, "selected"): "selections",
    (outcomes.Cut, "by_category"): "categories",
    (outcomes.HistoryRule, "grades"): "grades",
    (outcomes.Ranking, "node"): "nodes",
    (outcomes.Ranking, "categories"): "categories",
    (outcomes.TieBreak, "node"): "nodes",
    (outcomes.Selection, "ranking"): "rankings",
}
"""Names of other parts of the scheme."""

FURTHER = {
    "all_of": Text("以下各条都须成立", "all of these must hold"),
    "any_of": Text("以下至少一条成立", "at least one of these must hold"),
}
"""Conditions that a condition is made of."""

NO_LIMIT = Text("都不勾选即不限。", "None ticked means no limit.")
NUMERATOR = Text(
    "都不勾选即量表里「计为满意」的选项。", "None ticked: those that the scale counts as satisfied."
)
DIMENSIONS = {
    nodes.Dimension.ROUND: "rounds",
    nodes.Dimension.GROUP: "groups",
    nodes.Dimension.ASPECT: "aspects",
}
GENERAL = ("title", "source", "year", "full", "grade_basis", "notes")
"""The fields of the scheme itself that its first form shows."""

BEGINNINGS: Mapping[type, Any] = {
    model.Option: model.Option("", ""),
    model.FreeBand: model.FreeBand("", Fraction(0), Fraction(0)),
    model.FreePoints: model.FreePoints(Fraction(0), Fraction(100)),
    model.Minimum: model.Minimum(0),
    model.Quorum: model.Quorum(more_than=Fraction(1, 2)),
    model.BallotRule: model.BallotRule(model.BallotCheck.ALL_SAME, model.BallotAction.FLAG),
    model.MassesFirst: model.MassesFirst(Fraction(1, 2)),
    nodes.LedgerItem: nodes.LedgerItem("", "", None),
    nodes.Step: nodes.Step(ranges.Band(), Fraction(0)),
    nodes.Slope: nodes.Slope(Fraction(9, 10), Fraction(10), Fraction(1, 100), Fraction(1)),
    ranges.Band: ranges.Band(),
    outcomes.Cut: outcomes.Cut(outcomes.End.TOP, 3),
    outcomes.SizeRow: outcomes.SizeRow(0, 0),
    outcomes.HistoryRule: outcomes.HistoryRule(2, bottom=3),
    outcomes.Level: outcomes.Level(""),
    outcomes.TieBreak: outcomes.TieBreak(""),
}
"""What a row or an optional part starts from."""


@dataclass(frozen=True)
class Names:
    """What the parts of a scheme may refer to, as choices."""

    scheme: model.Scheme

    def of(self, table: str) -> Choices:
        """The names of one table with their labels."""
        return {
            "options": self._options,
            "nodes": self._nodes,
            "referable": [(c, Text(c, c)) for c in (*self.scheme.trees, *self.scheme.measures)],
            "trees": [(c, Text(c, c)) for c in self.scheme.trees],
            "grades": [(g.name, Text(g.name, g.name)) for g in self.scheme.grades],
        }.get(table) or self._listed(table)

    def _listed(self, table: str) -> Choices:
        held = getattr(self.scheme, table, ())
        found = held.values() if isinstance(held, Mapping) else held
        return [(one.code, Text(one.name, one.name)) for one in found if hasattr(one, "code")]

    @cached_property
    def _options(self) -> Choices:
        found = {o.code: o.name for scale in self.scheme.scales.values() for o in scale.options}
        return [(code, Text(f"{code} {name}", f"{code} {name}")) for code, name in found.items()]

    @cached_property
    def _nodes(self) -> Choices:
        trees = (*self.scheme.trees.values(), *self.scheme.measures.values())
        heads = [node.head for tree in trees for node in walk(tree)]
        return [(head.code, Text(head.name or head.code, head.name or head.code)) for head in heads]


def shape_for(value: Any, names: Names) -> Record:
    """The record of a part of the scheme: which fields it shows and how."""
    kind = type(value)
    hints = get_type_hints(kind)
    shown = GENERAL if kind is model.Scheme else [f.name for f in fields(value) if f.compare]
    parts = []
    for name in shown:
        shape = _field(kind, name, hints[name], names, value)
        if shape is not None:
            parts.append((name, label_of(kind, name), shape))
    return Record(parts)


def _field(owner: type, name: str, hint: Any, names: Names, value: Any = None) -> Shape | None:
    """The shape of a field; None for what is not edited as an input (nodes, codes)."""
    if name in HIDDEN and owner not in {model.Option, nodes.LedgerItem}:
        return None
    if (owner, name) in REFERENCES:
        return _reference(owner, name, hint, names)
    if owner is nodes.Each and name == "given":
        listed = names.of(DIMENSIONS[value.over]) if value is not None and value.over in DIMENSIONS else ()
        return Table(listed, numeric("number", optional=True), free=not listed)
    if owner is outcomes.Publication and name == "components":
        return FLAG
    if owner is outcomes.Condition and name in FURTHER:
        return Nested(lambda deeper: _condition(names, deeper=deeper), outcomes.Condition, FURTHER[name])
    return _typed(owner, name, hint, names)


def _reference(owner: type, name: str, hint: Any, names: Names) -> Shape:
    choices = names.of(REFERENCES[(owner, name)])
    origin = get_origin(hint)
    if origin is tuple:
        return Checks(choices, none=NUMERATOR if name == "numerator" else NO_LIMIT)
    if origin is not None and issubclass(origin, Mapping):
        how = "integer" if get_args(hint)[1] is int else "number"
        return Table(choices, numeric(how, optional=True))
    return choice(choices, str, optional=(owner, name) != (nodes.Ref, "tree"))


def _typed(owner: type, name: str, hint: Any, names: Names) -> Shape | None:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _union(owner, name, hint, names)
    if origin is tuple:
        return _tuple(owner, name, get_args(hint)[0], names)
    if origin is not None:
        return None
    if is_dataclass(hint):
        record = _record(hint, names)
        return record if name in INLINE else Boxed(record, folded=True)
    return _plain(owner, name, hint)


def _plain(owner: type, name: str, hint: Any) -> Shape:
    if (owner, name) in WORDS:
        optional = name == "period"
        return choice(word_choices(WORDS[(owner, name)]), str, optional=optional)
    if hint is bool:
        return FLAG
    if owner is ranges.Window:
        return day(last=name == "end")
    if hint is str:
        return LONG if name in LONG_TEXTS else TEXT
    if hint in {Fraction, int}:
        return numeric(_how(owner, name, hint), optional=False)
    return choice(member_choices(hint), hint, optional=False)


def _how(owner: type, name: str, hint: Any) -> str:
    if hint is int:
        return "integer"
    if (owner, name) in POINTS:
        return "points"
    return "share" if (owner, name) in SHARES else "number"


def _union(owner: type, name: str, hint: Any, names: Names) -> Shape | None:
    inner: list[Any] = [kind for kind in get_args(hint) if kind is not types.NoneType]
    if any(kind in OPS.values() for kind in inner):
        return None
    (kind,) = inner
    if kind in {Fraction, int}:
        return numeric(_how(owner, name, kind), optional=True)
    if is_dataclass(kind):
        if name in INLINE and kind is ranges.Band:
            return BandMaybe(_record(kind, names))
        beginning = BEGINNINGS[cast(type, kind)]
        return Maybe(_record(kind, names), lambda: beginning)
    if issubclass(kind, StrEnum):
        return choice(member_choices(kind), lambda text: kind(text) if text else None, optional=True)
    return None


def _tuple(owner: type, name: str, kind: Any, names: Names) -> Shape | None:
    if (owner, name) in WORDS:
        return Checks(word_choices(WORDS[(owner, name)]))
    if get_origin(kind) is tuple:
        return Pairs()
    if kind in _SERIES:
        return _SERIES[kind](names)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Checks(member_choices(kind), kind)
    if kind in BEGINNINGS:
        return Many(_record(kind, names), lambda: BEGINNINGS[kind])
    return None


_SERIES: Mapping[Any, Callable[[Names], Shape]] = {
    nodes.Part: lambda names: Weighing(names.of("categories")),
    nodes.Term: lambda _: Signs(),
    str: lambda _: Lines(),
    Fraction: lambda _: Numbers(),
}


def _condition(names: Names, *, deeper: bool) -> Record:
    """One condition among several, with or without a place for conditions of its own."""
    record = _record(outcomes.Condition, names)
    return record if deeper else Record([part for part in record.parts if part[0] not in FURTHER])


def _record(kind: Any, names: Names) -> Record:
    hints = get_type_hints(kind)
    parts = []
    for item in fields(kind):
        shape = _field(kind, item.name, hints[item.name], names)
        if item.compare and shape is not None:
            parts.append((item.name, label_of(kind, item.name), shape))
    return Record(parts)
