"""The Merkle tree of RFC 9162 §2.1 with SHA-256: head, proofs of inclusion and of consistency.

Entries are any bytes; in the box's log they are salted hashes of ballots.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The head of a tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both children."""
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_head(entries: Sequence[bytes]) -> bytes:
    """MTH(D[n]) of RFC 9162 §2.1.1."""
    tree = GrowingTree()
    for entry in entries:
        tree.append(entry)
    return tree.head


class GrowingTree:
    """The head of a tree that grows at its end: keeps one hash for each full subtree only."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def append(self, entry: bytes) -> None:
        """Add an entry."""
        self._full.append(leaf_hash(entry))
        self.size += 1
        # A binary number: each trailing zero of the size is a pair of subtrees that became one.
        for _ in range((self.size & -self.size).bit_length() - 1):
            right = self._full.pop()
            self._full[-1] = node_hash(self._full[-1], right)

    @property
    def head(self) -> bytes:
        if not self._full:
            return EMPTY
        head = self._full[-1]
        for left in reversed(self._full[:-1]):
            head = node_hash(left, head)
        return head


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(entries: Sequence[bytes], index: int) -> list[bytes]:
    """PATH(m, D[n]) of RFC 9162 §2.1.3.1. Raises IndexError when there is no such entry."""
    if not 0 <= index < len(entries):
        raise IndexError(index)
    if len(entries) == 1:
        return []
    at = _split(len(entries))
    if index < at:
        return [*inclusion_proof(entries[:at], index), tree_head(entries[at:])]
    return [*inclusion_proof(entries[at:], index - at), tree_head(entries[:at])]


def is_included(entry: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """RFC 9162 §2.1.3.2: whether ``entry`` is number ``index`` of the ``size`` entries under ``head``."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf_hash(entry)
    for sibling in proof:
        if not last:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return not last and found == head


def consistency_proof(entries: Sequence[bytes], earlier: int) -> list[bytes]:
    """PROOF(m, D[n]) of RFC 9162 §2.1.4.1, 0 < m ≤ n. Raises ValueError for another m."""
    if not 0 < earlier <= len(entries):
        raise ValueError(f"no earlier tree of {earlier} entries")
    return _subproof(entries, earlier, whole=True)


def _subproof(entries: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(entries):
        return [] if whole else [tree_head(entries)]
    at = _split(len(entries))
    if earlier <= at:
        return [*_subproof(entries[:at], earlier, whole=whole), tree_head(entries[at:])]
    return [*_subproof(entries[at:], earlier - at, whole=False), tree_head(entries[:at])]


def is_consistent(earlier: int, earlier_head: bytes, size: int, head: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162 §2.1.4.2: whether the tree of ``size`` entries only added to the one of ``earlier``."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not proof and earlier_head == head
    path = list(proof) if earlier & (earlier - 1) else [earlier_head, *proof]
    if not path:
        return False
    node, last = earlier - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return not last and old == earlier_head and new == head
