"""Own and public view aspect by aspect: what ballots gave an aspect, and where a unit sees itself too high."""

from datetime import date
from fractions import Fraction as F

import pytest
from tests.site.county import ASPECTS, county, run_of, scheme

from minping.apps.documents.content import Paragraph, Table
from minping.apps.results.reports.around import UnitAround, YearAround
from minping.apps.results.reports.files import leading_papers
from minping.apps.results.reports.gap_aspects import aspect_blocks, aspect_gaps, aspect_words
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.unit_report import compose_unit_report
from minping.core.tally.counts import JOIN

DAY = date(2026, 1, 15)
UNIT = "admin-003"


def overview(language: str = "zh") -> Overview:
    data = county()
    return Overview(run_of(data), scheme(), data, language)


def by_hand(seen: Overview, unit: str, aspect: str) -> F:
    """Points over all answers with points, out of the best answer's 100."""
    points = {o.code: o.points for o in seen.scheme.scales["five"].graded}
    numbers = [
        (points[option], number)
        for cell, counts in seen.data.counts.items()
        if unit in cell.unit.split(JOIN) and not counts.short
        for option, number in counts.answers.get(aspect, {}).items()
        if option in points
    ]
    return F(sum((p or 0) * n for p, n in numbers), 100 * sum(n for _, n in numbers))


def test_an_aspects_public_share_is_what_its_ballots_gave() -> None:
    seen = overview()
    gaps = aspect_gaps(seen, {UNIT: dict.fromkeys(ASPECTS, F(95))})[UNIT]
    assert set(gaps) == set(ASPECTS)
    for code, gap in gaps.items():
        assert gap.public == by_hand(seen, UNIT, code)
        assert gap.own == F(95, 100)


def test_only_what_both_rated_is_compared() -> None:
    seen = overview()
    assert aspect_gaps(
        seen, {UNIT: {"open": F(90), "没有": F(1)}, "nobody": {"open": F(1)}, "admin-001": {}}
    ) == {UNIT: aspect_gaps(seen, {UNIT: {"open": F(90)}})[UNIT]}
    assert list(aspect_blocks(seen, {})) == []
    assert aspect_words(seen, UNIT, {}) == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_too_high_is_marked_from_ten_points_on(language: str) -> None:
    seen = overview(language)
    public = by_hand(seen, UNIT, "open")
    close = (public + F(1, 10)) * 100
    own = {UNIT: {"open": close, "law": (by_hand(seen, UNIT, "law") + F(99, 1000)) * 100, "clean": F(0)}}
    (table,) = [b for b in aspect_blocks(seen, own) if isinstance(b, Table)]
    (row,) = table.rows
    assert row.cells[1] == "+10.0*"
    assert row.cells[2] == "+9.9"
    assert row.cells[3].startswith("−")
    assert len(row.cells) == 4, "an aspect that no unit rated has no column"
    (told,) = [b.text for b in aspect_blocks(seen, own) if isinstance(b, Paragraph)]
    assert ("1项" in told) if language == "zh" else (": 1:" in told)


def test_the_report_and_the_units_letter_tell_it() -> None:
    seen = overview()
    own = {UNIT: {"open": F(100), "law": F(1)}}
    papers = leading_papers(seen, YearAround(self_aspects=own), date=DAY, office="评议办")
    gap = papers["自评与群众评价对照"]
    assert any(isinstance(b, Table) and "分项" in b.caption for b in gap.blocks)
    letter = compose_unit_report(
        seen, UNIT, date=DAY, office="评议办", around=UnitAround(self_aspects=own[UNIT])
    )
    said = "".join(b.text for b in letter.blocks if isinstance(b, Paragraph))
    assert "“信息公开”自评100.0%" in said
    assert "“依法办事”自评1.0%" in said
