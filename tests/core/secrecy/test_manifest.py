"""Manifests: canonical form, what the box reads, and what it refuses."""

import json
from dataclasses import replace

import pytest
from tests.core.secrecy.rounds import GRADES, manifest

from minping.core.findings import RefusedInput, has_errors
from minping.core.secrecy.manifest import (
    CredentialClass,
    Question,
    UnknownClassError,
    manifest_hash,
    to_canonical,
)
from minping.core.secrecy.manifest_check import check_manifest, read_manifest


def test_it_comes_back_from_its_bytes() -> None:
    made = manifest()
    assert read_manifest(to_canonical(made)) == made
    assert check_manifest(made) == ()


def test_the_bytes_are_those_of_sorted_json_without_blanks() -> None:
    document = json.loads(to_canonical(manifest()))
    assert document["format"] == "minping-manifest-1"
    assert document["classes"][0] == {
        "code": "全",
        "title": "全部单位",
        "units": "all",
        "invited": 40,
        "eligible": 60,
    }
    written = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert written == to_canonical(manifest())


def test_any_change_changes_the_hash() -> None:
    hashes = {
        manifest_hash(to_canonical(made))
        for made in (manifest(), manifest(title="别的"), manifest(key="0" * 16), manifest(ballot_size=4096))
    }
    assert len(hashes) == 4


def test_questions_come_unit_by_unit_and_aspect_by_aspect() -> None:
    made = manifest()
    assert [(p.unit, p.aspect) for p in made.questions("全")] == [
        ("01", "作风"),
        ("01", "效率"),
        ("02", "收费"),
        ("03", "作风"),
        ("03", "效率"),
    ]
    assert [(p.unit, p.options) for p in made.questions("站")] == [("02", ("Y", "N"))]
    assert made.allowed("站") == ("01-",)
    with pytest.raises(UnknownClassError):
        made.questions("无")


@pytest.mark.parametrize(
    "changes",
    [
        {"round": "not-a-uuid"},
        {"round": "3F0C1F6E-6C0B-4F3A-9A52-0D6F8B1C2E77"},
        {"round": "../../etc"},
        {"opens": "soon"},
        {"closes": "2026-03-31T18:00:00"},
        {"closes": "never"},
        {"scheme_hash": "AB" * 32},
        {"key": "short"},
        {"title": " "},
        {"scales": {"四档": (), "是否": GRADES}},
        {"scales": {"四档": GRADES * 2, "是否": GRADES}},
        {"scales": {"四档": tuple(replace(GRADES[0], code=str(n)) for n in range(37)), "是否": GRADES}},
        {"scales": {"四档": (replace(GRADES[0], kind="odd"),), "是否": GRADES}},
        {"scales": {"四档": GRADES}},
        {"forms": {}},
        {"forms": {"机关": (), "站所": (Question("a", "a", "", "四档"),)}},
        {"units": ()},
        {"units": (*manifest().units, manifest().units[0])},
        {"categories": {}},
        {"classes": ()},
        {"classes": (CredentialClass("a\0b", ""),)},
        {"classes": (CredentialClass('a"b', ""),)},
        {"classes": (CredentialClass("a", "", ("99",)),)},
        {"classes": (CredentialClass("a", "", ()),)},
        {"classes": (CredentialClass("a", "", ("01", "01")),)},
        {"classes": (CredentialClass("a", ""), CredentialClass("a", ""))},
        {"classes": (CredentialClass("a", "", None, 11, 10),)},
        {"ballot_size": 200},
    ],
)
def test_what_no_vote_can_be_held_on_is_refused_in_both_languages(changes: dict[str, object]) -> None:
    findings = check_manifest(manifest(**changes))
    assert has_errors(findings)
    for finding in findings:
        assert finding.text.zh != finding.text.en
        assert finding.remedy.zh
        assert finding.remedy.en
        assert finding.place.path


def test_all_faults_are_told_at_once() -> None:
    findings = check_manifest(manifest(round="x", title="", ballot_size=1))
    assert {finding.place.path for finding in findings} == {"round", "title", "ballot_size"}


def _damaged() -> list[bytes]:
    good = to_canonical(manifest())
    document = json.loads(good)
    odd = [document | {"extra": 1}, document | {"units": "all"}, document | {"ballot_size": "512"}]
    odd += [{name: value for name, value in document.items() if name != "closes"}]
    odd += [document | {"format": "minping-manifest-2"}, document | {"ballot_size": True}]
    odd += [document | {"client": ["a"]}, document | {"title": 3}, document | {"batch": {"flush": -1}}]
    written = [
        json.dumps(one, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() for one in odd
    ]
    broken = [b"", b"{", b"[]", b"null", b"\xff", good[:-5], good + b"\n", b" " + good, b"[" * 100_000]
    broken += [b'{"format":1.5}', b'{"a":NaN}', b'{"a":"\\ud800"}', b'{"a":1,"a":1}', b"9" * 5000]
    return [*written, *broken, json.dumps(document).encode()]


@pytest.mark.parametrize("data", _damaged(), ids=lambda data: data[:12].decode("latin-1"))
def test_a_damaged_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(RefusedInput) as refused:
        read_manifest(data, "rounds/x/manifest.json")
    assert all(finding.place.file == "rounds/x/manifest.json" for finding in refused.value.findings)


def test_a_good_form_with_bad_sense_names_file_and_path() -> None:
    with pytest.raises(RefusedInput) as refused:
        read_manifest(to_canonical(manifest(closes="never")), "清单.json")
    assert refused.value.findings[0].place.file == "清单.json"
    assert "closes" in refused.value.findings[0].in_language("zh")
