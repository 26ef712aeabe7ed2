"""Pages stay within what the browser is told to allow, escape what people typed, and speak two languages."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.repository import expect_none, files, name_of

TAGS = re.compile(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
HAN = re.compile(r"[\u3400-\u9fff]")
OWN_NAME = re.compile(r'lang="zh-Hans">中文')
SPOKEN = re.compile(r"""\{%\s*t\s+("[^"]*"|'[^']*')\s+("[^"]*"|'[^']*')""")
ASKED = re.compile(r"""\{%\s*t\s+["']""")
NEVER = {
    "what is typed comes out unescaped": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
    "style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "script in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "script in an attribute": re.compile(
        r"<[a-z][^<>]*\son[a-z]+\s*=|\bjavascript:|\bhx-on\b", re.IGNORECASE
    ),
    "something from another site": re.compile(
        r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE
    ),
    "words in one language": re.compile(r"\{%\s*(?:trans|translate|blocktrans|blocktranslate)\b"),
}
SCRIPT_NEVER = re.compile(
    r"\.(?:inner|outer)HTML\s*\+?=|insertAdjacentHTML|document\.write|\beval\(|new Function\("
)


def _templates() -> list[Path]:
    return files(".html", under="src")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _found(
    path: Path, why: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None
) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if unless:
        text = unless.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)
    for hit in pattern.finditer(text):
        yield f"{name_of(path)}:{_line(text, hit.start())} {why}: {hit[0][:60]}"


def test_templates_hold_nothing_that_the_policy_of_content_forbids() -> None:
    expect_none(
        line
        for path in _templates()
        for why, pattern in NEVER.items()
        for line in _found(path, why, pattern, TAGS if "attribute" in why else None)
    )


def test_nothing_is_marked_as_safe_in_code() -> None:
    """``format_html`` escapes; ``mark_safe`` and ``SafeString(...)`` do not."""
    pattern = re.compile(r"\bmark_safe\b|\bSafe(?:String|Text)\(|\bsafestring\.")
    expect_none(
        line for path in files(".py", under="src/minping") for line in _found(path, "not escaped", pattern)
    )


def test_scripts_make_no_page_out_of_text() -> None:
    expect_none(
        line for path in files(".js", under="src") for line in _found(path, "text as markup", SCRIPT_NEVER)
    )


def test_words_stand_in_both_languages() -> None:
    """No Chinese outside ``{% t "中文" "English" %}``."""
    bare = []
    for path in _templates():
        text = OWN_NAME.sub("", path.read_text(encoding="utf-8"))
        kept = TAGS.sub(lambda tag: "\n" * tag[0].count("\n"), text)
        bare += [
            f"{name_of(path)}:{number} {line.strip()[:60]}"
            for number, line in enumerate(kept.splitlines(), 1)
            if HAN.search(line)
        ]
    expect_none(bare)


def test_each_pair_of_words_is_chinese_and_then_english() -> None:
    odd = []
    for path in _templates():
        text = path.read_text(encoding="utf-8")
        for pair in SPOKEN.finditer(text):
            if HAN.search(re.sub(r"[（(][^）)]*[）)]", "", pair[2])):
                odd.append(f"{name_of(path)}:{_line(text, pair.start())} {pair[2][:60]}")
        given = len(SPOKEN.findall(text))
        if given != len(ASKED.findall(text)):
            odd.append(f"{name_of(path)}: a {{% t %}} without two texts")
    expect_none(odd)
