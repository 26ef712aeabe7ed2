"""The method in plain words, taken from the scheme itself."""

from collections.abc import Iterator
from fractions import Fraction

from minping.apps.documents.content import Align, Block, Column, Paragraph, Row, Table
from minping.apps.results.reports.overview import Overview
from minping.core.scheme import nodes as kinds
from minping.core.scheme.nodes import ByCategory, Node
from minping.core.scheme.outcomes import Mode, Ties
from minping.core.scheme.tree import children
from minping.core.scoring.rounding import percent, plain

_DEEPEST = 3


def method_blocks(overview: Overview) -> list[Block]:
    """Composition of the total as a table for each score tree, then ties, rounding and small samples."""
    blocks: list[Block] = [
        Paragraph(words) for words in (_answers_sentence(overview), _rounding_sentence(overview)) if words
    ]
    return [*_trees(overview), *blocks]


def _trees(overview: Overview) -> list[Block]:
    say = overview.say
    found: dict[str, tuple[Node, list[str]]] = {}
    for category in overview.categories():
        tree = overview.scheme.tree_of(category)
        if tree is not None:
            found.setdefault(tree.head.code, (tree, []))[1].append(category)
    blocks: list[Block] = []
    for tree, categories in found.values():
        names = say.listed(overview.category_name(c) for c in categories)
        caption = say("总分的组成", "How the total is made up")
        if len(found) > 1:
            caption += say(f"（{names}）", f" ({names})")
        columns = (
            Column(say("组成部分", "component"), width=14),
            Column(say("权重或满分", "weight or full mark"), align=Align.RIGHT),
            Column(say("算法", "rule"), width=20),
            Column(say("依据", "clause"), width=8),
        )
        rows = tuple(_rows(overview, tree, _full_text(tree), 0))
        blocks.append(Table(caption, columns, rows))
    return blocks


def _full_text(node: Node) -> str:
    return plain(node.head.full) if node.head.full is not None else ""


def _rows(overview: Overview, node: Node, weight: str, level: int) -> Iterator[Row]:
    head = node.head
    rule = head.rule or overview.say(*_rule(overview, node))
    yield Row((head.name, weight, rule, head.clause), level=level)
    if level >= _DEEPEST:
        return
    if isinstance(node, kinds.Weighted):
        for part in node.parts:
            yield from _rows(overview, part.node, _weight(overview, part.weight, part.share), level + 1)
    elif isinstance(node, kinds.Sum):
        for term in node.terms:
            sign = overview.say("加", "plus") if term.sign > 0 else overview.say("减", "minus")
            yield from _rows(overview, term.node, sign, level + 1)
    else:
        for child in children(node):
            yield from _rows(overview, child, _full_text(child), level + 1)


def _weight(overview: Overview, weight: ByCategory, share: bool) -> str:
    def shown(value: Fraction | None) -> str:
        if value is None:
            return overview.say("不适用", "none")
        return percent(value) if share else plain(value)

    texts = {c: shown(weight.of(c)) for c in overview.categories()}
    if len(set(texts.values())) <= 1:
        return next(iter(texts.values()), shown(weight.default))
    return overview.say.joined(f"{overview.category_name(c)} {text}" for c, text in texts.items())


def _groups(overview: Overview, groups: tuple[str, ...]) -> str:
    known = overview.scheme.groups
    return overview.say.listed(known[g].name if g in known else g for g in groups or tuple(known))


def _rule(overview: Overview, node: Node) -> tuple[str, str]:
    """A node's rule in plain words, where the scheme gives none of its own."""
    match node:
        case kinds.Survey():
            who = _groups(overview, node.groups)
            if node.measure is kinds.Measure.SATISFACTION_RATE:
                return f"满意率（{who}）", f"satisfaction rate ({who})"
            return f"各档票数乘分值的平均分（{who}）", f"mean points of the answers ({who})"
        case kinds.Report():
            source = node.partner or overview.say("有关部门", "a partner")
            return f"由{source}提供", f"delivered by {source}"
        case kinds.Ledger():
            return (
                f"基础分{plain(node.base)}，按记录加减",
                f"base {plain(node.base)}, entries added and deducted",
            )
        case kinds.Each() | kinds.Mean():
            return "各次（各项）结果的平均", "mean of the results"
        case kinds.Rollup():
            return "下级单位结果的平均", "mean of the subunits"
        case _:
            return _PLAIN[type(node)]


_PLAIN: dict[type, tuple[str, str]] = {
    kinds.Weighted: ("各部分按权重相加", "weighted sum of the parts"),
    kinds.Sum: ("各部分直接加减", "sum of the parts"),
    kinds.EventCount: ("按记录的件数", "number of recorded events"),
    kinds.Constant: ("定值", "fixed value"),
    kinds.Piecewise: ("按分段标准折算", "points by steps"),
    kinds.Adjust: ("按事件扣减", "reduced by events"),
    kinds.Rescale: ("按满分折算", "scaled to the full mark"),
    kinds.Pick: ("按规则取其中一项", "one of the parts, by rule"),
    kinds.Switch: ("按类别取用", "chosen by category"),
    kinds.Ref: ("引用另一项", "another item"),
    kinds.Relative: ("按在本类别中的位置计分", "by standing in the category"),
}


def _answers_sentence(overview: Overview) -> str:
    threshold = overview.scheme.small_cells.threshold
    words = overview.say(
        "“不了解”、弃权、漏填和废票分别统计，计入与否按方案规定。",
        "Unknown, abstained, blank and spoiled answers are counted apart; the scheme says what each means. ",
    )
    if threshold > 1:
        words += overview.say(
            f"有效票不足{threshold}份的，按方案规定合并；合并后仍不足的，不计分、不公布。",
            f"Groups under {threshold} valid ballots are merged; what is still short is neither scored nor shown.",
        )
    return words


def _rounding_sentence(overview: Overview) -> str:
    say, scheme = overview.say, overview.scheme
    zh, en = {
        Mode.HALF_UP: ("四舍五入", "halves rounded up"),
        Mode.HALF_EVEN: ("四舍六入五成双", "halves rounded to even"),
        Mode.DOWN: ("舍去尾数", "rounded down"),
        Mode.UP: ("进一", "rounded up"),
    }[scheme.rounding.mode]
    digits = scheme.rounding.digits
    words = say(
        f"计算过程不取舍，公布时保留{digits}位小数（{zh}）。",
        f"Nothing is rounded on the way; {digits} decimals are published ({en}). ",
    )
    if scheme.rankings:
        words += say(*_TIES[scheme.rankings[0].ties])
    return words


_TIES = {
    Ties.COMPETITION: (
        "得分相同的并列，其后名次顺延空缺。",
        "Equal scores share a rank; the next ranks are skipped.",
    ),
    Ties.DENSE: ("得分相同的并列，其后名次不空缺。", "Equal scores share a rank; no rank is skipped."),
    Ties.SHARE: ("得分相同的取所占名次的平均数。", "Equal scores share the mean of their ranks."),
    Ties.UNORDERED: ("得分相同的不分先后。", "Equal scores have no order among them."),
}
