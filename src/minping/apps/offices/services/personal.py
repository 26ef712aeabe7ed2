"""What stays out of letters about a case: who complained, and how he can be reached (F132)."""

from minping.apps.foundation.errors import Refused
from minping.core.findings import Text
from minping.core.opinions.masking import KINDS, mask

_SURE = frozenset({"phone", "id_number", "plate", "account"})
"""Kinds that the rules find without doubt. Names are masked where a case is shown to others, not refused:
the rules take too much for a name."""


def impersonal(text: str, zh: str, en: str) -> str:
    """The text, if nothing in it leads to a person. Raises Refused with what does."""
    found = [mark for mark in mask(text).marks if mark.kind in _SURE]
    if not found:
        return text
    first, kind = found[0].original, KINDS[found[0].kind]
    raise Refused(
        Text(
            f"{zh}里有个人信息（{kind.zh}“{first}”）。要结果的案件不随文传送来信人、举报人的信息，请删去后再制作。",
            f"{en} holds personal data ({kind.en} “{first}”). Letters about a case never say who complained.",
        )
    )


def masked(text: str) -> str:
    """The text as others than the office may read it: names, numbers and addresses masked by rule."""
    return mask(text).text
