"""The documents are true: links lead somewhere, twins agree, decisions are complete, names are explained."""

import re
from pathlib import Path

import pytest
from tests.architecture.pages import anchors, headings, links, pages, prose, section
from tests.architecture.repository import ROOT, SOURCE, expect_none, files, name_of

import minping

DOCS = ROOT / "docs"
MAINTAINERS = {"docs/adr", "docs/rules"}
"""Folders in English only."""
ONE_PAGE_FOR_BOTH = {"glossary.md", "lifecycle.md", "requirements.md", "security.md", "sources.md"}
CITED = re.compile(r"\b(?:F\d{3}|P\d{1,2}|R\d|[Ss]eed 00\d|SEC [A-Z]\d+)\b")


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for target in links(page):
        name, _, fragment = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        if not goal.exists() or (fragment and fragment not in anchors(goal)):
            broken.append(target)
    expect_none(broken)


def _twins() -> list[tuple[Path, Path]]:
    manual = [
        p
        for p in pages("docs")
        if p.parent.relative_to(ROOT).as_posix() not in MAINTAINERS
        and p.name not in ONE_PAGE_FOR_BOTH
        and not p.name.endswith(".en.md")
    ]
    return [
        (ROOT / "README.zh-CN.md", ROOT / "README.md"),
        *((p, p.with_suffix(".en.md")) for p in manual),
    ]


@pytest.mark.parametrize(("chinese", "english"), _twins(), ids=lambda p: p.name)
def test_a_chinese_page_and_its_english_twin_have_the_same_parts(chinese: Path, english: Path) -> None:
    def shape(path: Path) -> tuple[list[int], int, int]:
        text = path.read_text(encoding="utf-8")
        rows = len(re.findall(r"^\|", prose(path), re.MULTILINE))
        return [level for level, _ in headings(path)], text.count("```"), rows

    assert shape(chinese) == shape(english)


def test_the_index_of_the_manual_lists_every_page() -> None:
    for index in (DOCS / "README.md", DOCS / "README.en.md"):
        listed = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
        ours = [p for p in pages("docs") if p.parent == DOCS and not p.name.startswith("README")]
        english = index.name == "README.en.md"
        wanted = [p for p in ours if p.name.endswith(".en.md") == english or p.name in ONE_PAGE_FOR_BOTH]
        expect_none(
            f"{index.name}: {p.name}" for p in [*wanted, DOCS / "adr" / "README.md"] if p not in listed
        )
        rules = [p for p in pages("docs/rules") if p not in listed]
        expect_none(f"{index.name}: {name_of(p)}" for p in rules)


def _decisions() -> list[Path]:
    return [p for p in pages("docs/adr") if p.name != "README.md"]


@pytest.mark.parametrize("page", _decisions(), ids=name_of)
def test_a_decision_has_its_five_parts_on_one_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"^Status: (proposed|accepted|superseded by \d{4})$", text, re.MULTILINE)
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert [t for level, t in headings(page) if level == 2] == ["Context", "Decision", "Consequences"]
    assert all(section(page, part).strip() for part in ("Context", "Decision", "Consequences"))
    assert headings(page)[0][1].startswith(page.name[:4])
    assert len(text.splitlines()) < 60


def test_decisions_are_numbered_without_gaps_and_indexed() -> None:
    numbers = [int(p.name[:4]) for p in _decisions()]
    assert numbers == list(range(1, len(numbers) + 1))
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    expect_none(p.name for p in _decisions() if f"]({p.name}) | {headings(p)[0][1][5:]} |" not in index)


def test_the_changelog_begins_with_what_is_coming_or_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert versions[0] == "Unreleased" or versions[0] == minping.__version__
    kinds = {t for level, t in headings(ROOT / "CHANGELOG.md") if level == 3}
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_every_make_verb_in_a_page_exists() -> None:
    verbs = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    expect_none(
        f"{name_of(page)}: make {verb}"
        for page in pages()
        for verb in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        if verb not in verbs
    )


def test_every_cited_name_is_explained() -> None:
    known = "".join(
        (DOCS / name).read_text(encoding="utf-8") for name in ("sources.md", "requirements.md", "security.md")
    )
    explained = {word.lower() for word in CITED.findall(known)}
    expect_none(
        f"{name_of(path)}: {word}"
        for path in files(".py", ".yaml", under="src")
        for word in set(CITED.findall(path.read_text(encoding="utf-8")))
        if word.lower() not in explained
    )


def test_every_room_is_on_the_map() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {
        p.parent.name
        for top in ("core", "apps", "")
        for p in (SOURCE / "minping" / top).glob("*/__init__.py")
    }
    expect_none(room for room in rooms if f"{room}/" not in plan)
