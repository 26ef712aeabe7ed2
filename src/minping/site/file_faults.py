"""What the system says of a file or folder, in words: where, what is wrong, what to do."""

import errno
from collections.abc import Mapping
from pathlib import Path

from minping.core.findings import Finding, Place, error

_Words = tuple[str, str, str, str]
_DENIED: _Words = (
    "没有读写这个位置的权限",
    "this place may not be read or written",
    "文件正在 Excel 或 WPS 中打开的请先关闭；位置只读的，请复制到可以写入的文件夹再试",
    "close the file if it is open in Excel or WPS; copy it to a folder that can be written if it is read-only",
)
_FULL: _Words = (
    "磁盘已满，或超出允许的大小",
    "the disk is full, or the file grew beyond what is allowed",
    "请清理磁盘，或换一个位置再试",
    "free some space, or choose another place",
)
_NO_FOLDER: _Words = (
    "这个位置不是文件夹",
    "this place is not a folder",
    "请换一个位置",
    "choose another place",
)
_KNOWN: Mapping[int, _Words] = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _DENIED),
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), _NO_FOLDER),
    errno.EISDIR: (
        "这个位置是一个文件夹",
        "this place is a folder",
        "请写明文件名",
        "give the name of a file",
    ),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long", "请换一个短的名称", "choose a shorter name"),
    errno.ENOENT: ("找不到这个位置", "this place is not there", "请检查路径", "check the path"),
}


def file_fault(fault: OSError) -> Finding:
    """The finding for a file or folder that could not be read or written."""
    shown = fault.strerror or type(fault).__name__
    other: _Words = (
        f"读写失败（{shown}）",
        f"it could not be read or written ({shown})",
        "请检查磁盘和网络位置后再试",
        "check the disk or the network place and try again",
    )
    zh, en, fix_zh, fix_en = _KNOWN.get(fault.errno or 0, other)
    return error("file.fault", zh, en, fix_zh, fix_en, Place(file=_place_of(fault)))


def _place_of(fault: OSError) -> str:
    """The place that was meant: results are first written into a hidden folder beside it."""
    if not fault.filename:
        return "—"
    path = Path(str(fault.filename))
    hidden = next((part for part in (path, *path.parents) if part.name.startswith(".")), None)
    return str(hidden.parent if hidden is not None else path)
