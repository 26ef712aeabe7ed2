"""Rules on what the plan names and the score tree never uses, or uses and does not name."""

from collections.abc import Iterator

from minping.core.findings import Severity
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, per_category
from minping.core.scheme.nodes import Adjust, Each, EventCount, Ledger, Measure, Quantity, Ref, Report, Survey
from minping.core.scheme.surveyed import Frame, aspects_in, groups_in, takes_round, values_of


def _surveys(plan: Plan, category: str) -> list[tuple[Spot, Survey]]:
    return [(spot, spot.node) for spot in plan.spots_in(category) if isinstance(spot.node, Survey)]


def aspect_unused(plan: Plan) -> Iterator[Note]:
    """A question that is asked and never enters any value."""
    used = {
        aspect
        for category in plan.categories
        for _, survey in _surveys(plan, category)
        for aspect in aspects_in(plan.scheme, survey, Frame(category))
    }
    for code, aspect in plan.scheme.aspects.items():
        if code not in used:
            yield Note(
                ("aspects", code),
                f"测评项「{aspect.name}」没有用到任何计分里",
                f"the aspect “{aspect.name}” enters no value",
                "请在某个测评里用上它，或移到「评议内容」（只印不评）",
                "use it in a survey, or move it to the contents (printed, not rated)",
            )


def group_unscored(plan: Plan) -> Iterator[Note]:
    """People are asked and their answers never count."""
    scored: set[str] = set()
    shown: set[str] = set()
    for category in plan.categories:
        for spot, survey in _surveys(plan, category):
            used = scored if spot.scored else shown
            used.update(groups_in(plan.scheme, survey, Frame(category)))
    for code, group in plan.scheme.groups.items():
        if code in scored:
            continue
        only = ("只用于指标，", "used in measures only and ") if code in shown else ("", "")
        yield Note(
            ("groups", code),
            f"投票层面「{group.name}」的票{only[0]}不计分",
            f"the ballots of voter group “{group.name}” are {only[1]}never scored",
            "请在计分里用上它，或从方案中删去",
            "use it in the score tree, or remove it",
        )


def round_unused(plan: Plan) -> Iterator[Note]:
    """A round that counts, and no survey takes its ballots."""
    surveys = [(s, n) for c in plan.categories for s, n in _surveys(plan, c) if s.scored]
    for code, known in plan.scheme.rounds.items():
        taken = any(takes_round(survey, code, known) for _, survey in surveys)
        if known.counts and not taken:
            yield Note(
                ("rounds", code),
                f"轮次「{known.name}」写明计入，但没有任何测评用到它",
                f"round “{known.name}” counts, but no survey uses it",
                "请在测评里写上这一轮次；若不计分，请写「计入: 否」",
                "name it in a survey, or write counts: false",
            )


def survey_empty(plan: Plan) -> Iterator[Note]:
    """A survey whose groups are asked none of its aspects never has a value."""
    return per_category(plan, lambda spot, category: _survey_empty(plan, spot, category))


def _survey_empty(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    if isinstance(spot.node, Survey) and not aspects_in(plan.scheme, spot.node, Frame(category)):
        yield Note(
            spot.path,
            f"「{spot.name}」没有测评项可算：所列层面不评所列的测评项",
            f"“{spot.name}” has no aspect: its groups are asked none of those it lists",
            "请核对测评、投票层面、类别三处的测评项；这个类别本来没有这一项的，用「按类别」写",
            "check the aspects of the survey, the voter groups and the category; "
            "where the category has no such item, use a switch",
        )


def each_empty(plan: Plan) -> Iterator[Note]:
    """An ``Each`` that finds no round, group or aspect never has a value."""
    return per_category(plan, lambda spot, category: _each_empty(plan, spot, category))


def _each_empty(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if isinstance(node, Each) and not values_of(plan.scheme, node, Frame(category)):
        yield Note(
            spot.path,
            f"「{spot.name}」逐项平均，但没有可逐项的轮次、层面或测评项",
            f"“{spot.name}” averages over rounds, groups or aspects, and there is none",
            "请核对维度，并看下面的测评用了哪些轮次、层面、测评项",
            "check the dimension, and what the surveys below use",
        )


def tree_unused(plan: Plan) -> Iterator[Note]:
    """A score tree that no category takes and nothing refers to."""
    taken = {root.path[1] for c in plan.categories if (root := plan.root_of(c)) is not None}
    taken |= {spot.node.tree for spot in plan.spots if isinstance(spot.node, Ref)}
    for code, tree in plan.scheme.trees.items():
        if code not in taken:
            yield Note(
                ("trees", code),
                f"计分「{tree.head.name or code}」没有类别使用",
                f"no category uses the score tree “{tree.head.name or code}”",
                "请在类别里写「计分」，或在别处引用它，或删去",
                "name it in a category, refer to it, or remove it",
            )


def denominator(plan: Plan) -> Iterator[Note]:
    """A rate says what it is divided by (operator 25; R4)."""
    for spot in plan.spots:
        node = spot.node
        if isinstance(node, Survey) and node.measure is Measure.SATISFACTION_RATE and not node.denominator:
            yield Note(
                spot.path,
                f"满意率「{spot.name}」没有写分母",
                f"the rate “{spot.name}” names no denominator",
                "请写「分母」，如 [有效票]；不了解、漏填是否算在内要写明",
                "write the denominator, such as [graded]; say whether unknown and blank are in it",
            )
        if isinstance(node, Report) and node.quantity is Quantity.RATE and not node.denominator_name:
            yield Note(
                spot.path,
                f"报送的率「{spot.name}」没有写分母是什么",
                f"the reported rate “{spot.name}” does not say what it is divided by",
                "请写「分母说明」，如 到期应办结工单数",
                "write denominator_name, such as “tickets due”",
            )


def report_partner(plan: Plan) -> Iterator[Note]:
    """Somebody must supply a component."""
    for spot in plan.spots:
        if isinstance(spot.node, Report) and not spot.node.partner:
            yield Note(
                spot.path,
                f"报送件「{spot.name}」没有写由谁报送",
                f"no partner is named for the reported component “{spot.name}”",
                "请写「报送单位」",
                "write the partner",
            )


def event_source(plan: Plan) -> Iterator[Note]:
    """A veto, a deduction or a count of events must name the events (operators 12–14)."""
    for place, veto in enumerate(plan.scheme.vetoes):
        if not veto.events:
            yield _no_event(("vetoes", place), f"一票否决「{veto.name}」", f"the veto “{veto.name}”")
    for spot in plan.spots:
        if isinstance(spot.node, Adjust) and not spot.node.events:
            yield _no_event(spot.path, f"扣减「{spot.name}」", f"the deduction “{spot.name}”")
        if isinstance(spot.node, EventCount) and not spot.node.events:
            yield _no_event(spot.path, f"事件数「{spot.name}」", f"the event count “{spot.name}”")


def _no_event(path: tuple[str | int, ...], zh: str, en: str) -> Note:
    return Note(
        path,
        f"{zh}没有事件来源，永远不会发生",
        f"{en} has no source of events and can never happen",
        "请写「事件」，名称与 events.csv 里的一致",
        "name the events as they will stand in events.csv",
    )


def veto_effect(plan: Plan) -> Iterator[Note]:
    """A veto must do something."""
    for place, veto in enumerate(plan.scheme.vetoes):
        if not veto.effects and not veto.grade_cap:
            yield Note(
                ("vetoes", place),
                f"一票否决「{veto.name}」没有写后果",
                f"the veto “{veto.name}” has no effect",
                "请写「后果」（零分、末位、取消评优）或「等次不高于」",
                "write effects (zero, last_place, no_award) or grade_cap",
            )


def ledger_items(plan: Plan) -> Iterator[Note]:
    """A ledger without items never changes; an item of 0 points neither."""
    for spot in plan.spots:
        node = spot.node
        if not isinstance(node, Ledger):
            continue
        idle = [item.name or item.code for item in node.items if item.points == 0]
        if not node.items or idle:
            which = "、".join(idle)
            yield Note(
                spot.path,
                f"台账「{spot.name}」的条目不加也不扣分：{which}" if idle else f"台账「{spot.name}」没有条目",
                f"items of “{spot.name}” neither add nor deduct: {', '.join(idle)}"
                if idle
                else f"the ledger “{spot.name}” has no items",
                "请补上条目和分值",
                "add items and their points",
            )


RULES = (
    Rule("lint.aspect_unused", Severity.WARNING, aspect_unused),
    Rule("lint.group_unscored", Severity.WARNING, group_unscored),
    Rule("lint.round_unused", Severity.WARNING, round_unused),
    Rule("lint.survey_empty", Severity.ERROR, survey_empty),
    Rule("lint.each_empty", Severity.ERROR, each_empty),
    Rule("lint.tree_unused", Severity.WARNING, tree_unused),
    Rule("lint.denominator", Severity.ERROR, denominator),
    Rule("lint.report_partner", Severity.WARNING, report_partner),
    Rule("lint.event_source", Severity.ERROR, event_source),
    Rule("lint.veto_effect", Severity.ERROR, veto_effect),
    Rule("lint.ledger_items", Severity.WARNING, ledger_items),
)
