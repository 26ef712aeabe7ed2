"""Bytes of a text table → text: UTF-8, UTF-16, GB 18030, Big5, told apart by their content."""

import codecs
from collections import Counter
from functools import cache

from minping.core.bundle.names import simplified
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.transcode import sniff_encoding, utf16_without_mark

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EAST_ASIAN = ("gb18030", "big5", "cp950")
_SAMPLE = 20_000
_PLAIN = set("，。、；：？！（）《》“”‘’—…·％－／　〇○①②③④⑤⑥⑦⑧⑨⑩")
_REPLACEMENT = "\ufffd"
_RUINED = "锟斤拷"


def decode(raw: bytes, file: str) -> str:
    """The text of ``raw``. Refuses bytes that fit no encoding, and text that was ruined before.

    Raises ``RefusedInput`` naming the line and the byte.
    """
    encoding = _declared(raw) or utf16_without_mark(raw)
    if encoding is None:
        kind = sniff_encoding(raw)
        encoding = kind.encoding if kind.encoding == "utf-8" and kind.certain else _best_east_asian(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as bad:
        raise RefusedInput([_bad_bytes(raw, bad, file)]) from bad
    _refuse_ruined(text, file)
    return text.removeprefix("\ufeff")


def _declared(raw: bytes) -> str | None:
    return next((name for mark, name in _BOMS if raw.startswith(mark)), None)


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _best_east_asian(raw: bytes) -> str:
    """The encoding that gives ordinary Chinese; where none fits, the one with the fewest bad bytes."""
    fitting = [name for name in _EAST_ASIAN if _fits(raw, name)]
    if fitting:
        return max(fitting, key=lambda name: _ordinary(raw.decode(name)))
    tried = ("utf-8", *_EAST_ASIAN)
    return min(tried, key=lambda name: raw.decode(name, "replace").count(_REPLACEMENT))


def _ordinary(text: str) -> float:
    """The share of characters beyond ASCII that ordinary Chinese text consists of."""
    counted = Counter(char for char in text[:_SAMPLE] if char > "\x7f")
    total = sum(counted.values())
    return sum(n for char, n in counted.items() if _is_ordinary(char)) / total if total else 1.0


@cache
def _is_ordinary(char: str) -> bool:
    """Punctuation, or one of the 3,755 characters of level one of GB 2312 (traditional form too)."""
    if char in _PLAIN:
        return True
    try:
        return 0xB0 <= simplified(char).encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _bad_bytes(raw: bytes, bad: UnicodeDecodeError, file: str) -> Finding:
    line = raw.count(b"\n", 0, bad.start) + 1
    shown = raw[bad.start : bad.start + 4].hex(" ").upper()
    return error(
        "file.bad_bytes",
        f"第{bad.start + 1}个字节（{shown}）无法按 {bad.encoding} 解读",
        f"byte {bad.start + 1} ({shown}) is not valid {bad.encoding}",
        "请用 Excel 或 WPS 打开原文件，另存为“CSV UTF-8”或 .xlsx 后再试",
        "open the original in Excel or WPS and save it as “CSV UTF-8” or .xlsx",
        Place(file, line=line),
    )


def _refuse_ruined(text: str, file: str) -> None:
    """Text that another program has already spoilt cannot be mended here."""
    found = [place for place in (text.find(_REPLACEMENT), text.find(_RUINED)) if place >= 0]
    if "\x00" in text:
        finding = error(
            "file.not_text",
            "文件内容不是文本表格",
            "the content is not a text table",
            "请导出为 CSV 或 .xlsx",
            "export it as CSV or .xlsx",
            Place(file),
        )
        raise RefusedInput([finding])
    if found:
        before = text[: min(found)]
        begin = max(before.rfind("\n") + 1, min(found) - 8)
        shown = text[begin : min(found) + 8].splitlines()[0]
        finding = error(
            "file.ruined_text",
            f"文件在此前的转存中已经出现乱码：「{shown}」",
            f"the text was already ruined by an earlier conversion: “{shown}”",
            "请从原始文件重新导出，不要在乱码文件上修改",
            "export it again from the original; do not edit the ruined copy",
            Place(file, line=before.count("\n") + 1),
        )
        raise RefusedInput([finding])
