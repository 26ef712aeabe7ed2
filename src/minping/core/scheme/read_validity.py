"""Which ballots, samples and rounds count, from text."""

from fractions import Fraction

from minping.core.scheme.blocks import block, each
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.model import (
    BallotAction,
    BallotCheck,
    BallotRule,
    MassesFirst,
    MergeStep,
    Minimum,
    MinimumScope,
    Quorum,
    ShortAction,
    SmallCells,
    Validity,
)
from minping.core.scheme.names import Directory
from minping.core.scheme.nodes import Missing
from minping.core.scheme.values import boolean, choice, choices, integer, share, text, word_of
from minping.core.scheme.yaml_text import Kind


def validity(cursor: Cursor, directory: Directory) -> Validity:
    """有效性."""
    found = block(cursor, "validity")
    return Validity(
        minimums=found.take("minimums", lambda c: each(c, lambda m: _minimum(m, directory)), ()),
        quorum=found.take("quorum", _quorum, None),
        returned_within_issued=found.take("returned_within_issued", boolean, True),
        ballot_rules=found.take("ballot_rules", lambda c: each(c, lambda r: _rule(r, directory)), ()),
        masses_first=found.take("masses_first", _masses_first, None),
    )


def _minimum(cursor: Cursor, directory: Directory) -> Minimum:
    if cursor.item.kind is Kind.WORD:
        return Minimum(integer(cursor))
    found = block(cursor, "minimum")
    return Minimum(
        number=found.need("number", integer, 0),
        scope=found.take("scope", choice(MinimumScope), MinimumScope.CAMPAIGN),
        groups=found.take("groups", directory.groups.several, ()),
        counted=found.take("counted", word_of("Counted"), "valid"),
        if_short=found.take("if_short", choice(ShortAction), ShortAction.REASON),
        clause=found.take("clause", text, ""),
    )


def _quorum(cursor: Cursor) -> Quorum:
    found = block(cursor, "quorum")
    if "more_than" not in found and "at_least" not in found:
        found.missing("more_than")
    return Quorum(
        more_than=found.take("more_than", share, None),
        at_least=found.take("at_least", share, None),
        of=found.take("of", word_of("QuorumBase"), "issued"),
        clause=found.take("clause", text, ""),
    )


def _rule(cursor: Cursor, directory: Directory) -> BallotRule:
    found = block(cursor, "ballot_rule")
    return BallotRule(
        check=found.need("check", choice(BallotCheck), BallotCheck.ALL_SAME),
        action=found.need("action", choice(BallotAction), BallotAction.FLAG),
        option=found.take("option", directory.options.one, ""),
        limit=found.take("limit", share, None),
        groups=found.take("groups", directory.groups.several, ()),
        clause=found.take("clause", text, ""),
    )


def _masses_first(cursor: Cursor) -> MassesFirst:
    if cursor.item.kind is Kind.WORD:
        return MassesFirst(share(cursor))
    found = block(cursor, "masses_first")
    return MassesFirst(found.need("at_least", share, Fraction(0)), found.take("clause", text, ""))


def small_cells(cursor: Cursor) -> SmallCells:
    """小样本: a block, or the threshold alone."""
    if cursor.item.kind is Kind.WORD:
        return SmallCells(threshold=integer(cursor))
    found = block(cursor, "small_cells")
    return SmallCells(
        threshold=found.take("threshold", integer, 10),
        merge=found.take("merge", choices(MergeStep), ()),
        if_short=found.take("if_short", choice(Missing), Missing.NA),
        clause=found.take("clause", text, ""),
    )
