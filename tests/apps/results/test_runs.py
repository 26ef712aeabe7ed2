"""Score runs: computed as the command line computes, kept for ever, reviewed by somebody else."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from tests.apps.results.steps import gathered, scored
from tests.apps.results.year import SMALL, Year, year_of

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import jobs
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry, Job
from minping.apps.results.models import KeptError, Review, ScoreRun
from minping.apps.results.services import (
    campaign_reconcile,
    documents_make,
    review_give,
    run_ask,
    run_compute,
    table_take,
)
from minping.apps.results.storing import keep, kept, unzipped
from minping.core.bundle.compute import compute
from minping.core.scoring.record import record_bytes

pytestmark = pytest.mark.django_db


def state_of(year: Year) -> str:
    return Campaign.objects.get(id=year.campaign).state


def test_the_run_is_what_the_command_line_computes_from_its_private_folder(clerk: Actor) -> None:
    run = scored(year_of(), clerk)
    with tempfile.TemporaryDirectory() as made:
        _, again = compute(unzipped(kept(run.private), Path(made)))
    assert record_bytes(again) == kept(run.record)
    assert run.scored == SMALL.units


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("minping")), "verify", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_anybody_verifies_the_public_folder_and_finds_a_changed_score(clerk: Actor) -> None:
    run = scored(year_of(), clerk)
    with tempfile.TemporaryDirectory() as made:
        folder = unzipped(kept(run.public), Path(made) / "公开")
        clean = verify(folder)
        assert clean.returncode == 0, clean.stdout + clean.stderr
        assert "全部一致" in clean.stderr
        table = folder / "results" / "scores.csv"
        name = next(u for u in year_names(table) if u)
        text = table.read_text(encoding="utf-8-sig")
        table.write_text(text.replace(name, "99.99", 1), encoding="utf-8-sig")
        assert verify(folder).returncode != 0


def year_names(table: Path) -> list[str]:
    """The published scores of the table."""
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    return [row.split(",")[4] for row in rows[1:]]


def test_a_run_never_changes_and_never_goes(clerk: Actor) -> None:
    run = scored(year_of(), clerk)
    run.reason = "改一下"
    for act in (run.save, run.delete, ScoreRun.objects.all().delete):
        with pytest.raises(KeptError):
            act()
    with pytest.raises(KeptError):
        ScoreRun.objects.filter(id=run.id).update(reason="改一下")
    assert ScoreRun.objects.get(id=run.id).reason == ""


def test_a_damaged_file_is_told_never_shown_and_mended_when_kept_again(clerk: Actor, settings) -> None:
    run = scored(year_of(), clerk)
    path = Path(settings.HOME) / "files" / "kept" / run.record[:2] / run.record
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole.replace(b"9", b"8", 1))
    with pytest.raises(Refused, match="缺失或已损坏"):
        kept(run.record)
    assert keep(whole) == run.record
    assert kept(run.record) == whole


def test_the_one_who_computed_does_not_review(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = scored(year, clerk)
    with pytest.raises(Refused, match="不能复核自己"):
        review_give(actor=clerk, run=run.id, sound=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review(
            run=run, sound=True, computed_by=clerk.person, by=clerk.person, by_name="自己", at=now()
        ).save()
    review_give(actor=lead, run=run.id, sound=True, note="无误")
    assert state_of(year) == "reviewed"


def test_a_fault_leads_to_a_new_run_with_its_reason(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    first = scored(year, clerk)
    with pytest.raises(Refused, match="写明差错"):
        run_compute(actor=clerk, campaign=year.campaign, reason="想再算一次")
    with pytest.raises(Refused, match="什么差错"):
        review_give(actor=lead, run=first.id, sound=False)
    review_give(actor=lead, run=first.id, sound=False, note="考评表少了最后一行")
    shorter = b"\n".join(year.tables["entries"].splitlines()[:-1]) + b"\n"
    table_take(actor=clerk, campaign=year.campaign, sheet="entries", name="改.csv", data=shorter)
    with pytest.raises(Refused, match="理由"):
        run_compute(actor=clerk, campaign=year.campaign)
    second = run_compute(actor=clerk, campaign=year.campaign, reason="补正考评表")
    assert (first.number, second.number) == (1, 2)
    assert first.record != second.record
    assert state_of(year) == "scored"
    assert ScoreRun.objects.get(id=first.id).record == first.record


def test_a_sound_run_is_not_computed_again_without_a_fault(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = scored(year, clerk)
    review_give(actor=lead, run=run.id, sound=True)
    with pytest.raises(Refused, match="已复核通过"):
        run_compute(actor=clerk, campaign=year.campaign, reason="再算一次")


def test_the_same_inputs_give_the_same_bytes(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    first = scored(year, clerk)
    review_give(actor=lead, run=first.id, sound=False, note="疑有差错")
    second = run_compute(actor=clerk, campaign=year.campaign, reason="复算")
    assert (first.record, first.inputs_digest) == (second.record, second.inputs_digest)
    assert (first.public, first.private) == (second.public, second.private)


def test_the_job_computes_once_however_often_it_is_asked(clerk: Actor) -> None:
    year = gathered(year_of(), clerk)
    campaign_reconcile(actor=clerk, campaign=year.campaign)
    assert run_ask(actor=clerk, campaign=year.campaign) == run_ask(actor=clerk, campaign=year.campaign)
    jobs.run_due()
    job = Job.objects.get(kind="results.score")
    assert (job.state, job.done) == ("done", job.total)
    run = ScoreRun.objects.get(campaign=year.campaign)
    assert str(run.id) in job.result["next"]
    Job.objects.filter(id=job.id).update(state="waiting")
    jobs.run_due()
    assert ScoreRun.objects.filter(campaign=year.campaign).count() == 1


def test_every_act_stands_in_the_log(clerk: Actor, lead: Actor) -> None:
    run = scored(year_of(), clerk)
    review_give(actor=lead, run=run.id, sound=True)
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    wanted = {"tally.taken", "table.taken", "explanation.given", "run.computed", "run.reviewed"}
    assert {f"results.{act}" for act in wanted} <= acts


def test_discipline_and_audit_read_and_change_nothing(clerk: Actor, someone) -> None:
    year = year_of()
    run = scored(year, clerk)
    for role in ("discipline", "auditor"):
        reader = someone(role)
        with pytest.raises(NotAllowed):
            review_give(actor=reader, run=run.id, sound=True)
        with pytest.raises(NotAllowed):
            run_compute(actor=reader, campaign=year.campaign, reason="x")
        with pytest.raises(NotAllowed):
            run_ask(actor=reader, campaign=year.campaign)


def test_the_documents_are_made_once(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    run = scored(year_of(), clerk)
    made: list[str] = []

    def write(*_given: object, language: str, **_rest: object) -> None:
        made.append(language)

    monkeypatch.setattr("minping.apps.results.reports.write_reports", write)
    first = documents_make(run=run.id, language="zh")
    assert documents_make(run=run.id, language="zh").id == first.id
    assert made == ["zh"]
