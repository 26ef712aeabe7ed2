"""What could tell who wrote, or about whom, is masked; what is left is what was there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.opinions.masking import KINDS, LEFT, mask

HIDDEN = {
    "name": [
        "王科长说的|王",
        "找李建国局长|李建国",
        "张某让我回去|张某",
        "刘某某推了我|刘某某",
        "李医生要的|李",
        "欧阳主任不在|欧阳",
        "老王家的地|老王",
        "我叫陈小红，|陈小红",
        "联系人：周涛|周涛",
        "王 建 国收了钱|王 建 国",
        "村支书是马国强。|马国强",
        "赵丽华把材料退了|赵丽华",
        "副镇长孙伟亲口说|孙伟",
        "孙大爷摔了|孙",
        "王先生和李女士|王",
        "舉報人：張偉|張偉",
    ],
    "phone": [
        "电话13800001234|13800001234",
        "１３８ ００００ １２３４|１３８ ００００ １２３４",
        "+86 138-0000-1234 打我|+86 138-0000-1234",
        "一三八零零零零一二三四|一三八零零零零一二三四",
        "幺三八〇〇〇〇幺二三四|幺三八〇〇〇〇幺二三四",
        "座机0518-85551234转8001|0518-85551234转8001",
        "(0518)85551234|(0518)85551234",
        "400-800-1234|400-800-1234",
        "138OOOO1234|138OOOO1234",
        "1 3 8 0 0 0 0 1 2 3 4|1 3 8 0 0 0 0 1 2 3 4",
        "1．3．8．0．0．0．0．1．2．3．4|1．3．8．0．0．0．0．1．2．3．4",
    ],
    "id_number": [
        "身份证32010219800101123X|32010219800101123X",
        "320102 1980 0101 1234|320102 1980 0101 1234",
    ],
    "plate": [
        "苏A·12345|苏A·12345",
        "京AD12345|京AD12345",
        "粤 B 12345|粤 B 12345",
        "蘇A88888|蘇A88888",
        "鲁b7k3m2|鲁b7k3m2",
    ],
    "date": [
        "2024年5月3日|2024年5月3日",
        "5月3号去的|5月3号",
        "二〇二四年五月三日|二〇二四年五月三日",
        "2024-05-03|2024-05-03",
        "2024/5/3|2024/5/3",
        "上周三去办|上周三",
        "昨天下午3点20分|昨天下午3点20分",
        "14:30到的|14:30",
        "正月初八|正月初八",
        "下午三点半|下午三点半",
    ],
    "address": [
        "住人民路12号|人民路12号",
        "阳光花园3栋2单元501室|阳光花园3栋2单元501室",
        "柳树村三组|柳树村三组",
        "东海县牛山街道幸福社区|东海县牛山街道",
        "5号楼302室|5号楼302室",
        "3-2-501|3-2-501",
        "建设西路北段88号|建设西路北段88号",
    ],
    "account": [
        "邮箱a.b-c@qq.com|a.b-c@qq.com",
        "微信号：wx_1980abc|wx_1980abc",
        "QQ 12345678|12345678",
        "加vx abc12345|abc12345",
    ],
    "number": [
        "（2024）苏01民初123号|123号",
        "受理号A20-77|A20-77",
        "卡号6222 0212 3456 7890|6222 0212 3456 7890",
    ],
}


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in HIDDEN.items() for case in cases])
def test_it_is_masked_with_its_kind(kind, case):
    text, secret = case.split("|")
    found = mask(text)
    assert secret not in found.text
    assert f"〔{KINDS[kind].zh}〕" in found.text
    assert mask(found.text).text == found.text


@pytest.mark.parametrize(
    ("text", "kind", "pointed"),
    [
        ("多收了八十块钱", "amount", "八十块钱"),
        ("交了1,200.50元", "amount", "1,200.50元"),
        ("我今年65岁", "rare", "65岁"),
        ("全村只有我家没有", "rare", "全村只有"),
        ("孩子得了白血病", "rare", "白血病"),
    ],
)
def test_rare_details_are_pointed_out_and_left_to_a_person(text, kind, pointed):
    found = mask(text)
    assert found.text == text
    assert [(m.kind, m.original) for m in found.marks] == [(kind, pointed)]


@pytest.mark.parametrize(
    "text",
    [
        "窗口人员态度恶劣，爱理不理",
        "跑了四趟都说材料不齐",
        "路灯坏了三个月没人修",
        "大厅没有饮水机和座位",
        "提三点建议",
        "打12345没有用",
        "建议多开几个窗口",
        "主任不在，科长也不在",
        "3号窗口排队太长",
    ],
)
def test_a_complaint_stays_readable(text):
    assert mask(text).text == text


def test_names_of_a_list_are_masked_wherever_they_stand():
    found = mask("找乐百川办事，乐 百 川不在", ["乐百川", "", "乐"])
    assert found.text == "找〔姓名〕办事，〔姓名〕不在"
    assert mask("a+b 和 A+B", ["a+b"]).text == "〔姓名〕 和 〔姓名〕"


def test_every_mark_tells_where_it_stands_and_what_was_there():
    text = "王科长让我5月3日交500元到13800001234"
    found = mask(text)
    rebuilt, at = "", 0
    for mark in found.marks:
        shown = found.text[mark.start : mark.end]
        assert shown == (mark.original if mark.kind in LEFT else f"〔{KINDS[mark.kind].zh}〕")
        rebuilt += found.text[at : mark.start] + mark.original
        at = mark.end
    assert rebuilt + found.text[at:] == text
    assert {mark.kind for mark in found.marks} == {"name", "date", "amount", "phone"}


PIECES = st.sampled_from(
    [
        *"0123456789０１２一二三〇oO -—.年月日号路村栋王李张某苏Aax@〔〕姓名\n，。",
        "〔姓名〕",
        "138",
        "2024",
        "科长",
        "微信",
        "下午",
        "元",
        "岁",
        "小区",
        "\ue000",
    ]
)
WRITTEN = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=120))


@given(WRITTEN, st.lists(st.text(max_size=6), max_size=3))
def test_no_long_number_survives_and_masking_twice_is_masking_once(text, names):
    found = mask(text, names)
    assert not re.search(r"\d{7,}", found.text)
    assert mask(found.text, names).text == found.text or any(
        "〔" in n or "〕" in n or n in "姓名电话" for n in names
    )
    at = 0
    for mark in found.marks:
        assert at <= mark.start < mark.end <= len(found.text)
        at = mark.end


@given(WRITTEN)
def test_masking_by_rule_alone_is_settled_at_once(text):
    once = mask(text).text
    assert mask(once).text == once
