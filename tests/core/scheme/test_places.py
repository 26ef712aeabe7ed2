"""How many places a cut gives."""

from fractions import Fraction

import pytest

from minping.core.scheme.outcomes import Cut, End, RoundShare, SizeRow
from minping.core.scheme.places import places_in

F = Fraction
TABLE = (SizeRow(0, 1), SizeRow(10, 2), SizeRow(20, 3))


@pytest.mark.parametrize(
    ("cut", "size", "expected"),
    [
        (Cut(End.BOTTOM, number=3), 26, 3),
        (Cut(End.BOTTOM, number=3, by_category={"小类": 2}), 14, 2),
        (Cut(End.BOTTOM, table=TABLE), 26, 3),
        (Cut(End.BOTTOM, table=TABLE), 20, 3),
        (Cut(End.BOTTOM, table=TABLE), 14, 2),
        (Cut(End.BOTTOM, table=TABLE), 9, 1),
        (Cut(End.BOTTOM, table=TABLE[1:]), 9, 0),
        (Cut(End.TOP, share=F(3, 10)), 15, 4),
        (Cut(End.TOP, share=F(3, 10), round_share=RoundShare.CEIL), 15, 5),
        (Cut(End.TOP, share=F(3, 10), round_share=RoundShare.CEIL), 10, 3),
        (Cut(End.TOP, share=F(3, 10), round_share=RoundShare.HALF_UP), 15, 5),
        (Cut(End.TOP, share=F(3, 10), round_share=RoundShare.HALF_UP), 14, 4),
        (Cut(End.TOP), 14, 0),
    ],
)
def test_places(cut: Cut, size: int, expected: int) -> None:
    assert places_in(cut, "小类", size) == expected
