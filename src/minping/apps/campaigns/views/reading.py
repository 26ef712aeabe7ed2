"""A version of the scheme as pages show it: read once, with its tree, findings and questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from minping.apps.campaigns.apart import Apart, apart
from minping.apps.campaigns.editor.items import LISTS, MAPPINGS, Item, items_of
from minping.apps.campaigns.editor.outline import Line, findings_by_item, outline
from minping.apps.campaigns.editor.questions import Asked, asked_of
from minping.apps.campaigns.editor.words import SECTIONS
from minping.apps.campaigns.fit import findings_of, sizes_of
from minping.apps.campaigns.models import Campaign, SchemeVersion
from minping.apps.campaigns.schemes import scheme_in
from minping.core.findings import Finding, Severity, Text
from minping.core.scheme.model import Scheme

ORDER = (Severity.ERROR, Severity.OPEN, Severity.WARNING, Severity.INFO)
WORDS = {
    Severity.ERROR: Text("错误", "error"),
    Severity.OPEN: Text("待定", "open"),
    Severity.WARNING: Text("提醒", "warning"),
    Severity.INFO: Text("说明", "note"),
}
MARKS = {
    Severity.ERROR: "late",
    Severity.OPEN: "waiting",
    Severity.WARNING: "waiting",
    Severity.INFO: "plain",
}


@dataclass(frozen=True)
class Told:
    """A finding as the page shows it, with the part it is about."""

    finding: Finding
    item: Item | None

    @property
    def word(self) -> Text:
        return WORDS[self.finding.severity]

    @property
    def mark(self) -> str:
        return MARKS[self.finding.severity]


@dataclass(frozen=True)
class Section:
    """The parts of one section, outside the trees."""

    name: str
    label: Text
    items: Sequence[Item]
    grows: bool


@dataclass(frozen=True)
class Reading:
    """One version of the scheme; ``draft``: it may be changed."""

    campaign: Campaign
    version: SchemeVersion
    scheme: Scheme
    draft: bool

    @property
    def digest(self) -> str:
        return self.version.digest

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return items_of(self.scheme)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        return findings_of(self.campaign, self.scheme)

    @cached_property
    def told(self) -> list[Told]:
        """Findings but open values, gravest first, each with its part."""
        by_item = findings_by_item(self.items, self.findings)
        places = {id(f): self.items[address] for address, found in by_item.items() for f in found}
        shown = [f for f in self.findings if f.severity is not Severity.OPEN]
        return [Told(f, places.get(id(f))) for f in sorted(shown, key=lambda f: ORDER.index(f.severity))]

    @cached_property
    def trees(self) -> list[Line]:
        return outline(self.scheme, "trees", self.findings)

    @cached_property
    def measures(self) -> list[Line]:
        return outline(self.scheme, "measures", self.findings)

    @cached_property
    def asked(self) -> Sequence[Asked]:
        return asked_of(self.scheme)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        return sizes_of(self.campaign)

    @cached_property
    def apart(self) -> Apart:
        """Where the campaign's categories and rounds differ from this version."""
        return apart(self.campaign, self.scheme)

    @property
    def sections(self) -> list[Section]:
        return [
            Section(name, label, [i for i in self.items.values() if i.section == name], name in GROWING)
            for name, label in SECTIONS.items()
            if name not in {"trees", "measures"}
        ]

    def _count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def errors(self) -> int:
        return self._count(Severity.ERROR)

    @property
    def open(self) -> int:
        return self._count(Severity.OPEN)

    @property
    def warnings(self) -> int:
        return self._count(Severity.WARNING)

    @property
    def ready(self) -> bool:
        return not self.errors and not self.open


GROWING = (*MAPPINGS, *LISTS)


def reading_of(request: HttpRequest, campaign: Campaign) -> Reading | None:
    """The version asked for (``?version=2``), else the draft, else the newest frozen one."""
    number = request.GET.get("version", "")
    found: SchemeVersion | None
    if number.isdecimal():
        found = campaign.schemes.filter(number=int(number[:9])).first()
    else:
        found = campaign.schemes.order_by("frozen", "-number").first()
    if found is None:
        return None
    return Reading(campaign, found, scheme_in(found.canonical), not found.frozen)
