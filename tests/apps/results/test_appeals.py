"""Appeals: who may file what until when, counted again by another, decided once, corrected by a new run."""

import datetime
import io
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.apps.results.appealing import (
    DAYS,
    Told,
    again,
    filed,
    found_right,
    key_of,
    mended_by_table,
    state,
    told,
)

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.results.appeals.checking import evidence_check, recount_make
from minping.apps.results.appeals.deciding import appeal_answer, appeal_decide
from minping.apps.results.appeals.filing import appeal_accept, appeal_file, appeal_reject
from minping.apps.results.appeals.mending import elsewhere_mend
from minping.apps.results.appeals.notices import draft, notice_issue
from minping.apps.results.appeals.steps import pending
from minping.apps.results.levels import FIELDS
from minping.apps.results.models import Appeal, AppealStep, KeptError, Publication, RoundTally
from minping.apps.results.moved import moved_between
from minping.apps.results.services import announcement_make, publication_ask, review_give, run_compute
from minping.core.findings import Text

pytestmark = pytest.mark.django_db
ALL = tuple(FIELDS)


def letter() -> SimpleUploadedFile:
    """A picture of a letter."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return SimpleUploadedFile("来信.png", out.getvalue())


@pytest.fixture
def case(clerk: Actor, lead: Actor, someone: Callable[..., Actor]) -> Told:
    return told(clerk, lead, someone)


def later(days: int) -> AbstractContextManager[None]:
    """Some days on."""
    return as_of(today() + datetime.timedelta(days=days))


def test_an_appeal_names_one_number_of_the_own_explanation(case: Told) -> None:
    one = filed(case)
    assert one.number == 1
    assert "日常考评" in one.about["zh"]
    assert (one.counting, one.evidence) == (False, True)
    with pytest.raises(Refused, match="已经提出过"):
        filed(case)
    for item in ("t.99", "m7", "x", "t.0.0.0.0.0.0", "", "t.-1", "t.0x"):
        with pytest.raises(Refused, match="得分由来"):
            appeal_file(actor=case.liaison, run=case.run.id, unit=case.unit, item=item, reason="x")
    with pytest.raises(Refused, match="写明理由"):
        appeal_file(actor=case.liaison, run=case.run.id, unit=case.unit, item="rank", reason="  ")
    with pytest.raises(Refused, match="重新选择"):
        filed(case, "survey", fact="别处的一条")


def test_another_unit_files_nothing_and_nothing_about_another_unit(case: Told, someone) -> None:
    other = next(uuid.UUID(u) for u in case.run.units.values() if uuid.UUID(u) != case.unit)
    stranger = someone(Role.LIAISON, unit=other)
    for actor, unit in ((stranger, case.unit), (case.liaison, other), (case.clerk, case.unit)):
        with pytest.raises(NotAllowed):
            appeal_file(actor=actor, run=case.run.id, unit=unit, item="rank", reason="x")
    with pytest.raises((NotAllowed, Refused)):
        appeal_file(actor=case.liaison, run=uuid.uuid4(), unit=case.unit, item="rank", reason="x")


def by_letter(case: Told, received: datetime.date, files: list[SimpleUploadedFile]) -> Appeal:
    return appeal_file(
        actor=case.clerk,
        run=case.run.id,
        unit=case.unit,
        item="rank",
        reason="来信",
        received=received,
        files=files,
    )


def test_after_the_window_nothing_is_taken_and_a_late_letter_can_only_be_rejected(case: Told) -> None:
    with later(6):
        with pytest.raises(Refused, match="截止"):
            filed(case)
        with pytest.raises(Refused, match="附来信"):
            by_letter(case, today(), [])
        late = by_letter(case, today(), [letter()])
        with pytest.raises(Refused, match="在申诉期内"):
            appeal_accept(actor=case.clerk, appeal=late.id, counting=True, proof=False)
        appeal_reject(actor=case.clerk, appeal=late.id, reason="超过申诉期")
        appeal_answer(actor=case.clerk, appeal=late.id, text="不予受理。")
        assert state(late) == "closed"


def test_a_letter_that_came_in_time_is_taken_up_later(case: Told) -> None:
    with later(6):
        day = today() - datetime.timedelta(days=3)
        one = appeal_file(
            actor=case.clerk,
            run=case.run.id,
            unit=case.unit,
            item="category",
            reason="来信",
            received=day,
            files=[letter()],
        )
        appeal_accept(actor=case.clerk, appeal=one.id, counting=False, proof=True)
        assert state(one) == "accepted"
        with pytest.raises(Refused, match="今天之后"):
            appeal_file(
                actor=case.clerk,
                run=case.run.id,
                unit=case.unit,
                item="rank",
                reason="来信",
                received=today() + datetime.timedelta(days=1),
                files=[letter()],
            )


def test_without_a_window_there_is_no_appeal(clerk: Actor, lead: Actor, someone) -> None:
    found = told(clerk, lead, someone)
    run = _next_run(found)
    review_give(actor=lead, run=run.id, sound=True)
    with later(DAYS + 1):
        announcement_make(actor=lead, run=run.id)
    liaison = found.liaison
    for row in (found.run, run):
        with pytest.raises(Refused, match="没有开放申诉期"):
            appeal_file(actor=liaison, run=row.id, unit=found.unit, item="rank", reason="x")


def _next_run(case: Told):
    review_give(actor=case.lead, run=case.run.id, sound=False, note="报送数据漏了一行")
    return run_compute(actor=case.clerk, campaign=case.year.campaign, reason="补报")


def test_counting_again_is_for_somebody_else_and_gives_the_same(case: Told) -> None:
    one = filed(case, "survey")
    appeal_accept(actor=case.clerk, appeal=one.id, counting=True, proof=False)
    for first in (case.clerk, case.lead):
        with pytest.raises(Refused, match="原来计分、复核的人"):
            recount_make(actor=first, appeal=one.id)
    with pytest.raises(NotAllowed):
        recount_make(actor=case.liaison, appeal=one.id)
    found = recount_make(actor=case.other, appeal=one.id)
    assert found.same
    assert found.tallies == RoundTally.objects.filter(campaign=case.year.campaign).count()
    assert found.record_again == case.run.record
    with pytest.raises(Refused, match="查实有误"):
        appeal_decide(actor=case.lead, appeal=one.id, correct=True, reason="x")
    appeal_decide(actor=case.lead, appeal=one.id, correct=False, reason="两次一致")
    assert state(one) == "upheld"


def test_a_tally_file_that_was_changed_is_told(case: Told) -> None:
    one = filed(case, "survey")
    appeal_accept(actor=case.clerk, appeal=one.id, counting=True, proof=False)
    tally = RoundTally.objects.filter(campaign=case.year.campaign).first()
    assert tally is not None
    path = Path(settings.HOME) / "files" / "kept" / tally.file[:2] / tally.file
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused, match="缺失或已损坏"):
        recount_make(actor=case.other, appeal=one.id)
    path.unlink()


def test_a_round_that_the_first_count_left_out_is_found(case: Told) -> None:
    one = filed(case, "survey")
    appeal_accept(actor=case.clerk, appeal=one.id, counting=True, proof=False)
    twin = RoundTally.objects.filter(campaign=case.year.campaign).first()
    assert twin is not None
    extra = RoundTally(
        **{
            field.attname: getattr(twin, field.attname)
            for field in RoundTally._meta.fields
            if field.attname not in {"id", "round_id"}
        },
        round_id=_one_more_round(twin),
    )
    extra.save()
    found = recount_make(actor=case.other, appeal=one.id)
    assert not found.same
    assert found.ballots_first != found.ballots_again
    assert found.record_first == found.record_again
    appeal_decide(actor=case.lead, appeal=one.id, correct=True, reason="漏计一轮")
    elsewhere_mend(actor=case.other, appeal=one.id, source="again", reason="计票文件已在，重新计分")
    assert state(one) == "correcting"


def _one_more_round(twin: RoundTally) -> uuid.UUID:
    round_ = twin.round
    round_.pk = uuid.uuid4()
    round_.code = f"{round_.code}2"
    round_.save(force_insert=True)
    return round_.pk


def test_decided_once_by_who_did_not_compute(case: Told, someone) -> None:
    one = filed(case)
    appeal_accept(actor=case.clerk, appeal=one.id, counting=False, proof=True)
    with pytest.raises(Refused, match="已受理"):
        appeal_accept(actor=case.clerk, appeal=one.id, counting=False, proof=True)
    with pytest.raises(Refused, match="事关计票"):
        recount_make(actor=case.other, appeal=one.id)
    with pytest.raises(Refused, match="已受理"):
        appeal_decide(actor=case.lead, appeal=one.id, correct=False, reason="未查先定")
    evidence_check(actor=case.other, appeal=one.id, fault=False, finding="佐证齐全")
    with pytest.raises(NotAllowed):
        appeal_decide(actor=case.other, appeal=one.id, correct=False, reason="x")
    appeal_decide(actor=case.lead, appeal=one.id, correct=False, reason="佐证齐全")
    for correct in (True, False):
        with pytest.raises(Refused, match="维持原结果"):
            appeal_decide(actor=case.lead, appeal=one.id, correct=correct, reason="再决定一次")
    appeal_answer(actor=case.clerk, appeal=one.id, text="维持原结果。")
    with pytest.raises(Refused, match="已办结"):
        appeal_answer(actor=case.clerk, appeal=one.id, text="再答复")
    assert [step.number for step in AppealStep.objects.filter(appeal=one)] == [1, 2, 3, 4]


def test_who_computed_decides_nothing_even_as_lead(clerk: Actor, lead: Actor, someone) -> None:
    second = someone(Role.LEAD, name="副主任")
    found = told(lead, second, someone)
    one = filed(found)
    appeal_accept(actor=lead, appeal=one.id, counting=False, proof=True)
    evidence_check(actor=clerk, appeal=one.id, fault=False, finding="无误")
    with pytest.raises(Refused, match="计分的人"):
        appeal_decide(actor=lead, appeal=one.id, correct=False, reason="x")
    appeal_decide(actor=second, appeal=one.id, correct=False, reason="无误")


def test_what_was_written_never_changes(case: Told) -> None:
    one = filed(case)
    one.reason = "改了"
    with pytest.raises(KeptError):
        one.save()
    appeal_accept(actor=case.clerk, appeal=one.id, counting=True, proof=True)
    with pytest.raises(KeptError):
        AppealStep.objects.filter(appeal=one).update(after="closed")
    with pytest.raises(KeptError):
        AppealStep.objects.filter(appeal=one).delete()


def test_a_correction_is_mended_at_its_source_and_moves_every_rank_it_must(case: Told) -> None:
    one = filed(case)
    found_right(case, one)
    campaign = case.year.campaign
    with pytest.raises(Refused, match="源头"):
        run_compute(actor=case.clerk, campaign=campaign, reason="申诉更正")
    with pytest.raises(Refused, match="原计分人"):
        elsewhere_mend(actor=case.clerk, appeal=one.id, source="table", reason="x")
    mended_by_table(case, one)
    run = run_compute(actor=case.clerk, campaign=campaign, reason="第1号申诉决定更正")
    assert state(one) == "recomputed"
    assert Campaign.objects.get(id=campaign).state == "scored"
    moved = moved_between(case.run, run)
    assert {str(m.unit) for m in moved} >= {str(case.unit)}
    own = next(m for m in moved if m.unit == case.unit)
    assert own.ranks
    assert sum(m.ranks for m in moved) >= 2
    with pytest.raises(Refused, match="更正通知"):
        appeal_answer(actor=case.clerk, appeal=one.id, text="已更正。")
    with pytest.raises(Refused, match="复核通过"):
        notice_issue(actor=case.lead, run=run.id, text="x")
    review_give(actor=case.lead, run=run.id, sound=True)
    words = draft(run, moved, Text("评议", "appraisal"))
    for m in moved:
        assert m.name in words.zh
    assert f"由第{own.rank_before}名变为第{own.rank_after}名" in words.zh
    notice_issue(actor=case.lead, run=run.id, text=words.zh, text_en=words.en)
    with pytest.raises(Refused, match="已经发出"):
        notice_issue(actor=case.lead, run=run.id, text="再发")
    announcement_make(actor=case.lead, run=run.id, objections_until=today() + datetime.timedelta(DAYS))
    with pytest.raises(Refused):
        publication_ask(actor=case.lead, run=run.id, fields=ALL, notice=words.zh)
    appeal_answer(actor=case.clerk, appeal=one.id, text="已更正。")
    with later(DAYS + 1):
        with pytest.raises(Refused, match="更正通知"):
            publication_ask(actor=case.lead, run=run.id, fields=ALL)
        asked = publication_ask(actor=case.lead, run=run.id, fields=ALL, notice=words.zh, notice_en=words.en)
        approvals.agree(actor=case.clerk, approval=asked)
        assert Publication.objects.get().notice == words.zh
        assert Campaign.objects.get(id=campaign).state == "published"


def test_publication_waits_for_open_appeals_and_names_them(case: Told) -> None:
    one = filed(case)
    with later(6):
        with pytest.raises(Refused, match="第1号"):
            publication_ask(actor=case.lead, run=case.run.id, fields=ALL)
        assert [a.id for a in pending(case.year.campaign)] == [one.id]
        appeal_reject(actor=case.clerk, appeal=one.id, reason="不属申诉事项")
        with pytest.raises(Refused, match="第1号"):
            publication_ask(actor=case.lead, run=case.run.id, fields=ALL)
        appeal_answer(actor=case.clerk, appeal=one.id, text="不予受理。")
        asked = publication_ask(actor=case.lead, run=case.run.id, fields=ALL)
        approvals.agree(actor=case.clerk, approval=asked)
        assert Campaign.objects.get(id=case.year.campaign).state == "published"


def test_without_a_ground_the_announced_result_is_not_scored_again(case: Told) -> None:
    with pytest.raises(Refused, match="申诉决定更正"):
        run_compute(actor=case.clerk, campaign=case.year.campaign, reason="想再算一次")
    assert _next_run(case).number == 2


def test_every_step_is_in_the_log(case: Told) -> None:
    one = filed(case)
    found_right(case, one)
    acts = list(AuditEntry.objects.filter(subject=str(one.id)).values_list("act", flat=True))
    assert acts[0] == "results.appeal.filed"
    assert {a.rpartition(".")[2] for a in acts[1:]} == {"accept", "check_evidence", "correct"}
    assert again(one).reason == "这一条不是我单位的"
    assert key_of(case.run, case.code, "ledger")
