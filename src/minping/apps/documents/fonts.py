"""Where the typefaces come from. Everything that draws or prints text asks here."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
import typst

SERIF = "Noto Serif SC"
SANS = "Noto Sans SC"

# Names under which an office's own faces may announce themselves, in the order of GB/T 9704 practice.
_TITLE = (
    "FZXiaoBiaoSong-B05S",
    "FZXiaoBiaoSong-B05",
    "方正小标宋简体",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05_GBK",
)
_BODY = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋")
_HEADING = ("SimHei", "黑体", "STHeiti", "华文黑体")
_SUBHEADING = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "华文楷体")


@dataclass(frozen=True)
class Faces:
    """Families to print with, preferred first, and the files and folders that hold them.

    ``title``: the office's own title face was found, so it need not be thickened."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    paths: tuple[str, ...]
    own_title: bool = False


@cache
def faces(folder: Path | None = None) -> Faces:
    """The faces to print with: those an office has dropped into ``folder``, else Noto Sans and Serif SC."""
    bundled = str(noto.serif_path().parent)
    own = _families(str(folder)) if folder is not None else []
    return Faces(
        title=(*(n for n in _TITLE if n in own), SERIF),
        body=(*(n for n in _BODY if n in own), SERIF),
        heading=(*(n for n in _HEADING if n in own), SANS),
        subheading=(*(n for n in _SUBHEADING if n in own), SERIF),
        paths=(bundled, str(folder)) if folder is not None else (bundled,),
        own_title=any(n in own for n in _TITLE),
    )


def _families(folder: str) -> list[str]:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return list(found.families())


def drawing_face() -> Path:
    """The file of the face that charts are lettered with."""
    return Path(noto.sans_path())


def word_faces(faces: Faces) -> dict[str, str]:
    """The faces a Word document names, by role; Word uses those of the reader's computer. An office's own
    face is named where it was found, else the faces that every Chinese Windows has."""

    def first(found: tuple[str, ...], bundled: str, usual: str) -> str:
        return usual if found[0] == bundled else found[0]

    return {
        "title": first(faces.title, SERIF, "宋体"),
        "body": first(faces.body, SERIF, "仿宋"),
        "heading": first(faces.heading, SANS, "黑体"),
        "subheading": first(faces.subheading, SERIF, "楷体"),
    }
