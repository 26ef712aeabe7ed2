"""What a letter of each kind changes. A body is another program's word: every field is checked before use."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.offices.models import Grading, Item, Letter
from minping.apps.offices.services.found import IN, OUT, exact
from minping.apps.offices.words import PARTS
from minping.core.bundle.results import RESULTS, SCORES_JSON
from minping.core.dispatch import Opened
from minping.core.findings import Text
from minping.core.scoring.record_read import read_record
from minping.core.scoring.result import ScoreRun
from minping.core.tally.unpacking import BrokenArchiveError, entries_of, locked, pieces

UNREADABLE = Text(
    "来文内容不合格式，请对方用同一版本的系统重新制作。",
    "The letter's content does not have the right form; ask for it again, made by the same version.",
)
MOST_UNITS = 5000
_NO_RECORD = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
_LARGEST_RECORD = 50 * 1024 * 1024


def _text(body: Mapping[str, Any], name: str, most: int) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Refused(UNREADABLE)
    return value


def _id(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError) as fault:
        raise Refused(UNREADABLE) from fault


def day(value: Any) -> date:
    """A day written YYYY-MM-DD. Raises Refused."""
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError) as fault:
        raise Refused(UNREADABLE) from fault


def instruction(letter: Letter, opened: Opened) -> None:
    """Note what the upper office asks for."""
    items = opened.letter.body.get("items")
    if not isinstance(items, list) or not items or len(items) > 200:
        raise Refused(UNREADABLE)
    for told in items:
        if not isinstance(told, dict) or told.get("kind") not in Item.Kind.values:
            raise Refused(UNREADABLE)
        key = _id(told.get("id"))
        if Item.objects.filter(id=key).exists():
            raise Refused(UNREADABLE)
        required = told.get("required") or {}
        if not isinstance(required, dict) or len(required) > 100:
            raise Refused(UNREADABLE)
        Item.objects.create(
            id=key,
            peer_id=letter.peer_id,
            way=IN,
            letter=letter,
            kind=told["kind"],
            title=_text(told, "title", 200),
            text=_text(told, "text", 4000),
            standard=_text(told, "standard", 2000),
            due=day(told.get("due")),
            lines=[[str(code)[:40], str(number)[:20]] for code, number in required.items()],
        )


def _item(letter: Letter, opened: Opened, way: str) -> Item:
    key = _id(opened.letter.body.get("item"))
    found = Item.objects.select_for_update().filter(id=key, peer=letter.peer_id, way=way).first()
    if found is None:
        raise Refused(
            Text(
                "来文所说的任务本办没有记录，请与对方核实。",
                "This office has no record of the item that the letter speaks of; ask the other office.",
            )
        )
    return found


def _answered(found: Item, told: Any, opened: Opened) -> date:
    """The day of an answer: not before it was asked, not after the letter. Raises Refused."""
    on = day(told)
    if not found.letter.dated <= on <= day(opened.letter.date):
        raise Refused(
            Text(
                f"回复日期{on.isoformat()}早于布置日期，或晚于来文日期。请双方核对系统日期，再请对方重新制作。",
                f"The answer is dated {on.isoformat()}, before it was asked or after the letter. Check both systems.",
            )
        )
    return on


def answer(letter: Letter, opened: Opened) -> None:
    """What the lower office did about an item; a later answer replaces one that waits."""
    found, body = _item(letter, opened, OUT), opened.letter.body
    if found.state == Item.State.ACCEPTED:
        raise Refused(
            Text("这一项已经办结，不再收取回复。", "The item is settled; no answer is taken any more.")
        )
    figures = body.get("figures") or {}
    if not isinstance(figures, dict) or len(figures) > 100:
        raise Refused(UNREADABLE)
    found.answer = _text(body, "answer", 4000)
    found.figures = {str(code)[:40]: str(value)[:20] for code, value in figures.items()}
    found.answered_on = _answered(found, body.get("on"), opened)
    found.first_answered_on = found.first_answered_on or found.answered_on
    found.answers += 1
    found.state, found.reason = Item.State.ANSWERED, ""
    found.save()


def verdict(letter: Letter, opened: Opened) -> None:
    """The upper office's word on an answer."""
    found, accept = _item(letter, opened, IN), opened.letter.body.get("accept")
    if not isinstance(accept, bool):
        raise Refused(UNREADABLE)
    found.state = Item.State.ACCEPTED if accept else Item.State.RETURNED
    found.reason = _text(opened.letter.body, "reason", 1000)
    found.save(update_fields=["state", "reason"])


def information(letter: Letter, opened: Opened) -> None:
    """News of the work (F150): its text must be readable, nothing else follows."""
    if not _text(opened.letter.body, "text", 8000).strip():
        raise Refused(UNREADABLE)


def result(letter: Letter, opened: Opened) -> None:
    """A published campaign: its record must be readable, so that the table can be shown; summary and commentary
    are texts."""
    said = opened.letter.body.get("commentary", [])
    if not opened.files or not isinstance(said, list) or len(said) > MOST_UNITS:
        raise Refused(UNREADABLE)
    for pair in (*said, ["", _text(opened.letter.body, "summary", 4000)]):
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise Refused(UNREADABLE)
    record_of(opened.files[0])


def record_of(public: bytes) -> ScoreRun:
    """The score run in a public folder that came as a zip file. Raises Refused."""
    stream, data = io.BytesIO(public), bytearray()
    try:
        entry = next(one for one in entries_of(stream) if one.filename == f"{RESULTS}/{SCORES_JSON}")
        for piece in () if locked(entry) else pieces(stream, entry):
            data += piece
            if len(data) > _LARGEST_RECORD:
                raise Refused(UNREADABLE)
        return read_record(bytes(data))
    except (BrokenArchiveError, StopIteration, *_NO_RECORD) as fault:
        raise Refused(UNREADABLE) from fault


def grading(letter: Letter, opened: Opened) -> None:
    """The upper office's judgement of this office's year (F151)."""
    body = opened.letter.body
    facts, year = body.get("facts"), body.get("year")
    if not isinstance(facts, dict) or not isinstance(year, int) or not 2000 <= year <= 2100:
        raise Refused(UNREADABLE)
    names = [f"{part}{end}" for part in PARTS for end in ("", "_full")]
    marks = {name: _text(body, name, 15) for name in names}
    for part in PARTS:
        got, most = exact(marks[part]), exact(marks[f"{part}_full"])
        if got is None or not most or got > most or not isinstance(facts.get(part), str):
            raise Refused(UNREADABLE)
    Grading.objects.create(
        peer_id=letter.peer_id,
        way=IN,
        letter=letter,
        year=year,
        facts={part: facts[part][:200] for part in PARTS},
        note=_text(body, "note", 2000),
        at=now(),
        **marks,
    )
