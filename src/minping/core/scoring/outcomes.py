"""Vetoes, grades and selections of a scored campaign (operators 14–16, 18, 19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.outcomes import (
    Basis,
    Condition,
    Cut,
    End,
    Grade,
    Purpose,
    Ranking,
    Scope,
    Selection,
    Veto,
    VetoEffect,
    best_first,
)
from minping.core.scoring.context import Context
from minping.core.scoring.history import years_in_row
from minping.core.scoring.ranks import Ordered, compared, cut_off, ordered_pools, places
from minping.core.scoring.result import Chosen, SelectionResult, UnitResult
from minping.core.scoring.rounding import plain


def vetoes_of(context: Context, unit: str) -> tuple[Veto, ...]:
    """The vetoes that the unit's events bring about."""
    return tuple(
        veto
        for veto in context.scheme.vetoes
        if (found := context.events(unit, veto.events, veto.window))
        and sum(row.count for row in found) >= veto.at_least
    )


@dataclass(frozen=True)
class Standing:
    """What outcomes are decided from: results in progress, pools by ranking code, vetoed-last units."""

    context: Context
    results: Mapping[str, UnitResult]
    pools: Mapping[str, Sequence[Ordered]]
    last: frozenset[str]
    selected: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        return self.context.scheme


def meets(standing: Standing, condition: Condition, result: UnitResult, basis: Basis = Basis.EXACT) -> bool:
    """Whether everything that the condition names holds."""
    context = standing.context
    if condition.band is not None:
        value = compared(result, condition.node, basis, context.scheme)
        if value is None or not condition.band.holds(value):
            return False
    events = context.events(result.unit, condition.events, condition.window)
    banned = context.events(result.unit, condition.without_events, condition.window)
    return (
        (not condition.grades or result.grade in condition.grades)
        and (not condition.events or bool(events))
        and not banned
        and (not condition.categories or result.category in condition.categories)
        and (not condition.selected or result.unit in standing.selected.get(condition.selected, frozenset()))
        and all(meets(standing, further, result, basis) for further in condition.all_of)
        and (not condition.any_of or any(meets(standing, one, result, basis) for one in condition.any_of))
    )


def _within(standing: Standing, cut: Cut, ranking: Ranking) -> frozenset[str]:
    pools = standing.pools.get(ranking.code) or ordered_pools(
        standing.scheme, standing.context.data, ranking, standing.results.values(), standing.last
    )
    return frozenset(unit for pool in pools for unit in cut_off(cut, pool))


def _grade_ranking(scheme: Scheme, grade: Grade) -> Ranking:
    first = scheme.rankings[0] if scheme.rankings else Ranking("", "")
    if first.scope is grade.scope:
        return first
    return replace(first, code=f"{first.code}/{grade.scope.value}", scope=grade.scope)


def grade_units(standing: Standing) -> dict[str, UnitResult]:
    """Each scored unit's grade: the first in the scheme's order whose cut and condition it meets."""
    scheme = standing.scheme
    basis = Basis(scheme.grade_basis)
    inside = {
        place: _within(standing, grade.cut, _grade_ranking(scheme, grade))
        for place, grade in enumerate(scheme.grades)
        if grade.cut is not None
    }
    graded = {}
    for code, result in standing.results.items():
        found = None
        if result.score is not None:
            for place, grade in enumerate(scheme.grades):
                if (place not in inside or code in inside[place]) and meets(
                    standing, grade.condition, result, basis
                ):
                    found = place
                    break
        graded[code] = _graded(standing, result, found)
    return graded


def _graded(standing: Standing, result: UnitResult, place: int | None) -> UnitResult:
    scheme = standing.scheme
    if not scheme.grades or result.score is None:
        return result
    names = [grade.name for grade in scheme.grades]
    quality = best_first(scheme.grades)
    reason = Text("", "")
    for veto in vetoes_of(standing.context, result.unit):
        if veto.grade_cap in names and (
            place is None or quality.index(names[place]) < quality.index(veto.grade_cap)
        ):
            place = names.index(veto.grade_cap)
            reason = Text(
                f"「{veto.name}」：不高于{veto.grade_cap}", f"“{veto.name}”: no better than {veto.grade_cap}"
            )
    if place is None:
        words = Text(f"{plain(result.score)}不在任何等次内", f"{plain(result.score)} lies in no grade")
        return replace(result, grade="", grade_reason=words)
    if not reason.zh:
        clause = scheme.grades[place].clause
        reason = Text(clause, clause)
    return replace(result, grade=names[place], grade_reason=reason)


def _barred_from_praise(standing: Standing, unit: str) -> bool:
    return any(VetoEffect.NO_AWARD in veto.effects for veto in vetoes_of(standing.context, unit))


def _facts(standing: Standing, ranking: Ranking, unit: str) -> tuple[Text, ...]:
    result = standing.results[unit]
    placing = next((p for p in result.placings if p.ranking == ranking.code), None)
    facts = [Text(f"得分{result.published}", f"score {result.published}")]
    if placing is not None:
        tied_zh = "（并列）" if placing.tied_with else ""
        tied_en = " (tied)" if placing.tied_with else ""
        rank = plain(placing.rank)
        facts.append(Text(f"第{rank}名{tied_zh}，共{placing.of}个", f"rank {rank}{tied_en} of {placing.of}"))
    if result.grade:
        facts.append(Text(f"等次：{result.grade}", f"grade: {result.grade}"))
    return tuple(facts)


def _chosen(
    standing: Standing, rule: Selection, ranking: Ranking, unit: str, in_cut: bool
) -> tuple[Chosen | None, bool]:
    """The unit if it is chosen, and whether its history could be decided."""
    context, result = standing.context, standing.results[unit]
    if rule.purpose is Purpose.PRAISE and _barred_from_praise(standing, unit):
        return None, True
    if not meets(standing, rule.condition, result):
        return None, True
    facts = _facts(standing, ranking, unit)
    if rule.history is None:
        return (Chosen(unit, facts) if in_cut else None), True
    this_year = in_cut and (
        not rule.history.grades or rule.cut is not None or result.grade in rule.history.grades
    )
    if rule.cut is None and rule.history.bottom:
        this_year = unit in _within(standing, Cut(End.BOTTOM, number=rule.history.bottom), ranking)
    past = years_in_row(rule.history, context.data.units[unit], context.data, this_year)
    if not past.holds:
        return None, past.complete
    return Chosen(unit, facts + past.facts), True


def select(standing: Standing, rule: Selection) -> list[SelectionResult]:
    """Who is proposed, pool by pool. Ties at the edge and shortened pools are noted."""
    scheme = standing.scheme
    ranking = next((r for r in scheme.rankings if r.code == rule.ranking), None)
    ranking = ranking or (scheme.rankings[0] if scheme.rankings else Ranking("", ""))
    found = []
    for pool in standing.pools.get(ranking.code, ()):
        if ranking.scope is Scope.CATEGORY and _outside(rule.condition, pool.pool):
            continue
        inside = frozenset(cut_off(rule.cut, pool)) if rule.cut is not None else None
        units = [unit for group in pool.groups for unit in group]
        if rule.cut is not None and rule.cut.end is End.BOTTOM:
            units.reverse()
        chosen, undecided = [], []
        for unit in units:
            picked, complete = _chosen(standing, rule, ranking, unit, inside is None or unit in inside)
            if picked is not None:
                chosen.append(picked)
            elif not complete:
                undecided.append(unit)
        wanted = places(rule.cut, pool) if rule.cut is not None else None
        notes = _notes(standing, wanted, chosen, undecided, has_rule=rule.history is not None)
        found.append(
            SelectionResult(
                rule.code, rule.name, rule.purpose.value, pool.pool, wanted, tuple(chosen), notes, rule.clause
            )
        )
    return found


def _outside(condition: Condition, category: str) -> bool:
    """A selection for some categories has nothing to say about the others."""
    return bool(condition.categories) and category not in condition.categories


def _notes(
    standing: Standing, wanted: int | None, chosen: list[Chosen], undecided: list[str], *, has_rule: bool
) -> tuple[Text, ...]:
    notes = []
    if wanted is not None and len(chosen) > wanted:
        notes.append(
            Text(
                f"规定{wanted}个，因并列共{len(chosen)}个",
                f"{wanted} places, {len(chosen)} units because of a tie",
            )
        )
    if wanted is not None and len(chosen) < wanted and not has_rule:
        notes.append(Text(f"规定{wanted}个，实有{len(chosen)}个", f"{wanted} places, {len(chosen)} filled"))
    if undecided:
        names = "、".join(standing.context.data.units[u].name for u in undecided)
        notes.append(Text(f"缺少往年记录，无法判断：{names}", f"earlier years are missing for: {names}"))
    return tuple(notes)
