"""The frozen form: one form per scheme, and nothing else is accepted as one."""

import json
from typing import Any

import pytest
from tests.core.scheme.base_plan import BASE, read

from minping.core.findings import RefusedInput
from minping.core.scheme.canonical import freeze, from_canonical, scheme_hash, to_canonical

GOOD = to_canonical(read(BASE))


def test_the_form_is_exact_and_readable() -> None:
    document = json.loads(GOOD)
    assert document["format"] == "minping-scheme"
    assert document["version"] == 1
    assert document["scheme"]["trees"][0]["value"]["parts"][0]["weight"]["default"] == "60"
    assert json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n" == GOOD
    assert freeze(read(BASE)) == GOOD


def test_the_hash_is_a_fixed_function_of_the_content() -> None:
    """A change of this value means that schemes frozen earlier no longer verify."""
    assert scheme_hash(read(BASE)) == "73fb1584cc4114d56843ab19289c0cc9823605dd71c1e82400d2dc55a1e49a3c"


def test_layout_of_the_file_does_not_matter_when_thawing() -> None:
    assert from_canonical(json.dumps(json.loads(GOOD)).encode("utf-8-sig")) == read(BASE)


def changed(*path: Any, value: Any) -> bytes:
    """The good document with one value replaced (removed when ``value`` is ``...``)."""
    document = json.loads(GOOD)
    place = document
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(document).encode()


ROOT = ("scheme", "trees", 0, "value")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"[" * 100_000,
        b'{"a": 1, "a": 2}',
        b'{"format": "minping-scheme", "version": 1, "scheme": NaN}',
        b'{"format": "minping-scheme", "version": 1, "scheme": ' + b"9" * 9000 + b"}",
        b'{"format": "minping-scheme", "version": 1, "scheme": {"title": "\\ud800"}}',
        changed("version", value=2),
        changed("scheme", value=[]),
        changed("scheme", "title", value=...),
        changed("scheme", "title", value=7),
        changed("scheme", "unknown", value=7),
        changed("scheme", "full", value=100),
        changed("scheme", "full", value=100.5),
        changed("scheme", "full", value="100/0"),
        changed("scheme", "full", value="1e9"),
        changed("scheme", "full", value="-1"),
        changed("scheme", "year", value=True),
        changed("scheme", "grade_basis", value="guess"),
        changed("scheme", "scales", value="x"),
        changed("scheme", "scales", value=[{"key": "x"}]),
        changed("scheme", "groups", 0, "value", "scale", value="nowhere"),
        changed("scheme", "small_cells", value={"threshold": 2}),
        changed("scheme", "rounds", 0, "value", "fieldwork", value={"start": "2024-13-01"}),
        changed(
            "scheme", "rounds", 0, "value", "fieldwork", value={"start": "2024-05-02", "end": "2024-05-01"}
        ),
        changed(*ROOT, "op", value="magic"),
        changed(*ROOT, "op", value=...),
        changed(*ROOT, "op", value=["sum"]),
        changed(*ROOT, "parts", value=[]),
        changed(*ROOT, "parts", 0, "node", "groups", value=["nobody"]),
        changed(*ROOT, "parts", 0, "node", "measure", value="luck"),
        changed(*ROOT, "parts", 1, "node", "head", "code", value="群众评议"),
    ],
)
def test_garbage_is_refused_with_findings(data: bytes) -> None:
    with pytest.raises(RefusedInput) as refusal:
        from_canonical(data, "scheme.json")
    for found in refusal.value.findings:
        assert found.place.file == "scheme.json"
        assert found.text.zh
        assert found.remedy.en


def test_every_fault_of_a_frozen_file_is_told_with_its_path() -> None:
    document = json.loads(GOOD)
    document["scheme"]["full"] = 1
    document["scheme"]["trees"][0]["value"]["parts"][0]["node"]["groups"] = "群众"
    with pytest.raises(RefusedInput) as refusal:
        from_canonical(json.dumps(document).encode())
    assert {f.place.path for f in refusal.value.findings} == {"full", "trees.总分.parts[1].node.groups"}
