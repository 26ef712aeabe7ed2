"""What the parts of a scheme are called on pages: from the spellings of the scheme's own language."""

from collections.abc import Sequence
from enum import StrEnum

from minping.core.findings import Text
from minping.core.scheme import model, nodes, outcomes, ranges
from minping.core.scheme.codec import NAMES
from minping.core.scheme.keys import KEYS, VALUES, value_zh

BLOCKS: dict[type, tuple[str, ...]] = {
    model.Scheme: ("scheme",),
    model.Scale: ("scale",),
    model.Option: ("option",),
    model.FreePoints: ("free",),
    model.FreeBand: ("free_band",),
    model.Aspect: ("aspect",),
    model.Content: ("content",),
    model.VoterGroup: ("group",),
    model.Round: ("round",),
    model.Category: ("category",),
    model.Minimum: ("minimum",),
    model.Quorum: ("quorum",),
    model.BallotRule: ("ballot_rule",),
    model.SmallCells: ("small_cells",),
    model.MassesFirst: ("masses_first",),
    model.Validity: ("validity",),
    ranges.Band: ("band",),
    ranges.Window: ("window",),
    outcomes.Veto: ("veto",),
    outcomes.Condition: ("condition", "band"),
    outcomes.Cut: ("cut",),
    outcomes.SizeRow: ("size_row",),
    outcomes.Grade: ("grade",),
    outcomes.Ranking: ("ranking",),
    outcomes.TieBreak: ("tie_break",),
    outcomes.Selection: ("selection",),
    outcomes.HistoryRule: ("history",),
    outcomes.Rounding: ("rounding",),
    outcomes.Publication: ("publication",),
    outcomes.Level: ("level",),
    nodes.Head: ("head",),
    nodes.Part: ("part",),
    nodes.Term: ("part",),
    nodes.LedgerItem: ("ledger_item",),
    nodes.Slope: ("slope",),
    nodes.Step: ("step",),
    **{kind: (op, "head") for op, kind in ((name, kind) for kind, name in NAMES.items())},
}
RENAMED = {
    (nodes.Weighted, "missing"): "parts_missing",
    (nodes.Mean, "missing"): "parts_missing",
    (nodes.Each, "missing"): "parts_missing",
    (nodes.Rollup, "missing"): "parts_missing",
}
INLINE = frozenset({"head", "band"})
"""Fields whose own fields are written at the same level."""

SECTIONS = {
    "scales": Text("量表", "scales"),
    "aspects": Text("测评项", "aspects"),
    "contents": Text("评议内容", "content heads"),
    "groups": Text("投票层面", "voter groups"),
    "rounds": Text("轮次", "rounds"),
    "categories": Text("类别", "categories"),
    "trees": Text("计分", "score trees"),
    "measures": Text("指标（只展示，不计分）", "measures (shown, never scored)"),
    "validity": Text("有效性", "validity"),
    "small_cells": Text("小样本", "small cells"),
    "vetoes": Text("一票否决", "vetoes"),
    "grades": Text("等次", "grades"),
    "rankings": Text("排名", "rankings"),
    "selections": Text("评选、结果运用", "selections"),
    "publication": Text("公布", "publication"),
    "rounding": Text("舍入", "rounding"),
}


def zh_key(owner: type, name: str) -> str:
    """The Chinese key of a field as plans write it; empty where it has none of its own."""
    name = RENAMED.get((owner, name), name)
    for block in BLOCKS.get(owner, ()):
        if name in KEYS[block]:
            return KEYS[block][name][0]
    return ""


def label_of(owner: type, name: str) -> Text:
    """The label of a field."""
    english = RENAMED.get((owner, name), name).replace("_", " ")
    return Text(zh_key(owner, name) or english, english)


def word_choices(enum: str) -> list[tuple[str, Text]]:
    """The fixed words of an enum, value and label."""
    return [(word, word_label(enum, word)) for word in VALUES[enum]]


def word_label(enum: str, word: str) -> Text:
    """The label of one fixed word."""
    return Text(value_zh(enum, word), word.replace("_", " "))


def member_choices(kind: type[StrEnum]) -> list[tuple[str, Text]]:
    """The members of an enum in the scheme's spelling."""
    if kind.__name__ in VALUES:
        return word_choices(kind.__name__)
    return [(member.value, Text(member.value, member.value)) for member in kind]


def op_label(node: nodes.Node) -> Text:
    """What a node's operation is called."""
    return word_label("Op", NAMES[type(node)])


def joined(texts: Sequence[Text], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one."""
    return Text(zh.join(t.zh for t in texts), en.join(t.en for t in texts))
