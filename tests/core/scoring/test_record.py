"""The table of scores: a column for every component, also for those computed several times."""

from fractions import Fraction as F

from tests.core.scoring.builders import counts, data, head, scheme, survey, units

from minping.core.scheme.model import Round
from minping.core.scheme.nodes import ByCategory, Dimension, Each, Part, Weighted
from minping.core.scoring.engine import score
from minping.core.scoring.record import component_columns, table_header, table_rows
from minping.core.tally.counts import Cell


def test_what_is_computed_for_each_round_has_a_column_for_each_round():
    inner = Weighted(head("inner", full=F(100)), (Part(survey("own"), ByCategory(F(100))),))
    tree = Weighted(
        head("total", full=F(100)), (Part(Each(head("all"), Dimension.ROUND, inner), ByCategory(F(100))),)
    )
    plan = scheme(tree, rounds={"r1": Round("r1", "一"), "r2": Round("r2", "二")})
    given = counts({Cell("a", "people", "r1"): {"A": 1, "D": 1}, Cell("a", "people", "r2"): {"A": 1}})
    run = score(plan, data(units("a"), given))
    header = table_header(component_columns(plan, run))
    row = dict(zip(header, table_rows(plan, run)[0], strict=True))
    made = {name: value for name, value in row.items() if name.startswith(("all", "inner", "own"))}
    assert made == {
        "all": "75.00",
        "all（计入）": "75",
        "inner@r1": "50.00",
        "inner@r2": "100.00",
        "own@r1": "50.00",
        "own@r1（计入）": "50",
        "own@r2": "100.00",
        "own@r2（计入）": "100",
    }
