"""Spellings that mean the same have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.bundle.names import Lexicon, key


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("民主評(píng)議(yì)政風(fēng)", "民主评议政风"),
        ("公安局（gōng ān jú）", "公安局"),
        ("導(dǎo)語(yǔ)", "导语"),
        ("我們(men)的(de)單位", "我们的单位"),
        ("交警大队（城区）", "交警大队(城区)"),
        (" 公 安　局 ", "公安局"),
        ("ＡＢＣ１２３", "abc123"),
        ("“12345”热线", '"12345"热线'),
        ("公安\u200b局", "公安局"),
        ("臺灣事務辦公室", "台湾事务办公室"),
    ],
)
def test_spellings_of_one_name(written: str, meant: str) -> None:
    assert key(written) == key(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("公安局(a)", "公安局"), ("二中(东校区)", "二中"), ("第一医院", "第二医院"), ("窗口(A)", "窗口(B)")],
)
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text())
def test_a_key_is_its_own_key_but_for_case_folding(text: str) -> None:
    assert key(key(text).upper()) == key(key(text).upper().casefold())


def test_a_code_goes_before_a_name_and_a_shared_name_finds_neither() -> None:
    lexicon = Lexicon([("1", ("税务所", "东所")), ("2", ("税务所",)), ("东所", ("第三所",))])
    assert lexicon.find("税务所") is None
    assert lexicon.all("税务所") == ("1", "2")
    assert lexicon.find("东所") == "东所"
    assert lexicon.find("第三 所") == "东所"


def test_former_names_count_only_where_nobody_else_has_them() -> None:
    lexicon = Lexicon([("1", ("人社局",)), ("2", ("民政局",))])
    lexicon.fallback("1", "人事局", "民政局")
    assert lexicon.find("人事局") == "1"
    assert lexicon.find("民政局") == "2"


def test_the_nearest_names_come_first() -> None:
    lexicon = Lexicon([("a", ("县公安局",)), ("b", ("县教育局",)), ("c", ("县公安分局",))])
    assert lexicon.nearest("公安局")[0] == "县公安局"
    assert lexicon.nearest("zzz") == ()
