"""Codes of invitations: what people misread and mistype."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.secrecy.codes import (
    ALPHABET,
    TypedCode,
    UnreadableCodeError,
    check_character,
    code_hash,
    grouped,
    long_code,
    new_long_code,
    new_typed_code,
    typed_code,
)

CODES = st.integers(0, 2**32).map(random.Random)


@given(CODES)
def test_a_long_code_has_120_bits_and_comes_back_from_any_spelling(dice: random.Random) -> None:
    code = new_long_code(dice.randbytes)
    assert len(code) == 24
    assert set(code) <= set(ALPHABET)
    assert long_code(grouped(code).lower()) == code
    assert long_code(f"  {code[:7]} {code[7:]}\n") == code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert long_code(wide) == code


def test_what_looks_alike_is_read_as_what_was_meant() -> None:
    assert long_code("OIL" + "A" * 21) == "011" + "A" * 21


@pytest.mark.parametrize(
    "text", ["", "A" * 23, "A" * 25, "U" + "A" * 23, "@" + "A" * 23, "满" * 24, "A" * 10**6]
)
def test_what_is_no_long_code_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCodeError):
        long_code(text)


@given(CODES)
def test_a_typed_code_comes_back_as_it_is_printed(dice: random.Random) -> None:
    code = new_typed_code(dice.randbytes)
    assert (len(code.locator), len(code.secret)) == (4, 8)
    assert typed_code(code.text) == code
    assert typed_code(code.text.lower().replace("-", "－").replace("0", "o").replace("1", "l")) == code


@given(CODES, st.data())
def test_one_wrong_character_is_always_noticed(dice: random.Random, data: st.DataObject) -> None:
    right = new_typed_code(dice.randbytes).text.replace("-", "")
    at = data.draw(st.integers(0, 12))
    letter = data.draw(st.sampled_from(ALPHABET.replace(right[at], "")))
    with pytest.raises(UnreadableCodeError):
        typed_code(right[:at] + letter + right[at + 1 :])


@given(CODES)
def test_two_swapped_characters_are_always_noticed(dice: random.Random) -> None:
    right = new_typed_code(dice.randbytes).text.replace("-", "")
    for one, other in combinations(range(13), 2):
        if right[one] == right[other]:
            continue
        letters = list(right)
        letters[one], letters[other] = letters[other], letters[one]
        with pytest.raises(UnreadableCodeError):
            typed_code("".join(letters))


def test_the_check_character_is_fixed_for_ever() -> None:
    """Codes are printed: another rule would make them all wrong."""
    assert TypedCode("0000", "00000000").text == "0000-0000-0000-0"
    assert TypedCode("ABCD", "EFGHJKMN").text == "ABCD-EFGH-JKMN-Q"
    assert check_character("000000000001") == "2"
    assert check_character("7ZQ4M0XK3B9E") == "6"


def test_all_letters_come_up_alike() -> None:
    dice = random.Random(7)
    text = "".join(new_long_code(dice.randbytes) for _ in range(4000))
    counted = [text.count(letter) for letter in ALPHABET]
    assert max(counted) < 1.15 * min(counted)


def test_the_stored_hash_needs_the_pepper() -> None:
    code = "A" * 24
    assert code_hash(code, b"p" * 32) != code_hash(code, b"q" * 32)
    assert len(code_hash(code, b"p" * 32)) == 64
    with pytest.raises(ValueError, match="32 bytes"):
        code_hash(code, b"short")
