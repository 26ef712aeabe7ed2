"""What a reader or a checker has to say about somebody's input: where, what is wrong, what to do.

Every message exists in Chinese and English. Nothing here prints: the command line and, later, the
pages choose the language and the form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

_ENDS = tuple("。！？；.!?;")


class Severity(StrEnum):
    """How much a finding weighs. ``OPEN`` is a question that the plan's text leaves unanswered."""

    ERROR = "error"
    OPEN = "open"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Text:
    """One sentence in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Place:
    """Where in the user's own material. Rows count from 1 as spreadsheets do, the header included."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    path: str = ""

    def in_language(self, language: str) -> str:
        zh = language != "en"
        parts = [
            self.file,
            (f"工作表「{self.sheet}」" if zh else f"sheet “{self.sheet}”") if self.sheet else "",
            (f"第{self.line}行" if zh else f"line {self.line}") if self.line else "",
            (f"第{self.row}行" if zh else f"row {self.row}") if self.row else "",
            (f"「{self.column}」列" if zh else f"column “{self.column}”") if self.column else "",
            self.path,
        ]
        return ("，" if zh else ", ").join(part for part in parts if part)


@dataclass(frozen=True)
class Finding:
    """One thing to tell the user. ``code`` is stable (``table.unknown_unit``) and documented."""

    code: str
    severity: Severity
    text: Text
    remedy: Text = Text("", "")
    place: Place = Place()

    def at(self, place: Place) -> "Finding":
        return replace(self, place=place)

    def in_language(self, language: str) -> str:
        """``place: text remedy`` on one line."""
        where = self.place.in_language(language)
        colon, stop, blank = (": ", ";", " ") if language == "en" else ("：", "；", "")
        remedy = self.remedy.in_language(language)
        text = self.text.in_language(language)
        between = ("" if text.endswith(_ENDS) else stop) + blank if remedy else ""
        return f"{where}{colon if where else ''}{text}{between}{remedy}"


def error(code: str, zh: str, en: str, fix_zh: str, fix_en: str, place: Place | None = None) -> Finding:
    """A finding that stops the work. An error without a remedy is not allowed."""
    return Finding(code, Severity.ERROR, Text(zh, en), Text(fix_zh, fix_en), place or Place())


def warning(
    code: str, zh: str, en: str, fix_zh: str = "", fix_en: str = "", place: Place | None = None
) -> Finding:
    """A finding that lets the work go on."""
    return Finding(code, Severity.WARNING, Text(zh, en), Text(fix_zh, fix_en), place or Place())


class RefusedInput(Exception):  # noqa: N818 - the field's word; it is raised, never a bug
    """The input cannot be used. Carries every finding, so that the user mends them all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(f.in_language("zh") for f in self.findings[:20]))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops the work."""
    return any(f.severity is Severity.ERROR for f in findings)
