"""Rules of the scheme that the files at hand give no means to apply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minping.core.findings import Finding, Place, warning
from minping.core.scheme.model import BallotCheck, BallotRule, Scheme
from minping.core.tally.ballot_rules import inapplicable, undecidable
from minping.core.tally.forms import ON_ONE_ROW
from minping.core.tally.moments import MOST_AXES


@dataclass(frozen=True)
class TableMet:
    """What a table holds: ballots per group, and per group of rows with a ballot key."""

    place: Place
    fields: frozenset[str]
    groups: Mapping[str, int]


def uncovered_rules(scheme: Scheme, tables: Sequence[TableMet]) -> tuple[Finding, ...]:
    """A finding per rule that cannot be applied, naming the tables and the column they lack."""
    rules = scheme.validity.ballot_rules
    findings = list(undecidable(rules))
    for rule in rules:
        column = _needs(rule, scheme)
        for field, (name_zh, name_en) in column.items():
            lacking = [table for table in tables if _concerned(rule, field, table, scheme)]
            if lacking:
                files = "、".join(dict.fromkeys(_called(table.place) for table in lacking[:5]))
                findings.append(
                    inapplicable(rule, f"{files} 没有{name_zh}列", f"{files}: no {name_en} column")
                )
        if rule.check is BallotCheck.LATE:
            findings += _without_window(rule, scheme)
    return tuple(findings)


def _needs(rule: BallotRule, scheme: Scheme) -> dict[str, tuple[str, str]]:
    if rule.check is BallotCheck.LATE:
        return {"date": ("「日期」", "date")}
    if rule.check is BallotCheck.DUPLICATE or rule.check in ON_ONE_ROW:
        return {"ballot": ("「票号」", "ballot")}
    return {}


def _concerned(rule: BallotRule, field: str, table: TableMet, scheme: Scheme) -> bool:
    groups = [group for group in table.groups if not rule.groups or group in rule.groups]
    if rule.check in ON_ONE_ROW:
        groups = [group for group in groups if scheme.groups[group].rates_all]
    return bool(groups) and field not in table.fields


def _without_window(rule: BallotRule, scheme: Scheme) -> list[Finding]:
    open_rounds = [
        known.name
        for known in scheme.rounds.values()
        if not known.fieldwork.bounded
        and (not rule.groups or not known.groups or set(rule.groups) & set(known.groups))
    ]
    if scheme.rounds and not open_rounds:
        return []
    names = "、".join(open_rounds) or "—"
    return [inapplicable(rule, f"轮次没有写明实施时间：{names}", f"no fieldwork window for rounds: {names}")]


def without_key(group: str, number: int) -> Finding:
    """Ballots of a group that rates all units whose rows carry no key."""
    return warning(
        "ballots.no_key",
        f"投票层面「{group}」一人评多个单位，但有 {number} 行没有票号：查不了重复，也不进入跨单位的方差计算。",
        f"Members of voter group “{group}” rate many units, but {number} rows have no ballot key: "
        "duplicates cannot be seen and variances across units leave them out.",
        "请给每位评议员的各行写上同一个随机票号。",
        "Give all rows of one rater the same random ballot key.",
    )


def moments_left_out() -> Finding:
    """More units and aspects than cross-moments are kept for."""
    return warning(
        "ballots.moments_left_out",
        f"一人评多个单位的选票涉及的「单位×评议内容」超过 {MOST_AXES} 项，未计算跨单位的协方差；得分不受影响。",
        f"Ballots about many units span more than {MOST_AXES} unit × aspect pairs: covariances across units "
        "were not computed; scores are not affected.",
        "需要跨单位比较的误差时，请按类别分开计票。",
        "Tally by category if the error of comparisons across units is wanted.",
    )


def _called(place: Place) -> str:
    return f"{place.file}/{place.sheet}" if place.sheet else place.file
