"""Bytes of tables as they come from offices."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.bundle.text_encoding import decode
from minping.core.findings import RefusedInput

from .county import codes, only, read, refusals

SIMPLE = "单位名称,类别\n公安局,执法\n人力资源和社会保障局,服务类\n"
TRADITIONAL = "單位名稱,類別\n縣公安局,執法\n縣衛生局,服務\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLE, "utf-8"),
        (SIMPLE, "utf-8-sig"),
        (SIMPLE, "utf-16"),
        (SIMPLE, "utf-16-le"),
        (SIMPLE, "utf-16-be"),
        (SIMPLE, "gbk"),
        (SIMPLE, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gbk"),
        (TRADITIONAL, "utf-8"),
        ("\ufeff" + SIMPLE, "utf-16-be"),
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "units.csv") == text.removeprefix("\ufeff")


def test_text_with_stray_nuls_is_not_taken_for_another_encoding() -> None:
    broken = SIMPLE.replace("局", "局\0").encode() * 3
    with pytest.raises(RefusedInput) as caught:
        decode(broken, "units.csv")
    assert not any("UTF-16" in finding.text.zh for finding in caught.value.findings)


@given(st.text(st.sampled_from("单位公安局人社民政执法服务,\n0123456789abc"), min_size=1))
def test_whatever_is_written_as_utf8_or_gbk_is_read(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "x") == text
    if not text.isascii():
        assert decode(("单位名称,类别\n" + text).encode("gbk"), "x") == "单位名称,类别\n" + text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_bad_bytes_are_named_with_line_and_position(encoding: str) -> None:
    good = "单位名称,类别\n公安局,执法\n".encode(encoding)
    with pytest.raises(RefusedInput) as caught:
        decode(good + b"\xff\xff" + good, "units.csv")
    finding = only(caught.value.findings, "file.bad_bytes")
    assert finding.place.line == 3
    assert f"第{len(good) + 1}个字节（FF FF" in finding.text.zh


@pytest.mark.parametrize("ruin", ["锟斤拷", "\ufffd"])
def test_text_ruined_by_an_earlier_conversion_is_refused(ruin: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        decode(f"单位\n公安局\n{ruin}局\n".encode(), "units.csv")
    assert only(caught.value.findings, "file.ruined_text").place.line == 3


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_campaign_is_read_in_any_of_them(tmp_path: Path, encoding: str) -> None:
    bundle = read(tmp_path, units=SIMPLE.encode(encoding))
    assert [u.name for u in bundle.data.units.values()] == ["公安局", "人力资源和社会保障局"]


def test_garbled_traditional_names_with_pinyin_are_matched_and_kept_for_display(tmp_path: Path) -> None:
    garbled = "單(dān)位(wèi)名稱(chēng),類(lèi)別(bié)\n人社局、醫(yī)保局,服務(wù)類(lèi)\n衛(wèi)生局,執(zhí)法\n"
    reports = "单位,部件,值\n卫生局,信息得分,9\n"
    bundle = read(tmp_path, units=garbled, reports=reports)
    assert [u.name for u in bundle.data.units.values()] == ["人社局、醫(yī)保局", "衛(wèi)生局"]
    assert bundle.data.units["衛(wèi)生局"].category == "执法"
    assert bundle.data.reports[0].unit == "衛(wèi)生局"


def test_binary_content_is_no_table(tmp_path: Path) -> None:
    assert codes(refusals(tmp_path, units=b"\x00\x01\x02\x03\x00\x00abc")) == ["file.not_text"]
