"""Letters between appraisal offices: signed files that travel on a memory stick or by mail, no network needed."""

from minping.core.dispatch.letters import (
    Attached,
    BadLetterError,
    Kind,
    Letter,
    Opened,
    Sender,
    fingerprint,
    public_key,
)
from minping.core.dispatch.packing import LARGEST, open_letter, seal_letter

__all__ = [
    "LARGEST",
    "Attached",
    "BadLetterError",
    "Kind",
    "Letter",
    "Opened",
    "Sender",
    "fingerprint",
    "open_letter",
    "public_key",
    "seal_letter",
]
