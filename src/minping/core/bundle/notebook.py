"""Collects what is found while reading, so that the user mends everything at once."""

import re
from collections import Counter
from dataclasses import replace

from minping.core.findings import Finding, Place, RefusedInput, Severity, Text, error

SHOWN = 100
"""How many findings of one severity are listed; the rest is counted."""


_QUOTED = re.compile(r"([「“])([^」”]{60})[^」”]+([」”])")
UNREADABLE = "cell.excel_error"
"""The code of a cell that came out of its file without its content."""


def _shortened(text: Text) -> Text:
    """The text with what it quotes cut to sixty characters: a cell may hold pages."""
    return Text(*(_QUOTED.sub(r"\1\2…\3", said) for said in (text.zh, text.en)))


class Notebook:
    """Findings in order. ``refuse`` raises when one of them forbids going on."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._seen: set[Finding] = set()
        self._numbers: Counter[Severity] = Counter()
        self._unreadable: set[Place] = set()
        self._fatal = 0

    @property
    def errors(self) -> int:
        """How many findings forbid going on; grows while a row is read, if the row is bad."""
        return self._fatal

    @property
    def noted(self) -> int:
        """How many findings there are, of any severity; those beyond the limit too."""
        return self._numbers.total()

    def add(self, finding: Finding, *, fatal: bool | None = None) -> None:
        """Note ``finding``. An error is fatal unless the plan itself says what follows from it."""
        finding = replace(finding, text=_shortened(finding.text))
        if finding in self._seen:
            return
        if finding.code == UNREADABLE:
            self._unreadable.add(finding.place)
        self._fatal += finding.severity is Severity.ERROR if fatal is None else fatal
        self._numbers[finding.severity] += 1
        if self._numbers[finding.severity] <= SHOWN:
            self._seen.add(finding)
            self._findings.append(finding)

    def unreadable(self, place: Place) -> bool:
        """Whether that cell is told to have come without its content, so that it is not called empty too."""
        return place in self._unreadable

    def error(self, code: str, zh: str, en: str, fix_zh: str, fix_en: str, place: Place) -> None:
        """Note something that must be mended."""
        self.add(error(code, zh, en, fix_zh, fix_en, place))

    def warn(self, code: str, zh: str, en: str, fix_zh: str, fix_en: str, place: Place) -> None:
        """Note something that is probably wrong."""
        self.add(Finding(code, Severity.WARNING, Text(zh, en), Text(fix_zh, fix_en), place))

    def info(self, code: str, zh: str, en: str, place: Place) -> None:
        """Note what was done with the input."""
        self.add(Finding(code, Severity.INFO, Text(zh, en), place=place))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noted; what exceeds the limit as one line per severity."""
        more = [
            Finding(
                f"table.more_{severity.value}s",
                severity,
                Text(f"另有{number - SHOWN}条同级提示未列出", f"and {number - SHOWN} more like these"),
                Text("请先处理已列出的问题", "mend the listed ones first"),
            )
            for severity, number in self._numbers.items()
            if number > SHOWN
        ]
        return (*self._findings, *more)

    def refuse(self) -> None:
        """Raise ``RefusedInput`` with every finding when one of them is fatal."""
        if self._fatal:
            raise RefusedInput(self.findings)
