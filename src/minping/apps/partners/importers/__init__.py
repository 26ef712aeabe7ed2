"""The kinds of table that this room takes in."""

from minping.apps.partners.importers import programmes
from minping.apps.partners.importers.table import KIND

PROGRAMMES = programmes.KIND

__all__ = ["KIND", "PROGRAMMES"]
