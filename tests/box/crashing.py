"""A box that dies by kill -9 at one step of its last flush: ``python -m tests.box.crashing FOLDER STEP``."""

import os
import signal
import sys
from pathlib import Path

from tests.box.workbench import Box


def main() -> None:
    """Command line."""
    folder, at = sys.argv[1:]

    def die(step: str) -> None:
        if step == at:
            os.kill(os.getpid(), signal.SIGKILL)

    box = Box(Path(folder), mirror=Path(folder) / "mirror", step=die).start()
    box.kept.finish()


if __name__ == "__main__":
    main()
