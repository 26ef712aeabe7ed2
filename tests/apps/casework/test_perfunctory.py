"""Signs of a perfunctory report: shown, never decided by."""

import pytest

from minping.apps.casework.perfunctory import alike, signs_of, told

GOOD = (
    "3月12日起3号窗口已设A、B岗，值班表已在大厅公示，由办公室副主任李明每天核查两次；"
    "截至3月25日没有再出现无人值守，群众平均等候8分钟。"
)


def names(text: str, previous: str = "", **others: str) -> list[str]:
    return [sign["sign"] for sign in signs_of(text, previous, others)]


def test_a_sound_report_has_no_sign() -> None:
    assert names(GOOD) == []


@pytest.mark.parametrize("text", ["已整改到位。", "我局高度重视，进一步加强学习，提高认识，引以为戒。"])
def test_set_phrases_without_a_deed(text: str) -> None:
    assert {"short", "empty", "figure", "day", "person"} <= set(names(text))


def test_a_set_phrase_beside_a_deed_is_none() -> None:
    assert "empty" not in names(f"我局高度重视。{GOOD}")


def test_what_was_handed_in_before_is_known_again() -> None:
    assert names(GOOD + "特此报告。", GOOD) == ["previous"]
    assert names(GOOD, **{"2026-0007": GOOD}) == ["other"]
    assert "2026-0007" in told(signs_of(GOOD, "", {"2026-0007": GOOD})[0]).zh


def test_likeness_is_a_share_of_phrases() -> None:
    assert alike(GOOD, GOOD) == 100
    assert alike(GOOD, "完全不同的一段话，说的是另外一件事情") == 0
    assert alike("", GOOD) == 0
