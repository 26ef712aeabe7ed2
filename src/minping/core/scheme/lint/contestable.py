"""Warnings on rules that plans do use and that people contest; none of them is forbidden."""

from collections.abc import Iterator
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.full_mark import part_points
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, name_of, per_category
from minping.core.scheme.model import BallotAction, BallotCheck, BallotRule, Scale, VoterGroup
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    Dimension,
    Each,
    Missing,
    Rollup,
    Survey,
    Weighted,
    Weights,
)

BY_SITE = {Dimension.CLUSTER, Dimension.CHANNEL, Dimension.STRATUM}


def negative_limit(plan: Plan) -> Iterator[Note]:
    """A limit on how often one option may be chosen bends honest answers when the option is a low one."""
    for place, rule in enumerate(plan.scheme.validity.ballot_rules):
        if rule.check is not BallotCheck.MAX_SHARE:
            continue
        names = [name for scale in plan.scheme.scales.values() if (name := _low_option(scale, rule.option))]
        if rule.option and not names:
            continue
        named = names[0] if names else "任一选项"
        named_en = f"“{names[0]}”" if names else "any option"
        limit = "" if rule.limit is None else written(rule.limit, rate=True)
        yield Note(
            ("validity", "ballot_rules", place),
            f"「{named}」超过{limit}就处理整张票：这限制了差评，群众不满意也不能如实填",
            f"ballots with more than {limit} of {named_en} are acted on: this limits negative answers",
            "请只作标记（flag），由人核查，不要拒收或作废",
            "only flag such ballots for a check; do not refuse or spoil them",
        )


def _low_option(scale: Scale, wanted: str) -> str:
    """The wanted option's name if it lies in the lower half of the scale."""
    middle = (scale.low + scale.high) / 2
    for option in scale.graded:
        if wanted in {option.code, option.name}:
            low = option.points < middle if option.points is not None else not option.satisfied
            return option.name if wanted and low else ""
    return ""


def refuse_in_form(plan: Plan) -> Iterator[Note]:
    """One form about many units that refuses "too many of one answer" makes voters change honest ones."""
    for place, rule in enumerate(plan.scheme.validity.ballot_rules):
        many = [g.name for g in _groups(plan, rule) if g.rates_all]
        wanted = {BallotCheck.MAX_SHARE, BallotCheck.ALL_SAME}
        if rule.action is BallotAction.REFUSE and rule.check in wanted and many:
            yield Note(
                ("validity", "ballot_rules", place),
                f"「{'、'.join(many)}」一张票评多个单位，填报时拒收会逼人改掉如实的评价",
                f"{', '.join(many)}: one ballot rates many units; refusing it in the form makes people change "
                "honest answers",
                "请改为作废或只作标记，由计票时处理",
                "spoil or flag at the tally instead",
            )


def _groups(plan: Plan, rule: BallotRule) -> list[VoterGroup]:
    return [g for code, g in plan.scheme.groups.items() if not rule.groups or code in rule.groups]


def quarantine_single(plan: Plan) -> Iterator[Note]:
    """Only batches and meetings can be set aside: single sealed ballots have nobody to ask."""
    for place, rule in enumerate(plan.scheme.validity.ballot_rules):
        online = [g.name for g in _groups(plan, rule) if g.channels and all(_is_web(c) for c in g.channels)]
        if rule.action is BallotAction.QUARANTINE and online:
            yield Note(
                ("validity", "ballot_rules", place),
                f"「{'、'.join(online)}」只有网上票，不能逐张隔离",
                f"{', '.join(online)}: web ballots cannot be quarantined one by one",
                "隔离只用于成批的纸质票、会场票；网上票请用作废或标记",
                "quarantine is for batches and meetings; spoil or flag web ballots",
            )


def _dedupe(plan: Plan) -> Iterator[tuple[int, BallotRule, list[str]]]:
    """Rules that remove ballots by address or by a later channel, and the groups that vote on the web."""
    for place, rule in enumerate(plan.scheme.validity.ballot_rules):
        if rule.check in {BallotCheck.SAME_IP, BallotCheck.LATER_CHANNEL}:
            groups = _groups(plan, rule)
            yield place, rule, [g.name for g in groups if any(_is_web(c) for c in g.channels)]


def _is_web(channel: str) -> bool:
    """Whether a channel's code means the web: ``web``, 网上, 网络, 微信 …"""
    folded = channel.casefold()
    return any(word in folded for word in ("web", "online", "网", "微信", "wechat", "扫码"))


def dedupe_web(plan: Plan) -> Iterator[Note]:
    """Sealed web ballots carry no address and no person: they cannot be removed afterwards (operator 23)."""
    for place, rule, web in _dedupe(plan):
        if web:
            what = ("按IP去重", "removing by IP") if rule.check is BallotCheck.SAME_IP else _LATER
            yield Note(
                ("validity", "ballot_rules", place),
                f"{what[0]}不能用于网上票（{'、'.join(web)}）：票里没有地址，也没有人名",
                f"{what[1]} cannot apply to web ballots ({', '.join(web)}): they carry no address and no person",
                "请用一人一证、发证时锁定渠道代替，或把规则限于没有网上渠道的层面",
                "let each person have one credential and one channel, or limit the rule to groups without web",
            )


_LATER = ("后来渠道优先", "letting a later channel win")


def dedupe_contestable(plan: Plan) -> Iterator[Note]:
    """Many people share one address; a later answer is not a better one."""
    for place, rule, web in _dedupe(plan):
        if not web:
            same_ip = rule.check is BallotCheck.SAME_IP
            why = "同一单位、家庭、网吧共用一个地址" if same_ip else "先投的票被后来的票抹掉"
            why_en = (
                "offices and families share one address" if same_ip else "a later ballot wipes out the first"
            )
            yield Note(
                ("validity", "ballot_rules", place),
                f"去重规则有争议：{why}",
                f"this way to remove duplicates is contested: {why_en}",
                "请用一人一证代替，或只作标记",
                "use one credential per person, or only flag",
            )


def veto(plan: Plan) -> Iterator[Note]:
    """One event outweighs what thousands of citizens said."""
    for place, rule in enumerate(plan.scheme.vetoes):
        yield Note(
            ("vetoes", place),
            f"「{rule.name}」是一票否决：一件事可抵掉全部评议结果",
            f"“{rule.name}” is a one-vote veto: one event overrides the whole result",
            "请写明由谁认定、能否申诉；后果尽量限于等次和评优",
            "say who establishes the event and how to appeal; prefer a cap on grade and awards",
        )


def live_results(plan: Plan) -> Iterator[Note]:
    """Live results help canvassers and frighten voters (F162)."""
    live = plan.scheme.publication.live == "results"
    levels = [level.name for level in plan.scheme.publication.levels if "实时" in level.when + level.name]
    if live or levels:
        yield Note(
            ("publication", "live"),
            "实时公布结果：便于拉票，也能从前后两次的差看出个别人的票；系统只实时公布参与情况，结果在截止后公布",
            "results are published live: this helps canvassing and reveals single votes by difference; only "
            "participation is shown live, results after the close",
            "请改为「实时公布: 参与情况」",
            "write live: participation",
        )


def equal_stations(plan: Plan) -> Iterator[Note]:
    """A station with 5 ballots weighs as much as one with 200 (seed 001)."""
    for spot in plan.spots:
        node = spot.node
        by_site = isinstance(node, Rollup) or (isinstance(node, Each) and node.over in BY_SITE)
        if by_site and getattr(node, "weights", None) is Weights.EQUAL:
            yield Note(
                spot.path,
                f"「{spot.name}」简单平均：5份票的站点与200份票的站点一样重",
                f"“{spot.name}” is a plain mean: a station with 5 ballots weighs as much as one with 200",
                "如非本意，请写「平均方式: 按票数」，或规定每个站点的最低有效票",
                "if not meant, use weights: ballots, or a minimum of valid ballots per station",
            )


def trimmed(plan: Plan) -> Iterator[Note]:
    """Leaving out the best and the worst answers removes real opinions."""
    for spot in plan.spots:
        node = spot.node
        if isinstance(node, Survey) and (node.trim_high or node.trim_low):
            yield Note(
                spot.path,
                f"「{spot.name}」去掉{node.trim_high}个最高、{node.trim_low}个最低：去掉的也是真实意见",
                f"“{spot.name}” leaves out the {node.trim_high} highest and {node.trim_low} lowest answers: "
                "they are opinions too",
                "票数多时不必去掉；评委很少时再用，并写明依据",
                "needless with many ballots; keep it for small juries and cite the clause",
            )


def adjust_order(plan: Plan) -> Iterator[Note]:
    """A deduction on an intermediate value is worth something else in the total (P6)."""
    return per_category(plan, lambda spot, category: _adjust(plan, spot, category))


def _adjust(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Adjust) or not spot.above:
        return
    amount = written(node.amount, rate=plan.is_rate(node) or node.mode is not AdjustMode.SUBTRACT)
    worth = _worth(plan, spot, category)
    in_total = f"，在上一级折合{written(worth)}分" if worth is not None else ""
    in_total_en = f", worth {written(worth)} points one level up" if worth is not None else ""
    yield Note(
        spot.path,
        f"「{spot.name}」每次扣{amount}，扣在中间一级而不是总分上{in_total}：先扣后折与先折后扣不同",
        f"“{spot.name}” takes off {amount} per event at an intermediate level, not from the total{in_total_en}: "
        "the order matters",
        "请确认扣在哪一级" + ("" if node.head.floor is not None else "，并写「下限」"),
        "confirm the level" + ("" if node.head.floor is not None else ", and give it a floor"),
    )


def _worth(plan: Plan, spot: Spot, category: str) -> Fraction | None:
    """Points of the ``Weighted`` directly above that one subtraction costs."""
    node, parent = spot.node, spot.parent
    full = plan.full_mark(node, category)
    if not isinstance(parent, Weighted) or not isinstance(node, Adjust) or not full:
        return None
    if node.mode is not AdjustMode.SUBTRACT:
        return None
    points = part_points(plan.scheme, parent, category)
    weight = next(w for part, w in zip(parent.parts, points, strict=True) if part.node is node)
    return None if weight is None else node.amount / full * weight


def category_mean(plan: Plan) -> Iterator[Note]:
    """Other units' results stand in for a missing one."""
    for spot in plan.spots:
        used = {getattr(spot.node, name, None) for name in ("missing", "not_applicable", "if_short")}
        if Missing.CATEGORY_MEAN in used | {spot.node.head.missing}:
            yield Note(
                spot.path,
                f"「{name_of(spot.node)}」缺项时按同类别平均计：一个单位的得分会随别的单位变动",
                f"“{name_of(spot.node)}” takes the category's mean when missing: a unit's score moves with others",
                "请考虑改为「分摊」（由其余各项按比例分担权重）",
                "consider redistribute (the other parts share the weight)",
            )


def commissioner_ranked(plan: Plan) -> Iterator[Note]:
    """Who runs the appraisal should not be ranked by it (R6: the commissioning body came first)."""
    scheme = plan.scheme
    if scheme.rankings and all(category.ranked for category in scheme.categories.values()):
        yield Note(
            ("categories",),
            "全部类别都参加排名：组织评议的单位（如纪委监委、评议办所在单位）是否也在其中？",
            "every category is ranked: is the body that runs the appraisal among the units?",
            "如在其中，请列为征求意见单位，或放进不参加排名的类别",
            "if so, mark it opinion-only, or put it into a category that is not ranked",
        )


def components_hidden(plan: Plan) -> Iterator[Note]:
    """A ranked total whose parts are not shown cannot be recomputed (R2)."""
    scheme = plan.scheme
    if scheme.rankings and not scheme.publication.components:
        yield Note(
            ("publication", "components"),
            "公布排名而不公布分项：外人无法复算，容易引起争议",
            "ranks are published without the parts: nobody can recompute them",
            "请写「公布分项: 是」",
            "write components: true",
        )


RULES = (
    Rule("lint.negative_limit", Severity.WARNING, negative_limit),
    Rule("lint.refuse_in_form", Severity.WARNING, refuse_in_form),
    Rule("lint.quarantine_single", Severity.WARNING, quarantine_single),
    Rule("lint.dedupe_web", Severity.ERROR, dedupe_web),
    Rule("lint.dedupe_contestable", Severity.WARNING, dedupe_contestable),
    Rule("lint.veto_contestable", Severity.WARNING, veto),
    Rule("lint.live_results", Severity.WARNING, live_results),
    Rule("lint.equal_stations", Severity.WARNING, equal_stations),
    Rule("lint.trimmed", Severity.WARNING, trimmed),
    Rule("lint.adjust_order", Severity.WARNING, adjust_order),
    Rule("lint.category_mean", Severity.WARNING, category_mean),
    Rule("lint.commissioner_ranked", Severity.INFO, commissioner_ranked),
    Rule("lint.components_hidden", Severity.WARNING, components_hidden),
)
