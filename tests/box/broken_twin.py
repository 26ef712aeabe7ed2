"""A box that is broken on purpose: it acknowledges first and writes a moment later.

The check that kills the box must fail on it; otherwise that check proves nothing.
"""

import time
from unittest.mock import patch

from minping.box import server
from minping.box.cards import Verdict
from minping.box.writer import Cast, Writer
from minping.site.commands.box import box_command

DELAY = 0.2
"""Seconds between the acknowledgement and the write."""


class HastyWriter(Writer):
    """Tells every sender that the ballot is stored, then waits, then stores it."""

    def _casts(self, casts: list[Cast]) -> None:
        if casts:
            self.settle([(cast, Verdict.STORED) for cast in casts])
            time.sleep(DELAY)
        super()._casts(casts)


def main() -> None:
    """The command ``box`` with the broken writer."""
    with patch.dict(server.serve.__kwdefaults__, making=HastyWriter):
        box_command()
