"""Rules on who is asked and how many must answer (F013, F164; operators 8, 26)."""

from collections.abc import Iterator
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.group_shares import group_shares
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, limited_to
from minping.core.scheme.nodes import Survey

LEAST_THRESHOLD = 5
SELF_WORDS = ("自评", "互评", "被评议", "参评单位", "本单位")


def roster(plan: Plan) -> Iterator[Note]:
    """A voter group without a list to draw from cannot be checked, invited or counted."""
    for code, group in plan.scheme.groups.items():
        if not group.roster:
            yield Note(
                ("groups", code),
                f"投票层面「{group.name}」没有写名单从哪里来",
                f"voter group “{group.name}” does not say where its roster comes from",
                "请写「名单」，如 由评议办从户籍库抽取；由被评议单位报送的要写明",
                "write roster: who supplies it, and say so if it is the appraised unit",
            )


def self_rating(plan: Plan) -> Iterator[Note]:
    """Appraised units that rate themselves or each other."""
    for code, group in plan.scheme.groups.items():
        if any(word in group.name for word in SELF_WORDS):
            yield Note(
                ("groups", code),
                f"投票层面「{group.name}」看来由被评议单位自评或互评",
                f"voter group “{group.name}” seems to be the appraised units rating themselves or each other",
                "请确认本意，限制其权重，并不许给自己打分",
                "confirm it, keep its weight small, and let nobody rate himself",
            )


def small_cells_threshold(plan: Plan) -> Iterator[Note]:
    """Never under 5."""
    threshold = plan.scheme.small_cells.threshold
    if threshold < LEAST_THRESHOLD:
        yield Note(
            ("small_cells", "threshold"),
            f"小样本阈值{threshold}太小，少数人的评价会被认出来",
            f"a small-cell threshold of {threshold} lets single answers be recognised",
            "请写5或更大的数，通常为10",
            "write 5 or more, usually 10",
        )


def small_cells_merge(plan: Plan) -> Iterator[Note]:
    """Without a merge order every short cell is lost. A plan without ballots has none."""
    if plan.scheme.groups and not plan.scheme.small_cells.merge:
        threshold = plan.scheme.small_cells.threshold
        yield Note(
            ("small_cells",),
            f"没有写小样本的合并顺序：不足{threshold}份的一律不计分",
            f"no merge order for small cells: whatever has fewer than {threshold} ballots is not scored",
            "请写「合并顺序」，如 [会场, 渠道, 轮次]",
            "write merge, such as [cluster, channel, round]",
        )


def min_valid_small(plan: Plan) -> Iterator[Note]:
    """A minimum below the small-cell threshold never decides anything."""
    threshold = plan.scheme.small_cells.threshold
    for spot in plan.spots:
        if isinstance(spot.node, Survey) and 0 < spot.node.min_valid < threshold:
            yield Note(
                spot.path,
                f"「{spot.name}」要求至少{spot.node.min_valid}份有效票，低于小样本阈值{threshold}，不起作用",
                f"“{spot.name}” asks for {spot.node.min_valid} valid ballots, below the small-cell "
                f"threshold {threshold}: it never applies",
                "请提高这个数，或删去",
                "raise it, or remove it",
            )


def minimum_returned(plan: Plan) -> Iterator[Note]:
    """不了解 and spoiled papers do not make a sample (F164)."""
    for place, rule in enumerate(plan.scheme.validity.minimums):
        if rule.counted == "returned":
            yield Note(
                ("validity", "minimums", place),
                f"最低样本{rule.number}份按收回计：不了解、废票也算进去",
                f"the minimum of {rule.number} counts returned ballots, unknown and spoiled ones included",
                "请改为按有效票计",
                "count valid ballots",
            )


def masses_first(plan: Plan) -> Iterator[Note]:
    """群众优先: mass groups carry at least the share that the plan demands, in every category."""
    demand = plan.scheme.validity.masses_first
    if demand is None:
        return
    mass = {code for code, group in plan.scheme.groups.items() if group.mass}
    said: dict[Note, list[str]] = {}
    for category in plan.categories:
        shares = group_shares(plan.scheme, category)
        carried = sum((s for groups, s in shares.items() if set(groups) <= mass), Fraction(0))
        if carried < demand.at_least:
            note = _masses_note(plan, dict(shares), carried, demand.at_least)
            said.setdefault(note, []).append(category)
    for note, categories in said.items():
        yield note if len(categories) == len(plan.categories) else limited_to(plan, note, categories)


def _masses_note(
    plan: Plan, shares: dict[tuple[str, ...], Fraction], carried: Fraction, least: Fraction
) -> Note:
    groups = plan.scheme.groups
    each = [
        f"{'＋'.join(groups[g].name if g in groups else g for g in key)} {written(share, rate=True)}"
        for key, share in shares.items()
    ]
    return Note(
        ("validity", "masses_first"),
        f"群众层面合计占{written(carried, rate=True)}，低于要求的{written(least, rate=True)}"
        f"（各层面：{'、'.join(each) or '无'}）",
        f"mass groups carry {written(carried, rate=True)}, less than the {written(least, rate=True)} "
        f"demanded ({', '.join(each) or 'no group'})",
        "请提高群众层面的权重，或核对哪些层面标了「群众」",
        "raise their weights, or check which groups are marked as mass",
    )


RULES = (
    Rule("lint.roster", Severity.WARNING, roster),
    Rule("lint.self_rating", Severity.WARNING, self_rating),
    Rule("lint.small_cells_threshold", Severity.ERROR, small_cells_threshold),
    Rule("lint.small_cells_merge", Severity.INFO, small_cells_merge),
    Rule("lint.min_valid_small", Severity.WARNING, min_valid_small),
    Rule("lint.minimum_returned", Severity.WARNING, minimum_returned),
    Rule("lint.masses_first", Severity.ERROR, masses_first),
)
