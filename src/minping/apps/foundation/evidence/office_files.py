"""DOCX and XLSX are kept as they are; one with macros, foreign parts or a bomb inside is refused."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from minping.apps.foundation.evidence.faults import Unfit
from minping.core.findings import Text

MOST_PARTS = 3_000
MOST_BYTES = 200 * 1024 * 1024
"""Bytes of all parts unpacked."""

MOST_LIST = 2 * 1024 * 1024
"""Bytes of a list of parts or links, which is read element by element."""

MOST_RATIO = 200
"""Unpacked bytes to one packed byte, over the whole file."""

_PACKED_FLOOR = 64 * 1024
_CHUNK = 1024 * 1024
_KINDS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_FORBIDDEN_PART = re.compile(
    r"vbaproject|activex|oleobject|/ctrlprops/|embeddings/.*(?<!\.xlsx)$|externallinks/", re.I
)
_FORBIDDEN_TYPE = re.compile(r"macroenabled|vbaproject|oleobject|activex|ms-office\.vba", re.I)
_HARMLESS_LINK = re.compile(r"^(https?://|mailto:|tel:|#)", re.I)
_SAVE_ANEW = Text(
    "请去掉宏、外部链接和内嵌对象，另存后再上传，或另存为 PDF。",
    "Remove macros, links and embedded objects and save it anew, or save it as PDF.",
)
_NOT_OFFICE = Unfit(
    Text("是压缩包，或不是完整的 DOCX、XLSX", "it is an archive, or not a whole DOCX or XLSX"),
    Text("请把里面的图片或文件逐个上传。", "Upload the pictures or files in it one by one."),
)


def check_office(raw: bytes) -> str:
    """``docx`` or ``xlsx``. Raises Unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_frame(raw, archive)
            kind = ""
            for info in archive.infolist():
                if _FORBIDDEN_PART.search(info.filename):
                    raise _dangerous(info.filename)
            left = [min(MOST_BYTES, max(len(raw), _PACKED_FLOOR) * MOST_RATIO)]
            for info in archive.infolist():
                kind = _check_part(archive, info, left) or kind
    except Unfit:
        raise
    except Exception as fault:  # zlib, zipfile and expat raise what the broken bytes happen to cause
        raise _NOT_OFFICE from fault
    if not kind:
        raise _NOT_OFFICE
    return kind


def _check_frame(raw: bytes, archive: zipfile.ZipFile) -> None:
    """Nothing before, behind or twice: what one program reads as this document, no other reads as another."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > MOST_PARTS:
        raise _bomb()
    if len(set(map(str.lower, names))) != len(names) or any(_is_stray(name) for name in names):
        raise _NOT_OFFICE
    if any(info.flag_bits & 0x1 for info in infos):
        raise Unfit(Text("文件已加密", "the file is encrypted"), _SAVE_ANEW)
    if archive.comment or raw[-22:-18] != b"PK\x05\x06":
        raise _NOT_OFFICE
    if "[Content_Types].xml" not in names:
        raise _NOT_OFFICE


def _is_stray(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int]) -> str:
    """Read one part whole, within the budget that is ``left``; the kind of file if this part tells it."""
    is_types = info.filename == "[Content_Types].xml"
    is_links = info.filename.lower().endswith(".rels")
    if (is_types or is_links) and info.file_size > MOST_LIST:
        raise _bomb()
    read = b"".join(_chunks(archive, info, left, keep=is_types or is_links))
    if is_types:
        return _kind_in(read)
    if is_links:
        _check_links(read)
    return ""


def _chunks(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int], *, keep: bool
) -> Iterator[bytes]:
    """The part as it unpacks; counted by what comes out, not by what the file claims."""
    kept = 0
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            left[0] -= len(chunk)
            if left[0] < 0:
                raise _bomb()
            if keep:
                kept += len(chunk)
                if kept > MOST_LIST:
                    raise _bomb()
                yield chunk


def _elements(raw: bytes) -> list[tuple[str, dict[str, str]]]:
    """Elements of an XML part without a document type: none of the Office formats has one."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _dangerous("DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(raw, True)
    return found


def _kind_in(raw: bytes) -> str:
    kinds = set()
    for _, attributes in _elements(raw):
        declared = attributes.get("ContentType", "")
        if _FORBIDDEN_TYPE.search(declared):
            raise _dangerous(declared.rpartition(".")[2])
        kinds.add(_KINDS.get(declared, ""))
    kinds.discard("")
    return kinds.pop() if len(kinds) == 1 else ""


def _check_links(raw: bytes) -> None:
    for name, attributes in _elements(raw):
        if name != "Relationship" or attributes.get("TargetMode", "").lower() != "external":
            continue
        is_link = attributes.get("Type", "").endswith("/hyperlink")
        if not (is_link and _HARMLESS_LINK.match(attributes.get("Target", ""))):
            raise _dangerous(attributes.get("Type", "").rpartition("/")[2])


def _dangerous(what: str) -> Unfit:
    shown = what.rpartition("/")[2][:40]
    return Unfit(
        Text(
            f"文件内含宏、外部链接或内嵌对象（{shown}）",
            f"it holds a macro, an outside link or an embedded object ({shown})",
        ),
        _SAVE_ANEW,
    )


def _bomb() -> Unfit:
    return Unfit(
        Text("解压后过大", "it is too large when unpacked"),
        Text("请减少内容或另存为 PDF 后再上传。", "Shorten it or save it as PDF."),
    )
