"""Letters between appraisal offices: signed and closed files that travel on a stick or by mail, no network needed."""

from minping.core.dispatch.envelopes import NotForUsError, disclose, enclose, is_enclosed, lock_of
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
from minping.core.dispatch.packing import LARGEST, MOST_BYTES, MOST_FILES, TOO_LARGE, open_letter, seal_letter

__all__ = [
    "LARGEST",
    "MOST_BYTES",
    "MOST_FILES",
    "TOO_LARGE",
    "Attached",
    "BadLetterError",
    "Kind",
    "Letter",
    "NotForUsError",
    "Opened",
    "Sender",
    "disclose",
    "enclose",
    "fingerprint",
    "is_enclosed",
    "lock_of",
    "open_letter",
    "public_key",
    "seal_letter",
]
