"""Whether rounds and samples count at all (operators 8, 22; F059, F164)."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from minping.core.findings import Text, warning
from minping.core.scheme.model import Minimum, MinimumScope, Scheme, ShortAction
from minping.core.scoring.context import Context
from minping.core.scoring.inputs import CampaignData, ParticipationRow, Status
from minping.core.scoring.result import RoundResult
from minping.core.scoring.rounding import percent
from minping.core.tally.counts import JOIN, Cell

SHORT_REASON = ("未达标说明", "short_reason")


def round_results(scheme: Scheme, participation: tuple[ParticipationRow, ...]) -> tuple[RoundResult, ...]:
    """Each scored round: valid, or void because of the quorum or because more came back than went out."""
    return tuple(
        _round_result(scheme, code, [row for row in participation if row.round == code])
        for code, known in scheme.rounds.items()
        if known.counts
    )


def _total(rows: list[ParticipationRow], name: str) -> int | None:
    values = [getattr(row, name) for row in rows if getattr(row, name) is not None]
    return sum(values) if values else None


def _round_result(scheme: Scheme, code: str, rows: list[ParticipationRow]) -> RoundResult:
    returned, given_out = _total(rows, "returned"), _total(rows, "issued")
    counted = returned is not None and given_out is not None
    if scheme.validity.returned_within_issued and counted and (returned or 0) > (given_out or 0):
        return RoundResult(
            code,
            False,
            Text(
                f"收回{returned}份，多于发出的{given_out}份，本期无效",
                f"{returned} returned, more than the {given_out} issued: void",
            ),
        )
    quorum = scheme.validity.quorum
    base = _total(rows, quorum.of) if quorum is not None else None
    if quorum is None or returned is None or not base:
        return RoundResult(code, True)
    share = Fraction(returned, base)
    below = (quorum.more_than is not None and share <= quorum.more_than) or (
        quorum.at_least is not None and share < quorum.at_least
    )
    if not below:
        return RoundResult(code, True)
    return RoundResult(
        code,
        False,
        Text(
            f"收回{returned}份，占{base}份的{percent(share)}，未达到规定比例，本期无效",
            f"{returned} of {base} ({percent(share)}) returned: below the quorum, void",
        ),
    )


def void_rounds(scheme: Scheme, participation: tuple[ParticipationRow, ...]) -> frozenset[str]:
    """Codes of the rounds that do not count."""
    return frozenset(result.round for result in round_results(scheme, participation) if not result.valid)


@dataclass(frozen=True)
class Sample:
    """Ballots found for one object of a minimum rule."""

    object: str
    group: str
    number: int


def _weight_of(scheme: Scheme, data: CampaignData, groups: tuple[str, ...], counted: str) -> dict[Cell, int]:
    wanted = set(groups or scheme.groups)
    return {
        cell: content.valid if counted == "valid" else content.returned
        for cell, content in data.counts.items()
        if wanted & set(cell.group.split(JOIN))
    }


def _ballots(scheme: Scheme, numbers: dict[Cell, int]) -> int:
    """Papers behind cells. Where each member rates all units, a person's paper shows up once per unit:
    the best-covered unit gives the least number of papers there can have been."""
    own, panels = 0, defaultdict(lambda: defaultdict(int))  # type: ignore[var-annotated]
    for cell, number in numbers.items():
        group = scheme.groups.get(cell.group.split(JOIN)[0])
        if group is not None and group.rates_all:
            panels[cell.group][cell.unit] += number
        else:
            own += number
    return own + sum(max(of_units.values()) for of_units in panels.values())


def samples(scheme: Scheme, data: CampaignData, rule: Minimum) -> list[Sample]:
    """The numbers that a minimum rule compares, one per object of its scope."""
    numbers = _weight_of(scheme, data, rule.groups, rule.counted)
    if rule.scope is MinimumScope.CAMPAIGN:
        return [Sample("", "", _ballots(scheme, numbers))]
    if rule.scope is MinimumScope.GROUP:
        return [
            Sample("", g, _ballots(scheme, {c: n for c, n in numbers.items() if g in c.group.split(JOIN)}))
            for g in rule.groups or tuple(scheme.groups)
        ]
    return _unit_samples(scheme, data, rule, numbers)


def _unit_samples(
    scheme: Scheme, data: CampaignData, rule: Minimum, numbers: dict[Cell, int]
) -> list[Sample]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    by_group = rule.scope is MinimumScope.UNIT_GROUP
    groups = rule.groups or tuple(scheme.groups)
    stations = rule.scope is MinimumScope.STATION
    for code in sorted(data.units):
        unit = data.units[code]
        is_station = bool(unit.parent) and not (unit.category and not stations)
        if unit.status is Status.APPRAISED and is_station == stations:
            for group in groups if by_group else ("",):
                found[(code, group)] = 0
    for cell, number in numbers.items():
        first = groups[0] if by_group else ""
        owners = {
            code if (code, first) in found or code not in data.units else data.units[code].parent
            for code in cell.unit.split(JOIN)
        }
        for owner in owners:
            for group in cell.group.split(JOIN) if by_group else ("",):
                if (owner, group) in found:
                    found[(owner, group)] += number
    return [Sample(unit, group, number) for (unit, group), number in sorted(found.items())]


def _excused(data: CampaignData, sample: Sample) -> bool:
    return any(
        row.event in SHORT_REASON and row.signed_by and row.unit in {"", sample.object} for row in data.events
    )


def apply_minimums(context: Context) -> frozenset[tuple[str, str]]:
    """Carry out every 不少于 rule. Returns (unit, group) pairs whose survey result is missing."""
    barred: set[tuple[str, str]] = set()
    for rule in context.scheme.validity.minimums:
        for sample in samples(context.scheme, context.data, rule):
            if sample.number < rule.number:
                barred |= _fell_short(context, rule, sample)
    return frozenset(barred)


_REMEDIES = {
    ShortAction.BLOCK: Text("请补充测评，够数以后才有结果", "collect more: there is no result before"),
    ShortAction.REASON: Text(
        "补充测评；或在 events.csv 登记「未达标说明」并由负责人签字",
        "collect more, or record the event 未达标说明 with a signature in events.csv",
    ),
    ShortAction.NA: Text(
        "补充测评；否则这一项没有结果，按方案的缺项规则处理",
        "collect more; otherwise this part has no result, and the scheme's rule for missing parts applies",
    ),
    ShortAction.WARN: Text("补充测评；方案规定照常计分", "collect more; by the scheme it is scored as usual"),
}


def _fell_short(context: Context, rule: Minimum, sample: Sample) -> set[tuple[str, str]]:
    unit = context.data.units.get(sample.object)
    group = context.scheme.groups.get(sample.group)
    who_zh = "".join((f"「{unit.name}」" if unit else "", group.name if group else "")) or "全部评议"
    who_en = " ".join((unit.name if unit else "", group.name if group else "")).strip() or "the campaign"
    kind_zh = "有效票" if rule.counted == "valid" else "回收票"
    words = Text(
        f"{who_zh}{kind_zh}{sample.number}份，少于规定的{rule.number}份",
        f"{who_en}: {sample.number} {rule.counted} ballots, fewer than the {rule.number} required",
    )
    blocking = rule.if_short is ShortAction.BLOCK or (
        rule.if_short is ShortAction.REASON and not _excused(context.data, sample)
    )
    if blocking:
        context.blocks.append(words)
    remedy = _REMEDIES[rule.if_short]
    context.findings.append(warning("score.minimum", words.zh, words.en, remedy.zh, remedy.en))
    if rule.if_short is not ShortAction.NA:
        return set()
    units = [sample.object] if sample.object else list(context.data.units)
    groups = [sample.group] if sample.group else list(rule.groups or context.scheme.groups)
    below = [code for code, u in context.data.units.items() if u.parent in units]
    return {(u, g) for u in [*units, *below] for g in groups}
