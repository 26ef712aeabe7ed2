"""Reading a manifest: its form first, then whether a vote can be held on it. All findings at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minping.core.findings import Finding, Place, RefusedInput, Text, error
from minping.core.secrecy.ballots import least_size
from minping.core.secrecy.canonical import NotCanonicalError, from_bytes
from minping.core.secrecy.manifest import (
    ALL_UNITS,
    DIGITS,
    FORMAT,
    BatchRule,
    Choice,
    CredentialClass,
    Manifest,
    Question,
    RatedUnit,
)

MANIFEST = "manifest.json"
MAX_BYTES = 4 * 1024 * 1024
BLOCK = 256
KINDS = {"graded", "unknown", "abstain"}
_HEX = re.compile(r"[0-9a-f]+")
_CLASS_CODE = re.compile(r'[^\x00-\x1f\x7f"\\]{1,40}')


class _UnfitError(ValueError):
    """A part of the document has another form than a manifest's."""


def read_manifest(data: bytes, name: str = MANIFEST) -> Manifest:
    """The manifest in a file's bytes. Raises RefusedInput with all findings; ``name`` is what they name."""
    place = Place(file=name)
    try:
        if len(data) > MAX_BYTES:
            raise _UnfitError(f"more than {MAX_BYTES} bytes")
        manifest = _manifest(from_bytes(data))
    except (NotCanonicalError, _UnfitError) as fault:
        raise RefusedInput([_damaged(str(fault), place)]) from fault
    if findings := check_manifest(manifest):
        raise RefusedInput(finding.at(replace(finding.place, file=name)) for finding in findings)
    return manifest


def sized(manifest: Manifest) -> Manifest:
    """The manifest with the ballot size that its longest ballot needs, in steps of 256 bytes."""
    return replace(manifest, ballot_size=-(-least_size(manifest) // BLOCK) * BLOCK)


def _damaged(fault: str, place: Place) -> Finding:
    return error(
        "manifest.damaged",
        f"不是完整的轮次清单（{fault}）",
        f"this is no complete manifest of a round ({fault})",
        "请从应用重新导出该轮次；已开始的轮次请用备份恢复原文件，不要改动",
        "write the round again from the application; for an open round put the original file back unchanged",
        place,
    )


# ---- form


def _manifest(document: Any) -> Manifest:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _UnfitError(f"format: not {FORMAT}")
    given = {name: value for name, value in document.items() if name != "format"}
    nested: dict[str, Callable[[Any, str], Any]] = {
        "scales": lambda v, at: _mapping(v, at, lambda x, a: _list(x, a, _record_of(Choice))),
        "forms": lambda v, at: _mapping(v, at, lambda x, a: _list(x, a, _record_of(Question))),
        "units": lambda v, at: _list(v, at, _record_of(RatedUnit)),
        "categories": lambda v, at: _mapping(v, at, _text),
        "classes": lambda v, at: _list(v, at, _record_of(CredentialClass, {"units": _units})),
        "batch": _record_of(BatchRule),
        "client": lambda v, at: _mapping(v, at, _text),
    }
    manifest = _record_of(Manifest, nested)(given, "")
    assert isinstance(manifest, Manifest)  # noqa: S101 - for the type checker
    return manifest


def _record_of(
    kind: type[Any], nested: Mapping[str, Callable[[Any, str], Any]] | None = None
) -> Callable[[Any, str], Any]:
    """A reader of one record: exactly its fields, each a text or a whole number unless told otherwise."""
    known = {f.name: f for f in fields(kind)}
    readers: dict[str, Callable[[Any, str], Any]] = {
        name: _number if f.type is int else _text for name, f in known.items()
    }
    readers.update(nested or {})
    needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}

    def read(value: Any, at: str) -> Any:
        if not isinstance(value, dict):
            raise _UnfitError(f"{at}: not an object")
        if odd := sorted((set(value) - set(known)) | (needed - set(value))):
            raise _UnfitError(f"{at}.{odd[0]}: missing or not known".lstrip("."))
        return kind(**{name: readers[name](v, f"{at}.{name}".lstrip(".")) for name, v in value.items()})

    return read


def _text(value: Any, at: str) -> str:
    if not isinstance(value, str):
        raise _UnfitError(f"{at}: not a text")
    return value


def _number(value: Any, at: str) -> int:
    if type(value) is not int or value < 0:
        raise _UnfitError(f"{at}: not a whole number")
    return value


def _list(value: Any, at: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _UnfitError(f"{at}: not a list")
    return tuple(read(item, f"{at}[{number}]") for number, item in enumerate(value))


def _mapping(value: Any, at: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _UnfitError(f"{at}: not an object")
    return {name: read(item, f"{at}.{name}") for name, item in value.items()}


def _units(value: Any, at: str) -> tuple[str, ...] | None:
    return None if value == ALL_UNITS else _list(value, at, _text)


# ---- sense


def check_manifest(manifest: Manifest) -> tuple[Finding, ...]:
    """What keeps a round from being voted on. Empty when nothing does."""
    parts = (_about, _scales, _forms, _units_listed, _classes, _size)
    return tuple(finding for part in parts for finding in part(manifest))


def _wrong(path: str, zh: str, en: str) -> Finding:
    fix = Text("请在应用里更正后再开放该轮次", "mend it in the application before the round opens")
    return error("manifest.wrong", zh, en, fix.zh, fix.en, Place(path=path))


def _about(manifest: Manifest) -> Iterator[Finding]:
    for name in ("round", "campaign"):
        if not _is_uuid(getattr(manifest, name)):
            yield _wrong(name, "不是标准写法的 UUID", "not a UUID in its usual spelling")
    try:
        date.fromisoformat(manifest.opens)
    except ValueError:
        yield _wrong("opens", "开始日期不是 YYYY-MM-DD", "the opening day is not YYYY-MM-DD")
    if not _is_instant(manifest.closes):
        yield _wrong("closes", "截止时刻须写明时区", "the closing instant needs its offset")
    for name, length in (("scheme_hash", 64), ("key", 16)):
        value = getattr(manifest, name)
        if len(value) != length or not _HEX.fullmatch(value):
            yield _wrong(name, f"不是{length}位十六进制", f"not {length} hexadecimal digits")
    for name in ("title", "office", "group", "round_code", "channel"):
        if not getattr(manifest, name).strip():
            yield _wrong(name, "不能为空", "must not be empty")
    if not 1 <= manifest.batch.daily <= manifest.batch.flush:
        yield _wrong("batch", "每日下限须在1和成批数之间", "daily must lie between 1 and flush")


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False


def _scales(manifest: Manifest) -> Iterator[Finding]:
    for code, choices in manifest.scales.items():
        path = f"scales.{code}"
        if not 1 <= len(choices) <= len(DIGITS):
            yield _wrong(path, "选项须为1至36个", "a scale has 1 to 36 options")
        if len({choice.code for choice in choices}) < len(choices) or any(not c.code for c in choices):
            yield _wrong(path, "选项代码为空或重复", "an option code is empty or comes twice")
        if not {choice.kind for choice in choices} <= KINDS:
            yield _wrong(path, "选项类型不认识", "an option is of an unknown kind")


def _forms(manifest: Manifest) -> Iterator[Finding]:
    for category, asked in manifest.forms.items():
        path = f"forms.{category}"
        if len({question.aspect for question in asked}) < len(asked) or not asked:
            yield _wrong(path, "没有问题，或同一指标问了两次", "nothing is asked, or an aspect twice")
        for question in asked:
            if question.scale not in manifest.scales:
                yield _wrong(path, f"没有量表「{question.scale}」", f"no scale “{question.scale}”")


def _units_listed(manifest: Manifest) -> Iterator[Finding]:
    if len({unit.code for unit in manifest.units}) < len(manifest.units) or not manifest.units:
        yield _wrong("units", "没有单位，或单位代码重复", "no units, or a unit code comes twice")
    for unit in manifest.units:
        if unit.category not in manifest.forms or unit.category not in manifest.categories:
            zh, en = f"「{unit.name}」的类别没有问卷", f"the category of “{unit.name}” has no form"
            yield _wrong(f"units.{unit.code}", zh, en)


def _classes(manifest: Manifest) -> Iterator[Finding]:
    codes = {one.code for one in manifest.classes}
    if not codes or len(codes) < len(manifest.classes):
        yield _wrong("classes", "没有评议人类别，或代码重复", "no credential class, or a code comes twice")
    units = {unit.code for unit in manifest.units}
    for one in manifest.classes:
        path = f"classes.{one.code}"
        if not _CLASS_CODE.fullmatch(one.code):
            yield _wrong(path, "代码须为1至40个普通字符", "a code has 1 to 40 ordinary characters")
        rated = units if one.units is None else set(one.units)
        if not rated or not rated <= units or len(rated) < len(one.units or rated):
            yield _wrong(path, "评议单位为空、重复或不在名单上", "its units are none, repeated or not listed")
        if one.invited > one.eligible:
            yield _wrong(path, "邀请人数多于应评人数", "more invited than eligible")


def _size(manifest: Manifest) -> Iterator[Finding]:
    try:
        needed = least_size(manifest)
    except KeyError:
        return  # said already: a category without a form, or a form without its scale
    if manifest.ballot_size < needed:
        zh = f"选票最长{needed}字节，清单只留{manifest.ballot_size}字节"
        yield _wrong("ballot_size", zh, f"ballots need {needed} bytes, {manifest.ballot_size} are left")
