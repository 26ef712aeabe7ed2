"""What documents are made of: ordinals, numbers, text that any document can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.apps.documents.content import Column, Heading, chinese, clean, is_number, numbered


def test_headings_are_numbered_as_in_official_documents() -> None:
    blocks = [
        Heading("甲"),
        Heading("乙", 2),
        Heading("丙", 3),
        Heading("丁", 3),
        Heading("戊"),
        Heading("己", 2),
    ]
    shown = [block.text for block in numbered(blocks) if isinstance(block, Heading)]
    assert shown == ["一、甲", "（一）乙", "1.丙", "2.丁", "二、戊", "（一）己"]


def test_english_headings_are_numbered_by_figures() -> None:
    blocks = [Heading("A"), Heading("B", 2), Heading("C", 3), Heading("D")]
    shown = [block.text for block in numbered(blocks, "en") if isinstance(block, Heading)]
    assert shown == ["1 A", "1.1 B", "1.1.1 C", "2 D"]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (25, "二十五"),
        (99, "九十九"),
        (100, "一百"),
        (106, "一百零六"),
        (173, "一百七十三"),
    ],
)
def test_ordinals_in_chinese(number: int, word: str) -> None:
    assert chinese(number) == word


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("92.35", True),
        ("-0.50", True),
        ("87.30%", True),
        ("0", True),
        ("样本不足", False),
        ("1/3", False),
        ("1e5", False),
        ("", False),
        ("1234567890123456", False),
        ("=1", False),
        ("１２", False),
    ],
)
def test_what_a_workbook_may_hold_as_a_number(text: str, number: bool) -> None:
    assert is_number(text) is number


def test_text_that_no_document_can_hold_is_left_out() -> None:
    assert clean("甲\x00乙\x1b\u202e丙\ud800\ufeff") == "甲乙丙"
    assert clean("甲\n乙\t=1") == "甲\n乙\t=1"


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Cn")), max_size=40))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_a_column_names_its_unit() -> None:
    assert Column("得分", "分").head() == "得分（分）"
    assert Column("score", "points").head("en") == "score (points)"
    assert Column("单位").head() == "单位"
