"""The normal form of what somebody wrote: what stays when greetings, numbers, marks and spelling are taken away.

Two texts with one normal form are the same text sent twice. It is for comparing only, never shown.
"""

import re
import unicodedata

from minping.core.tally.spelling import folded, without_pinyin

_BREAKS = re.compile(r"[,。，、;；:：!！?？….~～|/\\()（）\[\]【】<>《》\n\r\t*_=+#@^&-]+|(?<=[^\d])\s+")
_QUOTES = re.compile("[\"'“”‘’「」『』〝〞]")
"""Quoted words belong to their sentence: “自愿”交费."""
_WHO = "(?:各位|尊敬的|敬爱的)?(?:领导|同志|老师|书记|县长|市长|局长|主任|评议办|政府|工作人员)(?:们|同志)?"
_GREETING = re.compile(
    rf"^(?:(?:{_WHO})?(?:你好|您好|你们好|大家好|早上好|上午好|下午好|晚上好|打扰了?|hi|hello)(?:啊|呀|哈)?(?={_WHO}$)?(?:{_WHO})?"
    rf"|尊敬的.{{0,8}}$|{_WHO}$"
    r"|(?:我|我们|本人|在此)?(?:是.{0,8}(?:居民|村民|市民|群众|业主|家长|老百姓))?(?:想|要|来|在这里|特此|现)?(?:向.{0,6})?"
    r"(?:反映|反应|举报|投诉|咨询|说|讲|提|吐槽)(?:一下|一个|个|几句|一件)?(?:问题|情况|事情|事|意见|建议|如下|下)?$"
    r"|真是的|说真的|说实话|实话实说|讲真|请问(?:一下)?|麻烦(?:一下)?|不好意思|是这样的?|事情是这样的?|情况如下"
    r"|(?:上个?月|上周|前几天|前段时间|前两天|昨天|今天|最近|上次|那天|去年|今年)(?:我)?(?:去|来|到)?(?:那里|那儿|窗口|大厅|单位)?(?:办事|办理业务|办业务)?(?:的时候|时)?$)"
)
_CLOSING = re.compile(
    r"(?:(?:恳请|请|望|希望|盼|盼望|请求|求|还请|麻烦)(?:各位|有关|相关|上级|贵)?(?:领导|部门|单位|政府|你们|组织)?(?:们)?"
    r"(?:能够?|可以|尽快|尽早|早日|及时|好好|认真|都|多|一定|来)*"
    r"(?:重视|管一?管|解决|处理|答复|回复|改进|整改|改正|查处|关注|调查|核实|严查|帮忙|帮帮忙|给个说法|查一?查)(?:一下|此事|这个问题|问题|这件事)?"
    r"|(?:到底)?(?:有没有|没|没有|怎么没)人(?:来)?管(?:一?管)?(?:了|啊)*(?:吗|么|呢)+|谢谢(?:您|你|大家|领导)?(?:了|啦)?|多谢|拜托了?|在线等|急急?急?|此致|敬礼|以上)$"
)


_DIALECT = str.maketrans(
    {
        "冇": "没",
        "唔": "不",
        "咗": "了",
        "嘅": "的",
        "喺": "在",
        "嚟": "来",
        "佢": "他",
        "哋": "们",
        "畀": "给",
        "俾": "给",
        "啲": "些",
        "咁": "这么",
        "嘢": "东西",
        "睇": "看",
        "攞": "拿",
    }
)
"""What is written as it is spoken in the south; above all its words for no, which turn praise into complaint."""
_SPOKEN = (
    (re.compile("莫得|冇得"), "没有"),
    (re.compile("没得人"), "没人"),
    (re.compile("不得行"), "不行"),
    (re.compile("啥子"), "什么"),
    (re.compile("啷个|咋个"), "怎么"),
)


def _spoken(text: str) -> str:
    """Dialect as the common language writes it."""
    for written, meant in _SPOKEN:
        text = written.sub(meant, text)
    return text.translate(_DIALECT)


def clauses(text: str) -> list[str]:
    """The text folded to one spelling, cut at its marks, without greetings and pleas that say nothing."""
    parts = [folded(part) for part in _BREAKS.split(_level(text))]
    return [stripped for part in parts if part and (stripped := _stripped(part))]


def _level(text: str) -> str:
    """Full-width marks as plain ones; anything but letters, digits, marks and blanks as a break."""
    plain = _QUOTES.sub("", without_pinyin(unicodedata.normalize("NFKC", text)))
    return _spoken("".join(c if unicodedata.category(c)[0] in "LNMPZC" else "。" for c in plain))


def _stripped(part: str) -> str:
    while True:
        less = _CLOSING.sub("", _GREETING.sub("", part, count=1), count=1)
        if less == part:
            return part
        part = less


def normal(text: str) -> str:
    """Letters only, in one spelling. Empty for a text that says nothing; never raises."""
    return "".join(c for part in clauses(text) for c in part if c.isalpha())
