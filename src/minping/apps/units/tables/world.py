"""The units there are, read once for a whole table and found by code, name and former name."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from minping.apps.units.models import Unit, UnitName
from minping.core.bundle.names import Lexicon, key


class Known:
    """One unit as a table meets it."""

    def __init__(self, unit: Unit, names: Sequence[UnitName]) -> None:
        self.unit, self.names = unit, names
        present = [n for n in names if n.until is None and not n.former]
        self.present = present[0] if present else None

    @property
    def name(self) -> str:
        return self.present.name if self.present else self.unit.code

    @property
    def short(self) -> tuple[str, ...]:
        """The present short name, if there is one."""
        return (self.present.short,) if self.present and self.present.short else ()

    @property
    def former(self) -> tuple[str, ...]:
        """Earlier names, those without years last."""
        earlier = [n for n in self.names if n is not self.present]
        return tuple(n.name for n in sorted(earlier, key=lambda n: -(n.until or 0)))

    @property
    def open(self) -> bool:
        return self.unit.until is None


class World:
    """All units, in two queries."""

    def __init__(self) -> None:
        names: dict[UUID, list[UnitName]] = defaultdict(list)
        for name in UnitName.objects.order_by("id"):
            names[name.unit_id].append(name)
        self.units = {u.id: Known(u, names[u.id]) for u in Unit.objects.order_by("code")}
        self._codes = {known.unit.code.casefold(): known for known in self.units.values()}
        self._names: dict[str, list[Known]] = defaultdict(list)
        self._former: dict[str, list[Known]] = defaultdict(list)
        for known in self.units.values():
            self._names[key(known.name)].append(known)
            for former in known.former:
                self._former[key(former)].append(known)
        self.children: dict[UUID, list[UUID]] = defaultdict(list)
        for known in self.units.values():
            if known.unit.parent_id and known.open:
                self.children[known.unit.parent_id].append(known.unit.id)

    def coded(self, code: str) -> Known | None:
        """The unit with this code, in any spelling."""
        return self._codes.get(code.casefold())

    def named(self, name: str) -> list[Known]:
        """Every unit, closed ones too, whose present or last name this is."""
        return self._names.get(key(name), [])

    def formerly(self, name: str) -> list[Known]:
        """Units that once had this name."""
        return [known for known in self._former.get(key(name), []) if known.open]

    def lexicon(self) -> Lexicon:
        """Look-up of open units by code and name, by short or former name where nobody else has it."""
        still = [known for known in self.units.values() if known.open]
        lexicon = Lexicon((known.unit.code, (known.name,)) for known in still)
        for known in still:
            lexicon.fallback(known.unit.code, *known.short, *known.former)
        return lexicon
