"""Voters of the demo: each takes a ticket, confirms it and casts at the box, as a browser does."""

import json
import random
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from minping.apps.register.services import ticket_confirm, ticket_issue
from minping.core.secrecy.ballots import Ballot, padded
from minping.core.secrecy.exchange import round_folder
from minping.core.secrecy.manifest import Manifest
from minping.core.secrecy.manifest_check import MANIFEST, read_manifest

FONDNESS = (46, 30, 14, 5, 2, 3)
"""How often each option of a scale is chosen, of a hundred; options beyond share the last."""
PATIENCE_SECONDS = 30


def cast_some(box: str, found: UUID, codes: Sequence[str], seed: int) -> None:
    """One ballot for each code, at the box that answers at ``box``."""
    path = round_folder(Path(settings.EXCHANGE), str(found)) / MANIFEST
    manifest = read_manifest(path.read_bytes())
    _wait_for(f"{box}/b/rounds/{found}/manifest.json")
    dice = random.Random(seed)
    for code in codes:
        _cast(box, manifest, code, dice)


def _wait_for(address: str) -> None:
    """Until the box has seen the round."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own box
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _cast(box: str, manifest: Manifest, code: str, dice: random.Random) -> None:
    ticket = secrets.token_hex(32)
    issue = ticket_issue(code=code, ticket=ticket)
    ticket_confirm(code=code, ticket=ticket)
    ballot = Ballot(
        round=manifest.round,
        class_code=issue.class_code,
        ticket=ticket,
        mac=issue.mac,
        sequence=1,
        salt=secrets.token_hex(32),
        grades=_grades(manifest, issue.class_code, dice),
    )
    request = urllib.request.Request(  # noqa: S310 - our own box
        f"{box}/b/cast",
        data=padded(ballot.to_bytes(), manifest.ballot_size),
        headers={"Content-Type": "application/octet-stream"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        said = json.loads(answer.read())
    if said["status"] != "stored":
        raise RuntimeError(f"the box said {said['status']}")


def _grades(manifest: Manifest, class_code: str, dice: random.Random) -> str:
    marks = []
    for position in manifest.questions(class_code):
        options = position.allowed.replace("-", "")
        weights = [FONDNESS[min(at, len(FONDNESS) - 1)] for at in range(len(options))]
        marks.append(dice.choices(options, weights)[0])
    return "".join(marks)
