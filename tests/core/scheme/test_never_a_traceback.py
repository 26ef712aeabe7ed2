"""Whatever is done to a plan's text or to a frozen file, the answer is a scheme or findings."""

import json
import re
from random import Random
from typing import Any

import pytest
from tests.core.scheme.base_plan import BASE
from tests.core.scheme.test_manual import COUNT, examples

from minping.core.findings import RefusedInput
from minping.core.scheme.canonical import from_canonical, to_canonical
from minping.core.scheme.presets import load_preset, preset_names, preset_text
from minping.core.scheme.reader import read_scheme

TEXTS = [BASE, *(preset_text(name) for name in preset_names()), *(examples("zh")[i] for i in range(COUNT))]
TOKEN = re.compile(r"[\w\u4e00-\u9fff.%]+|[^\w\s]|\n +")
ODD = [
    "",
    "[]",
    "{}",
    "~",
    "-1",
    "1e9",
    "30%",
    "是",
    "{待定: 吗？}",
    "*x",
    "&x y",
    "[[1, 2], 3]",
    "{: }",
    "总分",
    "0",
]


def mangled(text: str, random: Random) -> str:
    """The text with a few pieces removed, doubled, exchanged or replaced."""
    for _ in range(random.randint(1, 4)):
        pieces = list(TOKEN.finditer(text))
        if not pieces:
            return text
        one, other = random.choice(pieces), random.choice(pieces)
        new = random.choice([random.choice(ODD), other.group(), one.group() * 2, ""])
        text = text[: one.start()] + new + text[one.end() :]
    return text


def complete(refusal: RefusedInput, file: str) -> None:
    """Every finding has its file and both languages."""
    for found in refusal.findings:
        assert found.place.file == file
        assert all((found.text.zh, found.text.en, found.remedy.zh, found.remedy.en))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_mangled_plans(number: int) -> None:
    random = Random(number)
    for _ in range(12):
        try:
            read_scheme(mangled(TEXTS[number], random).encode(), "方案.yaml")
        except RefusedInput as refusal:
            complete(refusal, "方案.yaml")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, held in inside for p in places(held, (*path, key)))]


@pytest.mark.parametrize("name", preset_names())
def test_mangled_frozen_files(name: str) -> None:
    random = Random(name)
    good = to_canonical(load_preset(name))
    odd: list[Any] = [
        None,
        True,
        0,
        -5,
        "",
        "x",
        "1/0",
        "-3",
        [],
        {},
        [[]],
        {"op": "sum"},
        {"key": "a", "value": 1},
        10**17,
    ]
    for _ in range(60):
        document = json.loads(good)
        path = random.choice(places(document)[1:])
        held = document
        for key in path[:-1]:
            held = held[key]
        held[path[-1]] = random.choice(odd)
        try:
            from_canonical(json.dumps(document).encode(), "scheme.json")
        except RefusedInput as refusal:
            complete(refusal, "scheme.json")
