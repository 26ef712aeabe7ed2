"""A PDF is kept as it is, so that its signatures hold; one that acts, or hides other files, is refused."""

import re
import subprocess
import sys
from pathlib import Path

from minping.apps.foundation.evidence import pdf_reading
from minping.apps.foundation.evidence.faults import Unfit
from minping.core.findings import Text

READER = Path(pdf_reading.__file__)
PATIENCE = 40
"""Seconds for which the reader is waited for."""

_ACTS = {
    "/JavaScript": Text("脚本", "a script"),
    "/Launch": Text("启动程序的动作", "an act that starts a program"),
    "/EmbeddedFile": Text("内嵌文件", "an embedded file"),
    "/EmbeddedFiles": Text("内嵌文件", "embedded files"),
    "/RichMedia": Text("多媒体内容", "rich media"),
    "/XFA": Text("XFA 表单", "an XFA form"),
    "/SubmitForm": Text("提交表单的动作", "an act that sends a form"),
    "/ImportData": Text("导入数据的动作", "an act that imports data"),
    "/GoToE": Text("打开内嵌文件的动作", "an act that opens an embedded file"),
    "/GoToR": Text("打开其他文件的动作", "an act that opens another file"),
    "/Movie": Text("多媒体内容", "a film"),
    "/Sound": Text("多媒体内容", "sound"),
    "/Rendition": Text("多媒体内容", "media"),
}
_REMEDY = Text("请用“打印为 PDF”另存一份后再上传。", "Print it to a new PDF and upload that.")
_COMPLEX = Unfit(Text("PDF 过于复杂，读不完", "the PDF is too complex to be read"), _REMEDY)
_BROKEN = Unfit(Text("PDF 不完整或已损坏", "the PDF is incomplete or damaged"), _REMEDY)


def _spelled(name: str) -> bytes:
    """Any way to write a name: each character as itself or as ``#`` and two hexadecimal digits."""
    return b"/" + b"".join(
        b"(?:%s|#%02x|#%02X)" % (re.escape(c.encode()), ord(c), ord(c)) for c in name.removeprefix("/")
    )


_IN_BYTES = {
    name: re.compile(_spelled(name) + rb"(?![A-Za-z0-9])")
    for name in ("/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia")
}


def check_pdf(raw: bytes) -> None:
    """Raises Unfit for a PDF that is encrypted, broken, acts by itself, or carries other files.

    Looked for twice, in the bytes as they lie and in the objects as a reader finds them: the two do not
    agree about a file made to be read differently by different programs.
    """
    for name, pattern in _IN_BYTES.items():
        if pattern.search(raw):
            raise _acts(name)
    found = _read_apart(raw)
    if found == "encrypted":
        raise Unfit(Text("PDF 设有密码或权限限制", "the PDF is encrypted"), _REMEDY)
    if found == "complex":
        raise _COMPLEX
    if found == "broken":
        raise _BROKEN
    if found:
        raise _acts(found)


def _read_apart(raw: bytes) -> str:
    """What ``pdf_reading`` says, in a process of its own. Raises Unfit when it needs too much time or memory."""
    try:
        done = subprocess.run(  # noqa: S603 - our own reader; the file is its input
            [sys.executable, "-I", str(READER)],
            input=raw,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise _COMPLEX from fault
    if done.returncode != 0:
        raise _COMPLEX
    return done.stdout.decode()


def _acts(name: str) -> Unfit:
    what = _ACTS[name]
    return Unfit(Text(f"PDF 内含{what.zh}", f"the PDF holds {what.en}"), _REMEDY)
