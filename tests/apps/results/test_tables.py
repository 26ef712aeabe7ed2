"""Tables come in by versions, checked against the frozen scheme."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.results.year import year_of

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.models import TableVersion
from minping.apps.results.services import table_take, table_withdraw
from minping.apps.results.storing import kept
from minping.apps.results.tables import newest

pytestmark = pytest.mark.django_db


def test_versions_are_numbered_and_kept_with_their_bytes(clerk: Actor) -> None:
    year = year_of()
    data = year.tables["entries"]
    for _ in range(2):
        table_take(
            actor=clerk, campaign=year.campaign, sheet="entries", name="考评.csv", data=data, source="纪委"
        )
    versions = TableVersion.objects.filter(campaign=year.campaign)
    assert [v.number for v in versions] == [2, 1]
    assert kept(versions[0].file) == data
    assert versions[0].rows == data.decode().count("\n") - 1


def test_a_bad_cell_is_named_in_the_owners_file_and_nothing_is_stored(clerk: Actor) -> None:
    year = year_of()
    bad = "单位名称,考评项目,日期\n没有这个单位,也没有这一项,昨天\n".encode()
    with pytest.raises(Refused) as refused:
        table_take(actor=clerk, campaign=year.campaign, sheet="entries", name="我的表.csv", data=bad)
    assert refused.value.findings
    assert {f.place.file for f in refused.value.findings if f.place.row} == {"我的表.csv"}
    assert not TableVersion.objects.exists()


def test_only_what_is_wrong_with_the_table_itself_is_told_and_shortly(clerk: Actor) -> None:
    year = year_of()
    bad = f"单位名称,考评项目,日期\n{'长' * 20_000},也没有这一项,昨天\n".encode()
    with pytest.raises(Refused) as refused:
        table_take(actor=clerk, campaign=year.campaign, sheet="entries", name="我的表.csv", data=bad)
    assert {f.place.file for f in refused.value.findings} == {"我的表.csv"}
    assert max(len(f.text.zh) for f in refused.value.findings) < 200
    assert any("长…」" in f.text.zh for f in refused.value.findings)


def test_where_more_is_wrong_than_is_listed_the_page_says_how_much(clerk: Actor, browser_of) -> None:
    year = year_of()
    rows = "".join(f"没有{at}局,没有{at}项,昨天\n" for at in range(30))
    file = SimpleUploadedFile("考评.csv", f"单位名称,考评项目,日期\n{rows}".encode())
    address = f"/office/results/{year.campaign}/tables/entries/"
    page = browser_of(clerk).post(address, {"file": file, "source": "纪委"}).content.decode()
    assert "第2行" in page
    assert "另有70处未列出" in page


def test_a_form_that_comes_back_asks_for_its_file_again(clerk: Actor, browser_of) -> None:
    year = year_of()
    address = f"/office/results/{year.campaign}/tables/entries/"
    file = SimpleUploadedFile("考评.csv", b"a,b\n1,2\n")
    page = browser_of(clerk).post(address, {"file": file, "source": ""}).content.decode()
    assert "请再选一次" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.exe", b"MZ"), ("a.csv", b""), ("a.xlsx", b"PK\x03\x04nonsense"), ("a.csv", b"\x00\x01\x02")],
)
def test_files_that_are_no_tables_are_refused(clerk: Actor, name: str, data: bytes) -> None:
    year = year_of()
    with pytest.raises(Refused):
        table_take(actor=clerk, campaign=year.campaign, sheet="events", name=name, data=data)


def test_a_withdrawn_table_counts_no_longer_and_stays(clerk: Actor) -> None:
    year = year_of()
    table_take(
        actor=clerk, campaign=year.campaign, sheet="entries", name="e.csv", data=year.tables["entries"]
    )
    with pytest.raises(Refused):
        table_withdraw(actor=clerk, campaign=year.campaign, sheet="entries", reason="")
    table_withdraw(actor=clerk, campaign=year.campaign, sheet="entries", reason="报错了")
    assert not newest(year.campaign)["entries"].file
    assert TableVersion.objects.filter(campaign=year.campaign).count() == 2


def test_auditors_bring_no_tables(someone) -> None:
    year = year_of()
    with pytest.raises(NotAllowed):
        table_take(actor=someone("auditor"), campaign=year.campaign, sheet="entries", name="a.csv", data=b"x")
