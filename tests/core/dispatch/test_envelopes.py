"""A closed letter is read by its receiver alone, and by him only as it was closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.dispatch import BadLetterError, NotForUsError, disclose, enclose, is_enclosed, lock_of

SENDER, RECEIVER, STRANGER = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))
RAW = "县评议办：关于核查群众反映问题的通知".encode() * 20


def closed(raw: bytes = RAW) -> bytes:
    return enclose(SENDER, raw, lock_of(RECEIVER))


@given(st.binary(max_size=3000))
def test_it_opens_as_it_was_closed_and_always_looks_the_same(raw: bytes) -> None:
    assert disclose(RECEIVER, closed(raw)) == raw
    assert closed(raw) == closed(raw)
    assert is_enclosed(closed(raw))


def test_nothing_of_it_can_be_read_on_the_way() -> None:
    assert not any(RAW[at : at + 8] in closed() for at in range(0, 200, 8))
    assert closed(RAW + b"!")[80:] != closed()[80:]


def test_nobody_else_opens_it_not_even_who_sent_it() -> None:
    for seed in (STRANGER, SENDER):
        with pytest.raises(NotForUsError) as told:
            disclose(seed, closed())
        assert told.value.lock == lock_of(RECEIVER)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_keeps_it_shut(place: int, change: int) -> None:
    altered = bytearray(closed())
    altered[place % len(altered)] ^= change
    with pytest.raises(BadLetterError):
        disclose(RECEIVER, bytes(altered))


@pytest.mark.parametrize("length", [0, 10, 79, 80, 95])
def test_a_piece_of_it_is_nothing(length: int) -> None:
    with pytest.raises(BadLetterError):
        disclose(RECEIVER, closed()[:length])


@pytest.mark.parametrize("lock", ["", "00", "zz" * 32, "00" * 32])
def test_what_is_no_lock_closes_nothing(lock: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        enclose(SENDER, RAW, lock)
