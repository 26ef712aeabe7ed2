"""Tables come in by versions, checked against the frozen scheme."""

import pytest
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
