"""Draws: the documented algorithm, golden vectors, laws."""

import hashlib
import hmac
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minping.core.findings import RefusedInput
from minping.core.sampling.dice import read_dice
from minping.core.sampling.draw import Plan, check_plan, commitment_bytes, draw, seed_of
from minping.core.sampling.drawn_file import drawn_csv
from minping.core.sampling.frames import Entry, entry_id, frame_bytes, frame_of, read_frame
from minping.core.sampling.quotas import Allocation, quotas
from minping.core.sampling.stream import below, shuffled, words

DICE = "3 5 1 6 2 4 4 1 6 3 2 5 1 1 6 4 2 3 5 6"


def ids(count: int, salt: str = "") -> list[str]:
    return [hashlib.sha256(f"{salt}{number}".encode()).hexdigest() for number in range(count)]


def frame(name: str, **strata: int):
    return frame_of(name, [Entry(i, s) for s, n in strata.items() for i in ids(n, name + s)])


def test_golden_vectors():
    """Fixed for ever: whoever writes the algorithm anew must get these."""
    one = frame("甲局", 城区=40, 农村=20)
    assert one.digest == GOLDEN["frame"]
    assert seed_of([one], read_dice(DICE)).hex() == GOLDEN["seed"]
    made = draw([one], Plan(6, 3), DICE)
    assert made.commitment == GOLDEN["commitment"]
    assert [identity[:8] for identity in made.members] == GOLDEN["members"]
    assert [[r[:8] for r in cell.reserves] for cell in made.cells] == GOLDEN["reserves"]


GOLDEN = {
    "frame": "9c7a64af21be23da5c5aaaf67d89fcb4a1716aa4b2229bc73aa37a52ac56437a",
    "seed": "8faf39be210ac9fad44dbbee6b737b92e408695860cec74724c07f34dc1c918b",
    "commitment": "0ee0517e377d8f9b05d1e3f1df73a9570063a22abf6e9bd41bbc9263e39e1947",
    "members": ["01d9a9a9", "7c926631", "ab1eb531", "216be156", "ba72c15e", "1cf9a78c"],
    "reserves": [["7d3d2ab0"], ["32ee93c4", "5f4839f4"]],
}


def test_the_algorithm_as_documented_written_anew():
    one, two = frame("甲局", 城区=40, 农村=20), frame("乙局", 农村=31)
    digests = sorted(
        hashlib.sha256(
            (
                f"minping-frame-1\nname\t{f.name}\n"
                + "".join(f"{e.id}\t{e.stratum}\n" for e in sorted(f.entries))
            ).encode()
        ).hexdigest()
        for f in (one, two)
    )
    seed = hashlib.sha256(("".join(d + "\n" for d in digests) + DICE.replace(" ", "")).encode()).digest()
    made = draw([one, two], Plan(10), DICE)
    assert made.seed == seed.hex()
    for cell in made.cells:
        frame_ = one if cell.frame == "甲局" else two
        order = sorted(e.id for e in frame_.entries if e.stratum == cell.stratum)
        numbers = []
        for block in range(40):
            label = b"minping-draw-1\0" + f"{cell.frame}\0{cell.stratum}".encode() + b"\0"
            digest = hmac.new(seed, label + block.to_bytes(8, "big"), hashlib.sha256).digest()
            numbers += [int.from_bytes(digest[k : k + 8], "big") for k in (0, 8, 16, 24)]
        for place in range(len(cell.members)):
            left = len(order) - place
            while (word := numbers.pop(0)) >= 2**64 // left * left:
                pass
            other = place + word % left
            order[place], order[other] = order[other], order[place]
        assert tuple(order[: len(cell.members)]) == cell.members


@pytest.mark.parametrize("items", [1, 2, 3, 4])
def test_every_order_is_as_likely_as_every_other(items):
    """Exact: all sequences of numbers that the shuffle can ask for, each once."""

    def orders(chosen):
        if len(chosen) == max(items - 1, 0):
            numbers = iter(chosen)
            yield tuple(shuffled(range(items), numbers, items))
            return
        for number in range(items - len(chosen)):
            yield from orders([*chosen, number])

    seen = Counter(orders([]))
    assert set(seen) == set(permutations(range(items)))
    assert set(seen.values()) == {1}


def test_numbers_are_unbiased_by_rejection():
    top = 2**64
    assert below(iter([top - 1, 5]), 3) == 5 % 3  # 2^64 mod 3 = 1: the last word is thrown away
    assert below(iter([top - 1]), 4) == 3  # a power of two throws nothing away
    assert below(iter([top - top % 7, 1]), 7) == 1


def test_words_depend_on_seed_and_label():
    streams = [(seed, label) for seed in (b"a", b"b") for label in ("x", "y")]
    assert len({next(words(*one)) for one in streams}) == 4


@given(st.randoms(use_true_random=False), st.integers(1, 20), st.integers(0, 10), st.booleans())
@settings(max_examples=40)
def test_the_order_of_the_file_and_of_the_frames_changes_nothing(random, size, reserve, pooled):
    frames = [frame("甲局", 城区=20, 农村=11), frame("乙局", 城区=30)]
    plan = Plan(size, reserve, pooled=pooled)
    mixed = []
    for one in frames:
        lines = frame_bytes(one).decode().splitlines()
        body = lines[2:]
        random.shuffle(body)
        mixed.append(read_frame("\r\n".join([*lines[:2], *body]).encode(), one.name))
    random.shuffle(mixed)
    assert [f.digest for f in sorted(mixed, key=lambda f: f.name)] == [
        f.digest for f in sorted(frames, key=lambda f: f.name)
    ]
    assert sorted(draw(mixed, plan, DICE).cells, key=repr) == sorted(draw(frames, plan, DICE).cells, key=repr)
    assert commitment_bytes(mixed, plan) == commitment_bytes(frames, plan)


COUNTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 200), min_size=1, max_size=8
)


@given(st.integers(0, 2000), COUNTS, st.sampled_from(Allocation))
def test_quotas_sum_to_the_sample_and_stay_within_their_strata(size, counts, allocation):
    found = quotas(size, counts, allocation)
    assert sum(found.values()) == min(size, sum(counts.values()))
    assert set(found) == set(counts)
    assert all(0 <= found[key] <= counts[key] for key in counts)


@given(st.integers(1, 500), COUNTS)
def test_proportional_quotas_differ_from_the_exact_share_by_less_than_one(size, counts):
    total = sum(counts.values())
    if size < total:
        found = quotas(size, counts, Allocation.PROPORTIONAL)
        assert all(abs(found[key] * total - size * n) < total for key, n in counts.items())


@given(st.integers(1, 300), COUNTS)
def test_equal_quotas_differ_by_at_most_one_unless_a_stratum_is_used_up(size, counts):
    found = quotas(size, counts, Allocation.EQUAL)
    free = [found[key] for key in counts if found[key] < counts[key]]
    assert not free or max(found.values()) - min(free) <= 1


@given(st.integers(1, 60), st.integers(0, 40), st.booleans(), st.sampled_from(Allocation))
@settings(max_examples=40)
def test_nobody_is_drawn_twice_and_a_larger_sample_begins_with_the_smaller(size, reserve, pooled, allocation):
    frames = [frame("甲局", 城区=20, 农村=11), frame("乙局", 城区=30)]
    made = draw(frames, Plan(size, reserve, allocation, pooled), DICE)
    everybody = [i for cell in made.cells for i in (*cell.members, *cell.reserves)]
    assert len(set(everybody)) == len(everybody)
    known = {e.id for f in frames for e in f.entries}
    assert set(everybody) <= known
    larger = draw(frames, Plan(size + 3, 0, allocation, pooled), DICE)
    for small, large in zip(made.cells, larger.cells, strict=True):
        shorter, longer = sorted((small.members, large.members), key=len)
        assert longer[: len(shorter)] == shorter


def test_each_entry_is_drawn_about_equally_often_over_many_dice():
    one = frame("甲局", x=10)
    counted: Counter[str] = Counter()
    for number in range(2000):
        dice = "".join(str((number // 6**k) % 6 + 1) for k in range(20))
        counted.update(draw([one], Plan(3), dice).members)
    expected = 2000 * 3 / 10
    assert sum((n - expected) ** 2 / expected for n in counted.values()) < 27.9  # chi² of 9, p = 0.001


@pytest.mark.parametrize("dice", ["", "1 2 3", "7 " * 20, "1" * 201, "一二三" * 8, "0" * 20])
def test_bad_dice_are_refused(dice):
    with pytest.raises(RefusedInput):
        read_dice(dice)


def test_dice_may_be_written_in_many_ways():
    assert read_dice("３，５、1 6;" * 5) == "3516" * 5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"id,stratum\n",
        b"minping-frame-1\nname\tA\n",
        b"minping-frame-1\nname\t\n" + b"a" * 64 + b"\tx\n",
        b"minping-frame-1\nname\tA\n" + b"A" * 64 + b"\tx\n",
        b"minping-frame-1\nname\tA\n" + b"a" * 64 + b"\tx\ty\n",
        b"minping-frame-1\nname\tA\n" + (b"a" * 64 + b"\tx\n") * 2,
        b"minping-frame-1\nname\tA\n" + b"a" * 64 + b"\tx\x00y\n",
    ],
)
def test_damaged_frames_are_refused_in_both_languages(data):
    with pytest.raises(RefusedInput) as refused:
        read_frame(data, "甲.frame")
    assert all(f.text.zh and f.text.en and f.remedy.zh for f in refused.value.findings)


def test_a_frame_survives_its_file():
    one = frame("甲局", 城区=3, 农村=2)
    assert read_frame(b"\xef\xbb\xbf" + frame_bytes(one), "甲.frame") == one


def test_an_id_tells_nothing_and_needs_a_random_token():
    assert entry_id(bytes(16)) != entry_id(bytes(15) + b"\1")
    with pytest.raises(ValueError, match="16 random bytes"):
        entry_id(b"138000")


def test_plans_that_cannot_be_drawn_and_those_to_look_at_twice():
    one = frame("甲局", x=29)
    with pytest.raises(RefusedInput):
        draw([], Plan(3), DICE)
    with pytest.raises(RefusedInput):
        draw([one, one], Plan(3), DICE)
    assert [f.code for f in check_plan([one], Plan(10))] == ["frame.small", "frame.narrow"]
    assert [f.code for f in check_plan([frame("甲局", x=90)], Plan(30))] == []
    assert [f.code for f in check_plan([frame("甲局", x=90)], Plan(31, pooled=True))] == ["frame.narrow"]


def test_a_sample_larger_than_the_list_takes_everybody_once():
    made = draw([frame("甲局", x=5)], Plan(9, 4), DICE)
    assert len(made.members) == 5
    assert made.cells[0].reserves == ()


def test_the_public_list_is_safe_in_a_spreadsheet_and_always_the_same():
    made = draw([frame("=cmd", x=40)], Plan(2, 1), DICE)
    text = drawn_csv(made).decode("utf-8-sig")
    assert text.splitlines()[0] == "list,stratum,part,order,id"
    assert text.splitlines()[1].startswith("'=cmd,x,drawn,1,")
    assert drawn_csv(made) == drawn_csv(draw([frame("=cmd", x=40)], Plan(2, 1), DICE))
