"""Files and folders that appear whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minping.core.bundle.campaign_file import CAMPAIGN_YAML
from minping.core.findings import Place, RefusedInput, error

_ASIDE = "-old-"


@contextmanager
def new_folder(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A folder beside ``target`` that takes its place when the block ends without an error.

    Refuses a target that is a file or holds anything. With ``overwrite`` a campaign folder is replaced
    as a whole; any other folder is refused even then.
    """
    _check_target(target, overwrite=overwrite)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        put_in_place(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _check_target(target: Path, *, overwrite: bool) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    is_campaign = target.is_dir() and (target / CAMPAIGN_YAML).exists()
    if overwrite and is_campaign:
        return
    fix_zh = "请换一个文件夹，或先移走其中的文件"
    fix_en = "choose another folder, or move its files away"
    finding = error(
        "write.not_empty",
        "目标文件夹里已有文件" if target.is_dir() else "目标是一个文件",
        "the target folder is not empty" if target.is_dir() else "the target is a file",
        fix_zh,
        fix_en,
        Place(str(target)),
    )
    raise RefusedInput([finding])


def put_in_place(fresh: Path, target: Path) -> None:
    """Let the folder ``fresh`` take the place of ``target``; an older one goes.

    Whatever interrupts this, the older folder is there again or the new one is. Only a program that is
    killed outright can leave the older one aside: ``put_back`` finds it.
    """
    if not target.exists():
        fresh.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}{_ASIDE}", dir=target.parent))
    old = aside / target.name
    try:
        target.rename(old)
        fresh.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)


def put_back(target: Path) -> None:
    """Undo what a program left that was killed while it replaced the folder ``target``."""
    if not target.exists():
        for old in sorted(target.parent.glob(f".{target.name}{_ASIDE}*/{target.name}")):
            old.rename(target)
            return


@contextmanager
def new_file(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A file beside ``target`` that takes its place when the block ends without an error."""
    if target.is_dir() or (target.exists() and not overwrite):
        finding = error(
            "write.exists",
            "目标文件已存在",
            "the target exists already",
            "请换一个文件名，或先移走原文件",
            "choose another name, or move the old file away",
            Place(str(target)),
        )
        raise RefusedInput([finding])
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target.parent))
    try:
        yield folder / target.name
        (folder / target.name).replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
