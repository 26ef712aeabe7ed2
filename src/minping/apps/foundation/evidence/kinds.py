"""What an uploaded file truly is, read from its bytes; its name and declared type are not believed (SEC E2, E3)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from minping.apps.foundation.evidence.faults import PICTURE_INSTEAD, Unfit
from minping.apps.foundation.evidence.names import clean_name, ending_of
from minping.apps.foundation.evidence.office_files import check_office
from minping.apps.foundation.evidence.pdf_files import check_pdf
from minping.apps.foundation.evidence.pictures import rewritten
from minping.core.findings import Text

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""

PICTURES = frozenset({"jpg", "png", "webp"})
_PICTURE_ENDINGS = PICTURES | {"jpeg", "jpe", "jfif"}
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Kinds that are kept, with the type they are handed out as."""

_TAKEN = Text(
    "可上传 JPEG、PNG、WebP 图片和 PDF、DOCX、XLSX 文件。",
    "JPEG, PNG and WebP pictures, PDF, DOCX and XLSX are taken.",
)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its kind (key of ``TYPES``), a safe name, the bytes to keep, digest of the upload."""

    kind: str
    name: str
    raw: bytes
    sha256: str


def _looks_like_markup(raw: bytes) -> bool:
    head = raw[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(b"<")


_OTHERS: tuple[tuple[Callable[[bytes], bool], Text, Text], ...] = (
    (
        lambda raw: (
            raw[4:8] == b"ftyp" and raw[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"msf1", b"avif"}
        ),
        Text("是 HEIC 图片", "it is a HEIC picture"),
        Text(
            "请在手机相机设置中选择“兼容性最佳”（JPEG）后重拍，或截图上传。",
            "Set the camera to “most compatible” (JPEG), or upload a screenshot.",
        ),
    ),
    (
        lambda raw: raw.startswith(b"\xd0\xcf\x11\xe0"),
        Text("是旧版 Office 文件或加密的 Office 文件", "it is an old or an encrypted Office file"),
        Text(
            "请去掉密码，另存为 DOCX、XLSX 或 PDF 后再上传。",
            "Remove the password and save it as DOCX, XLSX or PDF.",
        ),
    ),
    (
        _looks_like_markup,
        Text("是网页、SVG 或其他标记文本", "it is a web page, SVG or other markup"),
        PICTURE_INSTEAD,
    ),
    (
        lambda raw: raw.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")),
        Text("图片格式不在允许之列", "pictures of this format are not taken"),
        PICTURE_INSTEAD,
    ),
)


def kind_of(raw: bytes) -> str:
    """``jpg``, ``png``, ``webp``, ``pdf`` or ``zip``. Raises Unfit for anything else."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "webp"
    if raw.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "zip"
    for matches, why, remedy in _OTHERS:
        if matches(raw):
            raise Unfit(why, Text(remedy.zh + _TAKEN.zh, f"{remedy.en} {_TAKEN.en}"))
    raise Unfit(Text("文件类型不在允许之列", "files of this type are not taken"), _TAKEN)


def checked(given_name: str, raw: bytes) -> Checked:
    """What may be kept of an upload. Raises Unfit."""
    if not raw:
        raise Unfit(
            Text("文件是空的", "the file is empty"),
            Text("请确认文件能正常打开后再上传。", "Make sure that it opens, then upload it again."),
        )
    if len(raw) > LARGEST:
        raise too_large(len(raw))
    kind, kept = kind_of(raw), raw
    if kind in PICTURES:
        kind, kept = rewritten(raw, kind, LARGEST)
    elif kind == "pdf":
        check_pdf(raw)
    else:
        kind = check_office(raw)
    _agree(ending_of(given_name), kind)
    return Checked(kind, clean_name(given_name, kind), kept, hashlib.sha256(raw).hexdigest())


def too_large(size: int) -> Unfit:
    """The fault of a file of ``size`` bytes."""
    found = f"{size / 1024 / 1024:.1f} MB"
    return Unfit(
        Text(f"文件 {found}，超过 10 MB", f"it has {found}, the limit is 10 MB"),
        Text("请压缩图片或拆分文件后再上传。", "Shrink or split it, then upload it again."),
    )


def _agree(ending: str, kind: str) -> None:
    """A name that says something else than the content is a disguise, or a mistake worth knowing of."""
    pictures = kind in PICTURES and ending in _PICTURE_ENDINGS
    if not ending or ending == kind or pictures or len(ending) > 5:
        return
    raise Unfit(
        Text(
            f"文件名以 .{ending} 结尾，内容却是 {kind.upper()}",
            f"its name ends in .{ending}, its content is {kind.upper()}",
        ),
        Text(
            "请确认选对了文件，并改回正确的扩展名。",
            "Make sure it is the right file and give it its true ending.",
        ),
    )
