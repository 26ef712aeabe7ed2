"""Ballot rules of the scheme (operator 21): what breaks them and what follows. Standard library only.

Where each rule is decided:

* ``all_same``, ``max_share``: on one row (a ballot about one unit, across its aspects), or, for a
  group that rates all units, on all rows that carry one ballot key. At least two given answers.
* ``duplicate``: rows with the same ballot key and unit within one group, round, channel, stratum
  and cluster. Without such a rule duplicates are refused.
* ``late``: rows whose date lies outside the fieldwork window of their round.
* ``outside``: rows about a unit that is not on the list. Persons are never in ballot files.
* ``later_channel``, ``same_ip``: never decidable on anonymous rows; a finding says so.

``spoil`` counts the row as spoiled, ``quarantine`` sets it aside and counts it, ``flag`` only
counts it, ``refuse`` refuses the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minping.core.findings import Finding, warning
from minping.core.scheme.model import (
    BallotAction,
    BallotCheck,
    BallotRule,
    OptionKind,
    Scheme,
)
from minping.core.tally.forms import ON_ONE_ROW, Form

CHECK_NAMES: Mapping[BallotCheck, tuple[str, str]] = {
    BallotCheck.MAX_SHARE: ("同一选项占比超限", "one option on too large a share of the answers"),
    BallotCheck.ALL_SAME: ("各项答案全部相同", "all answers the same"),
    BallotCheck.DUPLICATE: ("重复", "duplicate"),
    BallotCheck.LATE: ("不在测评实施时间内", "outside the fieldwork window"),
    BallotCheck.OUTSIDE: ("单位不在名单内", "unit not on the list"),
    BallotCheck.LATER_CHANNEL: ("后渠道覆盖前渠道", "a later channel replaces an earlier one"),
    BallotCheck.SAME_IP: ("同一 IP", "same IP"),
}
ACTION_NAMES: Mapping[BallotAction, tuple[str, str]] = {
    BallotAction.SPOIL: ("按废票计", "counted as spoiled"),
    BallotAction.FLAG: ("仅作标记，照常计票", "only flagged, counted as usual"),
    BallotAction.QUARANTINE: ("隔离，不计入", "set aside, not counted"),
    BallotAction.REFUSE: ("拒收", "refused"),
}


@dataclass(frozen=True, order=True)
class RuleHit:
    """A rule that some ballots of a group broke; the number of rows stands beside it in a mapping."""

    check: str
    action: str
    group: str


def breaks(rule: BallotRule, given: Mapping[tuple[str, bool], int]) -> bool:
    """Whether answers break an ``all_same`` or ``max_share`` rule.

    ``given[(option, graded)]`` is the number of answers with that option; blank and spoiled ones are
    not given. Fewer than two given answers break nothing.
    """
    total = sum(given.values())
    named = [n for (code, graded), n in given.items() if (code == rule.option if rule.option else graded)]
    top = max(named, default=0)
    if total < 2:
        return False
    if rule.check is BallotCheck.ALL_SAME:
        return top == total
    return rule.check is BallotCheck.MAX_SHARE and rule.limit is not None and top > rule.limit * total


def given_answers(form: Form, answers: tuple[str, ...]) -> Counter[tuple[str, bool]]:
    """The answers given on one row, as ``breaks`` wants them."""
    given: Counter[tuple[str, bool]] = Counter()
    for position, answer in enumerate(answers):
        kind = form.kind(position, answer)
        if kind is not None:
            given[answer, kind is OptionKind.GRADED] += 1
    return given


def broken_rules(form: Form, answers: tuple[str, ...]) -> tuple[BallotRule, ...]:
    """The one-row rules of the form that this pattern breaks."""
    if not form.rules:
        return ()
    given = given_answers(form, answers)
    return tuple(rule for rule in form.rules if breaks(rule, given))


def hit_findings(hits: Mapping[RuleHit, int], scheme: Scheme) -> tuple[Finding, ...]:
    """One finding per broken rule and group, with the number of ballots."""
    return tuple(_hit_finding(hit, number, scheme) for hit, number in sorted(hits.items()) if number)


def _hit_finding(hit: RuleHit, number: int, scheme: Scheme) -> Finding:
    check_zh, check_en = CHECK_NAMES[BallotCheck(hit.check)]
    action_zh, action_en = ACTION_NAMES[BallotAction(hit.action)]
    voters = scheme.groups.get(hit.group)
    group = voters.name if voters is not None else hit.group
    whole = voters is not None and voters.rates_all and BallotCheck(hit.check) in ON_ONE_ROW
    rows_zh, rows_en = (
        (" 行选票（一人评一个单位为一行）", " ballot rows (one per unit rated)")
        if whole
        else (" 份选票", " ballots")
    )
    of_zh, of_en = (f"投票层面「{group}」", f"voter group “{group}”: ") if group else ("", "")
    return warning(
        f"ballots.rule_{hit.check}",
        f"{of_zh}有 {number}{rows_zh}{check_zh}：{action_zh}。",
        f"{of_en}{number}{rows_en}: {check_en}; {action_en}.",
    )


def inapplicable(rule: BallotRule, why_zh: str, why_en: str) -> Finding:
    """A rule of the plan that these files give no means to apply. Never silently ignored."""
    check_zh, check_en = CHECK_NAMES[rule.check]
    return warning(
        "ballots.rule_not_applicable",
        f"票面规则「{check_zh}」无法用于所给文件：{why_zh}。",
        f"The ballot rule “{check_en}” cannot be applied to these files: {why_en}.",
        "请补充所需的列，或在方案中删去该规则并说明由谁人工核对。",
        "Add the column it needs, or take the rule out of the scheme and say who checks it by hand.",
    )


def undecidable(rules: Iterable[BallotRule]) -> tuple[Finding, ...]:
    """Findings for the rules that anonymous ballot files can never decide."""
    why = {
        BallotCheck.LATER_CHANNEL: (
            "选票不记名，看不出同一人在两个渠道投票",
            "ballots are anonymous, one person in two channels cannot be seen",
        ),
        BallotCheck.SAME_IP: ("选票文件不含 IP", "ballot files hold no IP address"),
        BallotCheck.OUTSIDE: (
            "选票不含个人信息，只核对单位是否在名单内",
            "ballots hold no persons; only the unit is checked against the list",
        ),
    }
    return tuple(inapplicable(rule, *why[rule.check]) for rule in rules if rule.check in why)
