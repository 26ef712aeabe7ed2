"""Units, voter groups, rounds and channels by the names that people write."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Protocol

from minping.core.scheme.model import Round, Scheme, VoterGroup
from minping.core.tally.spelling import key

CHANNELS: Mapping[str, tuple[str, ...]] = {
    "web": (
        *("web", "online", "网络", "网上", "网页", "互联网", "微信"),
        *("网上投票", "网络投票", "网上评议", "网上测评", "网上问卷", "微信投票"),
    ),
    "sms": ("sms", "短信", "手机短信", "短信回复", "短信评议", "短信投票"),
    "phone": ("phone", "telephone", "电话", "电话访问", "电话访谈", "电话调查", "电话回访"),
    "paper": ("paper", "纸质", "书面", "纸质问卷", "问卷", "问卷调查", "书面问卷", "纸质票"),
    "meeting": ("meeting", "会议", "会场", "现场", "现场测评", "会议测评", "现场评议", "现场投票"),
    "kiosk": ("kiosk", "自助终端", "评价器"),
}
_CHANNEL_OF = {key(alias): code for code, aliases in CHANNELS.items() for alias in aliases}

_CLOSE_POOL = 60

EXEMPT = "exempt"
OPINION_ONLY = "opinion_only"


class ListedUnit(Protocol):
    """What the tally asks of a unit on the list (``scoring.inputs.Unit`` has it).

    ``status`` is ``appraised``, ``exempt`` or ``opinion_only``.
    """

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def former(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> str: ...


def categories_of(units: Mapping[str, ListedUnit]) -> dict[str, str]:
    """Whose questions are asked: a station without a category is asked what its parent is."""
    return {code: unit.category or _category(units.get(unit.parent)) for code, unit in units.items()}


def _category(unit: ListedUnit | None) -> str:
    return unit.category if unit is not None else ""


class UnitNames:
    """Finds units by code, name or, where no present unit has it, former name.

    ``normalise`` rewrites a name before comparison, as where a mark guards it in a spreadsheet.
    """

    def __init__(
        self, units: Mapping[str, ListedUnit], normalise: Callable[[str], str] | None = None
    ) -> None:
        self._normalise = normalise
        self._codes = {key(unit.code): (unit.code,) for unit in units.values()}
        self._names = self._index((unit.name, unit.code) for unit in units.values())
        self._shown = {spelling: u.name for u in units.values() for spelling in self._keys(u.name)}
        self._former = self._index((name, unit.code) for unit in units.values() for name in unit.former)

    def _index(self, names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        index: dict[str, set[str]] = {}
        for name, code in names:
            for spelling in self._keys(name):
                index.setdefault(spelling, set()).add(code)
        return {spelling: tuple(sorted(codes)) for spelling, codes in index.items()}

    def _keys(self, name: str) -> tuple[str, ...]:
        if self._normalise is None:
            return (key(name),)
        return tuple(dict.fromkeys((key(name), key(self._normalise(name)))))

    def find(self, text: str) -> tuple[str, ...]:
        """The codes of the units that ``text`` may mean: none, one, or several alike."""
        for index in (self._codes, self._names, self._former):
            for spelling in self._keys(text):
                if spelling in index:
                    return index[spelling]
        return ()

    def nearest(self, text: str, number: int = 3) -> tuple[str, ...]:
        """Names on the list that look like ``text``, best first."""
        wanted = key(text)
        letters = set(wanted)
        pool = sorted(self._names, key=lambda name: (-len(letters & set(name)), len(name), name))
        close = get_close_matches(wanted, pool[:_CLOSE_POOL], number, cutoff=0.4)
        return tuple(self._shown[name] for name in close)


class SchemeNames:
    """Finds voter groups, rounds and channels of a scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._groups = _by_name(scheme.groups)
        self._rounds = {group: _by_name(self.rounds_of(group)) for group in scheme.groups}

    def group(self, text: str) -> str | None:
        return self._groups.get(key(text))

    def rounds_of(self, group: str) -> dict[str, Round]:
        """The rounds in which ``group`` votes."""
        rounds = self._scheme.rounds.items()
        return {code: known for code, known in rounds if not known.groups or group in known.groups}

    def round(self, group: str, text: str) -> str | None:
        return self._rounds[group].get(key(text))

    def channel(self, group: str, text: str) -> str | None:
        """The channel as the group's own list writes it; any text where the group lists none."""
        listed = self._scheme.groups[group].channels
        if not listed:
            return text
        wanted = _channel(text)
        return next((channel for channel in listed if _channel(channel) == wanted), None)


def _channel(text: str) -> str:
    return _CHANNEL_OF.get(key(text), key(text))


def _by_name(known: Mapping[str, VoterGroup] | Mapping[str, Round]) -> dict[str, str]:
    names = {key(code): code for code in known}
    for code, item in known.items():
        names.setdefault(key(item.name), code)
    return names


def listed(known: Mapping[str, VoterGroup] | Mapping[str, Round]) -> str:
    """The names for a message."""
    return "、".join(item.name or code for code, item in known.items()) or "—"
