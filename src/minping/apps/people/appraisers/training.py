"""Training: material, sessions and attendance, the short test (F153)."""

import os
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.people.models import (
    Attempt,
    Attendance,
    Candidate,
    Material,
    Paper,
    Question,
    Session,
)
from minping.core.findings import Text

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """A question: its text, its options, which of them are right."""

    text: str
    options: tuple[str, ...]
    right: frozenset[int]


# ---- material


@transaction.atomic
def material_add(
    *,
    actor: Actor,
    campaign: UUID,
    title: str,
    text: str = "",
    link: str = "",
    file: tuple[str, bytes] | None = None,
) -> UUID:
    """Add something to read: a text, a link, a PDF."""
    require(actor, "people.training")
    if not (text.strip() or link or file):
        raise Refused(Text("请填写正文、链接，或上传 PDF。", "Write a text, give a link, or upload a PDF."))
    if link and not link.startswith(("https://", "http://")):
        raise Refused(
            Text("链接须以 https:// 或 http:// 开头。", "The link must begin with https:// or http://.")
        )
    made = Material(
        campaign_id=campaign,
        title=title.strip(),
        text=text.strip(),
        link=link,
        order=Material.objects.filter(campaign=campaign).count() + 1,
    )
    if file:
        made.file_name, made.stored = Path(file[0]).name[:120], _keep_pdf(file[1])
    made.save(force_insert=True)
    record(actor, "people.material.added", made.id, title=made.title)
    return made.id


@transaction.atomic
def material_remove(*, actor: Actor, material: UUID) -> None:
    """Remove material and its file."""
    require(actor, "people.training")
    found = Material.objects.filter(id=material).first()
    if found is None:
        raise Refused(Text("这份材料已经移除。", "This is gone already."))
    record(actor, "people.material.removed", found.id, title=found.title)
    found.delete()
    if found.stored:
        transaction.on_commit(lambda: (_folder() / found.stored).unlink(missing_ok=True))


def material_file(stored: str) -> bytes | None:
    """The bytes of a kept PDF."""
    path = _folder() / Path(stored).name
    return path.read_bytes() if stored and path.exists() else None


def _folder() -> Path:
    folder = Path(settings.HOME) / "files" / "training"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _keep_pdf(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise Refused(Text("文件超过 10 MB。", "The file is larger than 10 MB."))
    if not raw.startswith(b"%PDF-") or b"%%EOF" not in raw[-2048:]:
        raise Refused(Text("这不是完整的 PDF 文件。", "This is no complete PDF file."))
    name = f"{secrets.token_hex(20)}.pdf"
    handle = os.open(_folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as write:
        write.write(raw)
        write.flush()
        os.fsync(write.fileno())
    return name


# ---- sessions


@transaction.atomic
def session_make(*, actor: Actor, campaign: UUID, title: str, held_on: date, place: str = "") -> UUID:
    """Plan a session."""
    require(actor, "people.training")
    if not title.strip():
        raise Refused(Text("请填写名称。", "Give it a title."))
    made = Session.objects.create(
        campaign_id=campaign, title=title.strip(), held_on=held_on, place=place.strip()
    )
    record(actor, "people.session.made", made.id, title=made.title)
    return made.id


@transaction.atomic
def attendance_set(*, actor: Actor, session: UUID, candidates: Collection[UUID]) -> None:
    """Who was there; replaces what was noted before."""
    require(actor, "people.training")
    found = Session.objects.select_for_update().filter(id=session).first()
    if found is None:
        raise Refused(Text("没有这次培训。", "There is no such session."))
    there = Candidate.objects.filter(
        campaign=found.campaign_id, state=Candidate.State.ACCEPTED, id__in=list(candidates)
    )
    found.attendances.all().delete()
    Attendance.objects.bulk_create(Attendance(session=found, candidate=one) for one in there)
    record(actor, "people.session.attended", found.id, people=len(there))


# ---- the short test


@transaction.atomic
def paper_write(
    *,
    actor: Actor,
    campaign: UUID,
    title: str,
    pass_mark: int,
    attempts: int,
    questions: Sequence[Asked],
) -> UUID:
    """Write the test of a campaign; refused once somebody has taken it."""
    require(actor, "people.training")
    if not 1 <= pass_mark <= 100 or not 1 <= attempts <= 10:
        raise Refused(
            Text("合格线为 1 到 100，次数为 1 到 10。", "The pass mark is 1 to 100, attempts are 1 to 10.")
        )
    for number, asked in enumerate(questions, 1):
        options = asked.options
        if len(set(options)) < max(len(options), 2) or not asked.right or max(asked.right) >= len(options):
            raise Refused(
                Text(
                    f"第{number}题须有两个以上不同选项，并标出正确的。",
                    f"Question {number} needs two or more different options, the right ones marked.",
                )
            )
    paper, _ = Paper.objects.select_for_update().get_or_create(campaign_id=campaign)
    if paper.attempts_made.exists():
        raise Refused(
            Text("已有人答过，题目不能再改。", "Somebody has taken it; it cannot be changed any more.")
        )
    paper.title, paper.pass_mark, paper.attempts = title.strip(), pass_mark, attempts
    paper.open = False
    paper.save()
    paper.questions.all().delete()
    Question.objects.bulk_create(
        Question(paper=paper, text=q.text, options=list(q.options), right=sorted(q.right), order=n)
        for n, q in enumerate(questions, 1)
    )
    record(actor, "people.paper.written", paper.id, questions=len(questions))
    return paper.id


@transaction.atomic
def paper_open(*, actor: Actor, paper: UUID, is_open: bool) -> None:
    """Open the test, so that passing it is needed; or close it."""
    require(actor, "people.training")
    found = Paper.objects.select_for_update().filter(id=paper).first()
    if found is None or (is_open and not found.questions.exists()):
        raise Refused(Text("测试还没有题目。", "The test has no questions yet."))
    found.open = is_open
    found.save(update_fields=["open"])
    record(actor, "people.paper.opened" if is_open else "people.paper.closed", found.id)


@transaction.atomic
def attempt_make(*, actor: Actor, paper: UUID, answers: Mapping[UUID, Collection[int]]) -> Attempt:
    """The appraiser who is signed in takes the test. Only how many were right is kept."""
    require(actor, "people.own_training")
    found = Paper.objects.select_for_update().filter(id=paper, open=True).first()
    candidate = own_candidate(actor, found.campaign_id) if found else None
    if found is None or candidate is None:
        raise Refused(Text("现在没有可答的测试。", "There is no test to take now."))
    before = list(Attempt.objects.filter(paper=found, candidate=candidate))
    if any(one.passed for one in before):
        raise Refused(Text("您已合格，不必再答。", "You have passed; there is no need to take it again."))
    if len(before) >= found.attempts:
        raise Refused(
            Text(
                "次数已用完，请与评议办联系。", "You have used all attempts; please ask the appraisal office."
            )
        )
    questions = list(found.questions.all())
    right = sum(1 for q in questions if set(answers.get(q.id, ())) == set(q.right))
    passed = right * 100 >= found.pass_mark * len(questions)
    made = Attempt.objects.create(
        paper=found,
        candidate=candidate,
        number=len(before) + 1,
        right=right,
        of=len(questions),
        passed=passed,
        at=now(),
    )
    record(actor, "people.paper.taken", found.id, number=made.number, passed=passed)
    return made


def own_candidate(actor: Actor, campaign: UUID | None = None) -> Candidate | None:
    """The accepted candidacy of the account that is signed in; of the newest campaign if none is named."""
    if actor.id is None:
        return None
    found = Candidate.objects.filter(user=actor.id, state=Candidate.State.ACCEPTED)
    if campaign is not None:
        found = found.filter(campaign=campaign)
    return found.order_by("-campaign__year", "-made_at").first()
