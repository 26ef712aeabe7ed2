"""Hostile and careless uploads are refused with name, reason and remedy, or come out harmless (SEC E2, E3)."""

import io
import uuid
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.apps.foundation.evidence import hostile
from tests.apps.foundation.evidence.hostile import BILLION, LINK, SVG

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence.faults import Unfit
from minping.apps.foundation.evidence.kinds import LARGEST, checked
from minping.apps.foundation.evidence.names import LONGEST, clean_name
from minping.apps.foundation.evidence.pdf_reading import FORBIDDEN, verdict
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.shelf import Shelf

REFUSED = {
    "empty": ("a.jpg", b"", "文件是空的"),
    "svg with script": ("a.svg", SVG, "SVG"),
    "svg called png": ("a.png", SVG, "SVG"),
    "page called jpg": ("a.jpg", b"\xef\xbb\xbf <!DOCTYPE html><script>1</script>", "网页"),
    "page in utf-16": ("a.jpg", "<html>".encode("utf-16"), "网页"),
    "program": ("a.pdf", b"MZ\x90\0" * 50, "类型"),
    "gif": ("a.gif", b"GIF89a" + b"\0" * 20, "格式"),
    "heic": ("a.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
    "plain text": ("a.txt", "举报".encode(), "类型"),
    "jpeg called pdf": ("报告.pdf", hostile.jpeg(), "扩展名"),
    "cut jpeg": ("a.jpg", hostile.jpeg((400, 300))[:2_000], "不完整"),
    "cut png": ("a.png", hostile.png_with_text()[:60], "不完整"),
    "only a beginning": ("a.jpg", b"\xff\xd8\xff\xe0", "不完整"),
    "pixel bomb": ("a.png", hostile.png_bomb(), "万像素"),
    "smaller pixel bomb": ("a.png", hostile.png_bomb(6_000), "万像素"),
    "pdf with script": ("a.pdf", hostile.pdf_with_script(), "脚本"),
    "pdf with hidden script": ("a.pdf", hostile.pdf_with_hidden_script(), "脚本"),
    "pdf that starts a program": ("a.pdf", hostile.pdf_with_launch(), "启动程序"),
    "pdf with a file": ("a.pdf", hostile.pdf_with_file(), "内嵌文件"),
    "encrypted pdf": ("a.pdf", hostile.pdf_encrypted(), "密码"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "PDF 不完整"),
    "cut pdf": ("a.pdf", hostile.pdf()[:200], "PDF 不完整"),
    "archive": ("a.zip", hostile.repacked(hostile.docx(), {}, {})[:-30], "压缩包"),
    "docx with macro": ("a.docx", hostile.repacked(hostile.docx(), {"word/vbaProject.bin": b"x"}), "宏"),
    "docm called docx": (
        "a.docx",
        hostile.types_saying(
            hostile.docx(),
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "宏",
    ),
    "docx with object": (
        "a.docx",
        hostile.repacked(hostile.docx(), {"word/embeddings/oleObject1.bin": b"x"}),
        "内嵌",
    ),
    "docx with template from afar": (
        "a.docx",
        hostile.repacked(
            hostile.docx(),
            {"word/_rels/settings.xml.rels": LINK % (b"attachedTemplate", b"http://10.0.0.1/evil.dotm")},
        ),
        "外部链接",
    ),
    "docx with a share as link": (
        "a.docx",
        hostile.repacked(
            hostile.docx(), {"word/_rels/x.xml.rels": LINK % (b"hyperlink", b"file://host/share")}
        ),
        "外部链接",
    ),
    "xlsx with outside data": (
        "a.xlsx",
        hostile.repacked(hostile.xlsx(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "外部链接",
    ),
    "billion laughs": (
        "a.docx",
        hostile.repacked(hostile.docx(), {"word/_rels/y.xml.rels": BILLION}),
        "DOCTYPE",
    ),
    "zip bomb": ("a.xlsx", hostile.repacked(hostile.xlsx(), {"xl/media/a.xml": b"\0" * 60_000_000}), "解压"),
    "many parts": (
        "a.xlsx",
        hostile.repacked(hostile.xlsx(), {f"xl/p{n}.xml": b"" for n in range(3_100)}),
        "解压",
    ),
    "path out of the archive": (
        "a.docx",
        hostile.repacked(hostile.docx(), {"../../evil.sh": b"x"}),
        "压缩包",
    ),
    "something behind": ("a.docx", hostile.docx() + b"<script>alert(1)</script>", "压缩包"),
    "same part twice": ("a.docx", hostile.repacked(hostile.docx(), {"WORD/document.xml": b"<x/>"}), "压缩包"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_reason_and_remedy(case):
    name, raw, reason = REFUSED[case]
    with pytest.raises(Unfit) as refused:
        checked(name, raw)
    said = refused.value.about(name)
    assert reason in said.zh
    assert name in said.zh
    assert name in said.en
    assert said.zh.endswith("。")
    assert said.en.endswith(".")


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("照片.JPG", hostile.jpeg(), "jpg"),
        ("IMG_1", hostile.jpeg(), "jpg"),
        ("截图.jpg", hostile.png_with_text(), "png"),
        ("报告.pdf", hostile.pdf(), "pdf"),
        ("报告.docx", hostile.docx(), "docx"),
        ("台账.xlsx", hostile.xlsx(), "xlsx"),
        (
            "链接.docx",
            hostile.repacked(
                hostile.docx(), {"word/_rels/z.xml.rels": LINK % (b"hyperlink", b"https://a.cn")}
            ),
            "docx",
        ),
    ],
)
def test_honest_files_are_taken(name, raw, kind):
    found = checked(name, raw)
    assert found.kind == kind
    assert found.name.endswith(f".{kind}")
    assert found.raw == raw or kind in {"jpg", "png"}


def test_a_photo_keeps_its_pixels_upright_and_nothing_else():
    raw = hostile.jpeg_with_place()
    assert hostile.GPS in Image.open(io.BytesIO(raw)).getexif()
    kept = checked("a.jpg", raw)
    picture = Image.open(io.BytesIO(kept.raw))
    assert picture.size == (60, 80)
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(word in kept.raw for word in (b"Exif", b"GPS", b"SecretPhone", b"Wang", b"profile"))


def test_a_drawing_loses_its_text_and_keeps_what_is_clear():
    kept = checked("a.png", hostile.png_with_text())
    picture = Image.open(io.BytesIO(kept.raw))
    assert picture.mode == "RGBA"
    assert b"SecretAuthor" not in kept.raw


@pytest.mark.parametrize(
    ("form", "modes"),
    [("PNG", "1 L P LA I;16 RGB RGBA"), ("JPEG", "1 L RGB CMYK"), ("WEBP", "L P LA RGB RGBA")],
)
def test_pictures_of_any_mode_are_written_anew(form, modes):
    for mode in modes.split():
        out = io.BytesIO()
        Image.new(mode, (20, 10)).save(out, form)
        kept = checked("a", out.getvalue())
        assert Image.open(io.BytesIO(kept.raw)).size == (20, 10)


def test_what_is_hidden_behind_or_in_a_picture_is_gone():
    page = b"<script>alert(1)</script>"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("evil.html", page)
    kept = checked("a.jpg", hostile.jpeg(comment=page) + archive.getvalue())
    assert b"script" not in kept.raw
    assert b"PK\x03\x04" not in kept.raw


def test_a_large_picture_becomes_smaller():
    kept = checked("a.jpg", hostile.jpeg((5_000, 1_000)))
    assert Image.open(io.BytesIO(kept.raw)).size == (4_096, 819)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class Endless:
        name, size = "a.jpg", LARGEST + 1

        def read(self) -> bytes:
            raise AssertionError

    with pytest.raises(Refused, match="超过 10 MB"):
        evidence.keep(actor=Actor(), upload=Endless(), subject=uuid.uuid4(), room="casework")


@pytest.mark.django_db
@pytest.mark.slow
def test_nothing_of_a_refused_file_is_left():
    before = set(Shelf("evidence").folder.iterdir())
    with pytest.raises(Refused):
        evidence.of_bytes(
            actor=Actor(), name="a.pdf", raw=hostile.pdf_with_script(), subject=uuid.uuid4(), room="x"
        )
    assert not Evidence.objects.exists()
    assert set(Shelf("evidence").folder.iterdir()) == before


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\fakepath\\现场.jpeg", "现场.jpg"),
        ('"><img src=x onerror=alert(1)>.jpg', "img src=x onerror=alert(1).jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie x=1.jpg"),
        ("报告\u202egpj.exe", "报告gpj.jpg"),
        ("", "附件.jpg"),
        ("....", "附件.jpg"),
        ("长" * 300 + ".jpg", "长" * (LONGEST - 4) + ".jpg"),
        ("王小明投诉", "王小明投诉.jpg"),
    ],
)
def test_names_are_made_harmless(given_name, kept):
    assert clean_name(given_name, "jpg") == kept


@given(st.text(max_size=400))
def test_any_name_becomes_a_short_one_on_one_line(given_name):
    kept = clean_name(given_name, "pdf")
    assert 4 < len(kept) <= LONGEST
    assert not set(kept) & set('/\\<>"\r\n\0')
    assert clean_name(kept, "pdf") == kept


def damaged(raw: bytes, wounds: Sequence[tuple[int, bytes]]) -> bytes:
    hurt = bytearray(raw)
    for at, bytes_put in wounds:
        start = at % len(hurt)
        hurt[start : start + len(bytes_put)] = bytes_put
    return bytes(hurt)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    st.sampled_from([hostile.jpeg(), hostile.png_with_text(), hostile.docx()]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=40)), max_size=6),
    st.binary(max_size=60),
)
def test_damaged_files_are_refused_or_taken_but_never_break_it(raw, wounds, behind):
    hurt = damaged(raw, wounds)
    try:
        found = checked("a", hurt + behind)
    except Unfit:
        return
    assert found.kind in {"jpg", "png", "docx"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=40)), max_size=6),
    st.binary(max_size=60),
)
def test_a_damaged_pdf_gets_its_word_whatever_is_in_it(wounds, behind):
    said = verdict(damaged(hostile.pdf(), wounds) + behind)
    assert said in {"", "broken", "encrypted", "complex", *FORBIDDEN}


def test_a_pdf_that_takes_too_long_or_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("minping.apps.foundation.evidence.pdf_files.PATIENCE", 0.001)
    with pytest.raises(Unfit, match="过于复杂"):
        checked("方案.pdf", hostile.pdf())


def test_a_pdf_that_unpacks_without_end_is_refused():
    with pytest.raises(Unfit):
        checked("方案.pdf", hostile.pdf_that_unpacks(1_500))


def test_a_jpeg_that_is_gone_over_without_end_is_refused():
    honest = hostile.jpeg(progressive=True)
    assert checked("现场.jpg", honest).kind == "jpg"
    last = honest.rindex(b"\xff\xda")
    with pytest.raises(Unfit):
        checked("现场.jpg", honest[:-2] + honest[last:-2] * 200 + b"\xff\xd9")


def test_a_list_of_parts_without_end_is_refused():
    with pytest.raises(Unfit, match="过大"):
        checked("方案.docx", hostile.docx_with_types(b" " * 3_000_000))
