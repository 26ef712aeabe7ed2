"""Names of uploaded files: shown and handed out again, so nothing of them is trusted."""

import unicodedata

LONGEST = 100
"""Characters of a name that is kept, its ending included."""

UNNAMED = "附件"
_FORBIDDEN = set('<>:"|?*&`$;')


def clean_name(given: str, ending: str) -> str:
    """The last part of a path, without control and direction marks, with the ending of what it truly is."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(
        " " if c.isspace() else c
        for c in last
        if (c.isspace() or unicodedata.category(c)[0] not in "CZ") and c not in _FORBIDDEN
    )
    stem, dot, given_ending = kept.rpartition(".")
    if not dot or len(given_ending) > 5:
        stem = kept
    stem = " ".join(stem.split()).strip(" .")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .') or UNNAMED}.{ending}"


def ending_of(given: str) -> str:
    """The ending of a name, small letters, without the dot; empty when there is none."""
    return given.rpartition(".")[2].strip().lower() if "." in given else ""
