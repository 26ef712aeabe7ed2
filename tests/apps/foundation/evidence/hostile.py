"""Files that mean harm, or were made without care."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

GPS, MAKER = 0x8825, 0x010F


def jpeg(size: tuple[int, int] = (80, 60), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def jpeg_with_place(turned: int = 6) -> bytes:
    """A photo as a phone takes it: place, maker, turned on its side, a comment, a profile."""
    exif = Image.Exif()
    exif[MAKER] = "SecretPhone"
    exif[0x0112] = turned
    exif[GPS] = {1: "N", 2: (32.0, 3.0, 36.5), 3: "E", 4: (118.0, 46.0, 40.1)}
    return jpeg(exif=exif, comment=b"taken by Wang", icc_profile=b"not a real profile")


def png_with_text() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "SecretAuthor")
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 255, 90)).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def png_bomb(side: int = 60_000) -> bytes:
    """Declares ``side``² pixels in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def pdf(change: Mapping[str, object] | None = None) -> bytes:
    """One empty page; ``change`` is put into the catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for name, value in (change or {}).items():
        writer.root_object[NameObject(name)] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def act(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def pdf_with_script() -> bytes:
    return pdf({"/OpenAction": act(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))})


def pdf_with_launch() -> bytes:
    return pdf({"/OpenAction": act(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))})


def pdf_with_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("evil.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_encrypted() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_hidden_script() -> bytes:
    """The script's object lies compressed in an object stream and its name is written with escapes."""
    inner = b"9 0 <</S/J#61vaScript/JS(app.alert(1))>>"
    packed = zlib.compress(inner)
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        % (len(packed), packed),
    ]
    raw, places = b"%PDF-1.5\n", []
    for each in objects:
        places.append(len(raw))
        raw += each
    rows = [(0, 0, 255), *((1, place, 0) for place in places), *[(0, 0, 0)] * 4, (2, 4, 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    start = len(raw)
    raw += (
        b"10 0 obj<</Type/XRef/Size 10/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        % (len(table), table)
    )
    return raw + b"startxref\n%d\n%%%%EOF" % start


def docx() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("整改报告")
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def repacked(raw: bytes, parts: Mapping[str, bytes], renamed: Mapping[str, bytes] | None = None) -> bytes:
    """An Office file with more parts, or others."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, (renamed or {}).get(name, source.read(name)))
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def types_saying(raw: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        types = source.read("[Content_Types].xml").replace(old, new)
    return repacked(raw, {}, {"[Content_Types].xml": types})


LINK = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s" TargetMode="External"/></Relationships>'
)
BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def pdf_that_unpacks(megabytes: int) -> bytes:
    """An object stream of zeros: some kilobytes that become ``megabytes``."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_048_576)) for _ in range(megabytes)) + packer.flush()
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n"
    stream = b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    body = head + stream + packed + b"\nendstream\nendobj\n"
    rows = bytes([0, 0, 0, 0, 1, 0, 9, 0, 1, *len(head).to_bytes(2, "big"), 0, 2, 0, 2, 0])
    table = b"4 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    at = len(body)
    return body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at


def docx_with_types(more: bytes) -> bytes:
    """A document whose list of parts goes on and on."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx())) as honest,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in honest.infolist():
            read = honest.read(info)
            made.writestr(info.filename, read + more if info.filename == "[Content_Types].xml" else read)
    return out.getvalue()
