"""What a sender's table says became of a matter: read, kept beside the opinion, shown with its own words.

People are asked several things and every one is kept by itself: whether somebody got in touch with them, whether
it is solved, how they find the result, the manner of the unit, the hotline. A rating that nobody gave, filled in
by the sender's system, is told as that and never counts as good.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from minping.apps.foundation.imports.kinds import Row
from minping.apps.foundation.sealing import blind_index, seal, unseal
from minping.apps.opinions.models import Handling, Opinion
from minping.apps.opinions.services.moving import APART
from minping.core.bundle.cells import BadCell, day, folded
from minping.core.findings import Text

REPLIES = ("responded", "solved")
RATINGS = ("result", "manner", "hotline")
TEXTS = ("handled", "called_back")
COLUMNS: Mapping[str, Text] = {
    "ended": Text("办结日期", "ended on"),
    "handled": Text("办理结果", "what was done"),
    "called_back": Text("回访情况", "call back"),
    "responded": Text("是否联系", "got in touch"),
    "solved": Text("是否解决", "solved"),
    "result": Text("对办理结果的满意度", "rating of the result"),
    "manner": Text("对承办态度的满意度", "rating of the unit's manner"),
    "hotline": Text("对热线服务的满意度", "rating of the hotline"),
    "rated_by": Text("评价方式", "how it was rated"),
}
REPLY_WORDS: Mapping[str, Text] = {
    Handling.Reply.YES: Text("是", "yes"),
    Handling.Reply.PARTLY: Text("部分", "partly"),
    Handling.Reply.NO: Text("否", "no"),
    Handling.Reply.UNCLEAR: Text("说不清", "unclear"),
}
RATING_WORDS: Mapping[str, Text] = {
    Handling.Rating.GOOD: Text("满意", "good"),
    Handling.Rating.FAIR: Text("基本满意", "fair"),
    Handling.Rating.BAD: Text("不满意", "bad"),
    Handling.Rating.DEFAULT: Text("系统默认，不算满意", "filled in by the system: not counted as good"),
    Handling.Rating.NONE: Text("未评价", "not rated"),
    Handling.Rating.UNCLEAR: Text("看不出", "unclear"),
}

_DEFAULT = (
    "默认",
    "自动好评",
    "自动评价",
    "自动满意",
    "系统评价",
    "系统好评",
    "系统满意",
    "超时",
    "逾期未评",
    "default",
    "auto",
)
_NOBODY = ("默认", "自动", "系统", "超时", "逾期", "default", "auto", "system")
_SOMEBODY = ("外呼", "回访", "短信", "本人", "主动")
"""Ways of rating: filled in by nobody, unless somebody was called or wrote."""
_NONE = (
    "未评",
    "未回访",
    "未接",
    "无法",
    "无人接",
    "拒",
    "空号",
    "停机",
    "不评",
    "未参与",
    "未表态",
    "无需",
    "不需回访",
)
_BAD = ("不满", "不太满", "不怎么满", "差", "不好", "不佳", "bad", "dissatisfied")
_FAIR = ("基本满意", "一般", "尚可", "中评", "fair", "neutral")
_GOOD = ("满意", "好评", "很好", "较好", "good", "satisfied")
_EMPTY = {"", "-", "—", "--", "/", "无", "空"}
_NO = ("未", "没", "不", "否", "无法", "no", "false")
_PARTLY = ("部分", "正在", "办理中", "解决中", "partly")
_YES = ("是", "已", "解决", "响应", "联系", "办结", "yes", "true")


def rating(written: str) -> str:
    """What a sender's word for satisfaction means. Numbers are unclear: every hotline has its own scale."""
    word = folded(written).lower()
    if word in _EMPTY:
        return ""
    ladder = (
        (_DEFAULT, Handling.Rating.DEFAULT),
        (_NONE, Handling.Rating.NONE),
        (_BAD, Handling.Rating.BAD),
        (_FAIR, Handling.Rating.FAIR),
        (_GOOD, Handling.Rating.GOOD),
    )
    return next((meant for words, meant in ladder if any(w in word for w in words)), Handling.Rating.UNCLEAR)


def reply(written: str) -> str:
    """What a sender's word for done or not done means."""
    word = folded(written).lower()
    if word in _EMPTY:
        return ""
    ladder = ((_PARTLY, Handling.Reply.PARTLY), (_NO, Handling.Reply.NO), (_YES, Handling.Reply.YES))
    return next((meant for words, meant in ladder if any(w in word for w in words)), Handling.Reply.UNCLEAR)


def cells_of(row: Row) -> dict[str, str]:
    """What the row says of the handling, as written; empty where it says nothing."""
    return {name: str(row[name]) for name in COLUMNS if row[name]}


def account_of(row: Row) -> str:
    """The texts of it, which are looked through like what the citizen said."""
    return "\n".join(str(row[name]) for name in TEXTS if row[name])


def digest_of(cells: Mapping[str, str]) -> str:
    """Blind index of the cells."""
    return blind_index(json.dumps(cells, ensure_ascii=False, sort_keys=True), "feed-handling")


def handling_keep(opinion: UUID, cells: Mapping[str, str], *, apart: bool = False) -> None:
    """Lay it down, or anew where a later table says more. ``apart``: its texts went to the keepers of leads."""
    if not cells:
        return
    by_default = _by_nobody(cells.get("rated_by", ""))
    read: dict[str, Any] = {name: reply(cells.get(name, "")) for name in REPLIES}
    for name in RATINGS:
        said = rating(cells.get(name, ""))
        read[name] = Handling.Rating.DEFAULT if by_default and said else said
    shown = {name: word for name, word in cells.items() if not (apart and name in TEXTS)}
    read |= {
        "words": seal(json.dumps(shown, ensure_ascii=False), "opinion"),
        "digest": digest_of(cells),
        "ended": _day(cells.get("ended", "")),
        "apart": apart,
    }
    Handling.objects.update_or_create(opinion_id=opinion, defaults=read)


def _by_nobody(way: str) -> bool:
    word = folded(way).lower()
    return any(w in word for w in _NOBODY) and not any(w in word for w in _SOMEBODY)


def _day(written: str) -> date | None:
    """The day, where the cell is one; its words stay anyway."""
    try:
        return date.fromisoformat(day(written)) if written else None
    except BadCell:
        return None


def cells_before(opinion: UUID) -> dict[str, str]:
    """The cells that are kept of an opinion, so that an import can be taken back."""
    row = Handling.objects.filter(opinion=opinion).first()
    return json.loads(unseal(row.words, "opinion")) if row else {}


def handling_restore(opinion: UUID, cells: Mapping[str, str]) -> None:
    """Take back what a table told: what was told before it stands again."""
    Handling.objects.filter(opinion=opinion).delete()
    handling_keep(opinion, cells)


@dataclass(frozen=True)
class Told:
    """One fact of the sender: which, in his words, and what it is taken for (None: the words say it)."""

    name: Text
    words: str
    meant: Text | None


def told_of(opinions: Iterable[UUID]) -> Mapping[UUID, Sequence[Told]]:
    """For the office: what senders say of these opinions. Opinions in the restricted inbox are absent."""
    rows = Handling.objects.filter(opinion__in=list(opinions)).exclude(opinion__state__in=APART)
    return {row.opinion_id: _told(row) for row in rows}


def _told(row: Handling) -> Sequence[Told]:
    cells: Mapping[str, str] = json.loads(unseal(row.words, "opinion"))
    meant = {name: REPLY_WORDS.get(getattr(row, name)) for name in REPLIES}
    meant |= {name: RATING_WORDS.get(getattr(row, name)) for name in RATINGS}
    return [Told(label, cells[name], meant.get(name)) for name, label in COLUMNS.items() if name in cells]


@dataclass(frozen=True)
class Asked:
    """What people answered to one question, over all a sender handled: (word, number), its own whole."""

    name: Text
    answers: Sequence[tuple[Text, int]]
    total: int


def asked_of(campaign: UUID) -> Sequence[tuple[str, Sequence[Asked]]]:
    """For each sender, each question by itself. Nothing is summed over questions or over senders."""
    mine = Handling.objects.filter(opinion__campaign=campaign).exclude(opinion__state__in=APART)
    senders = mine.order_by("opinion__source_note").values_list("opinion__source_note", flat=True).distinct()
    return [(sender, _asked(mine.filter(opinion__source_note=sender))) for sender in senders]


def _asked(mine: Any) -> Sequence[Asked]:
    found = []
    for name in (*REPLIES, *RATINGS):
        words = REPLY_WORDS if name in REPLIES else RATING_WORDS
        numbers = dict(mine.exclude(**{name: ""}).values_list(name).annotate(n=Count("pk")).order_by())
        if numbers:
            answers = [(label, numbers[key]) for key, label in words.items() if key in numbers]
            found.append(Asked(COLUMNS[name], answers, sum(numbers.values())))
    return found


def sender_digests(campaign: UUID, sender: str) -> Mapping[UUID, str]:
    """Opinion → digest of what its sender said of it."""
    rows = Handling.objects.filter(
        opinion__in=Opinion.objects.filter(campaign=campaign, source_note=sender).exclude(external="")
    )
    return dict(rows.values_list("opinion", "digest"))
