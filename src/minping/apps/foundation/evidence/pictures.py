"""Pictures are written anew from their pixels: place, camera, hidden data and disguises do not survive (SEC E3)."""

import io
import threading

from PIL import Image, ImageOps

from minping.apps.foundation.evidence.faults import Unfit
from minping.core.findings import Text

MOST_PIXELS = {"jpg": 64_000_000, "png": 32_000_000, "webp": 32_000_000}
"""Pixels of a picture, looked up before any is decoded. JPEG can be decoded small, the others cannot."""

_SCAN = b"\xff\xda"
MOST_SCANS = 100
"""Times a JPEG is gone over from top to bottom; cameras and programs write a dozen at most."""

LONGEST_SIDE = 4096
"""Pixels of a kept picture's longer side: letters on a photographed sheet of paper stay legible."""

SMALL_SIDE = 480
"""Pixels of the longer side of the small picture shown in lists."""

_QUALITY = 88
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

_BROKEN = Unfit(
    Text("图片不完整或已损坏", "the picture is incomplete or damaged"),
    Text("请重新拍摄或重新导出后再上传。", "Take it or export it anew."),
)


_ONE = threading.Lock()
"""One picture at a time is decoded: the largest takes some hundred megabytes for some seconds."""


def rewritten(raw: bytes, kind: str, largest: int) -> tuple[str, bytes]:
    """Kind (``jpg`` or ``png``) and bytes of the picture with its pixels only, upright. Raises Unfit.

    A moving picture keeps its first frame; one that would exceed ``largest`` bytes becomes a JPEG.
    """
    with _ONE:
        return _rewritten(raw, kind, largest)


def _rewritten(raw: bytes, kind: str, largest: int) -> tuple[str, bytes]:
    picture = _opened(raw, kind)
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if kind != "jpg" and (clear or kind == "png"):
        kept = _png(picture, clear)
        if len(kept) <= largest:
            return "png", kept
    return "jpg", _jpeg(picture)


def small(raw: bytes, kind: str) -> bytes:
    """A small JPEG of a kept picture."""
    with _ONE:
        return _small(raw, kind)


def _small(raw: bytes, kind: str) -> bytes:
    picture = _opened(raw, kind)
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return _jpeg(picture)


def _opened(raw: bytes, kind: str) -> Image.Image:
    """The first frame, decoded, turned upright, brought to size."""
    try:
        picture = Image.open(io.BytesIO(raw), formats=[_FORMATS[kind]])
    except Exception as fault:  # Pillow's readers raise what the broken bytes happen to cause
        if "DecompressionBomb" in type(fault).__name__:
            raise _too_many_pixels(MOST_PIXELS[kind]) from fault
        raise _BROKEN from fault
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise _too_many_pixels(MOST_PIXELS[kind])
    if kind == "jpg" and raw.count(_SCAN) > MOST_SCANS:
        raise _BROKEN
    try:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except Exception as fault:
        raise _BROKEN from fault
    return upright


def _jpeg(picture: Image.Image) -> bytes:
    flat = picture
    if picture.mode in {"RGBA", "LA", "PA", "P"}:
        above = picture.convert("RGBA")
        flat = Image.new("RGB", above.size, "white")
        flat.paste(above, mask=above.getchannel("A"))
    return _written(flat.convert("RGB"), "JPEG")


def _png(picture: Image.Image, clear: bool) -> bytes:
    if picture.mode not in {"1", "L", "RGB", "RGBA"}:
        picture = picture.convert("RGBA" if clear else "RGB")
    return _written(picture, "PNG")


def _written(picture: Image.Image, form: str) -> bytes:
    """Only the pixels: a fresh picture carries no text, profile, place or time."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, form, quality=_QUALITY, optimize=form == "JPEG")  # the smallest PNG takes minutes to find
    return out.getvalue()


def _too_many_pixels(most: int) -> Unfit:
    return Unfit(
        Text(
            f"图片超过 {most // 10_000:,} 万像素",
            f"the picture has more than {most // 1_000_000} million pixels",
        ),
        Text("请缩小图片后再上传。", "Make it smaller, then upload it again."),
    )
