"""An appeal that was found right, mended where the year was kept: an entry added, an event struck."""

import io
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from fractions import Fraction as F
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.apps.results.appealing import Told, filed, found_right, state
from tests.apps.results.appealing import told as announced
from tests.apps.results.test_hand_county import AUTUMN, year_scored
from tests.apps.results.year import Year

from minping.apps.assessments.models import Correction, Event
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.roles import Role
from minping.apps.results.appeals.filing import appeal_file
from minping.apps.results.loaded import load_run
from minping.apps.results.services import announcement_make, review_give, run_compute
from minping.core.simulate.county import SimulatedCounty

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
BONUS = {
    "item": "上级表彰",
    "day": "2026-07-15",
    "count": "1",
    "points": "",
    "reason": "获省水利厅通报表扬",
    "evidence": "省水利〔2026〕44号",
    "text": "申诉查实：文件7月收到，漏记",
}


@pytest.fixture
def year(clerk: Actor, lead: Actor, someone: Callable[..., Actor]) -> Iterator[Callable[[str], Told]]:
    """The year worked by hand, announced with five days for appeals; the unit whose people appeal."""
    with as_of(AUTUMN):
        run, units = year_scored(clerk, lead, someone)
        review_give(actor=lead, run=run.id, sound=True, note="抽查四个单位")
        announcement_make(actor=lead, run=run.id, objections_until=AUTUMN + timedelta(days=5))
        codes = {unit: code for code, unit in run.units.items()}

        def of(name: str) -> Told:
            unit = units[name]
            liaison = someone(Role.LIAISON, unit=unit, name="联络员")
            other = someone(Role.CLERK, name="孙干事")
            kept = Year(run.campaign_id, cast(SimulatedCounty, None), units, {}, {})
            return Told(kept, run, clerk, lead, other, liaison, unit, codes[str(unit)])

        yield of


def posted(client: Client, path: str, data: Mapping[str, object]) -> str:
    return client.post(path, data, follow=True).content.decode()


def picture() -> SimpleUploadedFile:
    raw = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(raw, "PNG")
    return SimpleUploadedFile("表彰文件.png", raw.getvalue())


def scored_again(told: Told) -> dict[str, tuple[F | None, F]]:
    """Unit → its score and rank after the correction."""
    run = run_compute(actor=told.clerk, campaign=told.run.campaign_id, reason="申诉更正")
    loaded = load_run(run).run
    return {u.unit: (u.score, u.placing.rank) for u in loaded.units if u.placing is not None}


def test_a_bonus_that_was_never_recorded_is_added_through_the_page(year, browser_of: Browser) -> None:
    told = year("县水务局")
    appeal = filed(told)
    found_right(told, appeal)
    add, mend = (reverse(f"results:appeal_{name}", args=[appeal.id]) for name in ("mend_add", "mend"))
    assert add in browser_of(told.other).get(mend).content.decode()
    assert browser_of(told.liaison).get(add).status_code in {403, 404}
    for who, changes, said in (
        (told.lead, {}, "作出申诉决定以外的人"),
        (told.clerk, {}, "原计分人不能更正"),
        (told.other, {"evidence": ""}, "没有佐证"),
        (told.other, {"day": "2025-09-30"}, "不在考评年度"),
        (told.other, {"day": "2026-10-01"}, "截止日之后"),
        (told.other, {"item": "投诉属实"}, "没有告知过单位"),
        (told.other, {"points": "-1"}, "与「受上级表彰」不符"),
        (told.other, {"item": "没有的"}, "选择"),
        (told.other, {"text": ""}, "必填"),
    ):
        page = posted(browser_of(who), add, BONUS | changes)
        assert said in page, (changes, said)
        assert "获省水利厅通报表扬" in page, "what was typed stays"
    assert not Correction.objects.exists()
    posted(browser_of(told.other), add, BONUS | {"proof": picture()})
    made = Correction.objects.get()
    assert made.old is None
    assert made.new is not None
    assert (made.new.source, made.new.state, made.appeal) == ("第1号申诉", "frozen", appeal.id)
    own = browser_of(told.liaison)
    entry = reverse("assessments:entry", args=[made.new_id])
    page = own.get(entry).content.decode()
    assert "申诉后补记" in page
    assert "表彰文件.png" in page
    listed = own.get(f"{reverse('assessments:board')}?campaign={told.run.campaign_id}").content.decode()
    assert "申诉后补记" in listed
    assert "同样的记录" in posted(browser_of(told.other), add, BONUS)
    assert scored_again(told)[told.code] == (F("79.9"), F(2))
    assert state(appeal) == "recomputed"


def test_a_veto_is_struck_by_an_appeal_and_two_ranks_move(year, browser_of: Browser) -> None:
    told = year("县供电公司")
    appeal = appeal_file(
        actor=told.liaison, run=told.run.id, unit=told.unit, item="rank", reason="不是本单位班子成员"
    )
    found_right(told, appeal)
    mend = reverse("results:appeal_mend", args=[appeal.id])
    veto = Event.objects.get(unit=told.unit, event="班子成员严重违纪违法")
    data: dict[str, object] = {"source": "event", "text": "处分对象已调离"}
    other = browser_of(told.other)
    assert "请选择" in posted(other, mend, data)
    strange = Event.objects.exclude(unit=told.unit).first()
    assert strange is not None
    for wrong in (strange.id, uuid.uuid4()):
        posted(other, mend, data | {"event": str(wrong)})
    assert not Event.objects.filter(struck_at__isnull=False).exists()
    posted(other, mend, data | {"event": str(veto.id)})
    veto.refresh_from_db()
    assert (veto.struck_reason, veto.appeal) == ("处分对象已调离", appeal.id)
    ranks = {unit: rank for unit, (_, rank) in scored_again(told).items()}
    assert ranks == {"D03": 1, "S02": 2, "W01": 3, "C04": 4}


def test_before_the_freeze_or_without_a_book_nothing_is_added(
    clerk: Actor, lead: Actor, someone: Callable[..., Actor], browser_of: Browser
) -> None:
    told = announced(clerk, lead, someone)
    appeal = filed(told)
    found_right(told, appeal)
    other = browser_of(told.other)
    add = reverse("results:appeal_mend_add", args=[appeal.id])
    assert other.get(add).status_code == 404
    assert add not in other.get(reverse("results:appeal_mend", args=[appeal.id])).content.decode()
