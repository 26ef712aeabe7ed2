"""Tables in their newest versions, and what a table would do to the campaign before it is stored."""

from collections.abc import Mapping
from uuid import UUID

from minping.apps.results.models import Sheet, TableVersion
from minping.apps.results.storing import kept
from minping.core.bundle.columns import TABLES, Spec
from minping.core.findings import Text

LABELS: Mapping[str, Text] = {
    Sheet.REPORTS: Text("报送数据", "partners' reports"),
    Sheet.ENTRIES: Text("日常考评记录", "daily assessment"),
    Sheet.EVENTS: Text("否决、扣分等事项", "events"),
    Sheet.HISTORY: Text("历年结果", "results of earlier years"),
    Sheet.PARTICIPATION: Text("发放与回收", "participation"),
}


def newest(campaign: UUID) -> dict[str, TableVersion]:
    """Sheet → its newest version, withdrawn ones included."""
    found: dict[str, TableVersion] = {}
    for version in TableVersion.objects.filter(campaign=campaign).order_by("sheet", "-number"):
        found.setdefault(version.sheet, version)
    return found


def files_of(campaign: UUID) -> dict[str, tuple[str, bytes]]:
    """Sheet → file name and content of the version in force."""
    return {s: (v.name, kept(v.file)) for s, v in newest(campaign).items() if v.file}


def spec_of(sheet: str) -> Spec:
    """The columns of a table."""
    return next(spec for spec in TABLES if spec.name == sheet)
