"""Letters between this office and others: both ways, twice, damaged, from strangers."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image
from tests.apps.offices.other import Other, items, read

from minping.apps.campaigns.models import Campaign, Task
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.evidence import files_of, of_bytes
from minping.apps.offices import services
from minping.apps.offices.models import Grading, Item, Letter, Peer
from minping.apps.offices.reading import raw_of
from minping.apps.offices.selectors import waiting_for
from minping.apps.offices.services import NewItem
from minping.apps.offices.services.sending import own_sender
from minping.apps.offices.words import CHECKLIST
from minping.core.dispatch import Kind

pytestmark = pytest.mark.django_db
FULL = {code: "3" for code, _, _ in CHECKLIST}
YEAR_END = date(2026, 12, 20)


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


def peer_of(other: Other) -> Peer:
    return Peer.objects.get(key=other.sender.key)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


def instruct(lead: Actor, *others: Other, **changes: object) -> list[Letter]:
    told = {"kind": "task", "title": "报送自查情况", "due": YEAR_END} | changes
    return list(
        services.instruction_send(
            actor=lead,
            peers=[peer_of(one).id for one in others],
            title="关于自查的通知",
            items=[NewItem(**told)],  # type: ignore[arg-type]
        )
    )


def test_from_the_upper_office_to_the_answer_accepted(city: Other, lead: Actor) -> None:
    body = items()
    taken = services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, body))
    assert (taken.again, taken.missing) == (False, ())
    item = Item.objects.get()
    assert (item.title, item.due, str(item.id)) == ("开展自查自纠", YEAR_END, body["items"][0]["id"])
    assert waiting_for(lead).asked == 1
    of_bytes(actor=lead, name="现场.jpg", raw=picture(), subject=item.id, room="offices")
    sent = services.answer_send(actor=lead, item=item.id, answer="已自查，问题三个，均已整改。")
    opened = read(raw_of(sent))
    assert opened.letter.receiver == city.sender
    assert opened.letter.body["item"] == str(item.id)
    assert [one.name for one in opened.letter.files] == ["现场.jpg"]
    with pytest.raises(Refused, match="已经回复"):
        services.answer_send(actor=lead, item=item.id, answer="再报一次")
    told = {"item": str(item.id), "accept": False, "reason": "没有台账"}
    services.letter_take(actor=lead, raw=city.letter(Kind.VERDICT, told))
    item.refresh_from_db()
    assert (item.state, item.reason) == ("returned", "没有台账")
    services.answer_send(actor=lead, item=item.id, answer="补报台账。")
    told = {"item": str(item.id), "accept": True, "reason": ""}
    services.letter_take(actor=lead, raw=city.letter(Kind.VERDICT, told))
    item.refresh_from_db()
    assert (item.state, item.answers) == ("accepted", 2)
    assert waiting_for(lead).asked == 0


def test_the_same_letter_twice_is_one_letter(city: Other, lead: Actor) -> None:
    raw = city.letter(Kind.INSTRUCTION, items())
    services.letter_take(actor=lead, raw=raw)
    assert services.letter_take(actor=lead, raw=raw).again
    assert (Item.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_gap_in_the_numbers_is_told(city: Other, lead: Actor) -> None:
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    taken = services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), number=4))
    assert taken.missing == (2, 3)
    with pytest.raises(Refused, match="第4号"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), number=4))


def test_strangers_the_wrong_side_and_letters_for_others_are_refused(
    city: Other, bureau: Other, lead: Actor
) -> None:
    stranger = Other("不认识的办公室", 9)
    with pytest.raises(Refused, match="不认识"):
        services.letter_take(actor=lead, raw=stranger.letter(Kind.INSTRUCTION, items()))
    services.letter_take(actor=lead, raw=stranger.card())
    with pytest.raises(Refused, match="指纹"):
        services.letter_take(actor=lead, raw=stranger.letter(Kind.INSTRUCTION, items()))
    with pytest.raises(Refused, match="另一方"):
        services.letter_take(actor=lead, raw=bureau.letter(Kind.INSTRUCTION, items()))
    with pytest.raises(Refused, match="发给"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items(), to=stranger.sender))
    assert not Item.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"items": []},
        {"items": ["x"]},
        items(kind="order"),
        items(id="1"),
        items(due="31.12."),
        items(title="长" * 201),
        items(required=[1]),
    ],
)
def test_a_body_of_another_form_changes_nothing(city: Other, lead: Actor, body: dict[str, object]) -> None:
    with pytest.raises(Refused, match="不合格式"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, body))
    assert not Letter.objects.exists()


def test_what_this_office_asks_of_those_below(bureau: Other, lead: Actor) -> None:
    letter = instruct(lead, bureau, kind="checklist", required=(("present", "4"), ("writers", "1")))[0]
    opened = read(raw_of(letter))
    told = opened.letter.body["items"][0]
    assert told["required"] == {"present": "4", "writers": "1"}
    item = Item.objects.get()
    answer = {"item": told["id"], "answer": "已报。", "figures": FULL, "on": today().isoformat()}
    files = [("照片.jpg", picture()), ("木马.exe", b"MZ123")]
    taken = services.letter_take(actor=lead, raw=bureau.letter(Kind.ANSWER, answer, files))
    assert [one.name for one in files_of(item.id)] == ["照片.jpg"]
    assert "木马.exe" in taken.left_out[0].zh
    services.item_decide(actor=lead, item=item.id, accept=True)
    stand = services.grading_stand(peer_of(bureau).id, 2026)
    assert stand.facts() == {"people": "1/2", "time": "1/1", "standard": "1/1"}
    sent = services.grading_send(
        actor=lead,
        peer=peer_of(bureau).id,
        year=2026,
        marks={"people": ("20", "40"), "time": ("30", "30"), "standard": ("29.5", "30")},
    )
    assert read(raw_of(sent)).letter.body["standard"] == "29.5"
    assert Grading.objects.get().facts["people"] == "1/2"


def test_an_answer_to_what_was_never_asked(bureau: Other, lead: Actor) -> None:
    told = {"item": str(uuid4()), "answer": "x", "figures": {}, "on": today().isoformat()}
    with pytest.raises(Refused, match="没有记录"):
        services.letter_take(actor=lead, raw=bureau.letter(Kind.ANSWER, told))


def test_a_lower_office_cannot_answer_for_another(bureau: Other, lead: Actor) -> None:
    other = Other("另一局行评办", 3)
    other.meet(lead, "lower")
    instruct(lead, bureau)
    told = {"item": str(Item.objects.get().id), "answer": "x", "figures": {}, "on": today().isoformat()}
    with pytest.raises(Refused, match="没有记录"):
        services.letter_take(actor=lead, raw=other.letter(Kind.ANSWER, told))


@pytest.mark.parametrize(
    ("mark", "full"), [("41", "40"), ("-1", "40"), ("四十", "40"), ("", "40"), ("1", "0"), ("1/2", "1")]
)
def test_marks_lie_between_nothing_and_the_full_mark(
    bureau: Other, lead: Actor, mark: str, full: str
) -> None:
    marks = {"people": (mark, full), "time": ("1", "1"), "standard": ("1", "1")}
    with pytest.raises(Refused, match="人数"):
        services.grading_send(actor=lead, peer=peer_of(bureau).id, year=2026, marks=marks)
    assert not Grading.objects.exists()


def test_nothing_is_asked_for_a_day_that_has_passed(bureau: Other, lead: Actor) -> None:
    with pytest.raises(Refused, match="第1项"):
        instruct(lead, bureau, due=date(2020, 1, 1))
    assert not Letter.objects.exists()


def test_one_letter_for_each_office_or_none(bureau: Other, city: Other, lead: Actor) -> None:
    with pytest.raises(Refused, match="另一方"):
        instruct(lead, bureau, city)
    assert not Letter.objects.exists()
    other = Other("另一局行评办", 3)
    other.meet(lead, "lower")
    sent = instruct(lead, bureau, other)
    assert len(sent) == 2
    assert len({read(raw_of(one)).letter.body["items"][0]["id"] for one in sent}) == 2


def test_the_checklist_is_filled_in_whole(city: Other, lead: Actor) -> None:
    services.letter_take(
        actor=lead, raw=city.letter(Kind.INSTRUCTION, items(kind="checklist", required={"present": "3"}))
    )
    item = Item.objects.get().id
    with pytest.raises(Refused, match="编制人数"):
        services.answer_send(actor=lead, item=item, answer="已报", figures=FULL | {"established": "若干"})
    sent = services.answer_send(actor=lead, item=item, answer="已报", figures=FULL)
    assert read(raw_of(sent)).letter.body["figures"]["budget"] == "3"


def test_an_item_becomes_a_task_once(city: Other, lead: Actor) -> None:
    services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))
    item = Item.objects.get().id
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched").id
    made = services.item_to_task(actor=lead, item=item, campaign=campaign)
    task = Task.objects.get(id=made)
    assert (task.given_by, task.due) == ("市评议办", YEAR_END)
    with pytest.raises(Refused, match="已列入"):
        services.item_to_task(actor=lead, item=item, campaign=campaign)


def test_the_fingerprint_is_compared_by_a_person(lead: Actor) -> None:
    taken = services.letter_take(actor=lead, raw=Other("市评议办", 1).card())
    with pytest.raises(Refused, match="核对指纹"):
        services.peer_trust(actor=lead, peer=taken.peer, side="upper", compared=False)
    assert Peer.objects.get().trusted_at is None


def test_an_office_that_was_ended_sends_nothing(city: Other, lead: Actor) -> None:
    services.peer_end(actor=lead, peer=peer_of(city).id, reason="机构撤销")
    with pytest.raises(Refused, match="停用"):
        services.letter_take(actor=lead, raw=city.letter(Kind.INSTRUCTION, items()))


def test_own_card_is_not_another_office(lead: Actor) -> None:
    with pytest.raises(Refused, match="本办自己"):
        services.letter_take(actor=lead, raw=services.card(actor=lead))


def test_news_goes_up_with_its_files(city: Other, lead: Actor) -> None:
    sent = services.information_send(
        actor=lead,
        peer=peer_of(city).id,
        title="简报第3期",
        text="召开座谈会。",
        files=[("会场.jpg", picture())],
    )
    opened = read(raw_of(sent))
    assert (opened.letter.kind, opened.letter.sender) == (Kind.INFORMATION, own_sender())
    assert [one.name for one in opened.letter.files] == ["会场.jpg"]
    with pytest.raises(Refused, match="程序"):
        services.information_send(
            actor=lead, peer=peer_of(city).id, title="简报", text="见附件", files=[("程序.exe", b"MZ123")]
        )
    assert Letter.objects.count() == 1


def test_what_is_not_published_is_not_reported(city: Other, lead: Actor) -> None:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched").id
    with pytest.raises(Refused, match="还没有公布"):
        services.result_send(actor=lead, peer=peer_of(city).id, campaign=campaign)


def test_only_the_lead_exchanges_letters(city: Other, clerk: Actor) -> None:
    with pytest.raises(NotAllowed):
        services.letter_take(actor=clerk, raw=city.letter(Kind.INSTRUCTION, items()))
    assert Item.objects.count() == 0


def test_a_case_becomes_a_problem(
    city: Other, lead: Actor, made_unit: Callable[[str], tuple[UUID, UUID]]
) -> None:
    services.letter_take(
        actor=lead, raw=city.letter(Kind.INSTRUCTION, items(kind="case", text="群众反映停水三日。"))
    )
    campaign, unit = made_unit("县水务局")
    item = Item.objects.get().id

    def raised(text: str) -> UUID:
        return services.case_raise(
            actor=lead, item=item, campaign=campaign, unit=unit, title="停水三日", text=text
        )

    with pytest.raises(Refused, match="电话“13900001111”"):
        raised("请回复13900001111。")
    problem = raised("群众反映停水三日。")
    assert Item.objects.get().problem == problem
    with pytest.raises(Refused, match="已经转为问题"):
        raised("群众反映停水三日。")
