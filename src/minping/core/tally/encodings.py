"""Which encoding bytes of a text table are in, told by their content. Standard library only.

UTF-8, UTF-16, UTF-32, GB 18030 (GBK, GB 2312) and Big5. Two of them often fit the same bytes: the one
that gives ordinary Chinese is taken.
"""

import codecs
from collections import Counter
from dataclasses import dataclass
from functools import cache

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EAST_ASIAN = ("gb18030", "cp950")
"""In order of preference. Code page 950 is Big5 with the characters that offices add to it."""
_NAMES = {"gb18030": "GBK/GB18030", "cp950": "Big5", "utf-8": "UTF-8", "utf-8-sig": "UTF-8"}
_LOOKED_AT = 1 << 13
_MOSTLY = 0.5
"""The least share of ordinary Chinese in a text that may be UTF-16, and not something with NULs in it."""
_SAMPLE = 20_000
_SIGNS = ",;\t|，\r\n"
_PLAIN = frozenset("，。、；：？！（）《》“”‘’—…·％－／　〇○①②③④⑤⑥⑦⑧⑨⑩")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class TextKind:
    """``encoding`` as codecs name it; ``certain`` when the bytes leave no other choice."""

    encoding: str
    certain: bool

    @property
    def name(self) -> str:
        """What people call the encoding."""
        return encoding_name(self.encoding)


def encoding_name(encoding: str) -> str:
    """What people call an encoding."""
    return _NAMES.get(encoding, encoding.removesuffix("-le").removesuffix("-be").upper())


def sniff_encoding(head: bytes) -> TextKind:
    """The encoding that bytes speak for; a character cut in half at their end does not matter."""
    declared = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    declared = declared or _utf16_without_mark(head)
    if declared is not None:
        return TextKind(declared, True)
    if head.isascii():
        return TextKind("utf-8", False)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as fault:
        # Chinese in GBK hardly ever begins with three good Chinese characters of UTF-8.
        good = sum(character >= "\u0800" for character in head[: fault.start].decode("utf-8"))
        return TextKind("utf-8" if good >= 3 else _east_asian(head), True)
    return TextKind("utf-8", True)


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 that does not say so: one of its two byte orders gives separators and line ends."""
    if b"\0" not in head:
        return None
    texts = {name: decode_head(head[:_LOOKED_AT], name) for name in ("utf-16-le", "utf-16-be")}
    signs = {name: 0 if "\0" in text else sum(map(text.count, _SIGNS)) for name, text in texts.items()}
    best = max(signs, key=signs.__getitem__)
    return best if signs[best] > 1 and _ordinary(texts[best]) > _MOSTLY else None


def decode_head(head: bytes, encoding: str) -> str:
    """The text of a file's beginning; a character cut in half at the end is left out."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)


def _east_asian(head: bytes) -> str:
    """The encoding that gives ordinary Chinese; where none fits, the one with the fewest bad bytes."""
    texts = {name: decode_head(head, name) for name in _EAST_ASIAN}
    fitting = [name for name, text in texts.items() if _REPLACEMENT not in text]
    if fitting:
        return max(fitting, key=lambda name: _ordinary(texts[name]))
    texts["utf-8"] = decode_head(head, "utf-8")
    return min(texts, key=lambda name: (texts[name].count(_REPLACEMENT), -_ordinary(texts[name])))


def _ordinary(text: str) -> float:
    """The share of characters beyond ASCII that ordinary Chinese text consists of."""
    counted = Counter(char for char in text[:_SAMPLE] if char > "\x7f")
    total = sum(counted.values())
    return sum(n for char, n in counted.items() if _is_ordinary(char)) / total if total else 1.0


@cache
def _is_ordinary(char: str) -> bool:
    """Punctuation, or a character of level one: 3,755 of GB 2312, 5,401 of Big5."""
    return char in _PLAIN or 0xB0 <= _lead(char, "gb2312") <= 0xD7 or 0xA4 <= _lead(char, "big5") <= 0xC6


def _lead(char: str, encoding: str) -> int:
    """The first byte of a character; 0 when the encoding does not have it."""
    return (char.encode(encoding, "ignore") or b"\0")[0]
