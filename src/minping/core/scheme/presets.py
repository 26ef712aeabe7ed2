"""Plans that ship with the program, as data: ``presets/*.yaml``, each node with the clause it comes from."""

from importlib.resources import files

from minping.core.findings import RefusedInput, error
from minping.core.scheme.model import Scheme
from minping.core.scheme.reader import read_scheme

FOLDER = files("minping.core.scheme") / "presets"
SUFFIX = ".yaml"


def preset_names() -> tuple[str, ...]:
    """Names of all presets, in order: the seeds, then the published plans by number."""
    names = [item.name.removesuffix(SUFFIX) for item in FOLDER.iterdir() if item.name.endswith(SUFFIX)]
    return tuple(sorted(names, key=lambda name: (name[0] == "P", len(name), name)))


def preset_text(name: str) -> str:
    """The YAML of a preset, with its comments. Raises ``RefusedInput`` for a name that is none."""
    known = {preset.casefold(): preset for preset in preset_names()}
    if name.casefold() not in known:
        raise RefusedInput(
            [
                error(
                    "scheme.preset",
                    f"没有内置方案「{name}」",
                    f"no preset “{name}”",
                    f"可用的有：{'、'.join(known.values())}",
                    f"there are: {', '.join(known.values())}",
                )
            ]
        )
    return (FOLDER / f"{known[name.casefold()]}{SUFFIX}").read_text(encoding="utf-8")


def load_preset(name: str) -> Scheme:
    """A preset as a scheme; what its source leaves open is in ``Scheme.questions``."""
    return read_scheme(preset_text(name).encode(), f"{name}{SUFFIX}")
