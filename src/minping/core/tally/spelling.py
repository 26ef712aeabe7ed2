"""Words as people write them: one key for spellings that mean the same.

Pasted text carries full-width letters, traditional characters, blanks inside names and pinyin behind
single characters or whole words (``評(píng)議(yì)``, seed 001). All that is ignored for matching; what the user wrote
is kept for display.
"""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_INVISIBLE = re.compile(r"[\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_NEUTRAL = "de|le|me|men|ne|ma|ba|zi|ge|zhe|tou|li"
_PINYIN = re.compile(
    rf"(?<=[\u3400-\u9fff])\((?:(?=[a-zü{_TONED}]*[{_TONED}])[a-zü{_TONED}]{{1,60}}|(?:{_NEUTRAL}))\)", re.I
)
_SAME = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-", "‐": "-", "·": "・", "•": "・"}
)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones. Text within GB 2312 is returned as it is."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


def without_pinyin(text: str) -> str:
    """Without the pinyin behind single characters; brackets as NFKC writes them."""
    return _PINYIN.sub("", text) if "(" in text else text


def folded(text: str) -> str:
    """What two spellings of one text have in common. Empty for text without visible characters."""
    if text.isascii() and text.isprintable():
        return "".join(text.split()).casefold()
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)
    return simplified(without_pinyin(seen)).casefold()


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """``folded``, remembered: for names, which come again and again. Never for what a person wrote."""
    return folded(text)


SUBTOTAL_WORDS = frozenset(map(key, ("小计", "分计", "subtotal", "sub-total")))
TOTAL_WORDS = frozenset(
    map(key, ("合计", "总计", "共计", "总和", "累计", "汇总", "total", "sum", "grand total", "totals"))
)
_LONGEST_TOTAL = 16


def is_total(label: str) -> bool:
    """Whether a row's label is 合计, 小计 or the like."""
    if not label or len(label) >= _LONGEST_TOTAL:
        return False
    return key(label).rstrip(":") in TOTAL_WORDS | SUBTOTAL_WORDS
