"""A unit's result in words, down to the counts: what the office reads out when a unit asks why."""

from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.result import Input, Placing, ScoreNode, ScoreRun, UnitResult
from minping.core.scoring.rounding import legible, percent, plain

LABELS = {
    "category": Text("类别", "category"),
    "score": Text("得分", "score"),
    "exact": Text("舍入前", "before rounding"),
    "rank": Text("名次", "rank"),
    "grade": Text("等次", "grade"),
    "clause": Text("依据", "clause"),
    "missing": Text("无结果", "no result"),
    "valid": Text("有效票", "valid ballots"),
    "none": Text("无", "none"),
    "rounds": Text("评议期次", "rounds"),
}


def label(key: str, language: str) -> str:
    """A fixed word of the explanation."""
    return LABELS[key].in_language(language)


def exact_text(node: ScoreNode) -> str:
    """The value before rounding, as far as six decimals go; a percentage for a rate."""
    value = node.value
    if value is None:
        return ""
    return percent(value) if node.quantity is Quantity.RATE else legible(value)


def input_text(item: Input, language: str) -> str:
    """One counted fact: ``满意 45票 × 100``, ``到期件数 12/15 = 4/5``."""
    zh = language != "en"
    if item.numerator is not None and item.denominator is not None:
        value = (
            "" if item.value is None else f" ＝ {legible(item.value)}" if zh else f" = {legible(item.value)}"
        )
        return f"{item.label} {plain(item.numerator)}/{plain(item.denominator)}{value}"
    if item.numerator is not None:
        times = f" × {plain(item.value)}" if item.value is not None else ""
        counted = ("（计入）" if zh else " (counted)") if item.weight else ""
        return f"{item.label} {plain(item.numerator)}{'票' if zh else ''}{times}{counted}"
    value = plain(item.value) if item.value is not None else ""
    return " ".join(part for part in (item.date, item.label, value) if part)


def rank_text(placing: Placing | None, language: str) -> str:
    """``第2名（并列，共18个）``; under the tie rule ``unordered`` tied units have no order."""
    if placing is None:
        return label("none", language)
    rank = plain(placing.rank)
    if language == "en":
        tied = "tied, " if placing.tied_with else ""
        return f"{rank} ({tied}of {placing.of})"
    tied = "并列，" if placing.tied_with and placing.ordered else ""
    tied = "同分不分先后，" if placing.tied_with and not placing.ordered else tied
    return f"第{rank}名（{tied}共{placing.of}个）"


def _contribution(node: ScoreNode, language: str) -> str:
    if node.contribution is None or node.weight is None:
        return ""
    if language == "en":
        return f"; weight {legible(node.weight)}, contributes {legible(node.contribution)}"
    return f"；权重 {legible(node.weight)}，计入 {legible(node.contribution)}"


def node_lines(node: ScoreNode, language: str = "zh", depth: int = 0) -> list[str]:
    """The node and everything below it, indented by two blanks a level."""
    pad = "  " * depth
    if node.value is None:
        why = node.missing.in_language(language) if node.missing else ""
        head = f"{pad}- {node.name}：{label('missing', language)}（{why}）"
    else:
        exact = exact_text(node)
        shown = f"{node.published}" + (f"（{exact}）" if exact != node.published else "")
        head = f"{pad}- {node.name}：{shown}"
    if node.kind != "aspect":
        head += _contribution(node, language)
    lines = [head]
    below = pad + "    "
    rule = node.rule.in_language(language)
    if rule:
        lines.append(f"{below}{rule}" + (f"［{node.clause}］" if node.clause else ""))
    if node.valid is not None and node.kind == "survey":
        lines.append(f"{below}{label('valid', language)} {node.valid}")
    lines += [f"{below}· {input_text(item, language)}" for item in node.inputs]
    lines += [f"{below}※ {note.in_language(language)}" for note in node.notes]
    for part in node.parts:
        lines += node_lines(part, language, depth + 1)
    return lines


def unit_lines(run: ScoreRun, result: UnitResult, language: str = "zh", category: str = "") -> list[str]:
    """Everything about one unit: score, place, grade, vetoes, notes, proposals, then the tree.
    ``category`` is the name of its category, which the run knows by its code."""
    total = result.published or label("none", language)
    exact = legible(result.score) if isinstance(result.score, Fraction) else ""
    lines = [
        f"{result.name}（{run.title}）",
        f"{label('category', language)}：{category or result.category or label('none', language)}",
        f"{label('score', language)}：{total}" + (f"（{label('exact', language)} {exact}）" if exact else ""),
        f"{label('rank', language)}：{rank_text(result.placing, language)}",
        f"{label('grade', language)}：{result.grade or label('none', language)}"
        + (f"［{result.grade_reason.in_language(language)}］" if result.grade_reason.zh else ""),
    ]
    lines += [f"※ {note.in_language(language)}" for note in result.notes]
    for selection in run.selections:
        for chosen in selection.chosen:
            if chosen.unit == result.unit:
                facts = "；".join(fact.in_language(language) for fact in chosen.facts)
                lines.append(f"※ {selection.name}：{facts}")
    if result.tree is not None:
        lines += ["", *node_lines(result.tree, language)]
    for measure in result.measures.values():
        lines += ["", *node_lines(measure, language)]
    return lines
