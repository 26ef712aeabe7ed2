"""Finding and reading what a command was given: a scheme, a campaign, the home of its results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from minping.core.bundle.model import Bundle, SchemeFile
from minping.core.bundle.read import read_bundle
from minping.core.findings import Finding, Place, RefusedInput, Severity, error, warning
from minping.core.scheme.canonical import from_canonical
from minping.core.scheme.lint import lint
from minping.core.scheme.model import Scheme
from minping.core.scheme.presets import preset_names, preset_text
from minping.core.scheme.reader import read_placed
from minping.core.scoring.inputs import Status

SCHEME_FILES = ("scheme.yaml", "scheme.yml", "方案.yaml", "方案.yml", "scheme.json")


@dataclass(frozen=True)
class Loaded:
    """A scheme; the sizes of its categories where a campaign tells them; where its parts are written."""

    scheme: Scheme
    sizes: Mapping[str, int] | None = None
    place: Callable[[tuple[str | int, ...]], Place] | None = None


def load_scheme(source: str) -> Loaded:
    """The scheme named by ``source``: a YAML file, a frozen JSON file, a campaign folder or workbook, or
    the name of a preset."""
    path = Path(source)
    if not path.exists() and source.casefold() in {name.casefold() for name in preset_names()}:
        return _of_text(preset_text(source).encode(), f"{source}.yaml")
    if not path.exists():
        raise RefusedInput([_not_there(source)])
    if path.is_dir():
        return _of_folder(path)
    if path.suffix.lower() in {".xlsx", ".xls", ".ods"}:
        bundle = read_bundle(path)
        return Loaded(bundle.scheme, sizes(bundle))
    if path.suffix.lower() == ".json":
        return Loaded(from_canonical(path.read_bytes(), path.name))
    return _of_text(path.read_bytes(), path.name)


def _of_text(text: bytes, name: str) -> Loaded:
    reading = read_placed(text, name)
    return Loaded(reading.scheme, place=reading.place)


def scheme_file_of(source: str) -> SchemeFile | None:
    """The scheme as it was written, to go into a new campaign; None: the canonical form will do."""
    path = Path(source)
    if not path.exists() and source in preset_names():
        return SchemeFile("scheme.yaml", preset_text(source).encode())
    if path.is_dir():
        path = next((path / name for name in SCHEME_FILES if (path / name).exists()), path)
    if path.suffix.lower() in {".yaml", ".yml"}:
        return SchemeFile("scheme.yaml", path.read_bytes())
    return None


def _of_folder(folder: Path) -> Loaded:
    """A campaign's scheme. The sizes come along only when the rest of the campaign can be read."""
    for name in SCHEME_FILES:
        if (folder / name).exists():
            loaded = load_scheme(str(folder / name))
            try:
                return replace(loaded, sizes=sizes(read_bundle(folder)))
            except RefusedInput:
                return loaded
    raise RefusedInput([_not_there(f"{folder.name}/scheme.yaml")])


def sizes(bundle: Bundle) -> dict[str, int]:
    """Category → number of appraised units."""
    found: dict[str, int] = {}
    for unit in bundle.data.units.values():
        if unit.category and unit.status is Status.APPRAISED:
            found[unit.category] = found.get(unit.category, 0) + 1
    return found


def scheme_faults(scheme: Scheme, numbers: Mapping[str, int] | None = None) -> tuple[Finding, ...]:
    """What the linter holds against the scheme, as one warning: such a scheme can be computed, and what
    comes out need not be what the plan says."""
    errors = [f for f in lint(scheme, numbers) if f.severity is Severity.ERROR]
    if not errors:
        return ()
    zh, en = "；".join(f.text.zh for f in errors[:3]), "; ".join(f.text.en for f in errors[:3])
    finding = warning(
        "scheme.lint_errors",
        f"方案检查有{len(errors)}处错误，得分不一定是方案说的结果：{zh}{'等' if len(errors) > 3 else ''}",
        f"the scheme has {len(errors)} errors, the scores need not be what the plan says: {en}",
        "请运行 minping lint 逐条改正后重新计算",
        "run minping lint, mend them, and compute again",
    )
    return (finding,)


def results_home(campaign: Path) -> Path:
    """Where ``results/`` belongs: in the folder, or in a folder named like the workbook."""
    return campaign if campaign.is_dir() else campaign.with_suffix("")


def existing(source: str) -> Path:
    """The path, refused with a clear message when nothing is there."""
    path = Path(source)
    if not path.exists():
        finding = error(
            "cli.not_there",
            f"找不到「{source}」",
            f"“{source}” is not there",
            "请检查路径和文件名",
            "check the path and the name",
            Place(file=source),
        )
        raise RefusedInput([finding])
    return path


def _not_there(source: str) -> Finding:
    names = "、".join(preset_names())
    return error(
        "cli.not_there",
        f"找不到「{source}」",
        f"“{source}” is not there",
        f"请检查路径；也可以写内置方案的名称：{names}",
        f"check the path, or give the name of a preset: {names}",
        Place(file=source),
    )
