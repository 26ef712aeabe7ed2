"""Between the rows of an import and the readers of ``core.bundle``."""

from collections.abc import Sequence

from minping.apps.foundation.imports.kinds import Notes
from minping.core.bundle.columns import Spec
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.table import Row, Table
from minping.core.findings import Finding


class Every(Notebook):
    """A notebook that leaves nothing out."""

    def __init__(self) -> None:
        super().__init__()
        self.every: dict[Finding, None] = {}

    def add(self, finding: Finding, *, fatal: bool | None = None) -> None:
        """Note ``finding`` once."""
        self.every[finding] = None
        super().add(finding, fatal=fatal)


def table_of(spec: Spec, rows: Sequence[Row], notes: Notes) -> Table:
    """The rows as a table of ``spec``, under the headers of the file they come from."""
    written = {name: shown for name, shown in notes.written.items() if name in _names(spec)}
    return Table(spec, notes.file, notes.sheet, written, tuple(rows))


def _names(spec: Spec) -> set[str]:
    return {column.name for column in spec.columns}
