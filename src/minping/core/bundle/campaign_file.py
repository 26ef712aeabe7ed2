"""``campaign.yaml``: the few words about a campaign that are not in the plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.sheets import Sheet
from minping.core.bundle.written import clean
from minping.core.findings import Place
from minping.core.scheme.model import Scheme
from minping.core.scheme.yaml_text import Kind, compose

CAMPAIGN_YAML = "campaign.yaml"
PRIVATE, PUBLIC = "private", "public"
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("名称", "活动名称", "标题"),
    "year": ("年度", "年份"),
    "office": ("评议办", "主办单位", "组织单位"),
    "language": ("语言",),
    "form": ("形式",),
}
"""Keys of ``campaign.yaml`` and their Chinese spellings; the first is the one that is written."""

_FORMS = {key(w): PUBLIC for w in (PUBLIC, "公开", "公开形式")} | {
    key(w): PRIVATE for w in (PRIVATE, "内部", "内部形式")
}
_LANGUAGES = {key(w): "zh" for w in ("zh", "zh-cn", "中文", "汉语")} | {
    key(w): "en" for w in ("en", "英文", "english")
}
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}(?=年?度?$)")


@dataclass(frozen=True)
class CampaignFile:
    """``form`` is empty where the file does not say whether it belongs to a public bundle."""

    title: str = ""
    year: int | None = None
    office: str = ""
    language: str = ""
    form: str = ""


def read_campaign_file(data: bytes, file: str, notebook: Notebook) -> CampaignFile:
    """Read ``campaign.yaml``. Raises ``RefusedInput`` for text that is no YAML."""
    document = compose(data, file)
    if document.kind is not Kind.MAPPING:
        notebook.error(
            "campaign.not_keys",
            "内容不是“名称: 值”的形式",
            "the content is not a list of “key: value”",
            "请写成：名称: 某县2024年民主评议，每行一项",
            "write lines such as: title: Appraisal 2024",
            Place(file, line=document.line),
        )
        return CampaignFile()
    pairs = []
    for name, value in document.entries:
        place = Place(file, line=name.line)
        pairs.append((name.text, value.text, place))
        if value.kind in {Kind.LIST, Kind.MAPPING}:
            notebook.error(
                "campaign.not_one_value",
                f"「{name.text}」应是一段文字或一个数",
                f"“{name.text}” should be a text or a number",
                "请写在同一行；文字里有冒号、括号的，加英文双引号",
                "write it on one line; put a text with colons or brackets in double quotes",
                place,
            )
    return _campaign(pairs, notebook)


def read_campaign_sheet(sheet: Sheet, notebook: Notebook) -> CampaignFile:
    """Read a sheet with keys in the first column and values in the second."""
    pairs = [
        (sheet.at(row, 0), sheet.at(row, 1), Place(sheet.file, sheet.name, row + 1))
        for row in range(len(sheet.rows))
        if sheet.at(row, 0)
    ]
    return _campaign(pairs, notebook)


def _campaign(pairs: list[tuple[str, str, Place]], notebook: Notebook) -> CampaignFile:
    names = Lexicon((code, spellings) for code, spellings in KEYS.items())
    found: dict[str, str] = {}
    seen: set[str] = set()
    year: int | None = None
    for name, text, place in pairs:
        code, value = names.find(name), clean(text)
        if code is None:
            known = "、".join(spelling[0] for spelling in KEYS.values())
            notebook.warn(
                "campaign.unknown_key",
                f"不认识「{name}」",
                f"“{name}” is not known",
                f"可用的有：{known}",
                f"known keys: {', '.join(KEYS)}",
                place,
            )
        elif code in seen:
            notebook.error(
                "campaign.key_twice",
                f"「{name}」写了两次",
                f"“{name}” stands twice",
                "请只保留一处",
                "keep one",
                place,
            )
        elif code == "year":
            year = _year(value, place, notebook)
        else:
            found[code] = _word(code, value, place, notebook)
        seen.add(code or "")
    return CampaignFile(year=year, **found)


def _year(text: str, place: Place, notebook: Notebook) -> int | None:
    found = _YEAR.match(key(text))
    if text and found is None:
        notebook.error(
            "campaign.bad_year",
            f"年度「{text}」不是年份",
            f"“{text}” is no year",
            "请写成 2024",
            "write 2024",
            place,
        )
    return int(found[0]) if found else None


def _word(code: str, text: str, place: Place, notebook: Notebook) -> str:
    words = {"form": _FORMS, "language": _LANGUAGES}.get(code)
    if words is None or not text:
        return text
    if key(text) not in words:
        allowed = "、".join(words)
        notebook.error(
            "campaign.unknown_word",
            f"不认识「{text}」",
            f"“{text}” is not known here",
            f"请改为：{allowed}",
            f"use one of: {allowed}",
            place,
        )
        return ""
    return words[key(text)]


def settled(campaign: CampaignFile, scheme: Scheme, place: Place, notebook: Notebook) -> tuple[str, int]:
    """Title and year, taken from the scheme where ``campaign.yaml`` is silent."""
    year = campaign.year if campaign.year is not None else scheme.year
    if year is None:
        notebook.error(
            "campaign.no_year",
            "没有写明年度",
            "the year is missing",
            "请在 campaign.yaml 写上“年度: 2024”",
            "write “year: 2024” into campaign.yaml",
            place,
        )
    elif scheme.year is not None and scheme.year != year:
        notebook.warn(
            "campaign.other_year",
            f"年度{year}与方案的{scheme.year}不同",
            f"the year {year} differs from the scheme's {scheme.year}",
            "请核对是否用错了方案",
            "check whether this is the right scheme",
            place,
        )
    return campaign.title or scheme.title, year or 0


def campaign_pairs(title: str, year: int, office: str, language: str, form: str) -> list[tuple[str, str]]:
    """What ``campaign.yaml`` holds, with the keys that are written; empty values are left out."""
    shown = "公开" if form == PUBLIC else ""
    values = {"title": title, "year": str(year or ""), "office": office, "language": language, "form": shown}
    return [(KEYS[name][0], value) for name, value in values.items() if value]


def campaign_yaml(pairs: list[tuple[str, str]]) -> str:
    """The pairs as YAML; every text in quotes, so that nothing in it is taken for YAML."""
    return "".join(f"{name}: {value if value.isdecimal() else _quoted(value)}\n" for name, value in pairs)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
