"""The public form holds counts as they are scored, and nothing else about a ballot."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from minping.core.bundle.model import Bundle, Form
from minping.core.bundle.public import to_public
from minping.core.bundle.read import read_bundle
from minping.core.bundle.write import write_folder, write_workbook
from minping.core.scoring.engine import score

from .bundles import bundles
from .county import folder

BALLOTS = "票号,单位,投票层面,轮次,渠道,会场,依法履职,服务质量\n" + "".join(
    f"SECRETKEY{n},{unit},{group},{term},{way},SECRETPLACE,{first},{second}\n"
    for n, (unit, group, term, way, first, second) in enumerate(
        [("公安局", "代表", "年终", "", "满意", "基本满意")] * 9
        + [("人社局", "代表", "年终", "", "不满意", "")] * 8
        + [("交警大队", "群众", "一期", "纸质", "满意", "满意")] * 4
        + [("交警大队", "群众", "二期", "网络", "不了解", "基本满意")] * 3
        + [("人社局", "群众", "一期", "网络", "基本满意", "基本满意")] * 3
    )
)
TABLES = {
    "participation": "层面,轮次,发出,收回,备注\n代表,年终,30,25,SECRETNOTE张三未到\n",
    "reports": "单位,部件,值,签字人,备注\n公安局,信息得分,9,李主任,SECRETNOTE\n人社局,信息得分,8,李主任,\n",
    "entries": "单位,考评项,日期,依据,来源\n公安局,迟报,2024-3-5,SECRETEVIDENCE,SECRETSOURCE\n",
    "events": (
        "单位,事件,日期,备注,签字人\n公安局,班子成员受处分,2024-5-1,SECRETNOTE,\n"
        ",未达标说明,2024-12-1,雨天,王主任\n"
    ),
}


@pytest.fixture
def private(tmp_path: Path) -> Bundle:
    return read_bundle(folder(tmp_path, ballots=BALLOTS, **TABLES))


def test_nothing_of_a_ballot_and_no_remark_stays(private: Bundle, tmp_path: Path) -> None:
    write_folder(to_public(private), tmp_path / "public")
    write_workbook(to_public(private), tmp_path / "public.xlsx")
    from_book = read_bundle(tmp_path / "public.xlsx")
    write_folder(from_book, tmp_path / "again")
    for name in ("public", "again"):
        files = sorted(p.name for p in (tmp_path / name).rglob("*"))
        assert files == [
            "campaign.yaml",
            "counts.csv",
            "entries.csv",
            "events.csv",
            "participation.csv",
            "reports.csv",
            "scheme.yaml",
            "units.csv",
        ]
        everything = b"".join(p.read_bytes() for p in (tmp_path / name).iterdir())
        assert b"SECRET" not in everything
        assert "雨天".encode() in everything
    assert from_book.form is Form.PUBLIC
    assert from_book.tally is None
    assert from_book.raw_counts is None
    assert not from_book.ballots


def test_dimensions_that_no_rule_looks_at_are_summed_away(private: Bundle, tmp_path: Path) -> None:
    """Channels and places are in no survey of the scheme; the four and three ballots about one station
    are joined, so that neither cell shows."""
    write_folder(to_public(private), tmp_path / "public")
    lines = (tmp_path / "public" / "counts.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "单位,投票层面,轮次,测评项,选项,票数"
    assert [line for line in lines if line.startswith("交警大队")] == [
        "交警大队,群众,一期|二期,*,valid,7",
        "交警大队,群众,一期|二期,依法,A,4",
        "交警大队,群众,一期|二期,依法,U,3",
        "交警大队,群众,一期|二期,服务,A,4",
        "交警大队,群众,一期|二期,服务,B,3",
    ]
    assert "201,群众,一期,*,short,3" in lines


def test_the_public_form_scores_the_same(private: Bundle, tmp_path: Path) -> None:
    write_folder(to_public(private), tmp_path / "public")
    public = read_bundle(tmp_path / "public")
    mine, theirs = score(private.scheme, private.data), score(public.scheme, public.data)
    assert [(u.unit, u.score, u.published, u.grade) for u in mine.units] == [
        (u.unit, u.score, u.published, u.grade) for u in theirs.units
    ]
    assert mine.selections == theirs.selections
    assert mine.blocked == theirs.blocked


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundle=bundles())
def test_any_public_form_is_read_back_and_scores_the_same(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    public = to_public(bundle)
    assert to_public(public) == public
    target = tmp_path_factory.mktemp("public") / "public"
    write_folder(public, target)
    found = read_bundle(target)
    assert replace(found.data, input_hashes={}) == public.data
    assert not (target / "ballots").exists()
    mine, theirs = score(bundle.scheme, bundle.data), score(found.scheme, found.data)
    assert [(u.unit, u.score) for u in mine.units] == [(u.unit, u.score) for u in theirs.units]
