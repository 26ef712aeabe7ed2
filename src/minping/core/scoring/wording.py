"""What a node does, in the words that stand beside its value. They must let a reader recompute it."""

from collections.abc import Sequence

from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import AspectRule, Measure, Piecewise, Quantity, Steps, Survey
from minping.core.scheme.ranges import Band
from minping.core.scoring.rounding import percent, plain

_BELOW = {
    "graded": ("有效票", "valid"),
    "unknown": ("不了解", "unknown"),
    "abstain": ("弃权", "abstain"),
    "blank": ("漏填", "blank"),
    "spoiled": ("废票", "spoiled"),
    "issued": ("发出", "issued"),
    "invited": ("邀请", "invited"),
    "eligible": ("应评", "entitled"),
}
_RETURNED = ("graded", "unknown", "abstain", "blank", "spoiled")
_ASPECTS = {
    AspectRule.MEAN: ("各测评项加权平均", "weighted mean of aspects"),
    AspectRule.SUM: ("各测评项加权合计", "weighted sum of aspects"),
    AspectRule.POOL: ("各测评项合并计算", "all aspects pooled"),
}
_STARTED = {
    Steps.PROPORTIONAL: ("", ""),
    Steps.FULL_STEPS: ("（不足一档不计）", " (full steps only)"),
    Steps.STARTED_STEPS: ("（不足一档按一档）", " (a started step counts)"),
}


def survey_words(scheme: Scheme, node: Survey) -> Text:
    """A rate with its numerator and denominator, or mean points with what is left out."""
    groups = [scheme.groups[g].name for g in node.groups if g in scheme.groups]
    who_zh, who_en = "、".join(groups) or "全部评议主体", ", ".join(groups) or "all voter groups"
    if node.measure is Measure.SATISFACTION_RATE:
        zh, en = _quotient(scheme, node)
        return Text(f"满意率＝{zh}（{who_zh}）", f"satisfaction rate = {en} ({who_en})")
    how_zh, how_en = _ASPECTS[node.aspect_rule]
    left_zh, left_en = _left_out(node)
    return Text(
        f"满意度得分＝Σ票数×分值÷有效票数{left_zh}，{how_zh}（{who_zh}）",
        f"satisfaction score = Σ ballots × points ÷ valid ballots{left_en}, {how_en} ({who_en})",
    )


def _quotient(scheme: Scheme, node: Survey) -> tuple[str, str]:
    names = _option_names(scheme, node)
    above = [names.get(code, code) for code in node.numerator]
    kinds = node.denominator or ("graded",)
    if set(kinds) == set(_RETURNED):
        below: Sequence[tuple[str, str]] = [("收回", "returned")]
    else:
        below = [_BELOW[kind] for kind in kinds]
    zh_above, en_above = "＋".join(above) or "满意票", " + ".join(above) or "satisfied"
    zh_below, en_below = "＋".join(zh for zh, _ in below), " + ".join(en for _, en in below)
    return (
        f"{_held(zh_above, '＋', '（）')}÷{_held(zh_below, '＋', '（）')}",
        f"{_held(en_above, ' + ', '()')} ÷ {_held(en_below, ' + ', '()')}",
    )


def _option_names(scheme: Scheme, node: Survey) -> dict[str, str]:
    groups, aspects = node.groups or tuple(scheme.groups), node.aspects or tuple(scheme.aspects)
    scales = [scheme.scale_for(group, aspect) for group in groups for aspect in aspects]
    return {o.code: o.name for scale in scales if scale is not None for o in scale.options}


def _held(text: str, joint: str, brackets: str) -> str:
    return f"{brackets[0]}{text}{brackets[1]}" if joint in text else text


def _left_out(node: Survey) -> tuple[str, str]:
    zh = [f"{n}个{end}" for n, end in ((node.trim_high, "最高"), (node.trim_low, "最低")) if n]
    en = [f"{n} {end}" for n, end in ((node.trim_high, "highest"), (node.trim_low, "lowest")) if n]
    if not zh:
        return "", ""
    return f"（去掉{'、'.join(zh)}）", f" (without the {' and '.join(en)})"


def piecewise_words(node: Piecewise, quantity: Quantity) -> Text:
    """The slope, the bands or the points of the line, as the plan states them."""
    show = percent if quantity is Quantity.RATE else plain
    if node.table:
        bands = [(_band(step.band, quantity), plain(step.points)) for step in node.table]
        zh = "，".join(f"{band[0]}得{points}分" for band, points in bands)
        en = ", ".join(f"{band[1]}: {points}" for band, points in bands)
        return Text(zh, en)
    slope = node.slope
    if slope is None:
        pairs = [(show(x), plain(points)) for x, points in sorted(node.line)]
        zh = "、".join(f"{x}得{points}分" for x, points in pairs)
        en = ", ".join(f"{x}: {points}" for x, points in pairs)
        return Text(f"{zh}，其间按直线", f"{en}, straight lines between")
    zh = f"达到{show(slope.target)}得{plain(slope.full)}分，每低{show(slope.step)}扣{plain(slope.points)}分"
    en = f"{plain(slope.full)} at {show(slope.target)}, {plain(slope.points)} less per {show(slope.step)} below"
    if slope.bonus:
        zh += f"，每高{show(slope.step)}加{plain(slope.bonus)}分"
        en += f", {plain(slope.bonus)} more per {show(slope.step)} above"
    started_zh, started_en = _STARTED[slope.steps]
    return Text(zh + started_zh, en + started_en)


def _band(band: Band, quantity: Quantity) -> tuple[str, str]:
    """``90%及以上、95%以下`` in few words: ``不低于90%、低于95%``."""
    show = percent if quantity is Quantity.RATE else plain
    ends = (
        (band.ge, "不低于", "≥ "),
        (band.gt, "高于", "> "),
        (band.le, "不高于", "≤ "),
        (band.lt, "低于", "< "),
    )
    given = [(end, zh, en) for end, zh, en in ends if end is not None]
    if not given:
        return "其余", "the rest"
    return (
        "、".join(f"{zh}{show(end)}" for end, zh, _ in given),
        ", ".join(f"{en}{show(end)}" for end, _, en in given),
    )
