"""What lies sealed in a lead."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from minping.apps.foundation.sealing import unseal
from minping.apps.leads.models import Lead

PURPOSE = "lead"


@dataclass(frozen=True)
class Opened:
    """The citizen's words, the words that raised the flag, and who marked it."""

    text: str
    words: tuple[str, ...]
    marked_by: str


def opened(lead: Lead) -> Opened:
    """Unseal the text; whoever calls this writes the reading down."""
    kept = json.loads(unseal(lead.text, PURPOSE))
    return Opened(kept["text"], tuple(kept["words"]), kept["marked_by"])


def told_of(lead: Lead) -> Mapping[str, Mapping[str, str]]:
    """What was written down at each act, by act."""
    found: Mapping[str, Mapping[str, str]] = json.loads(unseal(lead.told, PURPOSE) or "{}")
    return found
