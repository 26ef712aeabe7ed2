"""Texts that say the same are found, others are not."""

import json
import random
import tracemalloc
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from bench.make_opinions import opinions

from minping.core.opinions.likeness import MOST_TWINS, Pair, groups, like

DATA = Path(__file__).parents[2] / "data" / "opinions"


def grouped(texts: Sequence[str], threshold: float = 0.5) -> set[tuple[int, int]]:
    """Every two texts that are connected by pairs."""
    leader = list(range(len(texts)))

    def root(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    for pair in groups(texts, threshold=threshold):
        leader[root(pair.other)] = root(pair.one)
    return {(a, b) for a, b in combinations(range(len(texts)), 2) if root(a) == root(b)}


def told_apart(texts: Sequence[str], group: Sequence[object]) -> tuple[float, float]:
    """Precision and recall over pairs of one group."""
    true = {(a, b) for a, b in combinations(range(len(texts)), 2) if group[a] == group[b]}
    found = grouped(texts)
    return len(found & true) / len(found), len(found & true) / len(true)


def test_the_sample_is_grouped_without_a_false_pair():
    items = json.loads((DATA / "sample.json").read_text(encoding="utf-8"))["items"]
    precision, recall = told_apart([i["text"] for i in items], [i["group"] for i in items])
    assert precision == 1
    assert recall > 0.95


def changed(text: str, chance: random.Random) -> str:
    """The same complaint from another hand."""
    clauses = text.rstrip("。！").split("，")
    chance.shuffle(clauses)
    said = "，".join(clauses)
    for plain, other in chance.sample(
        [("说", "讲"), ("没有", "没"), ("窗口", "柜台"), ("一直", "老是"), ("的", "得")], 2
    ):
        said = said.replace(plain, other)
    if chance.random() < 0.3:
        said = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in said)
    if chance.random() < 0.3:
        said = said.translate(str.maketrans("们个来门车长东样话费医", "們個來門車長東樣話費醫"))
    front = chance.choice(["", "你好，", "尊敬的领导：", "我反映一下：", "老同志好 ", "王局长您好！"])
    return front + said + chance.choice(["", "！！！", "😡", "，请领导重视", "，没人管吗", "，求求你们了"])


def test_texts_never_seen_before_are_grouped_too():
    chance = random.Random(11)
    items = json.loads((DATA / "county.json").read_text(encoding="utf-8"))["items"]
    texts, group = [], []
    for number, item in enumerate(items):
        for text in [item["text"], *(changed(item["text"], chance) for _ in range(3))]:
            texts.append(text)
            group.append(number)
    precision, recall = told_apart(texts, group)
    assert precision == 1
    assert recall > 0.97


def test_equal_texts_are_paired_with_the_first():
    assert groups(["电梯坏了", "路灯不亮", "您好，电梯坏了！", "電梯壞了"]) == [
        Pair(0, 2, "exact", 100),
        Pair(0, 3, "exact", 100),
    ]


def test_one_new_text_finds_its_twins_the_most_alike_first():
    known = [
        "路灯坏了三个月没人修",
        "食堂饭菜太贵",
        "路灯坏了三个月，报修没人管",
        "你好，路灯坏了三个月没有人来修理",
    ]
    found = like("路灯坏了三个月没有人修", known)
    assert {pair.one for pair in found} == {0, 3}
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert all(pair.other == len(known) for pair in found)
    assert like("路灯坏了三个月没人修！", known)[0] == Pair(0, 4, "exact", 100)
    assert like("！！", known) == like("路灯", []) == []


@pytest.mark.parametrize(
    "texts", [[], ["一"], ["", "！", "123"], ["好", "好", "坏"], ["a", "b"], ["字" * 30_000, "字"]]
)
def test_odd_lists_do_not_break_it(texts):
    assert all(0 <= pair.one < pair.other < len(texts) for pair in groups(texts))


@pytest.mark.slow
def test_it_is_the_same_every_time_and_tells_how_far_it_is():
    texts, told = opinions(3_000, seed=9), []
    assert groups(texts, told=lambda done, total: told.append((done, total))) == groups(texts)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.slow
def test_a_thousand_copies_of_a_letter_do_not_become_a_million_pairs():
    """Each with another word in it, among other opinions."""
    letter = (
        "我们是阳光敬老院的老人，这里的饭菜又贵又难吃，冬天不开暖气，"
        "夏天没有电扇，护理员对我们大声吼叫，家属反映几次都没有人来处理"
    )
    texts = [f"{letter}{chr(0x4E00 + n)}" for n in range(1_000)]
    others = opinions(3_000, seed=13)
    tracemalloc.start()
    found = groups(texts + others)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    copies = [pair for pair in found if pair.one < len(texts)]
    assert all(pair.other < len(texts) for pair in copies)
    assert len({at for pair in copies for at in (pair.one, pair.other)}) == len(texts)
    assert len(copies) < len(texts) * MOST_TWINS * 20
    assert peak < 200 * 2**20
