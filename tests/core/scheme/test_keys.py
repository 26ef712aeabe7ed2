"""The table of spellings: nothing missing, nothing ambiguous."""

from dataclasses import fields
from itertools import chain

import pytest
from tests.core.scheme.yaml_out import BLOCKS

from minping.core.scheme import model, nodes, outcomes
from minping.core.scheme.codec import OPS
from minping.core.scheme.keys import KEYS, VALUES, folded, key_named, value_named

TOGETHER: list[tuple[str, ...]] = [("grade", "band"), ("condition", "band"), ("step", "band")]
TOGETHER += [("head", op, "part") for op in OPS]


@pytest.mark.parametrize("blocks", [*((name,) for name in KEYS), *TOGETHER])
def test_a_spelling_means_one_key_in_its_block(blocks: tuple[str, ...]) -> None:
    for name in blocks:
        for english, others in KEYS[name].items():
            assert others, f"{name}.{english} has no Chinese spelling"
            for spelling in (english, *others):
                assert key_named(blocks, spelling) == english, (blocks, spelling)


@pytest.mark.parametrize("enum", list(VALUES))
def test_a_spelling_means_one_value_of_its_enum(enum: str) -> None:
    for english, others in VALUES[enum].items():
        assert others
        for spelling in (english, *others):
            assert value_named(enum, spelling) == english


def test_every_value_of_every_enum_can_be_written() -> None:
    for module in (model, nodes, outcomes):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, str) and kind.__module__ == module.__name__:
                assert set(VALUES[kind.__name__]) == {member.value for member in kind}  # type: ignore[attr-defined]


def test_every_field_of_every_dataclass_can_be_written() -> None:
    flattened = {"band", "line", "answer", "by_category"}
    for kind, blocks in BLOCKS.items():
        known = set(chain.from_iterable(KEYS[block] for block in blocks))
        for item in fields(kind):
            assert item.name in known | flattened, (kind.__name__, item.name)
    for op, kind in OPS.items():
        for item in fields(kind):
            assert item.name in {"head", "missing", *KEYS[op]}, (op, item.name)


def test_full_width_and_case_do_not_matter() -> None:
    assert folded(" ＯＰ ") == "op"
    assert key_named(("head",), "ＯＰ") == "op"
    assert value_named("Sign", "＋") == "plus"
