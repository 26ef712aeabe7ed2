"""The file for the sending platform: made row by row, after the caps, formula-safe; texts live in it alone."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import blind_index, unseal
from minping.apps.messaging.models import Message, MessageTemplate, OptOut, Rules, SendFile
from minping.apps.messaging.phones import is_mobile, local_form
from minping.apps.messaging.recipients import Recipient, look_up
from minping.apps.messaging.services import CHUNK, moved, rules
from minping.apps.messaging.texts import rendered
from minping.core.bundle.workbook_out import WorkbookOut
from minping.core.bundle.written import guarded
from minping.core.findings import Text

HEADER = ("序号", "手机号", "短信内容")
WRITTEN = ("state", "attempts", "number_index", "file", "row", "sent_on", "note")


@dataclass(frozen=True)
class Made:
    """A file that was made, and how many stayed behind."""

    id: UUID
    number: int
    data: bytes
    messages: int
    suppressed: int
    capped: int
    unreachable: int


@dataclass
class _Tally:
    """What the caps have left today, and what happened to the messages."""

    rules: Rules
    day: date
    left: int
    per_number: Counter[str]
    opted_out: set[str]
    suppressed: int = 0
    capped: int = 0
    unreachable: int = 0


def quiet(at: datetime, found: Rules) -> bool:
    """Whether nothing may be sent at this instant."""
    clock, start, end = timezone.localtime(at).time(), _time(found.quiet_from), _time(found.quiet_until)
    return start <= clock or clock < end if start > end else start <= clock < end


def _time(value: time | str) -> time:
    return time.fromisoformat(value) if isinstance(value, str) else value


@transaction.atomic
def file_make(*, actor: Actor, form: str, template: UUID | None = None, most: int = 50_000) -> Made:
    """Take what is due out of the queue into a file. Each message stands in one file only.

    Raises Refused in quiet hours and when nothing is due. Texts and numbers are in the bytes given back
    and nowhere else.
    """
    require(actor, "messaging.send")
    found = rules()
    if quiet(now(), found):
        start, end = _time(found.quiet_from), _time(found.quiet_until)
        raise Refused(
            Text(
                f"现在是静默时段（{start:%H:%M}—{end:%H:%M}），不发短信。",
                f"These are quiet hours ({start:%H:%M} to {end:%H:%M}); nothing is sent.",
            )
        )
    tally = _tally(found)
    made = SendFile(
        number=(SendFile.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        made_at=now(),
        made_by=actor.name,
        messages=0,
    )
    made.save(force_insert=True)
    rows = _rows(actor, made, tally, _due(template)[:most])
    data, count = (_workbook if form == "xlsx" else _table)(rows)
    if not count:
        raise Refused(_nothing(tally))
    SendFile.objects.filter(id=made.id).update(messages=count)
    record(actor, "messaging.file.made", made.id, number=made.number, messages=count, form=form)
    return Made(made.id, made.number, data, count, tally.suppressed, tally.capped, tally.unreachable)


def _due(template: UUID | None) -> list[UUID]:
    found = Message.objects.filter(state="queued", not_before__lte=now())
    if template is not None:
        found = found.filter(template=template)
    return list(found.order_by("not_before", "key").values_list("id", flat=True))


def _tally(found: Rules) -> _Tally:
    day = today()
    sent = Message.objects.filter(sent_on=day)
    per_number = sent.values("number_index").annotate(n=Count("id")).order_by()
    counted = Counter({row["number_index"]: row["n"] for row in per_number})
    opted_out = set(OptOut.objects.values_list("number_index", flat=True))
    return _Tally(found, day, max(found.per_day - sent.count(), 0), counted, opted_out)


def _rows(actor: Actor, made: SendFile, tally: _Tally, due: Sequence[UUID]) -> Iterator[tuple[str, str, str]]:
    """Rows of the file; each message is marked as it goes in."""
    place = 0
    templates = {t.id: t for t in MessageTemplate.objects.all()}
    book = _book(actor, made, due)
    for start in range(0, len(due), CHUNK):
        held = Message.objects.select_for_update().filter(id__in=due[start : start + CHUNK], state="queued")
        some = sorted(held, key=lambda message: (message.not_before, message.key))
        for message in some:
            recipient = _recipient(message, book)
            if recipient is None or not _may_go(message, recipient, tally):
                tally.unreachable += recipient is None
                continue
            place += 1
            message.file, message.row, message.sent_on = made, place, tally.day
            yield _line(message, templates[message.template_id], recipient, tally.rules.signature)
        Message.objects.bulk_update(some, WRITTEN)


def _book(actor: Actor, made: SendFile, due: Sequence[UUID]) -> Mapping[UUID, Recipient]:
    people: list[UUID] = []
    for start in range(0, len(due), CHUNK):
        found = Message.objects.filter(id__in=due[start : start + CHUNK], person__isnull=False)
        people += [person for person in found.values_list("person", flat=True) if person]
    return look_up(actor, people, reason=f"短信发送文件 {made.number}") if people else {}


def _recipient(message: Message, book: Mapping[UUID, Recipient]) -> Recipient | None:
    """Who gets it; None without a mobile number, or when the person was erased."""
    found = book.get(message.person) if message.person else _of_number(message)
    if found is None or not is_mobile(found.phone):
        message.note = "无手机号 / no mobile number"
        return None
    return found


def _of_number(message: Message) -> Recipient:
    return Recipient("", unseal(message.sealed_number, "phone"))


def _may_go(message: Message, recipient: Recipient, tally: _Tally) -> bool:
    """Whether the message goes into the file; if so it is marked as on its way."""
    index = blind_index(recipient.phone, "phone")
    message.number_index = index
    if index in tally.opted_out:
        moved(message, "suppress", {"opted_out"})
        tally.suppressed += 1
        return False
    if message.valid_until and message.valid_until < now():
        moved(message, "expire", {"validity_over"})
        tally.suppressed += 1
        return False
    if tally.left <= 0 or tally.per_number[index] >= tally.rules.per_number_day:
        tally.capped += 1
        return False
    tally.left -= 1
    tally.per_number[index] += 1
    moved(message, "send", ())
    message.attempts += 1
    return True


def _line(
    message: Message, template: MessageTemplate, recipient: Recipient, signature: str
) -> tuple[str, str, str]:
    text = template.en if message.language == "en" else template.zh
    said = rendered(text, {"name": recipient.name, **message.values})
    return str(message.row), local_form(recipient.phone), f"【{signature}】{said}"


def _workbook(rows: Iterator[tuple[str, str, str]]) -> tuple[bytes, int]:
    counted = _Counted(rows)
    with TemporaryDirectory(prefix="minping-send-") as folder:
        path = Path(folder) / "messages.xlsx"
        with WorkbookOut(path, path.name, today().year) as book:
            book.sheet("短信", HEADER, counted)
        return path.read_bytes(), counted.seen


def _table(rows: Iterator[tuple[str, str, str]]) -> tuple[bytes, int]:
    counted = _Counted(rows)
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(HEADER)
    for row in counted:
        write.writerow([guarded(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode(), counted.seen


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterator[tuple[str, str, str]]) -> None:
        self.rows, self.seen = rows, 0

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        for row in self.rows:
            self.seen += 1
            yield row


def _nothing(tally: _Tally) -> Text:
    if tally.capped:
        return Text(
            "今天的发送数已到上限，请明天再发或调整上限。",
            "Today's cap is reached; go on tomorrow or change the cap.",
        )
    return Text("现在没有要发的短信。", "There is nothing to send now.")
