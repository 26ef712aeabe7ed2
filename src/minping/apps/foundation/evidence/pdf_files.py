"""A PDF is kept as it is, so that its signatures hold; one that acts, or hides other files, is refused."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from minping.apps.foundation.evidence.faults import Unfit
from minping.core.findings import Text

MOST_OBJECTS = 200_000
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
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        encrypted = reader.is_encrypted
    except Exception as fault:  # a broken file breaks the reader in any way
        raise _BROKEN from fault
    if encrypted:
        raise Unfit(Text("PDF 设有密码或权限限制", "the PDF is encrypted"), _REMEDY)
    try:
        found = _walk(reader)
        pages = len(reader.pages)
    except Unfit:
        raise
    except Exception as fault:
        raise _BROKEN from fault
    if found:
        raise _acts(found)
    if not pages:
        raise _BROKEN


def _acts(name: str) -> Unfit:
    what = _ACTS[name]
    return Unfit(Text(f"PDF 内含{what.zh}", f"the PDF holds {what.en}"), _REMEDY)


def _walk(reader: PdfReader) -> str:
    """The first forbidden name in any object that the file's table lists or the trailer reaches, or nothing."""
    waiting: list[object] = [reader.trailer]
    numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise Unfit(Text("PDF 过于复杂", "the PDF is too complex"), _REMEDY)
    for number in numbers:
        waiting.append(reader.get_object(number))
    for count, thing in enumerate(_nested(waiting)):
        if count > MOST_OBJECTS * 10:
            raise Unfit(Text("PDF 过于复杂", "the PDF is too complex"), _REMEDY)
        if isinstance(thing, str) and thing in _ACTS:
            return thing
    return ""


def _nested(waiting: list[object]) -> Iterator[object]:
    """Every name (also as a key) in these objects and the objects they hold directly."""
    while waiting:
        thing = waiting.pop()
        yield thing if isinstance(thing, NameObject) else None
        if isinstance(thing, DictionaryObject):
            yield from thing
            waiting += thing.values()
        elif isinstance(thing, ArrayObject):
            waiting += thing
