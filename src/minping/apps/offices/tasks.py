"""Work that takes longer than a page: a lower office's result computed again; reminders."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.urls import reverse

from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import Told, job, sweep
from minping.apps.offices.models import Letter, Recomputation
from minping.apps.offices.reading import public_of, unpacked
from minping.apps.offices.telling import remind
from minping.core.bundle.compute import compute
from minping.core.bundle.verify import verify
from minping.core.findings import RefusedInput, Text

MOST_TOLD = 50


@job("offices.recompute")
def recompute(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Compute a reported result from its public data and hold it against what was reported."""
    letter = Letter.objects.get(id=UUID(payload["letter"]))
    told(0, 2)
    with tempfile.TemporaryDirectory() as made:
        folder = unpacked(public_of(letter), Path(made) / "public")
        try:
            bundle, run = compute(folder)
            found = verify(folder, bundle.scheme, run)
        except RefusedInput as fault:
            raise Refused(
                Text("随文数据不能计算。", "The data that came with it cannot be computed."), fault.findings
            ) from fault
    told(1, 2)
    lines = [
        {
            "zh": f"{one.where.zh}：上报 {one.published}，复算 {one.recomputed}",
            "en": f"{one.where.en}: {one.published} reported, {one.recomputed} computed",
        }
        for one in found.differences[:MOST_TOLD]
    ]
    Recomputation.objects.update_or_create(
        letter=letter, defaults={"compared": found.compared, "differences": lines, "at": now()}
    )
    told(2, 2)
    return {"next": reverse("offices:letter", args=[letter.id])}


@sweep("offices.remind")
def reminders() -> None:
    """Remind of what the upper office asked."""
    remind()
