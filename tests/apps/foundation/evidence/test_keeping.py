"""Files are checked, kept sealed under random names, handed out as attachments, and erased."""

import io
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence.tasks import forget_strays
from minping.apps.foundation.models import AuditEntry, Evidence
from minping.apps.foundation.shelf import STRAY_SECONDS, Shelf

SUBJECT = uuid.UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
WHO = Actor(id=uuid.UUID("11111111-1111-4111-8111-111111111111"), name="陈干事")

pytestmark = pytest.mark.django_db


def png(size: tuple[int, int] = (40, 30), colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def kept(raw: bytes = b"", name: str = "现场.png", subject: uuid.UUID = SUBJECT) -> uuid.UUID:
    upload = SimpleUploadedFile("x", raw or png(), content_type="text/html")
    upload.name = name
    return evidence.keep(actor=WHO, upload=upload, subject=subject, room="casework")


def test_a_file_is_listed_with_its_true_kind_and_its_giver():
    file = kept()
    (shown,) = evidence.files_of(SUBJECT)
    assert (shown.id, shown.name, shown.kind, shown.by_name) == (file, "现场.png", "png", "陈干事")
    assert shown.is_picture
    assert evidence.files_of(uuid.uuid4()) == []
    assert list(evidence.files_of_each([SUBJECT, uuid.uuid4()])) == [SUBJECT]


def test_the_bytes_on_the_disk_are_sealed_and_so_is_the_name():
    kept()
    row = Evidence.objects.get()
    stored = (Shelf("evidence").folder / row.stored).read_bytes()
    assert b"PNG" not in stored
    assert "现场".encode() not in bytes(row.name)
    assert str(row.id) not in row.stored
    assert str(settings.HOME) in str(Shelf("evidence").folder)


def test_it_is_handed_out_as_an_attachment_that_cannot_act():
    answer = evidence.answer(kept(), "casework", SUBJECT)
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_a_small_picture_is_a_small_jpeg():
    file = kept(png((1600, 1200)))
    answer = evidence.answer(file, "casework", SUBJECT, small=True)
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (480, 360)


@pytest.mark.parametrize(("room", "subject"), [("leads", SUBJECT), ("casework", uuid.uuid4())])
def test_it_is_not_found_by_another_room_or_subject(room, subject):
    file = kept()
    with pytest.raises(Http404):
        evidence.answer(file, room, subject)


def test_the_same_file_sent_twice_is_kept_once():
    assert kept() == kept(name="又一次.png")
    assert Evidence.objects.count() == 1
    assert kept(subject=uuid.uuid4()) != kept()


def test_there_is_an_end_to_the_files_of_one_subject(monkeypatch):
    monkeypatch.setattr("minping.apps.foundation.evidence.services.MOST_FILES", 1)
    kept()
    with pytest.raises(Refused, match="不能再添加"):
        kept(png(colour="blue"))


def test_removing_erases_the_bytes_and_is_an_act(django_capture_on_commit_callbacks):
    file = kept()
    path = Shelf("evidence").folder / Evidence.objects.get().stored
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(actor=WHO, file=file)
        evidence.remove(actor=WHO, file=file)
    assert not path.exists()
    assert evidence.files_of(SUBJECT) == []
    acts = AuditEntry.objects.values_list("act", flat=True)
    assert list(acts) == ["casework.evidence.kept", "casework.evidence.removed"]


def test_a_sweep_erases_all_files_of_its_subjects(django_capture_on_commit_callbacks):
    other = uuid.uuid4()
    kept(), kept(png(colour="blue")), kept(subject=other)
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.remove_all(subjects=[SUBJECT], room="leads") == 0
        assert evidence.remove_all(subjects=[SUBJECT], room="casework") == 2
    assert {row.subject for row in Evidence.objects.all()} == {other}
    assert len(list(Shelf("evidence").folder.glob(Evidence.objects.get().stored))) == 1


def test_what_no_row_names_is_erased_after_a_day(monkeypatch):
    kept()
    shelf = Shelf("evidence")
    stray = shelf.keep(b"left behind")
    forget_strays()
    assert (shelf.folder / stray).exists()
    monkeypatch.setattr("minping.apps.foundation.evidence.tasks.STRAY_SECONDS", -STRAY_SECONDS)
    forget_strays()
    assert not (shelf.folder / stray).exists()
    assert (shelf.folder / Evidence.objects.get().stored).exists()


def test_an_altered_file_is_not_handed_out():
    file = kept()
    path = Shelf("evidence").folder / Evidence.objects.get().stored
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(Refused, match="已损坏"):
        evidence.answer(file, "casework", SUBJECT)


def test_a_file_that_is_gone_is_not_found():
    file = kept()
    Shelf("evidence").erase(Evidence.objects.get().stored)
    with pytest.raises(Http404):
        evidence.answer(file, "casework", SUBJECT)
