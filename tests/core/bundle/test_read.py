"""A campaign as a whole: where its tables may lie, and what is refused as a whole."""

import hashlib
from pathlib import Path

import pytest

from minping.core.bundle.model import Form
from minping.core.bundle.read import read_bundle

from .county import BALLOTS, COUNTS, SCHEME, UNITS, codes, folder, only, read, refusals, refused, workbook


def _campaign_yaml(campaign: Path, text: str) -> Path:
    (campaign / "campaign.yaml").write_text(text)
    return campaign


def test_ballots_are_tallied(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []
    campaign = _campaign_yaml(
        folder(tmp_path, ballots=BALLOTS), "名称: 县评议\n年度: 2024\n评议办: 县作风办\n"
    )
    bundle = read_bundle(campaign, progress=lambda stage, done: seen.append((stage, done)))
    assert (bundle.title, bundle.year, bundle.office, bundle.form) == (
        "县评议",
        2024,
        "县作风办",
        Form.PRIVATE,
    )
    assert bundle.tally is not None
    assert bundle.tally.patterns.ballots == 13
    assert bundle.raw_counts is not None
    assert sum(content.valid for _, content in bundle.raw_counts.items()) == 13
    assert ("tally", 13) in seen
    assert ("read", 7) in seen


def test_a_ballot_naming_an_unknown_round_is_refused_with_the_file(tmp_path: Path) -> None:
    finding = refusals(tmp_path, ballots=BALLOTS.replace("二期", "三期"))[0]
    assert finding.code == "ballots.unknown_round"
    assert finding.place.file == "ballots/one.csv"


def test_hashes_of_every_file_read(tmp_path: Path) -> None:
    campaign = folder(tmp_path, ballots=BALLOTS)
    hashes = read_bundle(campaign).data.input_hashes
    assert list(hashes) == ["ballots/one.csv", "scheme.yaml", "units.csv"]
    assert hashes["units.csv"] == hashlib.sha256(UNITS.encode()).hexdigest()


def test_title_and_year_of_the_scheme_stand_in(tmp_path: Path) -> None:
    bundle = read(tmp_path)
    assert (bundle.title, bundle.year) == ("某县民主评议方案", 2024)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年度: 二〇二四\n", "campaign.bad_year"),
        ("形式: 半公开\n", "campaign.unknown_word"),
        ("- 名称\n", "campaign.not_keys"),
        ("名称: 甲\ntitle: 乙\n", "campaign.key_twice"),
        ("名称: [a\n", "scheme.syntax"),
        (
            "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "".join(
                f"k{n}: &k{n} [{','.join(['*' + ('b' if n == 0 else f'k{n - 1}')] * 9)}]\n" for n in range(9)
            ),
            "scheme.too_many",
        ),
    ],
)
def test_a_campaign_file_that_is_refused(tmp_path: Path, text: str, code: str) -> None:
    finding = only(refused(_campaign_yaml(folder(tmp_path), text)), code)
    assert finding.place.file == "campaign.yaml"
    assert finding.place.line


def test_another_year_than_the_scheme_s_and_unknown_keys_are_warned_of(tmp_path: Path) -> None:
    bundle = read_bundle(_campaign_yaml(folder(tmp_path), "年度: 2025\n主题: 作风\n"))
    assert {"campaign.other_year", "campaign.unknown_key"} <= set(codes(bundle.findings))


def test_chinese_file_names_and_a_workbook_per_table(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    (campaign / "units.csv").rename(campaign / "参评单位.csv")
    (campaign / "scheme.yaml").rename(campaign / "方案.yaml")
    rows: list[list[object]] = [["层面", "发出", "收回"], ["代表", 30, 25]]
    workbook(campaign / "发放回收.xlsx", {"首页": [["封面"]], "发放回收": rows})
    assert read_bundle(campaign).data.participation[0].returned == 25


def test_a_whole_campaign_in_one_workbook(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "活动": [["名称", "县评议"], ["年度", 2024]],
        "方案": [[line] for line in SCHEME.read_text().splitlines()],
        "单位": [list(line.split(",")) for line in UNITS.splitlines()],
        "选票": [list(line.split(",")) for line in BALLOTS.splitlines()],
        "说明": [["填表说明"]],
    }
    bundle = read_bundle(workbook(tmp_path / "评议.xlsx", sheets))
    assert bundle.title == "县评议"
    assert bundle.tally is not None
    assert bundle.tally.patterns.ballots == 13
    assert list(bundle.data.input_hashes) == ["评议.xlsx"]
    sheets["单位"][1][2] = "没有的类别"
    finding = only(refused(workbook(tmp_path / "坏.xlsx", sheets)), "table.unknown_category")
    assert (finding.place.file, finding.place.sheet, finding.place.row) == ("坏.xlsx", "单位", 2)


def test_the_scheme_may_lie_beside_the_workbook(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {"units": [list(line.split(",")) for line in UNITS.splitlines()]}
    (tmp_path / "scheme.yaml").write_bytes(SCHEME.read_bytes())
    assert len(read_bundle(workbook(tmp_path / "campaign.xlsx", sheets)).data.units) == 7


def test_two_files_for_one_table_are_refused_naming_both(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    (campaign / "单位.csv").write_text(UNITS)
    finding = only(refused(campaign), "bundle.table_twice")
    assert "units.csv" in finding.text.zh
    assert "单位.csv" in finding.text.zh


def test_ballots_and_counts_together_are_refused(tmp_path: Path) -> None:
    assert codes(refusals(tmp_path, ballots=BALLOTS, counts=COUNTS)) == ["bundle.ballots_not_wanted"]


def test_a_public_campaign_with_ballots_is_refused(tmp_path: Path) -> None:
    campaign = _campaign_yaml(folder(tmp_path, ballots=BALLOTS), "形式: 公开\n")
    assert codes(refused(campaign)) == ["bundle.ballots_not_wanted"]


def test_a_public_table_with_a_small_cell_is_refused(tmp_path: Path) -> None:
    counts = "单位,投票层面,轮次,测评项,选项,票数\n公安局,代表,,*,有效,4\n"
    campaign = _campaign_yaml(folder(tmp_path, counts=counts), "形式: 公开\n")
    assert "少于5份" in only(refused(campaign), "public.small_cell").text.zh


@pytest.mark.parametrize(
    ("lost", "code"), [("units.csv", "bundle.no_units"), ("scheme.yaml", "bundle.no_scheme")]
)
def test_what_cannot_be_missing(tmp_path: Path, lost: str, code: str) -> None:
    campaign = folder(tmp_path)
    (campaign / lost).unlink()
    assert codes(refused(campaign)) == [code]


def test_files_that_are_not_known_are_named_with_the_nearest_table(tmp_path: Path) -> None:
    campaign = folder(tmp_path)
    (campaign / "participations.csv").write_text("a,b\n1,2\n")
    (campaign / "~$units.xlsx").write_bytes(b"lock")
    (campaign / "通知.docx").write_bytes(b"x")
    finding = only(read_bundle(campaign).findings, "bundle.unknown_file")
    assert "participation" in finding.remedy.en


def test_errors_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    found = refusals(
        tmp_path,
        participation="层面,发出,收回\n代表,1,2\n",
        reports="单位,部件\n公安局,信息得分\n",
        events="单位,事件,日期\n公安局,班子成员受处分,明天\n",
        counts="单位,层面,测评项,选项,票数\n公安局,代表,依法,很好,1\n",
    )
    assert {finding.place.file for finding in found} == {
        "participation.csv",
        "reports.csv",
        "events.csv",
        "counts.csv",
    }


def test_without_ballots_and_counts_surveys_are_warned_of(tmp_path: Path) -> None:
    assert "bundle.no_ballots" in codes(read(tmp_path).findings)
