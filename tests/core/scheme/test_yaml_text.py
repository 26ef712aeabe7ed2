"""Texts as they come: encodings, slips of the keyboard, attacks on memory."""

import pytest
from tests.core.scheme.base_plan import BASE, read, refused

from minping.core.findings import RefusedInput
from minping.core.scheme.reader import read_scheme
from minping.core.scheme.yaml_text import MAX_BYTES, compose


@pytest.mark.parametrize(
    "data",
    [
        BASE.encode("gbk"),
        BASE.encode("gb18030"),
        BASE.encode("utf-8-sig"),
        BASE.encode("utf-16"),
        BASE.encode("utf-16-le"),
        BASE.encode("utf-16-be"),
        BASE.replace("\n", "\r\n").encode(),
        BASE.replace("100", "１００").replace("2024", "２０２４").encode(),
    ],
)
def test_every_usual_encoding_reads_the_same(data: bytes) -> None:
    assert read_scheme(data, "方案.yaml") == read(BASE)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "scheme.empty", 1),
        ("# only a comment\n", "scheme.empty", 1),
        (BOMB, "scheme.too_many", 5),
        ("方案: 甲\n计分: &x {总分: *x}\n", "scheme.alias", 2),
        ("方案: *y\n", "scheme.alias", 1),
        ("[" * 5000, "scheme.too_deep", 1),
        ("- " * 5000, "scheme.too_deep", 1),
        ("方案: 甲\n来源: !!python/object/apply:os.system [ls]\n", "scheme.tag", 2),
        ("方案: 甲\n---\n方案: 乙\n", "scheme.documents", 3),
        ("方案: 甲\n量表:\n\t五档: {}\n", "scheme.tab", 3),
        ("方案:\t甲\n", "scheme.tab", 1),
        ("方案: 甲\n量表:\n\u3000五档: {\n", "scheme.full_width_blank", 3),
        ("方案: 甲\n量表: {代码： A，名称: 甲}\n来源: {", "scheme.full_width_sign", 2),
        ("方案: 甲\n来源: [1, 2\n", "scheme.syntax", 3),
        ('方案: "甲\n', "scheme.syntax", 1),
        ('方案: "\\ud800"\n', "scheme.character", 1),
        ("方案: \x07\n", "scheme.syntax", 1),
        ("- 甲\n- 乙\n", "scheme.kind", 1),
    ],
)
def test_a_broken_text_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    found = refused(text)
    assert found[0].code == code
    assert found[0].place.file == "方案.yaml"
    assert abs((found[0].place.line or 0) - line) <= 1
    assert found[0].remedy.zh
    assert found[0].remedy.en


@pytest.mark.parametrize("data", [b"\xff\xff\xff\x01", b"\x80\x81\x82\x83" * 9, b"x" * (MAX_BYTES + 1)])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedInput):
        compose(data, "方案.yaml")


def test_an_alias_may_repeat_a_block() -> None:
    text = BASE.replace("  群众: {名称: 群众代表", "  群众: &g {名称: 群众代表").replace(
        "  企业: {名称: 企业代表}", "  企业: *g"
    )
    text = text.replace("层面: 企业代表}", "层面: 企业}")
    assert read(text).groups["企业"].channels == ("短信", "网络")
