"""The Merkle tree of RFC 9162: roots known from other implementations, and laws of the proofs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.secrecy.merkle import (
    EMPTY,
    GrowingTree,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    tree_head,
)

# The eight entries and roots with which Certificate Transparency logs are tested (RFC 6962, RFC 9162).
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def _recursive(entries: list[bytes]) -> bytes:
    """MTH word by word as the RFC writes it."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return leaf_hash(entries[0])
    at = 1
    while at * 2 < len(entries):
        at *= 2
    return node_hash(_recursive(entries[:at]), _recursive(entries[at:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert tree_head(ENTRIES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_tree() -> None:
    assert tree_head([]) == EMPTY
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_proofs_that_the_rfc_draws_for_seven_entries() -> None:
    """RFC 9162 §2.1.5: PATH(0), PATH(3), PATH(4), PATH(6) and PROOF(3), PROOF(4), PROOF(6)."""
    entries = ENTRIES[:7]
    a, b, c, d, e, f, j = map(leaf_hash, entries)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, right = node_hash(g, h), node_hash(i, j)
    assert inclusion_proof(entries, 0) == [b, h, right]
    assert inclusion_proof(entries, 3) == [c, g, right]
    assert inclusion_proof(entries, 4) == [f, j, k]
    assert inclusion_proof(entries, 6) == [i, k]
    assert consistency_proof(entries, 3) == [c, d, g, right]
    assert consistency_proof(entries, 4) == [right]
    assert consistency_proof(entries, 6) == [i, j, k]


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_growing_agrees_with_the_definition(entries: list[bytes]) -> None:
    tree = GrowingTree()
    for entry in entries:
        tree.append(entry)
    assert tree.head == _recursive(entries)
    assert tree.size == len(entries)


@given(st.integers(1, 40), st.data())
def test_inclusion_is_proved_for_each_entry_and_for_no_other(size: int, data: st.DataObject) -> None:
    entries = [bytes([number]) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof, head = inclusion_proof(entries, index), tree_head(entries)
    assert is_included(entries[index], index, size, proof, head)
    assert not is_included(b"other", index, size, proof, head)
    assert not is_included(entries[index], index, size, [*proof, head], head)
    assert not is_included(entries[index], size, size, proof, head)
    wrong = data.draw(st.integers(0, size - 1).filter(lambda number: number != index)) if size > 1 else 1
    assert not is_included(entries[index], wrong, size, proof, head)


@given(st.integers(1, 40), st.data())
def test_a_log_that_only_grew_is_consistent_and_a_rewritten_one_is_not(
    size: int, data: st.DataObject
) -> None:
    entries = [bytes([number]) for number in range(size)]
    earlier = data.draw(st.integers(1, size))
    proof, head = consistency_proof(entries, earlier), tree_head(entries)
    assert is_consistent(earlier, tree_head(entries[:earlier]), size, head, proof)
    rewritten = [*entries[: earlier - 1], b"rewritten"]
    assert not is_consistent(earlier, tree_head(rewritten), size, head, proof)
    assert not is_consistent(earlier, tree_head(entries[:earlier]), size, head, [*proof, head])


def test_proofs_are_asked_for_entries_that_exist() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(ENTRIES, 8)
    with pytest.raises(ValueError, match="no earlier tree"):
        consistency_proof(ENTRIES, 0)
    assert not is_consistent(9, b"", 8, b"", [])
