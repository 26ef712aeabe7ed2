"""100,000 opinions grouped by likeness, in bounded memory.

The peer is scikit-learn's TF-IDF with every text against every other, on a tenth of the texts: it grows with
their square. The same pairs are looked for; ``tests/core/opinions`` says how many of them are found.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.children import Run, measured
from bench.make_opinions import opinions

MINUTES, MEMORY = 10, 2_048
SHARE = 10


@dataclass(frozen=True)
class Grouped:
    """Runs over all ``texts``, and of both over a tenth of them."""

    texts: int
    whole: Run
    ours: Run
    peer: Run

    @property
    def ratio(self) -> float:
        """How many times longer the peer takes."""
        return self.peer.wall / self.ours.wall


def run(texts: int) -> Grouped:
    """Make the texts, group them, and let the peer work on a tenth."""
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "all.txt"), Path(folder, "part.txt")
        made = opinions(texts)
        whole.write_text("\n".join(made), encoding="utf-8")
        part.write_text("\n".join(made[: texts // SHARE]), encoding="utf-8")
        command = [sys.executable, "-m", "bench.group_file"]
        return Grouped(
            texts,
            measured([*command, str(whole)]),
            measured([*command, str(part)]),
            measured([sys.executable, "-m", "bench.peer_all_pairs", str(part)]),
        )


def report(found: Grouped) -> None:
    """Print the figures beside their limits."""
    print(f"grouping {found.texts:,} opinions: {found.whole.wall:.1f} s, {found.whole.memory:.0f} MiB")
    print(f"  limit {MINUTES} min, {MEMORY:,} MiB: {'kept' if _kept(found) else 'NOT KEPT'}")
    print(f"  {found.texts // SHARE:,} opinions: ours {found.ours.wall:.1f} s, {found.ours.memory:.0f} MiB")
    print(
        f"  every pair by TF-IDF: {found.peer.wall:.1f} s, {found.peer.memory:.0f} MiB; {found.ratio:.1f} times ours"
    )


def _kept(found: Grouped) -> bool:
    return found.whole.wall < MINUTES * 60 and found.whole.memory < MEMORY


if __name__ == "__main__":
    report(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
