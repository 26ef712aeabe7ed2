"""The tally as Ibis expressions: run on DuckDB here, on any other Ibis backend by configuration.

Ibis is imported by the caller's engine; these functions only compose. All columns are text.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

ROWS = "rows"
"""Name of the column with the number of rows."""

AT = "row_at"
PROBLEM = "problem"
TRIMMED = "ballot"
"""The field whose blanks at either end never matter."""


def pattern_expression(table: "ir.Table", columns: Sequence[str]) -> "ir.Table":
    """How many rows hold each combination of ``columns``: the whole tally of ballots.

    One group-by over raw text; every reading of what the text means is done on its output.
    Columns of the result: ``columns`` and ``rows``.
    """
    return table.group_by(list(columns)).aggregate(table.count().name(ROWS))


def keyed_expression(
    table: "ir.Table",
    heads: "ir.Table",
    tails: "ir.Table",
    head_columns: Sequence[str],
    answer_columns: Sequence[str],
) -> "ir.Table":
    """The rows that carry a ballot key, with numbers for their cell and answer pattern.

    ``heads``: raw head columns → ``cell``, ``form``. ``tails``: ``form``, raw answers → ``pattern``.
    Columns of the result: ``ballot cell pattern rows``.
    """
    filled = _filled(table, [TRIMMED, *head_columns, *answer_columns])
    keyed = filled.filter(filled[TRIMMED] != "")
    joined = keyed.inner_join(heads, list(head_columns)).inner_join(tails, ["form", *answer_columns])
    return pattern_expression(joined, ("ballot", "cell", "pattern"))


def _filled(table: "ir.Table", columns: Sequence[str]) -> "ir.Table":
    """Missing text as empty text."""
    filled = {name: table[name].fill_null("") for name in columns}
    return table.mutate(**{name: c.strip() if name == TRIMMED else c for name, c in filled.items()})


def first_rows_expression(numbered: "ir.Table", wanted: "ir.Table", fields: Sequence[str]) -> "ir.Table":
    """The first row that meets each problem's conditions.

    ``numbered``: text columns and ``row_at``; ``wanted``: ``problem`` and the texts of ``fields`` that
    show it. Columns of the result: ``problem row_at``.
    """
    joined = _filled(numbered, fields).inner_join(wanted, list(fields))
    return joined.group_by(PROBLEM).aggregate(joined[AT].min().name(AT))


def duplicates_expression(entries: "ir.Table") -> "ir.Table":
    """Ballot keys that rate one unit more than once.

    ``entries``: ``source scope ballot unit rows``. Columns of the result: ``scope ballot unit
    source rows``; ``source`` is the last one that holds the ballot.
    """
    found = entries.group_by(["scope", "ballot", "unit"]).aggregate(
        entries["source"].max().name("source"), entries[ROWS].sum().name(ROWS)
    )
    return found.filter(found[ROWS] > 1)


def share_expression(
    entries: "ir.Table", given: "ir.Table", option: str, limit: Fraction | None
) -> "ir.Table":
    """Whole ballots on which one option has too many of the answers.

    ``entries``: ``scope ballot form pattern rows``; ``given``: how often a pattern on a form gives an
    option, ``form pattern option graded times``. ``option`` empty: any graded one. ``limit`` None: all answers
    are that option; otherwise its share exceeds the limit. Columns of the result: ``scope ballot``.
    """
    joined = entries.inner_join(given, ["form", "pattern"])
    per_option = joined.group_by(["scope", "ballot", "option", "graded"]).aggregate(
        (joined[ROWS] * joined["times"]).sum().name("times")
    )
    named = per_option["option"] == option if option else per_option["graded"]
    ballots = per_option.group_by(["scope", "ballot"]).aggregate(
        per_option["times"].sum().name("total"),
        per_option["times"].max(where=named).fill_null(0).name("top"),
    )
    top, total = ballots["top"], ballots["total"]
    over = top == total if limit is None else top * limit.denominator > total * limit.numerator
    return ballots.filter(over & (total >= 2)).select("scope", "ballot")
