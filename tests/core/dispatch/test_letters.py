"""Letters between offices: what was signed is what is read, and nothing else is."""

import io
import uuid
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.dispatch import (
    BadLetterError,
    Kind,
    Letter,
    Sender,
    fingerprint,
    open_letter,
    public_key,
    seal_letter,
)

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))
KEY = public_key(SEED)
NOTE = ("说明.txt", "按期完成".encode())


def letter(**changes: object) -> Letter:
    base = Letter(
        uuid.UUID(int=7, version=4),
        Kind.INSTRUCTION,
        1,
        Sender("市评议办", KEY),
        Sender("县评议办", public_key(OTHER)),
        "2026-03-02",
        "关于报送设施配备情况的通知",
        {"items": [{"title": "报送", "due": "2026-03-20"}]},
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_it_comes_out_as_it_went_in() -> None:
    whole, sealed = seal_letter(SEED, letter(), [NOTE])
    opened = open_letter(sealed)
    assert opened.letter == whole
    assert list(opened.files) == [NOTE[1]]
    assert seal_letter(SEED, letter(), [NOTE])[1] == sealed


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, change: int) -> None:
    _, sealed = seal_letter(SEED, letter(), [NOTE])
    altered = bytearray(sealed)
    altered[place % len(sealed)] ^= change
    try:
        opened = open_letter(bytes(altered))
    except BadLetterError:
        return
    # A byte of the archive's own bookkeeping may differ; what is read must not.
    assert opened == open_letter(sealed)


def test_a_signature_of_somebody_else_is_refused() -> None:
    _, sealed = seal_letter(OTHER, letter())
    with pytest.raises(BadLetterError, match="签名不符"):
        open_letter(sealed)


def repacked(sealed: bytes, **changes: bytes | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sealed)) as old, zipfile.ZipFile(out, "w") as new:
        parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        parts |= {name.replace("__", "/").replace("_", "."): data for name, data in changes.items()}
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def test_files_are_those_that_were_signed() -> None:
    _, sealed = seal_letter(SEED, letter(), [NOTE])
    with pytest.raises(BadLetterError, match="说明"):
        open_letter(repacked(sealed, files__01="没有完成".encode()))
    with pytest.raises(BadLetterError, match="不完整"):
        open_letter(repacked(sealed, files__01=None))
    with pytest.raises(BadLetterError, match="不完整"):
        open_letter(repacked(sealed, files__02=b"more"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"\x00" * 5000])
def test_what_is_no_letter_is_refused(data: bytes) -> None:
    with pytest.raises(BadLetterError, match="不完整"):
        open_letter(data)


def test_a_packed_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter.json", b" " * 50_000_000)
    with pytest.raises(BadLetterError, match="不完整"):
        open_letter(out.getvalue())


def test_too_many_files_are_not_sent() -> None:
    with pytest.raises(BadLetterError, match="最多30份"):
        seal_letter(SEED, letter(), [NOTE] * 31)


def test_fingerprints_can_be_read_out() -> None:
    groups = fingerprint(KEY).split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert all(group.isdecimal() for group in groups)
    assert fingerprint(KEY) != fingerprint(public_key(OTHER))
