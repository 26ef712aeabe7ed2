"""Numbers as people write them; texts of messages."""

import pytest

from minping.apps.messaging.phones import e164, is_mobile, local_form, masked_name, masked_phone
from minping.apps.messaging.texts import check_text, length_of, rendered
from minping.core.bundle.cells import BadCell


@pytest.mark.parametrize(
    ("written", "number", "shown"),
    [
        ("138 1234 5678", "+8613812345678", "138****5678"),
        ("＋８６－138-1234-5678", "+8613812345678", "138****5678"),
        ("008613812345678", "+8613812345678", "138****5678"),
        ("13812345678.0", "+8613812345678", "138****5678"),
        ("'13812345678", "+8613812345678", "138****5678"),
        ("（028）8765 4321", "+862887654321", "028****21"),
        ("0837－2345678", "+868372345678", "0837****78"),
        ("+86 10 87654321", "+861087654321", "010****21"),
        ("+852 9123 4567", "+85291234567", "+852****67"),
    ],
)
def test_numbers_are_read_as_people_write_them(written, number, shown):
    assert e164(written) == number
    assert masked_phone(number) == shown
    assert e164(local_form(number)) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "无",
        "1381234567",
        "138123456789",
        "1.38E+10",
        "8765432",
        "13812345678/13912345678",
        "12812345678",
        "+86",
        "1" * 400,
    ],
)
def test_what_is_no_number_is_refused_with_a_remedy(written):
    with pytest.raises(BadCell) as bad:
        e164(written)
    assert bad.value.remedy.zh
    assert bad.value.remedy.en
    assert len(bad.value.text.zh) < 100


def test_landlines_get_no_message_and_names_are_masked():
    assert is_mobile("+8613812345678")
    assert not is_mobile("+862887654321")
    assert not is_mobile("")
    assert [masked_name(n) for n in ("", "王", "王一", "欧阳修远大")] == ["", "王*", "王*", "欧***"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("一" * 63, 1), ("一" * 64, 2), ("一" * 127, 2), ("一" * 128, 3), ("😀" * 31, 1), ("😀" * 32, 2)],
)
def test_parts_are_counted_with_the_signature_and_by_utf16(text, parts):
    assert length_of(text, "民主评议办").parts == parts


def test_texts_are_checked_and_filled():
    def codes(text):
        return [f.code for f in check_text(text, "评议办")]

    assert codes("您好{name}，{title}") == []
    assert codes("{code}") == ["message.unknown_placeholder"]
    assert codes("{name") == ["message.unknown_placeholder"]
    assert codes("【重要】★") == ["message.refused_sign"]
    assert codes("一" * 100) == ["message.several_parts"]
    assert codes("一" * 400) == ["message.too_long"]
    assert rendered("{name}：{title}", {"name": "王一", "title": "培\n训 {name}"}) == "王一：培 训 {name}"
    with pytest.raises(KeyError):
        rendered("{day}", {})
