"""The demo's data folder: told apart from real data, made once, thrown away on request."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minping.core.findings import Place, RefusedInput, error

MARK = "demo.json"


def check_home(home: Path) -> None:
    """Raise RefusedInput when the folder holds something that is no demo."""
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        raise RefusedInput(
            [
                error(
                    "demo.not_a_demo",
                    f"{home} 里有别的数据，没有改动",
                    f"{home} holds other data, which was left alone",
                    "请用 --home 另选一个文件夹",
                    "choose another folder with --home",
                    Place(),
                )
            ]
        )
    home.mkdir(parents=True, exist_ok=True)
    if not (home / MARK).exists():
        _write(home, {"made": False})


def discard(home: Path) -> None:
    """Throw an older demo away; anything else stays."""
    if (home / MARK).exists():
        shutil.rmtree(home)


def begin_again(home: Path) -> None:
    """Throw away a demo that was interrupted while it was made."""
    if (home / MARK).exists() and not is_made(home):
        shutil.rmtree(home)


def is_made(home: Path) -> bool:
    """Whether the demo was made to its end."""
    return bool(_read(home).get("made"))


def codes(home: Path) -> Sequence[str]:
    """The voters' codes that the demo gives away."""
    return [str(code) for code in _read(home).get("codes", [])]


def note(home: Path, given: Sequence[str]) -> None:
    """Keep that the demo is made, and the codes that it gives away."""
    _write(home, {"made": True, "codes": list(given)})


def _read(home: Path) -> dict[str, Any]:
    mark = home / MARK
    found = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
    return dict(found)


def _write(home: Path, said: dict[str, Any]) -> None:
    (home / MARK).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
