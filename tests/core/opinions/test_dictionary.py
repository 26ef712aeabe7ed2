"""The word list suggests classes, misses hardly any lead, and is read and refused entry by entry."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.findings import RefusedInput
from minping.core.opinions import dictionary
from minping.core.opinions.dictionary import CLASSES, SHIPPED, Entry

DATA = Path(__file__).parents[2] / "data" / "opinions"


def items(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["items"]
    return found


@pytest.mark.parametrize(
    ("name", "least"), [("sample", 0.97), pytest.param("county", 0.93, marks=pytest.mark.slow)]
)
def test_most_texts_get_their_class(name, least):
    found = [SHIPPED.suggest(item["text"]).klass == item["cat"] for item in items(name)]
    assert sum(found) >= least * len(found)


@pytest.mark.parametrize("name", ["sample", pytest.param("county", marks=pytest.mark.slow)])
def test_hardly_any_lead_is_missed_and_few_others_are_flagged(name):
    leads = [item["text"] for item in items(name) if item["cat"] == "A"]
    others = [item["text"] for item in items(name) if item["cat"] not in "AG"]
    missed = [text for text in leads if not SHIPPED.suggest(text).lead]
    flagged = [text for text in others if SHIPPED.suggest(text).lead]
    assert len(missed) <= len(leads) // 20
    assert len(flagged) <= len(others) // 50


@pytest.mark.parametrize(
    "word",
    [
        "吃请",
        "红包",
        "好处费",
        "回扣",
        "索贿",
        "送礼",
        "挪用",
        "公款",
        "伸手",
        "入干股",
        "受贿",
        "贪污",
        "干股",
        "小金库",
        "购物卡",
        "吃空饷",
        "优亲厚友",
        "保护伞",
    ],
)
def test_plain_lead_words_are_leads_in_any_spelling(word):
    for text in (f"有人{word}", f"他们{word}，請領導查", f"听说　{' '.join(word)}！！"):
        assert SHIPPED.suggest(text).lead, text


@pytest.mark.parametrize(
    "text",
    [
        "沒有紅包就不給辦",
        "不收红包才怪",
        "说是不收红包，其实收的是购物卡",
        "嘴上说拒收红包，转头让家属收了",
        "不给好处费就拖着不办",
        "医生没收红包就一直拖着不做手术",
        "没送礼的都没批下来",
        "红(hóng)包不到位不办事",
    ],
)
def test_a_denial_that_is_none_stays_a_lead(text):
    assert SHIPPED.suggest(text).lead


@pytest.mark.parametrize(
    "text",
    [
        "主刀医生拒收红包，医德高尚",
        "给他红包他坚决不收，好医生",
        "民警婉拒了我们送的礼品，真让人感动",
        "办事没有吃拿卡要，很满意",
        "科长把红包退还给了我，点赞",
    ],
)
def test_plain_praise_for_refusing_is_praise(text):
    found = SHIPPED.suggest(text)
    assert (found.klass, found.lead) == ("P", False)


@pytest.mark.parametrize(
    ("text", "klass"),
    [
        ("服务不热情，也不耐心", "D"),
        ("没有乱收费，很好", "P"),
        ("态度很好，但是跑了五趟才办成", "C"),
        ("以前推诿扯皮，现在十分钟就办好了", "P"),
        ("您可真热情啊，呵呵", None),
        ("今天天气很好", "P"),
        ("你好", None),
        ("", None),
        ("😡😡😡", None),
    ],
)
def test_negation_turns_and_irony(text, klass):
    assert SHIPPED.suggest(text).klass == klass


def test_a_suggestion_says_why():
    found = SHIPPED.suggest("派出所民警办户口时推诿扯皮，还暗示要红包")
    assert found.lead
    assert "红包" in "".join(found.lead_words)
    assert found.klass == "A"
    assert found.name == CLASSES["A"]
    assert "公安" in found.routes
    assert SHIPPED.suggest("窗口推诿").words == ("推诿",)


def test_the_office_writes_its_own_list():
    mine = dictionary.read(
        [
            {"word": "浇地/灌溉…没水/断水", "class": "H", "weight": 5},
            {"word": "喝茶费", "class": "A", "use": "lead"},
            {"word": "水务站", "use": "route", "route": "水利"},
        ]
    )
    found = mine.suggest("水务站说浇地的时候没水，要交喝茶费")
    assert (found.klass, found.lead_words, found.routes) == ("A", ("喝茶费",), ("水利",))
    assert mine.suggest("浇地的时候没水").klass == "H"
    assert dictionary.read([entry.as_json() for entry in mine.entries]).entries == mine.entries


def test_what_ships_reads_back():
    assert dictionary.read([entry.as_json() for entry in SHIPPED.entries]).entries == SHIPPED.entries
    assert set(CLASSES) == {entry.klass for entry in SHIPPED.entries} - {""}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"class": "B"}, "没有写词语"),
        ("乱收费", "没有写词语"),
        ({"word": "…", "class": "B"}, "空缺"),
        ({"word": "收//费", "class": "B"}, "空缺"),
        ({"word": "收费"}, "没有写类别"),
        ({"word": "收费", "class": "Z"}, "不认识的类别"),
        ({"word": "收费", "class": "B", "use": "x"}, "不认识的用途"),
        ({"word": "收费", "class": "B", "weight": 0}, "分量"),
        ({"word": "收费", "class": "B", "weight": True}, "分量"),
        ({"word": "收" * 1_001, "class": "B"}, "超过"),
        ({"word": "收费", "class": "B", "colour": "red"}, "不认识的栏目"),
        ({"word": "学校", "use": "route"}, "没有写单位"),
        ({"word": "吵闹", "class": "D"}, "重复"),
    ],
)
def test_a_faulty_entry_is_named_with_its_remedy(entry, said):
    with pytest.raises(RefusedInput) as refused:
        dictionary.read([{"word": "吵闹", "class": "D"}, entry])
    (finding,) = refused.value.findings
    assert said in finding.text.zh
    assert finding.place.row == 2
    assert finding.remedy.zh
    assert finding.remedy.en


@pytest.mark.parametrize(
    "entries", [None, "乱收费", {"word": "x"}, 7, [{"word": "收费", "class": "B"}] * 5_001]
)
def test_what_is_no_list_is_refused(entries):
    with pytest.raises(RefusedInput):
        dictionary.read(entries)


@given(st.text(max_size=150))
def test_any_text_gets_an_answer(text):
    found = SHIPPED.suggest(text)
    assert found.klass in {None, *CLASSES}
    assert found.lead == bool(found.lead_words)


def test_an_entry_says_whether_it_makes_a_lead():
    assert Entry("红包", "A", "lead").lead
    assert not Entry("收费", "B").lead


@pytest.mark.parametrize(
    ("text", "klass"),
    [
        ("你哋职员好冇礼貌，问嘢都唔理人", "D"),
        ("大白天窗口没得人，说是出去吃早饭去了", "D"),
        ("上班时间在耍手机打游戏，叫她半天不应", "D"),
        ("報建申請一拖再拖，半年都沒有批下來", "C"),
        ("报销的单子被退了三次，每次说缺一个章，请一次讲清楚！", "C"),
        ("三月份交的材料，现在都十一月了还在“审核中”", "C"),
        ("孩子上学要交“自愿”延时费，不交就坐门口", "B"),
        ("网上写的材料和窗口要的不一样", "E"),
        ("工作人員非常親切，半個鐘頭就辦妥，多謝", "P"),
    ],
)
def test_dialect_old_characters_quotes_and_wishes(text, klass):
    found = SHIPPED.suggest(text)
    assert (found.klass, found.lead) == (klass, False)


@pytest.mark.parametrize(
    "text",
    [
        "听说要给领导打招呼才排得上",
        "所长让我把钱打到他老婆微信里",
        "天天在KTV让老板买单",
        "验收那天请他们去农家乐吃了一顿才签的字",
        "提拔要花钱，一个股级五万",
        "想进这个学校得找校长批条子",
        "医生让我加他微信转账，说能提前手术",
        "村会计把低保户的存折都收到他手里自己取钱",
        "验收组的人临走每人拎一箱土鸡蛋",
        "說是要孝敬一下領導，不然就卡著不辦",
    ],
)
def test_favours_told_in_other_words_are_leads(text):
    assert SHIPPED.suggest(text).lead


@pytest.mark.parametrize(
    "text", ["请问招待所怎么走", "红包雨活动领不到", "请问加油卡在哪里充值", "感谢你们拒收红包，好作风"]
)
def test_words_that_only_hold_a_lead_word_are_none(text):
    assert not SHIPPED.suggest(text).lead
    assert SHIPPED.suggest(f"{text}，还收了红包").lead
