"""How lint tests look: for each code a scheme that has the fault, and the same scheme mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from minping.core.findings import Finding
from minping.core.scheme.lint import lint
from minping.core.scheme.model import Scheme


@dataclass(frozen=True)
class Case:
    code: str
    bad: Scheme
    good: Scheme
    sizes: Mapping[str, int] | None = None


def name_of(case: Case) -> str:
    return case.code.removeprefix("lint.")


def found(scheme: Scheme, code: str, sizes: Mapping[str, int] | None = None) -> list[Finding]:
    return [finding for finding in lint(scheme, sizes) if finding.code == code]


def only(scheme: Scheme, code: str, sizes: Mapping[str, int] | None = None) -> Finding:
    (finding,) = found(scheme, code, sizes)
    return finding


def holds(case: Case) -> None:
    """The fault is named in both languages, with its place and what to do; mended, nothing is said."""
    bad = found(case.bad, case.code, case.sizes)
    assert bad, f"{case.code} was not found"
    for finding in bad:
        assert finding.text.zh
        assert finding.text.en
        assert finding.place.path
        assert finding.remedy.zh or finding.severity == "info"
        assert bool(finding.remedy.zh) == bool(finding.remedy.en)
    assert not found(case.good, case.code, case.sizes)
