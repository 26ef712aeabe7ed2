"""Widths of text, where lines break, how tables are fitted to the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.documents.samples import COLUMNS, LONG, table

from minping.apps.documents.content import Align, Column, Row, Table
from minping.apps.documents.lettering import fitted, width, wrapped


def test_chinese_characters_are_wide_and_others_narrow() -> None:
    assert width("评议") == 2
    assert 1 < width("ab") < 1.3


@given(st.text("评议单位县第一局，。（）ab1 ", max_size=60), st.integers(4, 20))
def test_lines_keep_the_text_and_the_limit(text: str, limit: int) -> None:
    lines = wrapped(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= limit for line in lines)


def test_no_line_starts_with_closing_or_ends_with_opening_punctuation() -> None:
    assert wrapped("甲乙丙，丁", 3) == ["甲乙", "丙，丁"]
    assert wrapped("甲乙（丙丁）", 3) == ["甲乙", "（丙", "丁）"]


def test_words_and_numbers_are_not_torn() -> None:
    assert wrapped("得分2024分", 4) == ["得分", "2024分"]


@pytest.mark.parametrize("room", [156.0, 243.0])
def test_columns_fill_the_page(room: float) -> None:
    assert sum(fitted(table(30), "zh", room).widths) == pytest.approx(room)


def test_figures_get_what_they_need_and_names_the_rest() -> None:
    fit = fitted(table(30), "zh", 156)
    rank, name, score, _ = fit.widths
    assert fit.points == 10.5
    assert name > 3 * score > 3 * 10
    assert rank < score


def test_a_crowded_table_goes_to_nine_points_and_keeps_room_for_names() -> None:
    many = (
        *COLUMNS[:2],
        *(Column(f"作风建设专项考核{i}", "10分", Align.RIGHT, number=True) for i in range(11)),
    )
    crowded = Table("", many, (Row(("1", LONG, *["9.50"] * 11)),))
    fit = fitted(crowded, "zh", 243)
    assert fit.points == 9.0
    assert sum(fit.widths) == pytest.approx(243)
    assert fit.widths[1] >= 6 * 9.0 * 25.4 / 72


def test_the_longest_text_yields_first() -> None:
    columns = (Column("类别"), Column("单位"), Column("原因", width=40))
    fit = fitted(Table("", columns, (Row(("服务行业", "县第一局", "因" * 60)),)), "zh", 156)
    assert fit.widths[0] > 4 * 3.7
    assert fit.widths[2] > fit.widths[0] + fit.widths[1]
