"""Several years in a row (operator 19): identity through renames and mergers, exempt years."""

from dataclasses import dataclass

from minping.core.findings import Text
from minping.core.scheme.outcomes import ExemptYears, HistoryRule, MergedUnits
from minping.core.scoring.inputs import CampaignData, HistoryRow, Unit


@dataclass(frozen=True)
class HistoryResult:
    """Whether the rule holds for a unit, with the years that show it."""

    holds: bool
    facts: tuple[Text, ...]
    complete: bool = True
    """False: rows of years that would have decided are missing."""


def row_counts(rule: HistoryRule, row: HistoryRow) -> bool:
    """Whether a past year was a bad one by the rule: flagged, in the last places, or so graded."""
    if row.bottom is not None:
        return row.bottom
    if rule.bottom and _among_last(rule.bottom, row):
        return True
    return bool(rule.grades) and row.grade in rule.grades


def _among_last(places: int, row: HistoryRow) -> bool:
    if row.behind is not None:
        return row.behind < places
    return row.rank is not None and row.of is not None and row.rank > row.of - places


def _rows_of(rule: HistoryRule, unit: Unit, data: CampaignData, year: int) -> list[HistoryRow]:
    """Rows of that year under the unit's own name first, then its predecessors' in their order; those of units
    merged in without handing on their history only for a rule that asks for them."""
    joined = () if rule.merged is MergedUnits.MAIN else unit.joined
    names = [unit.code, unit.name, *unit.former, *joined]
    rows = [row for row in data.history if row.year == year and row.unit in names]
    return sorted(rows, key=lambda row: names.index(row.unit))


def _year_counts(rule: HistoryRule, rows: list[HistoryRow]) -> bool:
    if rule.merged is MergedUnits.ANY:
        return any(row_counts(rule, row) for row in rows)
    if rule.merged is MergedUnits.ALL:
        return all(row_counts(rule, row) for row in rows)
    return row_counts(rule, rows[0])


def _told(unit: Unit, rows: list[HistoryRow]) -> Text:
    zh, en = [], []
    for row in rows:
        word = "并入的" if row.unit in unit.joined else "时称"
        under = f"（{word}{row.unit}）" if row.unit not in {unit.code, unit.name} else ""
        rank = f"第{row.rank}名，共{row.of}个" if row.rank is not None else (row.grade or "有记录")
        zh.append(f"{row.year}年{under}{rank}")
        en.append(
            f"{row.year}: rank {row.rank} of {row.of}" if row.rank is not None else f"{row.year}: {row.grade}"
        )
    return Text("；".join(zh), "; ".join(en))


def years_in_row(rule: HistoryRule, unit: Unit, data: CampaignData, this_year: bool) -> HistoryResult:
    """Does the rule hold for ``unit``, the current year included (``this_year``)?

    Consecutive: walks back from this year; an exempt year is skipped or breaks the chain as the rule
    says; a year without any row breaks it and is reported as unproven. Otherwise: counts all bad years.
    """
    if rule.consecutive and not this_year:
        return HistoryResult(False, ())
    hits, facts = int(this_year), []
    known = {row.year for row in data.history}
    first = min(known, default=data.year)
    for year in range(data.year - 1, first - 1, -1):
        if hits >= rule.years:
            break
        rows = _rows_of(rule, unit, data, year)
        if rows and all(row.exempt for row in rows):
            facts.append(Text(f"{year}年免评", f"{year}: exempt"))
            if rule.exempt is ExemptYears.BREAK and rule.consecutive:
                break
            continue
        rows = [row for row in rows if not row.exempt]
        if rows and _year_counts(rule, rows):
            hits += 1
            facts.append(_told(unit, rows))
        elif rule.consecutive:
            return HistoryResult(False, tuple(facts), complete=bool(rows))
    complete = hits >= rule.years or len(known) >= rule.years - 1
    return HistoryResult(hits >= rule.years, tuple(facts), complete)
