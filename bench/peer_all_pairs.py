"""The peer: scikit-learn's TF-IDF and every text against every other. ``python -m bench.peer_all_pairs FILE``."""

import sys
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from minping.core.opinions.likeness import THRESHOLD
from minping.core.opinions.normal import normal

ROWS = 500


def alike(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs of positions whose cosine reaches the threshold, hundredths rounded."""
    found: set[tuple[int, int]] = set()
    weights = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit_transform(texts)
    for at in range(0, len(texts), ROWS):
        cosines = (weights[at : at + ROWS] @ weights.T).tocoo()
        good = cosines.data >= THRESHOLD - 0.005
        rows, columns = cosines.row[good] + at, cosines.col[good]
        found |= {(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if i < j}
    return found


def main() -> None:
    """Compare, print the number of pairs."""
    texts = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    print(len(alike(list(dict.fromkeys(map(normal, texts))))))


if __name__ == "__main__":
    main()
