"""Look-up of names by what their spellings have in common."""

from collections.abc import Iterable
from difflib import get_close_matches

from minping.core.tally.spelling import key, simplified

__all__ = ["Lexicon", "key", "simplified"]

_CLOSE_POOL = 60


class Lexicon:
    """Spellings → codes. A code goes before a name; a name that stands for two codes finds neither."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        self._own: dict[str, str] = {}
        self._codes: dict[str, list[str]] = {}
        self._shown: dict[str, str] = {}
        self._memo: dict[str, tuple[str, ...]] = {}
        for code, names in entries:
            self.add(code, *names)

    def __bool__(self) -> bool:
        return bool(self._codes)

    def add(self, code: str, *names: str) -> None:
        """Let ``code`` be found by itself and by ``names``."""
        self._memo.clear()
        self._own.setdefault(key(code), code)
        for name in (code, *names):
            found = self._codes.setdefault(key(name), [])
            self._shown.setdefault(key(name), name)
            if code not in found:
                found.append(code)

    def fallback(self, code: str, *names: str) -> None:
        """Names that count only where nothing else has them (former names)."""
        self._memo.clear()
        for name in names:
            if not self._codes.get(key(name)):
                self._codes[key(name)] = [code]
                self._shown[key(name)] = name

    def all(self, text: str) -> tuple[str, ...]:
        """Every code that ``text`` may mean."""
        if text not in self._memo:
            wanted = key(text)
            own = self._own.get(wanted)
            self._memo[text] = tuple(self._codes.get(wanted, ())) if own is None else (own,)
        return self._memo[text]

    def find(self, text: str) -> str | None:
        """The one code that ``text`` means, else None."""
        codes = self.all(text)
        return codes[0] if len(codes) == 1 else None

    def nearest(self, text: str, number: int = 3) -> tuple[str, ...]:
        """Known names that look like ``text``, best first."""
        wanted = key(text)
        letters = set(wanted)
        pool = sorted(self._shown, key=lambda name: (-len(letters & set(name)), len(name), name))
        close = get_close_matches(wanted, pool[:_CLOSE_POOL], number, cutoff=0.4)
        return tuple(self._shown[name] for name in close)

    def names_of(self, code: str) -> tuple[str, ...]:
        """Every spelling of ``code`` but the code itself."""
        return tuple(
            self._shown[name] for name, codes in self._codes.items() if code in codes and name != key(code)
        )

    def names(self, number: int = 8) -> tuple[str, ...]:
        """Some of the known names, for messages."""
        return tuple(list(self._shown.values())[:number])
