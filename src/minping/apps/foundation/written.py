"""What a person typed: without blank ends, there where it must be, not longer than it may be."""

from minping.apps.foundation.errors import Refused
from minping.core.findings import Text


def needed(value: str, zh: str, en: str, most: int) -> str:
    """The text without blank ends. Refuses an empty one, and one that is too long."""
    text = value.strip()
    if not text:
        raise Refused(Text(f"请填写{zh}。", f"Fill in: {en}."))
    return within(text, zh, en, most)


def within(value: str, zh: str, en: str, most: int) -> str:
    """The text without blank ends. Refuses one that is too long, naming by how much."""
    text = value.strip()
    if len(text) > most:
        raise Refused(
            Text(
                f"{zh}最多{most}字，现有{len(text)}字，请压缩。",
                f"{en}: {most} characters at most, these are {len(text)}.",
            )
        )
    return text
