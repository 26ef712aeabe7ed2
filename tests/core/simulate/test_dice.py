"""Chance is the same everywhere and behaves like chance."""

from hypothesis import given
from hypothesis import strategies as st

from minping.core.simulate.dice import SD, WHOLE, Dice, normals, split, uniforms


def test_numbers_are_these_and_no_others() -> None:
    """Fixed for ever: a county made today must be made again in ten years."""
    assert uniforms(1, "a", size=4).tolist() == [53498, 38430, 24361, 14189]
    assert Dice(1, "a").below(10**9) == 985795807
    assert Dice(1, "b").shuffled(range(6)) == [5, 4, 0, 3, 2, 1]


def test_keys_and_seeds_give_different_numbers() -> None:
    first = uniforms(1, "a", "b", size=50).tolist()
    assert first != uniforms(2, "a", "b", size=50).tolist()
    assert first != uniforms(1, "ab", "", size=50).tolist()


def test_normals_have_the_right_mean_and_spread() -> None:
    drawn = normals(3, "n", size=20_000)
    assert abs(int(drawn.mean())) < SD // 50
    assert abs(int(drawn.std()) - SD) < SD // 50


def test_uniforms_cover_their_range() -> None:
    drawn = uniforms(4, "u", size=20_000)
    assert 0 <= int(drawn.min()) < 100
    assert WHOLE - 100 < int(drawn.max()) < WHOLE


@given(st.integers(0, 5000), st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(0, 40))
def test_a_split_adds_up_and_keeps_its_least(total: int, shares: list[int], least: int) -> None:
    parts = split(total, shares, least)
    assert sum(parts) == total
    assert len(parts) == len(shares)
    assert min(parts) >= min(least, total // len(shares))


@given(st.integers(0, 10**6), st.lists(st.integers(), max_size=20))
def test_shuffling_keeps_everything(seed: int, items: list[int]) -> None:
    assert sorted(Dice(seed, "s").shuffled(items)) == sorted(items)
