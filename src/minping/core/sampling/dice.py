"""Dice that were thrown before observers, as they are written down: ``3 5 1 6 …``."""

import re
import unicodedata

from minping.core.findings import RefusedInput, error

LEAST = 20
"""Twenty dice have 3.6 quadrillion outcomes."""

MOST = 200
_BETWEEN = re.compile(r"[\s,，、;；.。\-]+")


def read_dice(text: str) -> str:
    """The pips without anything between, such as ``3516…``. Raises RefusedInput."""
    pips = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    odd = sorted(set(pips) - set("123456"))
    if odd:
        shown = "".join(odd)[:20]
        raise RefusedInput(
            [
                error(
                    "dice.no_pips",
                    f"骰子点数只能是 1 到 6，出现了「{shown}」",
                    f"pips are 1 to 6, but there is “{shown}”",
                    "请照记录逐个填写，以空格分开",
                    "write them as recorded, with blanks between",
                )
            ]
        )
    if not LEAST <= len(pips) <= MOST:
        raise RefusedInput(
            [
                error(
                    "dice.too_few",
                    f"共{len(pips)}个点数，应为{LEAST}到{MOST}个",
                    f"{len(pips)} dice; there must be {LEAST} to {MOST}",
                    f"请当众掷满{LEAST}次，例如五枚骰子掷四回",
                    f"throw {LEAST}, for example five dice four times",
                )
            ]
        )
    return pips
