"""Collects what is found while reading, so that the user mends everything at once."""

from collections import Counter

from minping.core.findings import Finding, Place, RefusedInput, Severity, Text, error

SHOWN = 100
"""How many findings of one severity are listed; the rest is counted."""


class Notebook:
    """Findings in order. ``refuse`` raises when one of them forbids going on."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._seen: set[Finding] = set()
        self._numbers: Counter[Severity] = Counter()
        self._fatal = 0

    @property
    def errors(self) -> int:
        """How many findings forbid going on; grows while a row is read, if the row is bad."""
        return self._fatal

    def add(self, finding: Finding, *, fatal: bool | None = None) -> None:
        """Note ``finding``. An error is fatal unless the plan itself says what follows from it."""
        if finding in self._seen:
            return
        self._fatal += finding.severity is Severity.ERROR if fatal is None else fatal
        self._numbers[finding.severity] += 1
        if self._numbers[finding.severity] <= SHOWN:
            self._seen.add(finding)
            self._findings.append(finding)

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
