"""Our side: ``core.opinions.likeness.groups`` over a file. ``python -m bench.group_file FILE``."""

import sys
from pathlib import Path

from minping.core.opinions.likeness import groups


def main() -> None:
    """Group, print the number of pairs."""
    print(len(groups(Path(sys.argv[1]).read_text(encoding="utf-8").split("\n"))))


if __name__ == "__main__":
    main()
