"""What the public reads: everybody listed, nothing before its time, the same numbers as the run."""

import io
import uuid
import zipfile
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.results.steps import announced, published
from tests.apps.results.year import Year, year_of

from minping.apps.campaigns.models import Campaign, Round
from minping.apps.foundation.actors import Actor
from minping.apps.portal import visible
from minping.apps.register.selectors import participation_of
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Publication
from minping.apps.units.models import UnitName

pytestmark = pytest.mark.django_db
EVIL = "<img src=x onerror=alert(1)>"


def text_of(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return answer.content.decode()


def rated(year: Year) -> list[str]:
    return [u.name for u in year.county.units if u.category or u.status != "appraised"]


def test_the_first_page_says_when_there_is_nothing(client: Client) -> None:
    assert "目前没有评议活动" in text_of(client, "/")


def test_a_draft_is_nobodys_business(client: Client) -> None:
    year = year_of(state="draft")
    assert "目前没有评议活动" in text_of(client, "/")
    assert client.get(reverse("portal:campaign", args=[year.campaign])).status_code == 404


def test_a_campaign_is_told_in_plain_words(client: Client) -> None:
    year = year_of()
    text = text_of(client, reverse("portal:campaign", args=[year.campaign]))
    for words in ("评谁", "谁来评", "怎么算分", "专家评议员", "免评"):
        assert words in text
    english = text_of(client, reverse("portal:campaign", args=[year.campaign]), **{"accept-language": "en"})
    assert "Who is appraised" in english


def test_no_result_before_the_publication(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = announced(year, clerk, lead)
    scores = [unit.published for unit in load_run(run).run.units if unit.published]
    text = text_of(client, reverse("portal:campaign", args=[year.campaign])) + text_of(client, "/")
    assert not [score for score in scores if score in text]
    for name in ("results", "data", "recompute"):
        assert client.get(reverse(f"portal:{name}", args=[year.campaign])).status_code == 404
    unit = next(iter(run.units.values()))
    assert client.get(reverse("portal:unit", args=[year.campaign, unit])).status_code == 404


def test_while_voting_is_open_only_participation_in_tens(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = year_of()
    round_id = next(iter(year.rounds.values()))
    Round.objects.filter(id=round_id).update(state="open")
    told = participation_of(round_id)
    monkeypatch.setattr(visible, "participation_of", lambda found: replace(told, round=found, counted=1237))
    text = text_of(client, reverse("portal:campaign", args=[year.campaign]))
    assert "1230" in text.replace(",", "")
    assert "1237人" in text.replace(",", ""), "rounds that are over show their number"
    live = next(one for one in visible.live_of(year.campaign) if one.round.id == round_id)
    assert live.counted == 1230
    assert live.box is None


def test_everybody_stands_in_the_result_with_the_numbers_of_the_run(
    client: Client, clerk: Actor, lead: Actor
) -> None:
    year = year_of()
    found = published(year, clerk, lead)
    text = text_of(client, reverse("portal:results", args=[year.campaign]))
    assert not [name for name in rated(year) if name not in text]
    run = load_run(found.run).run
    assert not [u.published for u in run.units if u.published and u.published not in text]
    assert text.count("免评，不参加排名") == sum(u.status.value == "exempt" for u in run.units)
    assert "只征求意见，不参加排名" in text


def test_a_units_page_shows_bars_with_the_same_figures_as_the_table(
    client: Client, clerk: Actor, lead: Actor
) -> None:
    year = year_of()
    found = published(year, clerk, lead)
    code = next(u.unit for u in load_run(found.run).run.units if u.published)
    text = text_of(client, reverse("portal:unit", args=[year.campaign, year.units[code]]))
    assert "<svg" in text
    assert "评价分布" in text
    assert "得分由来" in text
    assert "style=" not in text
    assert "<script" not in text


def test_unknown_and_foreign_ids_lead_nowhere(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    station = next(u.code for u in year.county.units if not u.category and u.status == "appraised")
    for path in (
        reverse("portal:unit", args=[year.campaign, uuid.uuid4()]),
        reverse("portal:unit", args=[year.campaign, year.units[station]]),
        reverse("portal:results", args=[uuid.uuid4()]),
        reverse("portal:identity", args=[uuid.uuid4()]),
    ):
        assert client.get(path).status_code == 404


def test_a_browser_that_has_the_page_is_not_sent_it_again(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    path = reverse("portal:results", args=[year.campaign])
    client.get(path)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    english = client.get(path, headers={"if-none-match": tag, "accept-language": "en"})
    assert english.status_code == 200
    client.cookies["type"] = "large"
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_the_public_data_are_handed_out_whole(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    found = published(year, clerk, lead)
    answer = client.get(reverse("portal:data", args=[year.campaign]))
    assert answer.headers["ETag"] == f'"{found.run.public}"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"scheme.json", "units.csv", "counts.csv", "results/scores.json"} <= set(archive.namelist())
    assert "minping verify" in text_of(client, reverse("portal:recompute", args=[year.campaign]))


def test_what_is_not_published_is_not_on_the_pages(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    found = published(year, clerk, lead, fields=("grade",))
    run = load_run(found.run).run
    text = text_of(client, reverse("portal:results", args=[year.campaign]))
    assert not [u.published for u in run.units if u.published and u.published in text]
    assert "不足以重新计算" in text
    code = next(u.unit for u in run.units if u.published)
    page = text_of(client, reverse("portal:unit", args=[year.campaign, year.units[code]]))
    assert run.unit(code).published not in page
    assert "得分由来" not in page
    assert client.get(reverse("portal:data", args=[year.campaign])).status_code == 404


def test_a_correction_notice_stands_above_the_result(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    found = published(year, clerk, lead)
    notice = f"更正一项{EVIL}"
    copied = {
        f.name: getattr(found, f.attname) for f in Publication._meta.fields if f.name not in {"id", "run"}
    }
    copied |= {"number": 2, "notice": notice, "campaign": Campaign.objects.get(id=year.campaign)}
    Publication(run=found.run, **copied).save()
    text = text_of(client, reverse("portal:results", args=[year.campaign]))
    assert "更正一项&lt;img" in text
    assert EVIL not in text


def test_a_unit_is_found_by_name_former_name_and_pinyin(client: Client) -> None:
    year = year_of()
    code = next(u.code for u in year.county.units if u.category)
    UnitName.objects.filter(unit=year.units[code], until=None).update(name="县乡村振兴局")
    UnitName.objects.create(unit_id=year.units[code], name="县扶贫开发办公室", until=2021)
    path = reverse("portal:search")
    for wanted in ("乡村振兴", "xxczxj", "xiangcun", "扶贫", "XXCZ"):
        assert "县乡村振兴局" in text_of(client, f"{path}?q={wanted}"), wanted
    assert "曾用名：县扶贫开发办公室" in text_of(client, f"{path}?q=扶贫")
    assert "没有找到「&lt;img" in text_of(client, f"{path}?q={EVIL}")


def test_the_years_follow_the_unit(client: Client, clerk: Actor, lead: Actor) -> None:
    year = year_of()
    found = published(year, clerk, lead)
    unit = load_run(found.run).run.unit(next(u.unit for u in load_run(found.run).run.units if u.placings))
    UnitName.objects.filter(unit=year.units[unit.unit], until=None).update(name=f"更名后的局{EVIL}")
    text = text_of(client, reverse("portal:identity", args=[year.units[unit.unit]]))
    assert "2024年" in text
    assert unit.published in text
    assert "更名后的局&lt;img" in text


def test_the_trust_page_hides_nothing(client: Client) -> None:
    text = text_of(client, reverse("portal:trust"))
    for words in ("不记名", "系统管理员", "短信回复不是匿名的", "六个月"):
        assert words in text
    assert "administrator" in text_of(client, reverse("portal:trust"), **{"accept-language": "en"})
