"""A record as a telephone sent it, read with suspicion."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.oversight.models import SurveyVisit, Visit
from minping.core.findings import Text

FORMAT = "minping-field-1"
LARGEST = 300_000
MOST_PHOTOS, MOST_FINDINGS, MOST_POINTS, MOST_OPINIONS = 12, 40, 200, 20
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SHA = re.compile(r"[0-9a-f]{64}")
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """What every record has. ``photos``: SHA-256 of each, in order."""

    record: UUID
    kind: str
    number: int
    day: date
    time: time | None
    place: str
    photos: tuple[str, ...]
    rest: Json


@dataclass(frozen=True)
class VisitRecord:
    """A visit of an inspection."""

    inspection: UUID
    unit: UUID
    manner: str
    points: tuple[dict[str, Any], ...]
    summary: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class SurveyRecord:
    """A conversation of the survey; ``opinions``: text and the unit it is about."""

    campaign: UUID
    place_kind: str
    respondent: str
    opinions: tuple[tuple[str, UUID | None], ...]


def _bad(zh: str, en: str) -> Refused:
    return Refused(Text(f"记录无法接收：{zh}", f"The record cannot be taken: {en}"))


def frame_of(data: bytes) -> Frame:
    """What every record has. Raises Refused where it is not a record."""
    if len(data) > LARGEST:
        raise _bad("内容过长。", "it is too long.")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise _bad("不是有效的记录。", "it is not a record.") from fault
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise _bad("不是有效的记录。", "it is not a record.")
    kind = said.get("kind")
    if kind not in {"visit", "survey"}:
        raise _bad("类型不明。", "its kind is unknown.")
    number = said.get("number", 0)
    photos = said.get("photos", [])
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS:
        raise _bad(f"照片最多{MOST_PHOTOS}张。", f"at most {MOST_PHOTOS} photos.")
    if not all(isinstance(one, str) and _SHA.fullmatch(one) for one in photos):
        raise _bad("照片摘要有误。", "the digest of a photo is wrong.")
    return Frame(
        record=_uuid(said, "record", four=True),
        kind=kind,
        number=number if isinstance(number, int) and 0 <= number < 10**9 else 0,
        day=_day(said),
        time=_time(said),
        place=_text(said, "place", 100),
        photos=tuple(photos),
        rest=said,
    )


def visit_of(frame: Frame) -> VisitRecord:
    """The visit in the record."""
    said = frame.rest
    manner = said.get("manner")
    if manner not in Visit.Manner.values:
        raise _bad("请选择明察或暗访。", "open or covert is not said.")
    if not frame.place:
        raise _bad("请填写地点。", "the place is missing.")
    findings = _lines(said, "findings", MOST_FINDINGS)
    summary = _text(said, "summary", 5000)
    points = _points(said)
    if not (findings or summary or points):
        raise _bad("没有写看到的情况。", "nothing is said of what was seen.")
    return VisitRecord(_uuid(said, "inspection"), _uuid(said, "unit"), manner, points, summary, findings)


def survey_of(frame: Frame) -> SurveyRecord:
    """The conversation in the record. A missing place is taken: the office asks about it."""
    said = frame.rest
    if said.get("place_kind") not in SurveyVisit.Place.values:
        raise _bad("请选择地点类型。", "the kind of place is missing.")
    if said.get("respondent") not in SurveyVisit.Respondent.values:
        raise _bad("请选择走访对象。", "the kind of respondent is missing.")
    opinions = said.get("opinions", [])
    if not isinstance(opinions, list) or not 1 <= len(opinions) <= MOST_OPINIONS:
        raise _bad(f"意见须有1至{MOST_OPINIONS}条。", f"1 to {MOST_OPINIONS} opinions are needed.")
    found = []
    for one in opinions:
        text = _text(one, "text", 2000) if isinstance(one, dict) else ""
        if not text:
            raise _bad("有一条意见是空的。", "an opinion is empty.")
        found.append((text, _uuid(one, "unit") if one.get("unit") else None))
    return SurveyRecord(_uuid(said, "campaign"), said["place_kind"], said["respondent"], tuple(found))


def _uuid(said: Json, name: str, *, four: bool = False) -> UUID:
    try:
        found = UUID(str(said.get(name)))
    except ValueError as fault:
        raise _bad(f"缺少 {name}。", f"{name} is missing.") from fault
    if four and found.version != 4:
        raise _bad("编号须为随机数。", "its id is not random.")
    return found


def _day(said: Json) -> date:
    try:
        found = date.fromisoformat(str(said.get("day")))
    except ValueError as fault:
        raise _bad("日期有误。", "the day is wrong.") from fault
    if found > today() + timedelta(days=1):
        raise _bad("日期晚于今天。", "the day lies in the future.")
    if found < today() - timedelta(days=366):
        raise _bad("日期早于一年前。", "the day lies more than a year back.")
    return found


def _time(said: Json) -> time | None:
    text = said.get("time") or ""
    if not text:
        return None
    if not isinstance(text, str) or not _CLOCK.fullmatch(text):
        raise _bad("时间有误。", "the time is wrong.")
    return time.fromisoformat(text)


def _text(said: Json, name: str, most: int) -> str:
    found = said.get(name, "")
    if not isinstance(found, str):
        raise _bad(f"{name} 有误。", f"{name} is wrong.")
    clean = found.encode("utf-8", "ignore").decode().replace("\x00", "").strip()
    if len(clean) > most:
        raise _bad(f"{name} 超过{most}字。", f"{name} is longer than {most} characters.")
    return clean


def _lines(said: Json, name: str, most: int) -> tuple[str, ...]:
    found = said.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise _bad(f"{name} 有误。", f"{name} is wrong.")
    lines = (_text({name: one}, name, 2000) for one in found)
    return tuple(line for line in lines if line)


def _points(said: Json) -> tuple[dict[str, Any], ...]:
    found = said.get("points", [])
    if not isinstance(found, list) or len(found) > MOST_POINTS:
        raise _bad("检查要点有误。", "the check points are wrong.")
    points = []
    for one in found:
        if not isinstance(one, dict) or one.get("answer") not in {"yes", "no"}:
            raise _bad("检查要点有误。", "the check points are wrong.")
        head, text = _text(one, "head", 60), _text(one, "text", 200)
        points.append(
            {"head": head, "text": text, "positive": one.get("positive") is True, "answer": one["answer"]}
        )
    return tuple(points)
