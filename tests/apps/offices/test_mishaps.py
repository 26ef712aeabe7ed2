"""What goes wrong between two offices: old letters, impostors, wrong receivers, odd dates, names in a case."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.offices.other import Other, items
from tests.apps.offices.test_letters import FULL, YEAR_END, instruct, peer_of, picture

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.keys import key
from minping.apps.foundation.roles import Role
from minping.apps.offices import services
from minping.apps.offices.models import Grading, Item, Letter, Peer
from minping.apps.offices.reading import raw_of
from minping.apps.offices.services.sending import closed, own_sender
from minping.core.bundle.results import RESULTS, SCORES_JSON
from minping.core.dispatch import LARGEST, Kind, Sender, enclose, lock_of

pytestmark = pytest.mark.django_db
HOME = "/office/offices/"
HIM = "反映人电话13900001111。"


@pytest.fixture
def city(lead: Actor) -> Other:
    other = Other("市评议办", 1)
    other.meet(lead, "upper")
    return other


@pytest.fixture
def bureau(lead: Actor) -> Other:
    other = Other("局行评办", 2)
    other.meet(lead, "lower")
    return other


def answer_to(item: Item, **changes: object) -> dict[str, object]:
    return {"item": str(item.id), "answer": "已报。", "figures": {}, "on": today().isoformat()} | changes


def test_an_old_answer_that_comes_late_changes_nothing(bureau: Other, lead: Actor) -> None:
    instruct(lead, bureau)
    item = Item.objects.get()
    first = bureau.letter(Kind.ANSWER, answer_to(item, answer="第一次"))
    second = bureau.letter(Kind.ANSWER, answer_to(item, answer="第二次"))
    assert services.letter_take(actor=lead, raw=second).missing == (1,)
    taken = services.letter_take(actor=lead, raw=first)
    item.refresh_from_db()
    assert taken.older
    assert (item.answer, item.answers, Letter.objects.filter(way="in").count()) == ("第二次", 1, 2)


def test_an_old_return_that_comes_late_does_not_open_what_is_settled(city: Other, lead: Actor) -> None:
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    item = Item.objects.get()
    services.answer_send(actor=lead, item=item.id, answer="已办。")
    told = {"item": str(item.id), "accept": False, "reason": "没有台账"}
    back = city.letter(Kind.VERDICT, told)
    accepted = city.letter(Kind.VERDICT, told | {"accept": True, "reason": ""})
    services.letter_take(actor=lead, raw=accepted)
    assert services.letter_take(actor=lead, raw=back).older
    item.refresh_from_db()
    assert (item.state, item.reason) == ("accepted", "")


def test_a_letter_for_somebody_else_is_named_and_stays_shut(city: Other, bureau: Other, lead: Actor) -> None:
    raw = city.letter(Kind.INSTRUCTION, items(), lock=bureau.lock)
    with pytest.raises(Refused, match="发给“局行评办”的"):
        services.letter_take(actor=lead, raw=raw)
    with pytest.raises(Refused, match="别的单位"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), lock=lock_of(b"7" * 32)))
    assert not Letter.objects.exists()


def test_an_own_letter_is_not_taken_in(bureau: Other, lead: Actor) -> None:
    sent = instruct(lead, bureau)[0]
    with pytest.raises(Refused, match="发给“局行评办”"):
        services.letter_take(actor=lead, raw=closed(sent))
    with pytest.raises(Refused, match="没有封装"):
        services.letter_take(actor=lead, raw=raw_of(sent))
    with pytest.raises(Refused, match="本办发给"):
        services.letter_take(actor=lead, raw=enclose(key("office"), raw_of(sent), lock_of(key("office"))))


def test_another_letter_under_a_known_id_or_number_is_refused(city: Other, lead: Actor) -> None:
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    with pytest.raises(Refused, match="另一份内容不同"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), number=1))
    assert Item.objects.count() == 1


def test_an_impostor_with_the_name_of_a_known_office(
    city: Other, lead: Actor, browser_of: Callable[..., Client]
) -> None:
    impostor = Other(city.name, 66)
    with pytest.raises(Refused, match="不认识"):
        services.letter_take(actor=lead, raw=impostor.letter(Kind.INSTRUCTION, items()))
    there = services.letter_take(actor=lead, raw=impostor.card()).peer
    page = browser_of(lead).get(f"{HOME}peers/{there}/").content.decode()
    assert "有人冒充" in page
    with pytest.raises(Refused, match="指纹"):
        services.letter_take(actor=lead, raw=impostor.letter(Kind.INSTRUCTION, items()))


def test_an_office_that_was_ended_comes_back_by_its_card_and_a_telephone_call(
    city: Other, lead: Actor
) -> None:
    services.peer_end(actor=lead, peer=peer_of(city).id, reason="机构合并")
    services.letter_take(actor=lead, raw=city.card())
    with pytest.raises(Refused, match="核对"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    services.peer_trust(actor=lead, peer=peer_of(city).id, side="upper", compared=True)
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    assert Item.objects.count() == 1


def test_after_a_restore_numbers_go_on_behind_what_the_other_office_has(
    bureau: Other, lead: Actor, browser_of: Callable[..., Client]
) -> None:
    peer, office = peer_of(bureau).id, browser_of(lead)
    instruct(lead, bureau)
    assert Letter.objects.get().number == 1
    page = f"{HOME}peers/{peer}/number/"
    assert page in office.get(f"{HOME}peers/{peer}/").content.decode()
    for wrong, told in (("1", "2至1001"), ("2000", "2至1001"), ("七", "请填整数")):
        assert told in office.post(page, {"number": wrong}, follow=True).content.decode()
    assert "第8号" in office.post(page, {"number": "7"}, follow=True).content.decode()
    instruct(lead, bureau)
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 8]
    assert "9至1008" in office.post(page, {"number": "7"}, follow=True).content.decode()


def test_a_card_without_a_lock_is_refused(lead: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Other, "lock", "00" * 32)
    with pytest.raises(Refused, match="收件锁"):
        services.letter_take(actor=lead, raw=Other("市评议办", 1).card())
    assert not Peer.objects.exists()


def test_days_that_cannot_be(city: Other, bureau: Other, lead: Actor) -> None:
    ahead = today() + timedelta(days=2)
    with pytest.raises(Refused, match="还没有到"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), dated=ahead))
    instruct(lead, bureau)
    item = Item.objects.get()
    for on in (today() - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(Refused, match="早于布置日期"):
            services.letter_take(
                actor=lead, raw=bureau.letter(Kind.ANSWER, answer_to(item, on=on.isoformat()))
            )
    item.refresh_from_db()
    assert item.state == "given"


def test_files_go_down_with_an_instruction(bureau: Other, city: Other, lead: Actor) -> None:
    other = Other("另一局行评办", 3)
    other.meet(lead, "lower")
    sent = services.instruction_send(
        actor=lead,
        peers=[peer_of(bureau).id, peer_of(other).id],
        title="关于自查的通知",
        items=[services.NewItem("task", "自查", YEAR_END)],
        files=[("方案.jpg", picture())],
    )
    by = {letter.peer_id: letter for letter in sent}
    for one in (bureau, other):
        opened = one.read(closed(by[peer_of(one).id]))
        assert [file.name for file in opened.letter.files] == ["方案.jpg"]
    taken = services.letter_take(
        actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), [("通知.jpg", picture())])
    )
    assert taken.letter is not None
    assert [file.name for file in files_of(taken.letter)] == ["通知.jpg"]


def test_who_complained_stays_out_of_the_letters_about_a_case(
    city: Other, bureau: Other, lead: Actor
) -> None:
    with pytest.raises(Refused, match="第1项里有个人信息（电话"):
        instruct(lead, bureau, kind="case", text=HIM)
    instruct(lead, bureau, text="联系人王干事，电话0990-6610000。")
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(kind="case")))
    item = Item.objects.get(way="in").id
    with pytest.raises(Refused, match="办理情况里有个人信息"):
        services.answer_send(actor=lead, item=item, answer=f"已答复。{HIM}")
    services.answer_send(actor=lead, item=item, answer="已查清，退还132元，已答复来信人。")


def test_others_than_the_office_read_a_case_masked(
    city: Other, lead: Actor, someone: Callable[..., Actor], browser_of: Callable[..., Client]
) -> None:
    told = items(kind="case", text="反映人赵小兰，手机139 0000 1111，称停水三日。")
    letter = services.letter_take(
        actor=lead, raw=city.letter(Kind.INSTRUCTION, told, [("附.jpg", picture())])
    ).letter
    item, auditor = Item.objects.get(), browser_of(someone(Role.AUDITOR))
    for there in (f"items/{item.id}/", f"letters/{letter}/"):
        page = auditor.get(HOME + there).content.decode()
        assert "139 0000 1111" not in page
    assert "139 0000 1111" in browser_of(lead).get(f"{HOME}items/{item.id}/").content.decode()
    assert letter is not None
    file = files_of(letter)[0].id
    assert auditor.get(f"{HOME}letters/{letter}/letter.minping").status_code == 403
    assert auditor.get(f"{HOME}letters/{letter}/files/{file}/").status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"people": "41"},
        {"time": "<b>"},
        {"standard_full": "0"},
        {"facts": {}},
        {"year": True},
        {"people": 3},
    ],
)
def test_a_grading_that_is_none(city: Other, lead: Actor, change: dict[str, object]) -> None:
    parts = ("people", "time", "standard")
    told = dict.fromkeys(parts, "30") | {f"{part}_full": "40" for part in parts}
    body = {**told, "year": 2026, "note": "", "facts": dict.fromkeys(parts, "1/1")}
    with pytest.raises(Refused, match="不合格式"):
        services.letter_take(actor=lead, raw=city.letter(Kind.GRADING, body | change))
    assert not Grading.objects.exists()
    services.letter_take(actor=lead, raw=city.letter(Kind.GRADING, body))
    assert Grading.objects.get().people == "30"


def public(name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def spoiled(data: bytes) -> bytes:
    return data[:60] + bytes(20) + data[80:]


RECORD = f"{RESULTS}/{SCORES_JSON}"


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        public(RECORD, b" " * 60_000_000),
        spoiled(public(RECORD, b'{"a": [1, 2, 3]}' * 100)),
        public(RECORD, b"{}", zipfile.ZIP_LZMA),
        public(RECORD, b"[" * 100_000),
        public("../" + RECORD, b"{}"),
        public(RECORD, b'{"units": {"a": 1}}'),
    ],
    ids=["no archive", "bomb", "spoiled", "odd packing", "deep", "path", "no record"],
)
def test_a_result_that_is_none_changes_nothing(bureau: Other, lead: Actor, data: bytes) -> None:
    raw = bureau.letter(Kind.RESULT, {"title": "x"}, [("public.zip", data)])
    with pytest.raises(Refused, match="不合格式"):
        services.letter_take(actor=lead, raw=raw)
    assert not Letter.objects.exists()


def test_what_is_too_large_is_refused_with_words(
    city: Other, lead: Actor, browser_of: Callable[..., Client]
) -> None:
    office, peer = browser_of(lead), peer_of(city)
    huge = SimpleUploadedFile("大.minping", bytes(LARGEST + 5000))
    answer = office.post(f"{HOME}take/", {"file": huge})
    assert answer.status_code == 422
    assert "超过60MB" in answer.content.decode()
    files = [SimpleUploadedFile(f"{n}.jpg", picture()) for n in range(31)]
    page = office.post(f"{HOME}peers/{peer.id}/inform/", {"title": "简报", "text": "正文", "files": files})
    assert "最多30份" in page.content.decode()
    assert "正文" in page.content.decode()
    assert not Letter.objects.exists()


def test_what_was_returned_and_never_mended_counts_against_the_standard(bureau: Other, lead: Actor) -> None:
    instruct(lead, bureau)
    item = Item.objects.get()
    services.letter_take(actor=lead, raw=bureau.letter(Kind.ANSWER, answer_to(item, figures=FULL)))
    services.item_decide(actor=lead, item=item.id, accept=False, reason="没有台账")
    stand = services.grading_stand(peer_of(bureau).id, YEAR_END.year)
    assert (stand.standard.met, stand.standard.asked) == (0, 1)


def test_a_stranger_cannot_speak_of_a_known_item(bureau: Other, lead: Actor) -> None:
    told = {"item": str(uuid4()), "answer": "x", "figures": {}, "on": today().isoformat()}
    with pytest.raises(Refused, match="不认识"):
        services.letter_take(actor=lead, raw=Other("谁", 8).letter(Kind.ANSWER, told))
    with pytest.raises(Refused, match="发给"):
        services.letter_take(
            actor=lead, raw=bureau.letter(Kind.ANSWER, told, to=Sender("别的", own_sender().key[::-1]))
        )


def test_paths_in_a_reported_archive_lead_nowhere(tmp_path: Path) -> None:
    from minping.apps.offices.reading import unpacked

    for name in ("../out.txt", "/abs.txt", "a/../../out.txt"):
        with pytest.raises(Refused, match="不合格式"):
            unpacked(public(name, b"x"), tmp_path / "in")
    assert not list(tmp_path.rglob("*.txt"))
