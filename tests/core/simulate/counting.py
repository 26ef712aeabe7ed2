"""A county's ballots counted without files: the rows themselves, by the plain rules of the tally."""

from collections.abc import Sequence

from minping.core.scheme.model import OVERALL
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.small_cells import merge_small_cells
from minping.core.scoring.validity import void_rounds
from minping.core.simulate.ballots import LEADING
from minping.core.simulate.county import SimulatedCounty
from minping.core.simulate.scales import SPOILED
from minping.core.tally.counts import Cell, Counts
from minping.core.tally.forms import SPOILED_ANSWER
from minping.core.tally.patterns import Patterns, counts_of


def category_of(county: SimulatedCounty) -> dict[str, str]:
    """A unit's own category, else that of what it belongs to."""
    units = {unit.code: unit for unit in county.units}

    def category(code: str) -> str:
        unit = units.get(code)
        return (unit.category or category(unit.parent or unit.district or unit.system)) if unit else ""

    return {code: category(code) for code in units}


def counts_in(county: SimulatedCounty) -> Counts:
    scheme, categories = county.scheme, category_of(county)
    codes = {unit.name: unit.code for unit in county.units}
    patterns = Patterns()
    for table in county.ballots():
        headings = {aspect.name: code for code, aspect in scheme.aspects.items()} | {OVERALL: OVERALL}
        places = {headings.get(name, name): at for at, name in enumerate(table.header) if at >= len(LEADING)}
        for row in table.rows:
            cell = Cell(codes[row[0]], *row[1:6])
            asked = scheme.asked(cell.group, categories[cell.unit]) or (OVERALL,)
            spoiled = row[7] == SPOILED
            given = [row[places[aspect]] for aspect in asked]
            read = [SPOILED_ANSWER if spoiled or ";" in text or text == SPOILED else text for text in given]
            patterns.add(cell, tuple(read))
    return counts_of(patterns, scheme, categories)


def data_of(county: SimulatedCounty) -> CampaignData:
    """What scoring reads."""
    units = {unit.code: unit for unit in county.units}
    void = void_rounds(county.scheme, county.participation)
    return CampaignData(
        title=county.title,
        year=county.year,
        units=units,
        counts=merge_small_cells(county.scheme, units, counts_in(county), void).counts,
        participation=county.participation,
        reports=county.reports,
        entries=county.entries,
        events=county.events,
        history=county.history,
    )


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    below = sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys)
    return float(above / below**0.5)
