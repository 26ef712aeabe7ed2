"""What the box tells its operator about disks and files."""

from pathlib import Path

from minping.core.findings import Finding, Place, error, warning

_TROUBLES = {
    "spool": (
        "暂存文件里有打不开的格子，磁盘可能有故障",
        "slots of the spool do not open: the disk may be failing",
    ),
    "box": (
        "选票暂时写不进票箱文件，仍在暂存文件里",
        "ballots wait in the spool: the box file takes no more",
    ),
    "mirror": ("镜像没有写成", "the mirror was not written"),
}


def trouble(kind: str, path: Path) -> Finding:
    """Something that does not stop the box: ``spool``, ``box`` or ``mirror``."""
    zh, en = _TROUBLES[kind]
    fix_zh, fix_en = "请检查磁盘空间和磁盘状态", "look at the space left and the state of the disk"
    return warning(f"box.{kind}", zh, en, fix_zh, fix_en, Place(str(path)))


def damaged(path: Path) -> Finding:
    """A box file that cannot be used."""
    return error(
        "box.damaged",
        "票箱文件里有打不开的选票：密钥不对，或文件已损坏",
        "ballots in the box file do not open: another key, or a damaged file",
        "请恢复配套的密钥文件；若磁盘损坏，请用镜像文件夹恢复整个票箱",
        "restore the key file that belongs to it; after a disk fault restore the whole box from its mirror",
        Place(str(path)),
    )
