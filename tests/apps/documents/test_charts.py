"""Charts: nothing shrinks, nothing is lost, the same chart is the same picture."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from PIL import Image
from tests.apps.documents.samples import LONG, bars, stacks

from minping.apps.documents.charts import MAX_ROWS, pictures
from minping.apps.documents.content import Bar, Choice, DistributionChart, Shade, Stack


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_173_units_go_on_over_several_pictures_of_full_width() -> None:
    made = pictures(bars(173))
    assert len(made) == -(-173 // MAX_ROWS)
    assert {picture.width_mm for picture in made} == {156.0}
    assert all(picture.height_mm < 225 for picture in made)
    assert {pixels(picture.png).width for picture in made} == {982}  # 156 mm at 160 dots an inch


def test_the_parts_of_a_chart_have_one_scale() -> None:
    """The second part holds only small values; its longest bar must not fill the width."""
    plain = bars(2 * MAX_ROWS)
    falling = tuple(Bar("甲", Fraction(100 if i < MAX_ROWS else 50), "1") for i in range(2 * MAX_ROWS))
    first, second = (pixels(p.png) for p in pictures(replace(plain, bars=falling)))

    def blue(image: Image.Image) -> int:
        return sum(count for count, colour in image.getcolors(1 << 20) or [] if colour == (157, 187, 220))

    assert blue(second) == pytest.approx(blue(first) / 2, rel=0.05)


def test_rows_keep_their_height_however_many_there_are() -> None:
    two, six = (pictures(bars(count))[0].height_mm for count in (2, 6))
    assert six - two == pytest.approx(4 * 7.5)


def test_a_chart_without_rows_is_no_picture() -> None:
    assert pictures(bars(0)) == ()
    assert pictures(stacks(0)) == ()


def test_the_same_chart_is_the_same_bytes() -> None:
    assert pictures(stacks())[0].png == pictures(stacks())[0].png


def test_a_long_name_takes_more_lines_and_does_not_narrow_the_picture() -> None:
    plain = bars(2)
    long = replace(plain, bars=(Bar(LONG, Fraction(70), "70.00"), plain.bars[1]))
    assert pictures(long)[0].height_mm > pictures(plain)[0].height_mm
    assert pictures(long)[0].width_mm == 156


@pytest.mark.parametrize("value", [None, Fraction(0), Fraction(-3), Fraction(500)])
def test_missing_and_outlying_values_are_drawn(value: Fraction | None) -> None:
    chart = replace(bars(1), bars=(Bar("甲", value, "样本不足", full=Fraction(21), mean=Fraction(9)),))
    assert pictures(chart)


def test_an_axis_that_starts_elsewhere_is_drawn_with_dots_not_bars() -> None:
    from_zero = pixels(pictures(bars(3))[0].png)
    from_fifty = pixels(pictures(bars(3, low=Fraction(50)))[0].png)
    blue = (157, 187, 220)
    assert blue in {colour for _, colour in from_zero.getcolors(1 << 20) or []}
    assert blue not in {colour for _, colour in from_fifty.getcolors(1 << 20) or []}


def test_a_distribution_shows_best_green_worst_red_and_unknown_hatched_grey() -> None:
    colours = {colour for _, colour in pixels(pictures(stacks())[0].png).getcolors(1 << 20) or []}
    assert {(27, 110, 83), (179, 38, 30), (222, 226, 231), (233, 237, 241)} <= colours


def test_the_ends_of_the_scale_differ_in_black_and_white() -> None:
    """The worse half is hatched, so that its cells are not one flat grey."""
    choices = (Choice("好"), Choice("差"))
    best = DistributionChart("好", "", choices, (Stack("甲", (10, 0)),))
    worst = DistributionChart("差", "", choices, (Stack("甲", (0, 10)),))
    middle = [pixels(pictures(c)[0].png).convert("L").crop((300, 105, 500, 110)) for c in (best, worst)]
    flat, hatched = (len(set(part.tobytes())) for part in middle)
    assert flat == 1
    assert hatched > 5


def test_answers_nobody_gave_leave_an_empty_row() -> None:
    chart = DistributionChart(
        "无", "", (Choice("好"), Choice("不了解", Shade.UNKNOWN)), (Stack("甲", (0, 0)),)
    )
    assert pictures(chart)


def test_a_picture_says_what_it_shows() -> None:
    assert pictures(bars())[0].alt == "图：最高99.00分，最低60.00分"
    assert pictures(bars(), "en")[0].alt.startswith("Chart: ")


@pytest.mark.parametrize("name", ["😀局", "塬㙍𬒗镇", "$x^2$ \\frac", "", "甲\n乙"])
def test_any_name_is_drawn_without_complaint(name: str) -> None:
    """Warnings are errors here: a character that the face lacks must not raise one."""
    chart = replace(bars(1), bars=(Bar(name, Fraction(3), name),), title=name)
    assert len(pictures(chart)) == 1
