"""A unit as people write it → the unit meant."""

import unicodedata
from collections.abc import Iterable
from uuid import UUID

from minping.apps.units.selectors import UnitFacts


def _key(written: str) -> str:
    return "".join(unicodedata.normalize("NFKC", written).split()).casefold()


class Units:
    """Units by every name they bear or bore, and by code. A name of two units finds none."""

    def __init__(self, units: Iterable[UnitFacts]) -> None:
        present: dict[str, set[UUID]] = {}
        former: dict[str, set[UUID]] = {}
        self.names: dict[UUID, str] = {}
        for unit in units:
            self.names[unit.id] = unit.name
            for name in (unit.code, unit.name, unit.short, unit.english):
                present.setdefault(_key(name), set()).add(unit.id)
            for name in unit.former:
                former.setdefault(_key(name), set()).add(unit.id)
        self._present, self._former = present, former

    def meant(self, written: str) -> UUID | None:
        """The one unit that is called so now, else the one that was; None for none or several."""
        asked = _key(written)
        for known in (self._present, self._former):
            found = known.get(asked, set()) if asked else set()
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None
