"""How the table of a component is laid out, and what is read from it."""

from minping.apps.partners.tables.columns import shape_of
from minping.apps.partners.tables.lines import LineRead
from minping.apps.partners.tables.reading import TableRead, read_table

__all__ = ["LineRead", "TableRead", "read_table", "shape_of"]
