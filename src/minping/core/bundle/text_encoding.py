"""Bytes of a text table → text, or what is wrong with them."""

from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.encodings import encoding_name, sniff_encoding

_REPLACEMENT = "\ufffd"
_RUINED = "锟斤拷"


def decode(raw: bytes, file: str) -> str:
    """The text of ``raw``. Refuses bytes that fit no encoding, and text that was ruined before.

    Raises ``RefusedInput`` naming the line and the byte.
    """
    encoding = sniff_encoding(raw).encoding
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as bad:
        raise RefusedInput([_bad_bytes(raw, bad, file)]) from bad
    _refuse_ruined(text, file)
    return text.removeprefix("\ufeff")


def _bad_bytes(raw: bytes, bad: UnicodeDecodeError, file: str) -> Finding:
    line = raw.count(b"\n", 0, bad.start) + 1
    shown, name = raw[bad.start : bad.start + 4].hex(" ").upper(), encoding_name(bad.encoding)
    return error(
        "file.bad_bytes",
        f"第{bad.start + 1}个字节（{shown}）无法按 {name} 解读",
        f"byte {bad.start + 1} ({shown}) is not valid {name}",
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
